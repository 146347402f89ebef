"""Balance: the frustration index against published values and against every split there is."""

from itertools import combinations, product

import networkx as nx
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from dossier.analysis import balance, network
from dossier.analysis import frustration_bounds as bounds
from dossier.analysis import signed_graph as signs

PAIRS = list(combinations("abcdefghi", 2))


def graph(**signs: str) -> nx.Graph:
    """A signed graph: `ab="+"` joins a and b."""
    found = nx.Graph()
    found.add_edges_from((a, b, {"sign": sign}) for (a, b), sign in signs.items())
    return found


def complete(size: int, sign: str) -> nx.Graph:
    """Everybody tied to everybody by one sign."""
    return graph(**{a + b: sign for a, b in combinations("abcdefghi"[:size], 2)})


def ties(*told: tuple[str, str, str]) -> pd.DataFrame:
    """Ties as pair, sign and certainty."""
    rows = [
        {
            "tie_id": f"t{n}",
            "from_actor": pair[0],
            "to_actor": pair[1],
            "sign": sign,
            "certainty": c,
        }
        for n, (pair, sign, c) in enumerate(told, start=1)
    ]
    return pd.DataFrame(rows)


def every_split(signed: nx.Graph) -> list[tuple[dict[str, int], set[tuple[str, str]]]]:
    """Every split of the actors, the first on side 0, with the pairs it frustrates."""
    first, *others = sorted(signed)
    found = []
    for sides in product((0, 1), repeat=len(others)):
        side = {first: 0} | dict(zip(others, sides, strict=True))
        wrong = {
            (min(a, b), max(a, b))
            for a, b, sign in signed.edges(data="sign")
            if (side[a] == side[b]) == (sign == "-")
        }
        found.append((side, wrong))
    return found


def test_the_ties_of_a_pair_are_those_that_give_it_its_sign():
    """Either direction counts; comment, denial and other pairs do not."""
    frame = ties(
        ("ab", "+", "asserted"),
        ("ba", "-", "possible"),
        ("ab", "0", "asserted"),
        ("ab", "-", "denied"),
        ("ac", "+", "asserted"),
    )

    assert signs.ties_of(frame, [("a", "b")]) == ["t1", "t2"]


signed_graphs = st.dictionaries(
    st.sampled_from([a + b for a, b in PAIRS]), st.sampled_from("+-"), min_size=1, max_size=20
).map(lambda signs: graph(**signs))


@pytest.mark.parametrize(
    ("signs", "index", "splits"), [("++-", 1, 3), ("---", 1, 3), ("+++", 0, 1), ("+--", 0, 1)]
)
def test_a_triangle_is_balanced_by_an_even_number_of_minus_signs(signs, index, splits):
    """Cartwright & Harary 1956; in an unbalanced triangle any one of the three pairs may give."""
    found = balance.frustration(graph(**dict(zip(("ab", "bc", "ac"), signs, strict=True))))

    assert (found.index, found.splits) == (index, (splits,))
    assert len(found.sometimes) == (3 if index else 0)
    assert found.always == ()


@pytest.mark.parametrize("size", range(2, 10))
def test_all_enemies_are_as_far_from_balance_as_printed(size):
    """A complete graph of minus signs: all pairs but those across two equal camps, Harary 1959."""
    found = balance.frustration(complete(size, "-"))

    assert found.index == size * (size - 1) // 2 - size**2 // 4


@pytest.mark.parametrize("size", range(2, 10))
def test_all_friends_are_in_balance(size):
    """A complete graph of plus signs has one camp."""
    found = balance.frustration(complete(size, "+"))

    assert (found.index, found.splits, found.normalised) == (0, (1,), 1)
    assert set(found.standing.values()) == {"one"}


@given(signed_graphs)
def test_the_index_and_the_splits_are_those_of_trying_everything(signed):
    """Against every split of the whole graph: index, number, and what all best splits share."""
    tried = every_split(signed)
    fewest = min(len(wrong) for _, wrong in tried)
    best = [(side, wrong) for side, wrong in tried if len(wrong) == fewest]
    found = balance.frustration(signed)
    components = list(nx.connected_components(signed))
    number = 1
    for splits in found.splits:
        number *= splits

    assert found.index == fewest
    # Each component but the first may be turned round as a whole.
    assert number * 2 ** (len(components) - 1) == len(best)
    assert len(found.splits) == len(components)
    assert set(found.always) == set.intersection(*(wrong for _, wrong in best))
    assert set(found.sometimes) == set.union(*(wrong for _, wrong in best)) - set(found.always)
    assert found.normalised == 1 - 2 * fewest / signed.number_of_edges()


@given(signed_graphs)
def test_who_stands_where_holds_in_every_best_split(signed):
    """Two of one camp are together in all best splits, two of both apart in all of them."""
    found = balance.frustration(signed).standing
    within = signed.subgraph(found)
    tried = every_split(nx.Graph(within))
    fewest = min(len(wrong) for _, wrong in tried)
    best = [side for side, wrong in tried if len(wrong) == fewest]
    settled = [actor for actor, stands in found.items() if stands != "either"]

    assert settled
    assert len(found) == max(map(len, nx.connected_components(signed)))
    for a, b in combinations(settled, 2):
        assert all((side[a] == side[b]) == (found[a] == found[b]) for side in best)
    for loose in set(found) - set(settled):
        assert len({side[loose] == side[settled[0]] for side in best}) == 2


@given(st.dictionaries(st.sampled_from("abcdefghi"), st.booleans(), min_size=2), st.data())
def test_a_graph_made_of_two_camps_is_in_balance(camp, data):
    """Plus inside and minus across by construction: nothing is frustrated."""
    chosen = data.draw(st.lists(st.sampled_from(list(combinations(sorted(camp), 2))), min_size=1))
    found = balance.frustration(
        graph(**{a + b: "+" if camp[a] == camp[b] else "-" for a, b in chosen})
    )

    assert found.index == 0
    assert found.always == found.sometimes == ()
    assert set(found.splits) == {1}
    assert len({camp[a] == (side == "one") for a, side in found.standing.items()}) == 1


def test_blocks_meet_in_one_actor_and_add_up():
    """By hand: two unbalanced triangles that share c, and a bridge: 1 + 1 pairs, 3 × 3 splits."""
    bow = graph(ab="+", bc="+", ac="-", cd="-", de="-", ce="-", ef="-")
    found = balance.frustration(bow)

    assert (found.index, found.splits) == (2, (9,))
    assert found.normalised == pytest.approx(1 - 4 / 7)


def test_an_actor_that_can_stand_on_either_side_is_named():
    """By hand: d is a friend of a and of b, who are enemies for certain; one of the two gives."""
    # Three friends in common hold a apart from b more firmly than d holds them together.
    signs = dict.fromkeys(("ac", "ae", "ce", "bf", "bg", "fg"), "+")
    found = balance.frustration(
        graph(**signs, **dict.fromkeys(("cf", "cg", "ef", "eg"), "-"), ad="+", bd="+")
    )

    assert found.index == 1
    assert found.splits == (2,)
    assert found.sometimes == (("a", "d"), ("b", "d"))
    assert found.standing["d"] == "either"
    assert found.standing["a"] == found.standing["c"] == found.standing["e"]
    assert {found.standing["a"], found.standing["b"]} == {"one", "other"}


@given(signed_graphs)
def test_where_splits_are_not_all_tried_the_index_lies_between_the_bounds(signed):
    """Against every split of the whole graph, with no block small enough to be tried."""
    fewest = min(len(wrong) for _, wrong in every_split(signed))
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(balance, "LIMIT", 0)
        found = balance.frustration(signed)

    assert found.least <= fewest <= found.index
    assert (found.least == 0) == (fewest == 0)


@given(signed_graphs)
def test_no_change_of_one_side_betters_a_split_that_was_found(signed):
    """Every actor turned in turn: never fewer wrong pairs."""
    for part in nx.connected_components(signed):
        block = signed.subgraph(part)
        split = bounds.good_split(block)
        wrong = len(bounds.wrong_pairs(block, split))
        for actor in split:
            turned = split | {actor: 1 - split[actor]}
            assert len(bounds.wrong_pairs(block, turned)) >= wrong


@pytest.mark.parametrize("size", [balance.LIMIT + 1, balance.LIMIT + 20])
def test_a_large_block_is_bounded_and_says_so(size):
    """Complete graphs of minus signs, whose index is printed (Harary 1959), and rings of one."""
    enemies = nx.complete_graph([f"a{n:02}" for n in range(size)])
    nx.set_edge_attributes(enemies, "-", "sign")
    found = balance.frustration(enemies)
    ring = nx.cycle_graph([f"a{n:02}" for n in range(size)])
    nx.set_edge_attributes(ring, "+", "sign")
    ring["a00"]["a01"]["sign"] = "-"

    assert found.index == size * (size - 1) // 2 - size**2 // 4
    assert 0 < found.least < found.index
    assert not found.exact
    assert (balance.frustration(ring).least, balance.frustration(ring).index) == (1, 1)


def test_a_long_chain_is_no_block_and_is_solved():
    """Bridges frustrate nothing, however many actors they join."""
    chain = nx.path_graph([f"a{n:02}" for n in range(40)])
    nx.set_edge_attributes(chain, "-", "sign")

    assert balance.frustration(chain).index == 0


def test_blocks_with_several_splits_each_are_solved_one_by_one():
    """By hand: forty triangles of enemies in a row, each with three best splits: none is bound."""
    row = nx.Graph()
    for n in range(0, 80, 2):
        row.add_edges_from(combinations([f"a{n:02}", f"a{n + 1:02}", f"a{n + 2:02}"], 2), sign="-")
    found = balance.frustration(row)

    assert (found.index, found.splits) == (40, (3**40,))
    assert len(found.sometimes) == 120
    assert [actor for actor, camp in found.standing.items() if camp != "either"] == ["a00"]


def test_a_graph_without_pairs_is_in_balance():
    """Nothing is frustrated, and nobody stands anywhere."""
    found = balance.frustration(nx.Graph())

    assert (found.index, found.splits, found.standing, found.normalised) == (0, (), {}, 1)


def test_a_pair_has_one_sign_whatever_the_direction_and_number():
    """By hand: told twice, told back, told both ways, of no sign, denied, and of itself."""
    frame = ties(
        ("ab", "+", "asserted"),
        ("ba", "+", "possible"),
        ("cb", "-", "asserted"),
        ("cd", "+", "asserted"),
        ("dc", "-", "possible"),
        ("ad", "0", "asserted"),
        ("ac", "-", "denied"),
        ("aa", "-", "asserted"),
    )

    assert signs.pairs(frame) == {("a", "b"): "+", ("b", "c"): "-", ("c", "d"): "mixed"}
    assert sorted(signs.signed(frame, "out").edges(data="sign")) == [
        ("a", "b", "+"),
        ("b", "c", "-"),
    ]
    assert signs.signed(frame, "+")["c"]["d"]["sign"] == "+"
    assert signs.signed(frame, "-")["c"]["d"]["sign"] == "-"
    with pytest.raises(ValueError, match="'mixed'"):
        signs.signed(frame, "mixed")


@pytest.mark.parametrize("sign", ["+", "-"])
def test_triangles_are_counted_once_each(sign):
    """A complete graph of five has ten triangles, all of one kind."""
    found = signs.triangles(complete(5, sign))

    assert found.pop(sign * 3) == 10
    assert set(found.values()) == {0}


@given(signed_graphs)
def test_triangles_are_those_found_by_hand_in_every_three(signed):
    """Each three actors that are all tied make one triangle, of as many minus signs."""
    kinds = ["+++", "++-", "+--", "---"]
    expected = dict.fromkeys(kinds, 0)
    for three in combinations(sorted(signed), 3):
        found = [s for _, _, s in signed.subgraph(three).edges(data="sign")]
        if len(found) == 3:
            expected[kinds[found.count("-")]] += 1

    assert signs.triangles(signed) == expected


def test_the_projects_signed_ties_are_solved_in_all_three_ways(dossier):
    """Leaving a mixed pair out can only lower the index, by at most the mixed pairs."""
    frame = network.ties(dossier)
    out, plus, minus = (
        balance.frustration(signs.signed(frame, mixed)) for mixed in ("out", "+", "-")
    )
    mixed = list(signs.pairs(frame).values()).count("mixed")

    assert plus.pairs == minus.pairs == out.pairs + mixed
    assert out.index <= min(plus.index, minus.index)
    assert max(plus.index, minus.index) <= out.index + mixed
