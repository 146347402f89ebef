"""The reading page: a line in pieces, each with the claims that cover it."""

import pandas as pd
from hypothesis import given
from hypothesis import strategies as st

from dossier.model.segmentation import Span
from sphinx_dossier.evidence.reading import pieces

LENGTH = 40
ends = st.tuples(st.integers(0, LENGTH), st.integers(0, LENGTH))
stretches = ends.filter(lambda pair: pair[0] != pair[1]).map(sorted)
claims_of = st.lists(stretches, max_size=6).map(
    lambda pairs: pd.DataFrame(
        [(f"c{n}", start, end) for n, (start, end) in enumerate(pairs)],
        columns=["claim_id", "start", "end"],
    ).astype({"start": int, "end": int})
)
spans = stretches.map(lambda pair: Span(*pair, "paragraph", 1))


def frame(**claims: tuple[int, int]) -> pd.DataFrame:
    """Claims by id, with start and end."""
    rows = [(claim, start, end) for claim, (start, end) in claims.items()]
    return pd.DataFrame(rows, columns=["claim_id", "start", "end"])


def test_a_line_is_cut_where_claims_start_and_end():
    """By hand: two claims that overlap make five pieces of a line."""
    line = Span(10, 30, "paragraph", 2)

    assert list(pieces(line, frame(c1=(12, 20), c2=(15, 25)))) == [
        (10, 12, []), (12, 15, ["c1"]), (15, 20, ["c1", "c2"]), (20, 25, ["c2"]), (25, 30, []),
    ]  # fmt: skip


@given(spans, claims_of)
def test_pieces_partition_the_line(span, claims):
    """Pieces follow each other from the start of the line to its end, none of them empty."""
    found = list(pieces(span, claims))

    assert [found[0][0], *(end for _, end, _ in found)] == [
        *(start for start, _, _ in found),
        span.end,
    ]
    assert found[0][0] == span.start
    assert all(start < end for start, end, _ in found)


@given(spans, claims_of)
def test_each_piece_carries_exactly_the_claims_that_cover_each_of_its_characters(span, claims):
    """A character is marked by a claim where it lies between its start and its end."""
    for start, end, ids in pieces(span, claims):
        for i in range(start, end):
            assert ids == [c.claim_id for c in claims.itertuples() if c.start <= i < c.end]
