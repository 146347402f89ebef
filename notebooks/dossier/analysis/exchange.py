"""Exchange: every good the article names, which way it would go, who says so and how surely."""

from itertools import chain, combinations, product

import pandas as pd

from dossier.analysis import network
from dossier.analysis.certainty import good_in_words
from dossier.analysis.evidence import claims_behind, in_order
from dossier.model.vocabulary import FACTUALITY, GOOD
from dossier.tables.load import Dossier

#: The kinds of tie along which a good passes; elsewhere a good is named, but does not move.
MOVING = ("arms", "trade", "diplomatic")

#: The kinds of tie that hold an exchange back.
HOLDING = ("constraint", "sanction")

#: Goods that only say that something passes, or how it would be paid for.
UNSPECIFIC = ("arms", "munitions", "cryptocurrency", "recognition")

#: Goods that fall under a broader one, by the plain sense of the words.
BROADER = {
    "small_arms_ammunition": "ammunition",
    "artillery_ammunition": "ammunition",
    "artillery_shells": "ammunition",
    "rice": "food",
    "minerals": "raw_materials",
}


_Pair = tuple[str, str]


def head_states(dossier: Dossier) -> dict[str, str]:
    """For every actor the state it belongs to, directly or through others; else itself."""
    found = {actor: actor for actor in dossier.actors.actor_id}
    for state in dossier.actors.actor_id[dossier.actors.kind == "state"]:
        found |= dict.fromkeys(network.members_of(dossier, state), state)
    return found


def goods(dossier: Dossier) -> pd.DataFrame:
    """Every good that a tie carries: one row per tie, in the order of the ties.

    Columns: `tie_id`, `good` (code), `what` (printed), `giver` and `taker` (the states at the head
    of the sides, or the actor outside any), `flow` in words, `directed`, `factuality`,
    `certainty`, `speakers` (ids), `said_by` (printed names), `evidence` (claims). A tie that no
    side is told to give along has both ends in `flow` with “and”.
    """
    ties, names, side = network.ties(dossier), dossier.names(), head_states(dossier)
    frame = ties[ties.kind.isin(MOVING) & (ties.good != "")].copy()
    frame["what"] = frame.good.map(good_in_words)
    frame["giver"], frame["taker"] = frame.from_actor.map(side), frame.to_actor.map(side)
    frame["flow"] = [
        f"{names[r.giver]} {'→' if r.directed else 'and'} {names[r.taker]}"
        for r in frame.itertuples()
    ]
    frame["said_by"] = [", ".join(names[s] for s in told) for told in frame.speakers]
    frame["evidence"] = frame.tie_id.map(claims_behind(dossier))
    columns = ["tie_id", "good", "what", "giver", "taker", "flow", "directed", "factuality"]
    columns += ["certainty", "speakers", "said_by", "evidence"]
    return frame[columns].reset_index(drop=True)


def obstacles(dossier: Dossier) -> pd.DataFrame:
    """What holds an exchange between two sides back, as the article tells it.

    An obstacle is a tie of constraint or sanction between two sides that exchange goods, or one
    claim behind such ties of a third party with both of them. Columns: `giver` and `taker` (in
    alphabetical order), `obstacle` (the claim in our words), `speaker` (printed name),
    `factuality`, `claim_id`. One row per pair of sides and party that holds back.
    """
    claims, names = dossier.rows("claims"), dossier.names()
    rows = []
    exchanged = goods(dossier)[["giver", "taker"]].to_numpy()
    within, outside = _holding(dossier)
    for pair in sorted({tuple(sorted(ends)) for ends in exchanged}):
        both = (within[ends] for ends in product({*pair}, repeat=2) if ends in within)
        own = in_order(dossier, both)
        parties = outside.get(pair, {}).items()
        others = [claim for party, claim in parties if party not in pair]
        for claim in in_order(dossier, [*own[:1], *others]):
            told = claims.loc[claim]
            facts = {"obstacle": told.claim, "speaker": names[told.speaker]}
            facts |= {"factuality": told.factuality, "claim_id": claim}
            rows.append({"giver": pair[0], "taker": pair[1]} | facts)
    columns = ["giver", "taker", "obstacle", "speaker", "factuality", "claim_id"]
    return pd.DataFrame(rows, columns=columns)


def _holding(dossier: Dossier) -> tuple[dict[_Pair, str], dict[_Pair, dict[str, str]]]:
    """The first claims behind ties that hold back: from side to side, and of both sides of a pair.

    The former are by the two sides of a tie; the latter by the pair, then by the party.
    """
    ties, side = dossier.ties[dossier.ties.kind.isin(HOLDING)], head_states(dossier)
    told = dossier.claims[["claim_id"]].merge(dossier.evidence)  # in the order of the telling
    frame = told.merge(ties, left_on="item_id", right_on="tie_id")
    frame["one"], frame["other"] = frame.from_actor.map(side), frame.to_actor.map(side)
    first = frame.groupby(["one", "other"]).claim_id.first()
    outside: dict[_Pair, dict[str, str]] = {}
    for (party, claim), held in frame.groupby(["one", "claim_id"], sort=False).other:
        for pair in combinations(sorted(set(held)), 2):
            outside.setdefault(pair, {}).setdefault(party, claim)
    return first.to_dict(), outside


def picture(dossier: Dossier) -> pd.DataFrame:
    """Every good by flow, those of two states first: what the chart draws.

    Columns are those of `goods`, `kind` of the tie and `told_as` (in words). Flows between the
    same two states stand together, so do all of a party outside any; where no direction is stated,
    `flow` says so. A good not stated as fact says so where a claim behind it is, of a leaning.
    """
    found = goods(dossier).merge(dossier.ties[["tie_id", "kind"]], on="tie_id")
    facts = set(dossier.claims.claim_id[dossier.claims.factuality == "CT+"])
    leaning = ~found.evidence.map(facts.isdisjoint) & (found.factuality != "CT+")
    found["what"] += leaning.map({True: " (a leaning is stated as fact)", False: ""})
    found["flow"] += found.directed.map({True: "", False: ", direction not stated"})
    found["told_as"] = found.factuality.map(FACTUALITY.word)
    states = set(dossier.actors.actor_id[dossier.actors.kind == "state"])
    ends = pd.Series([{r.giver, r.taker} for r in found.itertuples()])
    block = ends.map(lambda both: " ".join(sorted(both - states or both)))
    order = {"block": pd.factorize(block)[0], "way": pd.factorize(found.flow)[0]}
    found = found.assign(**order, either=~found.directed)
    found = found.sort_values(["block", "either", "way"], ignore_index=True)
    return found.drop(columns=["block", "either", "way"])


def lists(frame: pd.DataFrame) -> pd.DataFrame:
    """The lists of goods by flow and speaker, without what is unspecific.

    `frame` is as from `goods`. Columns: `flow`, `said_by`, `goods` (set of codes), `told` (set of
    factualities), `evidence`. A flow that nobody lists goods for is left out.
    """
    specific = frame[~frame.good.isin(UNSPECIFIC) & frame.directed]
    rows = [
        {
            "flow": flow,
            "said_by": said_by,
            "goods": set(group.good),
            "told": set(group.factuality),
            "evidence": list(dict.fromkeys(chain.from_iterable(group.evidence))),
        }
        for (flow, said_by), group in specific.groupby(["flow", "said_by"], sort=False)
    ]
    return pd.DataFrame(rows, columns=["flow", "said_by", "goods", "told", "evidence"])


def broadly(good: str) -> str:
    """The broader good that a good falls under, or the good itself.

    >>> broadly("rice"), broadly("drones")
    ('food', 'drones')
    """
    return BROADER.get(good, good)


def compared(found: pd.DataFrame) -> pd.DataFrame:
    """Each list against the others for the same flow: what it alone names and what all share.

    `found` is as from `lists`. `alone` and `shared_by_all` hold goods in words; `shared_broadly`
    what all lists of the flow share once rice counts as food and every ammunition as ammunition.
    A flow with one list shares nothing with another: its `shared…` cells are empty.
    """
    rows = []
    for row in found.itertuples():
        others = list(found.goods[(found.flow == row.flow) & (found.index != row.Index)])
        alone = row.goods - set().union(*others)
        shared = row.goods.intersection(*others) if others else set()
        broad = _broad(row.goods).intersection(*map(_broad, others)) if others else set()
        rows.append(
            {
                "flow": row.flow,
                "said_by": row.said_by,
                "list": in_words(row.goods),
                "alone": in_words(alone),
                "shared_by_all": in_words(shared),
                "shared_broadly": in_words(broad),
                "evidence": row.evidence,
            }
        )
    return pd.DataFrame(rows)


def overlaps(found: pd.DataFrame) -> pd.DataFrame:
    """Jaccard index of each pair of lists for the same flow, exactly and broadly.

    `exact` and `broad` are the size of the intersection over that of the union (0 to 1; Jaccard
    1912, doi:10.1111/j.1469-8137.1912.tb05611.x); `exactly` and `broadly_taken` say it in words,
    as “0 of 4”. `evidence` lists the claims of both lists.
    """
    rows = []
    for flow, group in found.groupby("flow", sort=False):
        for one, other in combinations(group.itertuples(), 2):
            exact, exactly = _jaccard(one.goods, other.goods)
            broad, taken = _jaccard(_broad(one.goods), _broad(other.goods))
            pair = {"flow": flow, "one_list": one.said_by, "other_list": other.said_by}
            pair["evidence"] = list(dict.fromkeys([*one.evidence, *other.evidence]))
            rows.append(
                pair | {"exact": exact, "exactly": exactly, "broad": broad, "broadly_taken": taken}
            )
    columns = ["flow", "one_list", "other_list", "evidence"]
    columns += ["exact", "exactly", "broad", "broadly_taken"]
    return pd.DataFrame(rows, columns=columns)


def _broad(goods: set[str]) -> set[str]:
    return {broadly(good) for good in goods}


def _jaccard(one: set[str], other: set[str]) -> tuple[float, str]:
    shared, named = len(one & other), len(one | other)
    return shared / named, f"{shared} of {named}"


def in_words(goods: set[str]) -> str:
    """Goods as they are printed, in the order of their codes.

    >>> in_words({"rice", "drones"}), in_words(set())
    ('drones, rice', '')
    """
    ordered = sorted(goods, key=lambda good: (_PLACE.get(good, -1), good))
    return ", ".join(good_in_words(g) if g in GOOD else g for g in ordered)


_PLACE = {good: place for place, good in enumerate(GOOD.codes)}
