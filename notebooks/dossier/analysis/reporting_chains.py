"""Sourcing: through whom the words came, how good each source is."""

import pandas as pd

from dossier.tables.load import Dossier

#: How a step of a chain is known.
KNOWN = {
    "told": "the article says so",
    "record": "not said in the text",
    "untold": "not known",
}


def chains(dossier: Dossier) -> pd.DataFrame:
    """The longest chains the words came through, one row per station, the origin first.

    Columns: `chain` (its claims, with commas), `what` (the words of the first), `place` (from 0),
    `station` (printed name) and how the station and the step to the next are known (`known`,
    `step`: keys of `KNOWN`; `step` is empty at the end). A chain that starts with a medium has an
    origin that is not told: media pass words on. Where the source record names the `original` that
    the text rewords, that story stands before the text, and both steps at it are from the record.
    """
    claims = dossier.claims
    longest = claims[claims.chain.str.count(">") == claims.chain.str.count(">").max()]
    actors = dossier.rows("actors").to_dict("index")
    rows: list[dict[str, object]] = []
    for (chain, source), group in longest.groupby(["chain", "source_id"], sort=False):
        original = dossier.about[source].original
        stations = _stations([actors[actor] for actor in str(chain).split(">")], original)
        for place, (station, known, step) in enumerate(stations):
            facts = {"place": place, "station": station, "known": known, "step": step}
            rows.append({"chain": ", ".join(group.claim_id), "what": group.quote.iloc[0], **facts})
    return pd.DataFrame(rows, columns=["chain", "what", "place", "station", "known", "step"])


def _stations(chain: list[dict], original: str) -> list[tuple[str, str, str]]:
    """Each station with its name, how it is known, and how the step to the next is known.

    `chain` has the rows of its actors.
    """
    found = [(actor["name"], "told", "told") for actor in chain[:-1]]
    if chain[0]["kind"] == "media":
        found.insert(0, ("an unnamed first source", "untold", "untold"))
    if original:
        found[-1] = (*found[-1][:2], "record")
        found.append((original, "record", "record"))
    return [*found, (chain[-1]["name"], "told", "")]


def grades(dossier: Dossier) -> pd.DataFrame:
    """The grade of every voice with its reason and the claims that start with it or pass it.

    Columns: `source` (printed name), `actor_id`, `grade`, `speaks` and `passes_on`
    (numbers of claims), `reason`, `evidence` (ids of all these claims). In the order of the
    letters, which is no order of merit at its end: F says that a source cannot be judged.
    """
    chains = dossier.claims.set_index("claim_id").chain.str.split(">")
    held = chains.str[:-1].where(chains.str.len() > 1, chains).explode().reset_index()
    first = chains.str[0].value_counts()
    between = chains.str[1:-1].explode().value_counts()
    frame = dossier.grades.assign(
        source=dossier.grades.actor_id.map(dossier.names()),
        grade=dossier.grades.reliability,
        speaks=dossier.grades.actor_id.map(first).fillna(0).astype(int),
        passes_on=dossier.grades.actor_id.map(between).fillna(0).astype(int),
        evidence=dossier.grades.actor_id.map(held.groupby("chain").claim_id.agg(list)),
    )
    order = ["grade", "speaks", "source"]
    return frame.sort_values(order, ascending=[True, False, True], ignore_index=True)
