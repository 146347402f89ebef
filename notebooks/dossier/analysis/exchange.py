"""Exchange: every good the article names, which way it would go, who says so and how surely."""

from collections.abc import Collection
from itertools import chain, combinations

import pandas as pd

from dossier.analysis import network
from dossier.analysis.evidence import claims_behind
from dossier.model.vocabulary_loader import FACTUALITY
from dossier.tables.load import Dossier


def goods(dossier: Dossier) -> pd.DataFrame:
    """Every good that a tie carries: one row per tie, in the order of the ties.

    Columns: `tie_id`, `kind` (of the tie), `good` (code), `what` (printed), `broader` (the good
    that it falls under, or itself, printed), `specific`, `place` (of the good in its table),
    `giver` and `taker` (the states at the head of the sides, or the actor outside any), `flow` in
    words, `directed`, `focus`, `factuality`, `certainty`, `speakers` (ids), `said_by` (printed
    names), `evidence` (claims). A tie that no side is told to give along has both ends in `flow`
    with “and”.
    """
    ties, names, kinds = network.ties(dossier), dossier.names(), dossier.rows("actors").kind
    heads = network.heads(dossier).items()
    side = {actor: head if kinds[head] == "state" else actor for actor, head in heads}
    known = dossier.rows("goods").assign(place=range(len(dossier.goods)))
    known["broader"] = known.broader.mask(known.broader == "", known.name)
    known = known.rename(columns={"name": "what"})[["what", "broader", "specific", "place"]]
    frame = ties[(ties.part == "passing") & (ties.good != "")].join(known, on="good")
    frame["giver"], frame["taker"] = frame.from_actor.map(side), frame.to_actor.map(side)
    frame["flow"] = [
        f"{names[r.giver]} {'→' if r.directed else 'and'} {names[r.taker]}"
        for r in frame.itertuples()
    ]
    frame["said_by"] = [", ".join(names[s] for s in told) for told in frame.speakers]
    frame["evidence"] = frame.tie_id.map(claims_behind(dossier))
    columns = ["tie_id", "kind", "good", *known.columns, "giver", "taker", "flow", "directed"]
    columns += ["focus", "factuality", "certainty", "speakers", "said_by", "evidence"]
    return frame[columns].reset_index(drop=True)


def picture(dossier: Dossier) -> pd.DataFrame:
    """Every good by flow, those of two states first: what the chart draws.

    Columns are those of `goods`, and `told_as` (in words). Flows between the
    same two states stand together, so do all of a party outside any; where no direction is stated,
    `flow` says so. A good not stated as fact says so where a claim behind it is, of a leaning.
    """
    found = goods(dossier)
    facts = set(dossier.claims.claim_id[dossier.claims.factuality == "CT+"])
    found["flow"] += found.directed.map({True: "", False: ", direction not stated"})
    leaning = ~found.evidence.map(facts.isdisjoint) & (found.factuality != "CT+")
    leaning = leaning.map({True: " (a leaning is stated as fact)", False: ""})
    found["told_as"] = found.factuality.map(FACTUALITY.word) + leaning
    states = set(dossier.actors.actor_id[dossier.actors.kind == "state"])
    ends = pd.Series([{r.giver, r.taker} for r in found.itertuples()])
    block = ends.map(lambda both: " ".join(sorted(both - states or both)))
    order = {"block": pd.factorize(block)[0], "way": pd.factorize(found.flow)[0]}
    found = found.assign(**order, either=~found.directed)
    found = found.sort_values(["block", "either", "way"], ignore_index=True)
    return found.drop(columns=["block", "either", "way"])


def lists(frame: pd.DataFrame) -> pd.DataFrame:
    """The lists of goods by flow and speaker, without what is unspecific.

    `frame` is as from `goods`. Columns: `flow`, `said_by`, `goods` and `broad` (printed names, each
    once, in the order of their table), `evidence`. A flow that nobody lists goods for is left out.
    """
    specific = frame[frame.specific & frame.directed]
    rows = [
        {
            "flow": flow,
            "said_by": said_by,
            "goods": list(dict.fromkeys(group.sort_values("place").what)),
            "broad": list(dict.fromkeys(group.sort_values("place").broader)),
            "evidence": list(dict.fromkeys(chain.from_iterable(group.evidence))),
        }
        for (flow, said_by), group in specific.groupby(["flow", "said_by"], sort=False)
    ]
    return pd.DataFrame(rows, columns=["flow", "said_by", "goods", "broad", "evidence"])


def compared(found: pd.DataFrame) -> pd.DataFrame:
    """Each list against the others for the same flow: what it alone names and what all share.

    `found` is as from `lists`. `alone` and `shared_by_all` hold goods in words; `shared_broadly`
    what all lists of the flow share once goods count as the broader ones that they fall under.
    A flow with one list shares nothing with another: its `shared…` cells are empty.
    """
    rows = []
    for row in found.itertuples():
        others = found[(found.flow == row.flow) & (found.index != row.Index)]
        named = set(chain.from_iterable(others.goods))
        rows.append(
            {
                "flow": row.flow,
                "said_by": row.said_by,
                "list": ", ".join(row.goods),
                "alone": ", ".join(good for good in row.goods if good not in named),
                "shared_by_all": ", ".join(_in_all(row.goods, others.goods)),
                "shared_broadly": ", ".join(_in_all(row.broad, others.broad)),
                "evidence": row.evidence,
            }
        )
    names = ["flow", "said_by", "list", "alone", "shared_by_all", "shared_broadly", "evidence"]
    return pd.DataFrame(rows, columns=names)


def _in_all(goods: list[str], others: pd.Series) -> list[str]:
    """The goods that every other list has; none where there is no other."""
    return [good for good in goods if len(others) and all(good in other for other in others)]


def overlaps(found: pd.DataFrame) -> pd.DataFrame:
    """Jaccard index of each pair of lists for the same flow.

    `exact` is the size of the intersection over that of the union (0 to 1; Jaccard 1912,
    doi:10.1111/j.1469-8137.1912.tb05611.x); `exactly` says it in words, as “0 of 4”. `evidence`
    lists the claims of both lists.
    """
    rows = []
    for flow, group in found.groupby("flow", sort=False):
        for one, other in combinations(group.itertuples(), 2):
            exact, exactly = _jaccard(one.goods, other.goods)
            pair = {"flow": flow, "one_list": one.said_by, "other_list": other.said_by}
            pair["evidence"] = list(dict.fromkeys([*one.evidence, *other.evidence]))
            rows.append(pair | {"exact": exact, "exactly": exactly})
    columns = ["flow", "one_list", "other_list", "evidence", "exact", "exactly"]
    return pd.DataFrame(rows, columns=columns)


def _jaccard(one: Collection[str], other: Collection[str]) -> tuple[float, str]:
    shared, named = len({*one} & {*other}), len({*one, *other})
    return shared / named, f"{shared} of {named}"
