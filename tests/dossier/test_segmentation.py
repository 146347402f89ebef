"""The source text: read whole, cut into lines and sentences, nothing lost."""

import hashlib

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from dossier.model.segmentation import Span, cuts_word, lines, read_source, sentences

texts = st.text(alphabet="abAB Mr.U.S?!“”\"’‘—…,;:()[]\n\n 19é日😀'\u0301\u00a0", max_size=150)

ARTICLE = "Head of it\n\nA subhead\nFirst one. Second one!\n\nU.S. words, p. 3.\n\nLeave a Reply\n"
END = ARTICLE.index("Leave")


def test_sentences_keep_heads_whole_and_know_their_paragraph():
    """Headline and subhead count as one each; abbreviations do not end a sentence."""
    found = sentences(ARTICLE, END, "en")

    assert [(one.kind, one.paragraph, one.words(ARTICLE)) for one in found] == [
        ("headline", 1, "Head of it"),
        ("subhead", 2, "A subhead"),
        ("sentence", 3, "First one."),
        ("sentence", 3, "Second one!"),
        ("sentence", 4, "U.S. words, p. 3."),
    ]


@given(texts)
@example("Head\n\n  Two blanks first.  Two between. \n")
@example("😀 “é”\n\n“é” 😀 one. Two.\n\nThree.\n\nFour.\n\nFive.")  # offsets count code points
def test_sentences_cover_every_character_that_is_not_blank_once(text):
    """Sentences are in order, do not overlap, and leave out nothing but blanks."""
    found = sentences(text, len(text), "en")

    check_cover(text, found)
    assert all(s.words(text) == s.words(text).strip() for s in found if s.kind == "sentence")


def check_cover(text: str, spans: list[Span]) -> None:
    """Each non-blank character lies in exactly one span; no span is empty; order is kept."""
    counts = [0] * len(text)
    for span in spans:
        assert span.start < span.end
        for i in range(span.start, span.end):
            counts[i] += 1
    assert all(n == (1 if not c.isspace() else n) for c, n in zip(text, counts, strict=True))
    assert max(counts, default=0) <= 1
    assert spans == sorted(spans, key=lambda span: span.start)


def test_a_source_is_read_unchanged_with_the_hash_of_its_bytes(tmp_path):
    """No line end, mark or form of a letter is changed in reading."""
    content = "\ufeffe\u0301 one\r\ntwo\u2028three"
    path = tmp_path / "source.txt"
    path.write_bytes(content.encode())

    assert read_source(path) == (content, hashlib.sha256(content.encode()).hexdigest())


# Each is the text of an article behind its headline, and its lines as a reader takes them.
@pytest.mark.parametrize(
    ("body", "expected"),
    [
        (
            "The ferry strike that began in May ended\non Monday, and the port was open\nto all.",
            ["paragraph"],
        ),
        ("The strike\nended on Monday.", ["paragraph"]),
        ("A subhead\nThe ferry strike ended on Monday in the port.", ["subhead", "paragraph"]),
        ("Later on\nAnn left.", ["subhead", "paragraph"]),
        ("After the strike\n\nThe port opened.", ["paragraph", "paragraph"]),
        ("军政府\n缅甸军政府任命了驻平壤大使，朝鲜尚未回应。", ["subhead", "paragraph"]),
        ("缅甸军政府任命了驻平壤\n大使，朝鲜尚未回应。有\n分析人士表示担忧。", ["paragraph"]),
        ("One line.\r\n\r\nAnother\r\nline.", ["paragraph", "paragraph"]),
    ],
)
def test_wrapped_lines_are_one_paragraph_and_subheads_are_not(body, expected):
    """A line is wrapped where the next word had no room; a short one over another is a subhead."""
    text = f"Headline\n\n{body}\n"

    assert [line.kind for line in lines(text, len(text))] == ["headline", *expected]


def test_a_sentence_over_wrapped_lines_is_one():
    """Line ends inside a sentence belong to it, and offsets count them."""
    text = "Head\n\nThe strike of the ferry that began\r\nin May ended. It all opened on\r\nMonday."
    found = sentences(text, len(text), "en")[1:]

    assert [text[s.start : s.end] for s in found] == [
        "The strike of the ferry that began\r\nin May ended.",
        "It all opened on\r\nMonday.",
    ]


@pytest.mark.parametrize(
    ("text", "at", "cuts"),
    [
        ("1983", 2, True),
        ("Северной", 4, True),
        ("朝鲜尚未", 2, False),
        ("وكوريا", 1, False),
        ("👨\u200d👩", 2, True),
        ("👍🏽", 1, True),
        ("North Korea", 5, False),
        ("Korea’s", 5, False),
        ("", 0, False),
    ],
)
def test_a_place_cuts_a_word_only_where_words_stand_between_blanks(text, at, cuts):
    """Scripts that join particles, or have no blanks, are cut anywhere but inside a character."""
    assert cuts_word(text, at) is cuts
