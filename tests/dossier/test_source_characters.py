"""Words of a source are given: whatever it is made of, they are quoted as they are."""

from unicodedata import normalize

import pytest

from dossier.model.faults import summed_up
from editing import Raw, place, places

pytestmark = pytest.mark.long

# Each is a source, a claim of it and a name in it. The kinds and most of the texts are those that
# users of annotation tools reported: scripts without blanks, particles and prefixes joined to a
# name, letters come apart from accents, blanks of all kinds, joiners, wrapped lines.
GIVEN = {
    "Chinese": (
        "缅甸寻求朝鲜武器\n\n缅甸军政府任命了驻平壤大使，朝鲜尚未回应。",
        "任命了驻平壤大使",
        "朝鲜",
    ),
    "Burmese": ("မြန်မာသတင်း\n\nမြန်မာစစ်ကောင်စီက မြောက်ကိုရီးယားကို သံအမတ်ခန့်သည်။", "သံအမတ်ခန့်သည်", "မြောက်ကိုရီးယား"),
    "Korean": ("미얀마 소식\n\n미얀마 군부는 북한에 대사를 보냈다.", "대사를 보냈다", "북한"),
    "Arabic": (
        "ميانمار\n\nأرسلت ميانمار سفيرا وكوريا الشمالية لم ترد.",
        "أرسلت ميانمار سفيرا",
        "كوريا الشمالية",
    ),
    "Persian": (
        "میانمار\n\nسفیر به کره\u200cشمالی رفت و آن\u200cها پاسخ ندادند.",
        "سفیر به کره\u200cشمالی رفت",
        "کره\u200cشمالی",
    ),
    "German": (
        "Die Reise\n\nEr plante die Nordkoreareise im Herbst.",
        "Er plante die Nordkoreareise",
        "Nordkorea",
    ),
    "no-break blank": (
        "Strike\n\nThe ferry strike ended on\u00a0Monday in North\u202fKorea.",
        "ended on\u00a0Monday",
        "North\u202fKorea",
    ),
    "zero width": (
        "Strike\n\nThe en\u200bvoy of North\u2060Korea\ufeff left\u00ad.",
        "en\u200bvoy",
        "North\u2060Korea",
    ),
    "NFD": ("Jose\u0301\n\nJose\u0301 came to Coru\u0303a.", "Jose\u0301 came", "Coru\u0303a"),
    "emoji": (
        "Peace\n\nThey ❤️ it, said 👨\u200d👩\u200d👧 of 🇲🇲 North Korea.",
        "They ❤️ it, said 👨\u200d👩\u200d👧",
        "North Korea",
    ),
    "look-alike": (
        "Name\n\n\u041cr \u0410l-Farouk of the \u0421ouncil left.",
        "\u0410l-Farouk",
        "\u0421ouncil",
    ),
    "ligature": ("Office\n\nThe oﬃce of Key Stoﬀ denied it.", "The oﬃce", "Key Stoﬀ"),
    "wrapped": (
        "Strike\n\nThe ferry strike ended on\nMonday, and North\nKorea was silent.",
        "ended on\nMonday",
        "North\nKorea",
    ),
    "Windows": (
        "Strike\r\n\r\nThe ferry strike ended on\r\nMonday, said North Korea.\r\n",
        "ended on\r\nMonday",
        "North Korea",
    ),
    "old Mac": ("Strike\r\rThe ferry strike of North Korea ended.\r", "ended", "North Korea"),
    "separators": (
        "Strike\u2029The strike of\u2028North Korea ended.",
        "The strike",
        "North Korea",
    ),
    "tabs": ("Strike\n\nNorth Korea\tended  the\tstrike.", "ended  the\tstrike", "North Korea"),
    "byte-order mark": ("\ufeffStrike\n\nThe strike of North Korea ended.", "ended", "North Korea"),
    "direction": (
        "Strike\n\nThe \u202bstrike\u202c of \u2067North Korea\u2069 ended.",
        "\u202bstrike\u202c",
        "North Korea",
    ),
    "selectors": (
        "辻\U000e0100氏\n\n辻\U000e0100氏は 1\ufe0f\u20e3 ↔\ufe0f 北朝鮮へ。",
        "は 1\ufe0f\u20e3 ↔\ufe0f",
        "北朝鮮",
    ),
    "Thai": ("ข่าว\n\nเมียนมาส่งทูตไปเกาหลีเหนือเมื่อวานนี้", "ส่งทูตไป", "เกาหลีเหนือ"),
    "Khmer": ("ព័ត៌មាន\n\nឯកអគ្គរដ្ឋទូត\u200bទៅ\u200bកូរ៉េខាងជើង\u200bហើយ។", "ទៅ\u200bកូរ៉េ", "កូរ៉េខាងជើង"),
    "Hebrew prefix": ("חדשות\n\nהשגריר נסע לקוריאה הצפונית.", "השגריר נסע", "קוריאה הצפונית"),
    "jamo": (
        normalize("NFD", "소식\n\n북한은 답하지 않았다."),
        normalize("NFD", "답하지"),
        normalize("NFD", "북한"),
    ),
    "full width": (
        "Ｎｅｗｓ\n\nＫＩＭ　ＪＯＮＧは２０２３年に｢来た｣｡",
        "２０２３年に｢来た｣",
        "ＫＩＭ　ＪＯＮＧ",
    ),
    "skin and tag": (
        "News\n\nAye 👍🏽 said 🏴\U000e0067\U000e0062\U000e007f North Korea.",
        "👍🏽 said",
        "North Korea",
    ),
    "formula": ("=1+1\n\n+North Korea @home =SUM(A1) ended.", "=SUM(A1) ended", "+North Korea"),
}


def title(text: str) -> str:
    """The headline as one types it: the first line, with plain blanks and no marks."""
    first = text.replace("\ufeff", "").replace("\u2029", "\n").split("\n")[0].split("\r")[0]
    return " ".join(first.split())


def quoting(raw: Raw, *kinds: str) -> Raw:
    """The tables with a source of each kind, a claim and a name of it as the source has them."""
    for kind in kinds:
        text, claim, name = GIVEN[kind]
        raw = raw.with_source(text, [claim], [("north_korea", name)], title=title(text))
    return raw


def test_words_of_any_source_can_be_quoted(raw):
    """A claim and a name of a source stand in the tables as the source has them."""
    assert quoting(raw, *GIVEN).faults() == []


def test_what_nobody_sees_in_a_source_is_told_of_the_source(raw):
    """A warning names the character and its line, once, however often words with it are quoted."""
    kinds = ("no-break blank", "zero width", "NFD", "look-alike", "direction")
    found = [f for f in quoting(raw, *kinds).doubts() if f.file.startswith("seeds/")]

    assert {fault.file for fault in found} == {f"seeds/s{n:02}.txt" for n in range(2, 7)}
    assert all("; quotations have it" in fault.allowed for fault in found)
    assert {fault.row for fault in found} <= {1, 3}


def test_every_stray_character_of_a_line_is_told(raw):
    """None hides behind another: what cannot be seen, HTML, letters read as others."""
    text = "Strike\n\nIt endedâ€\u009d &amp; so&nbsp;on\u00a0\u200b."
    found = raw.with_source(text, ["It ended"]).doubts()
    told = " ".join(summed_up([fault for fault in found if fault.file == "seeds/s02.txt"]))

    names = ("has â€", "has &amp;", "has &nbsp;", "has U+009D", "(NO-BREAK SPACE)", "(ZERO WIDTH")
    assert [name for name in names if name not in told] == []


def test_a_year_long_past_is_told_unless_the_text_has_it(raw):
    """A slip of the keyboard is in no text; the age of a painting is. 1983 is of our time."""
    dates = enumerate(["0203-09-11", "1776", "1983"])
    spoilt = raw.changed(*(("checks", n, "finding_date", date) for n, date in dates))
    old = Raw(spoilt.frames, {name: f"{text}\n1776" for name, text in raw.texts.items()}, set())

    assert places(spoilt.doubts()) == {place("checks", n, "finding_date") for n in (0, 1)}
    assert {one for one in places(old.doubts()) if one[2]} == {place("checks", 0, "finding_date")}


def test_what_a_script_is_written_with_is_no_cause_for_a_warning(raw):
    """Particles, prefixes, joiners and words without blanks are how the script is written."""
    kinds = ("Korean", "Chinese", "Arabic", "Burmese", "emoji", "selectors", "Persian", "tabs")
    kinds += ("Thai", "Hebrew prefix")
    found = quoting(raw, *kinds).doubts()

    assert [fault for fault in found if "no shape in" not in fault.allowed] == []


def test_a_name_inside_a_word_is_allowed_and_told(raw):
    """A warning shows what stands around it, so that a slip is not overlooked."""
    (found,) = quoting(raw, "German").doubts()

    assert (found.column, found.value) == ("quote", "Nordkorea")
    assert "cuts a word" in found.allowed


@pytest.mark.parametrize(
    ("here", "typed", "named"),
    [
        ("ended on\u00a0Monday", "ended on Monday", "NO-BREAK SPACE"),
        ("ended on\r\nMonday", "ended on Monday", "U+000D"),
        ("Jose\u0301 came", "José came", "(LATIN SMALL LETTER E) where this has"),
        ("the oﬃce", "the office", "LATIN SMALL LIGATURE FFI"),
        ("the “old” port’s", 'the "old" port\'s', "U+201C (LEFT DOUBLE QUOTATION MARK) where this"),
    ],
)
def test_words_typed_in_another_form_are_told_what_the_source_has(raw, here, typed, named):
    """The same words to a reader, in other characters, are told by the first that differs."""
    text = f"Strike\n\nIt was {here} again."
    found = raw.with_source(text, [here])
    row = len(found.frames["claims"]) - 1
    faults = found.changed(("claims", row, "quote", typed)).faults()

    assert [(f.column, named in f.allowed) for f in faults] == [("quote", True)]


LINES = ("By Jane Doe, Seoul", "(Reuters) -", "SEOUL, Sept 12 (Yonhap) —", "ADVERTISEMENT")
LINES += ("Photo: Jane Doe/AFP", "Read more", "기자 홍길동", "Сеул, 12 сентября")


def test_lines_need_a_claim_unless_they_state_nothing(raw):
    """Bylines, datelines, adverts and credits are neither faults nor warnings without a claim.

    A sentence that no claim codes is told with the line of the source.
    """
    text = "Strike\n\nThe strike ended.\n\nThe port opened again.\n"
    (found,) = raw.with_source(text, ["The strike ended."]).doubts()
    assert (found.file, found.row, found.value) == ("seeds/s02.txt", 5, "The port opened again.")

    said = "The strike of the port ended after a week."
    for line in LINES:
        raw = raw.with_source(f"Strike\n\n{line}\n\nA subhead\n{said}\n", [said])

    assert raw.faults() + raw.doubts() == []


TITLED = [
    ("\nStrike\n\nIt ended.", "Strike"),
    (" \n\n\tStrike \n\nIt ended.", "Strike"),
    ("Strike at\nthe port\n\nIt ended.", "Strike at the port"),
    ("Strike\u00a0at the port\r\n\r\nIt ended.", "Strike at the port"),
]


def test_the_title_is_the_headline_as_one_reads_it(raw):
    """Blank lines before it, its line ends and its kind of blanks do not matter.

    Beside another title the source's first line with words on it is shown.
    """
    (told,) = raw.with_source("\n\nStrike\n\nIt ended.", ["It ended."], title="Strife").faults()
    assert told.column == "title"
    assert told.allowed == "must be the first line of the source: 'Strike'"

    for text, typed in TITLED:
        raw = raw.with_source(text, ["It ended."], title=typed)

    assert raw.faults() == []


def test_a_source_has_a_language(raw):
    """A tag of BCP 47; names, capitals and underscores are none."""
    tags = ("en", "my", "zh-Hant", "pt-BR", "und", "sr-Latn-RS")
    others = ("", "English", "EN", "en_GB", "e")
    for tag in (*tags, *others):
        raw = raw.with_source("Strike\n\nIt ended.", ["It ended."], language=tag)
    first = 2 + 1 + len(tags)

    assert places(raw.faults()) == {
        ("data/sources.csv", first + n, "language") for n in range(len(others))
    }


CUES = {
    "表示": "标题\n\n王毅表示，会谈顺利。",
    "라고 말했다": "제목\n\n그는 “끝났다”라고 말했다.",
    "told\nreporters": "Strike\n\nThe envoy of the junta told\nreporters that it ended.",
    "he\u00a0said": "Strike\n\nIt ended, he\u00a0said.",
}


def test_a_cue_is_words_of_the_paragraph_as_it_has_them(raw):
    """Words that attribute a claim may be joined to others, wrapped, or parted by other blanks."""
    for cue, text in CUES.items():
        raw = raw.with_source(text, [text.split("\n\n")[1]])
        row = len(raw.frames["claims"]) - 1
        told = {"speech": "indirect", "cue": cue, "speaker": "china", "chain": "china>article"}
        raw = raw.changed(*(("claims", row, name, cell) for name, cell in told.items()))

    assert [fault for fault in raw.faults() if fault.column == "cue"] == []


# Typst 0.15 was seen to refuse each of these with the fonts of the project.
UNPRINTED = [
    ("actors", 0, "name", "လေ့လာသူများ", "U+101C"),
    ("events", 0, "label", "Doves 🕊 over the port", "U+1F54A"),
    ("claims", 0, "claim", "The envoy is from ミャンマー.", "LETTER MI) and 3 more of KATAKANA"),
]


def test_a_character_that_no_font_has_is_told_with_its_place(raw):
    """A warning with the file, the row and the character, before any page is built.

    Hangul, Greek, Cyrillic, signs of print and accents are in the fonts.
    """
    spoilt = raw.changed(*(cell[:4] for cell in UNPRINTED))
    fine = ("claims", 1, "claim", "“평양” — Ἀθῆναι, Москва, ½ of 10 °C…, naïve e\u0301")
    found = spoilt.changed(fine).doubts()

    assert places(found) == {place(*cell[:3]) for cell in UNPRINTED}
    for table, *_, words, first in UNPRINTED:
        told = [fault for fault in found if fault.file == f"data/{table}.csv"]
        assert first in " ".join(fault.allowed for fault in told)
        assert all(fault.value in words for fault in told)
