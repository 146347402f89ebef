"""Words of a source are given: whatever it is made of, they are quoted as they are."""

import pytest

from editing import places

# Each is a source, a claim of it and a name in it. The kinds and most of the texts are those that
# users of annotation tools reported: scripts without blanks, particles and prefixes joined to a
# name, letters come apart from accents, blanks of all kinds, joiners, wrapped lines.
GIVEN = {
    "Chinese": (
        "缅甸寻求朝鲜武器\n\n缅甸军政府任命了驻平壤大使，朝鲜尚未回应。",
        "任命了驻平壤大使",
        "朝鲜",
    ),
    "Japanese": (
        "ミャンマーと北朝鮮\n\nミャンマー国軍は北朝鮮に大使を送った。",
        "大使を送った",
        "北朝鮮",
    ),
    "Thai": (
        "เมียนมากับเกาหลีเหนือ\n\nรัฐบาลทหารเมียนมาแต่งตั้งทูตประจำเกาหลีเหนือแล้ว",
        "แต่งตั้งทูต",
        "เกาหลีเหนือ",
    ),
    "Burmese": (
        "မြန်မာသတင်း\n\nမြန်မာစစ်ကောင်စီက မြောက်ကိုရီးယားကို သံအမတ်ခန့်သည်။",
        "သံအမတ်ခန့်သည်",
        "မြောက်ကိုရီးယား",
    ),
    "Khmer": (
        "ព័ត៌មាន\n\nមីយ៉ាន់ម៉ាតែងតាំងឯកអគ្គរដ្ឋទូតប្រចាំកូរ៉េខាងជើង។",
        "ឯកអគ្គរដ្ឋទូត",
        "កូរ៉េខាងជើង",
    ),
    "Korean": (
        "미얀마 소식\n\n미얀마 군부는 북한에 대사를 보냈다.",
        "대사를 보냈다",
        "북한",
    ),
    "Arabic": (
        "ميانمار\n\nأرسلت ميانمار سفيرا وكوريا الشمالية لم ترد.",
        "أرسلت ميانمار سفيرا",
        "كوريا الشمالية",
    ),
    "Hebrew": (
        "מיאנמר\n\nהשגריר נשלח מיאנמר אמרה שבצפון קוריאה לא ענו.",
        "השגריר נשלח",
        "צפון קוריאה",
    ),
    "Hindi": (
        "म्यांमार\n\nम्यांमार ने उत्तर कोरियाको राजदूत भेजा।",
        "राजदूत भेजा",
        "उत्तर कोरिया",
    ),
    "Persian": (
        "میانمار\n\nسفیر به کره\u200cشمالی رفت و آن\u200cها پاسخ ندادند.",
        "سفیر به کره\u200cشمالی رفت",
        "کره\u200cشمالی",
    ),
    "Amharic": (
        "ምያንማር\n\nአምባሳደሩ ለሰሜን ኮሪያ ተሾመ።",
        "አምባሳደሩ",
        "ሰሜን ኮሪያ",
    ),
    "German": (
        "Die Reise\n\nEr plante die Nordkoreareise im Herbst.",
        "Er plante die Nordkoreareise",
        "Nordkorea",
    ),
    "Finnish": (
        "Matka\n\nLähettiläs oli Pohjois-Koreassa syksyllä.",
        "Lähettiläs oli",
        "Pohjois-Korea",
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
    "NFD": (
        "Jose\u0301\n\nJose\u0301 came to Coru\u0303a.",
        "Jose\u0301 came",
        "Coru\u0303a",
    ),
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
    "full width": (
        "Ｎｅｗｓ\n\nＮＫ　denied ｉｔ.",
        "denied ｉｔ",
        "ＮＫ",
    ),
    "ligature": (
        "Office\n\nThe oﬃce of Key Stoﬀ denied it.",
        "The oﬃce",
        "Key Stoﬀ",
    ),
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
    "old Mac": (
        "Strike\r\rThe ferry strike of North Korea ended.\r",
        "ended",
        "North Korea",
    ),
    "separators": (
        "Strike\u2029The strike of\u2028North Korea ended.",
        "The strike",
        "North Korea",
    ),
    "tabs": (
        "Strike\n\nNorth Korea\tended  the\tstrike.",
        "ended  the\tstrike",
        "North Korea",
    ),
    "byte-order mark": (
        "\ufeffStrike\n\nThe strike of North Korea ended.",
        "ended",
        "North Korea",
    ),
    "direction": (
        "Strike\n\nThe \u202bstrike\u202c of \u2067North Korea\u2069 ended.",
        "\u202bstrike\u202c",
        "North Korea",
    ),
    "formula": (
        "=1+1\n\n+North Korea @home =SUM(A1) ended.",
        "=SUM(A1) ended",
        "+North Korea",
    ),
}


def title(text: str) -> str:
    """The headline as one types it: the first line, with plain blanks and no marks."""
    return " ".join(
        text.replace("\ufeff", "").replace("\u2029", "\n").split("\n")[0].split("\r")[0].split()
    )


@pytest.mark.report
@pytest.mark.parametrize(("text", "claim", "name"), GIVEN.values(), ids=GIVEN)
def test_words_of_any_source_can_be_quoted(raw, text, claim, name):
    """A claim and a name of a source stand in the tables as the source has them."""
    found = raw.with_source(text, [claim], [("north_korea", name)], title=title(text))

    assert found.faults() == []


@pytest.mark.report
@pytest.mark.parametrize("kind", ["no-break blank", "zero width", "NFD", "look-alike", "direction"])
def test_what_nobody_sees_in_a_source_is_told_of_the_source(raw, kind):
    """A warning names the character and its line, once, however often words with it are quoted."""
    text, claim, name = GIVEN[kind]
    found = raw.with_source(text, [claim], [("north_korea", name)], title=title(text)).doubts()

    told = [fault for fault in found if fault.file == "seeds/s02.txt"]
    assert told
    assert all("times; quotations have it" in fault.allowed for fault in told)
    assert {fault.row for fault in told} <= {1, 3}


@pytest.mark.report
@pytest.mark.parametrize(
    "kind", ["Korean", "Chinese", "Arabic", "Burmese", "emoji", "Persian", "tabs"]
)
def test_what_a_script_is_written_with_is_no_cause_for_a_warning(raw, kind):
    """Particles, prefixes, joiners and words without blanks are how the script is written."""
    text, claim, name = GIVEN[kind]
    found = raw.with_source(text, [claim], [("north_korea", name)], title=title(text)).doubts()

    assert [fault for fault in found if "no shape in" not in fault.allowed] == []


@pytest.mark.report
@pytest.mark.parametrize(
    ("kind", "words"),
    [("German", "Nordkorea"), ("Finnish", "Pohjois-Korea")],
)
def test_a_name_inside_a_word_is_allowed_and_told(raw, kind, words):
    """A warning shows what stands around it, so that a slip is not overlooked."""
    text, claim, name = GIVEN[kind]
    (found,) = raw.with_source(text, [claim], [("north_korea", name)]).doubts()

    assert (found.column, found.value) == ("quote", words)
    assert "cuts a word" in found.allowed


@pytest.mark.parametrize(
    ("here", "typed", "named"),
    [
        ("ended on\u00a0Monday", "ended on Monday", "NO-BREAK SPACE"),
        ("ended on\r\nMonday", "ended on Monday", "U+000D"),
        ("Jose\u0301 came", "José came", "(LATIN SMALL LETTER E) where this has"),
        ("the oﬃce", "the office", "LATIN SMALL LIGATURE FFI"),
    ],
)
def test_words_typed_in_another_form_are_told_what_the_source_has(raw, here, typed, named):
    """The same words to a reader, in other characters, are told by the first that differs."""
    text = f"Strike\n\nIt was {here} again."
    found = raw.with_source(text, [here])
    row = len(found.frames["claims"]) - 1
    faults = found.changed(("claims", row, "quote", typed)).faults()

    assert [(f.column, named in f.allowed) for f in faults] == [("quote", True)]


@pytest.mark.parametrize(
    "line",
    [
        "By Jane Doe, Seoul",
        "(Reuters) -",
        "SEOUL, Sept 12 (Yonhap) —",
        "ADVERTISEMENT",
        "Photo: Jane Doe/AFP",
        "Read more",
        "기자 홍길동",
        "Сеул, 12 сентября",
    ],
)
def test_lines_that_state_nothing_need_no_claim(raw, line):
    """Bylines, datelines, adverts and credits are neither faults nor warnings without a claim."""
    text = f"Strike\n\n{line}\n\nA subhead\nThe strike of the port ended after a week.\n"
    found = raw.with_source(text, ["The strike of the port ended after a week."])

    assert found.faults() + found.doubts() == []


def test_a_sentence_that_no_claim_codes_is_told(raw):
    """A warning names the line of the source."""
    text = "Strike\n\nThe strike ended.\n\nThe port opened again.\n"
    (found,) = raw.with_source(text, ["The strike ended."]).doubts()

    assert (found.file, found.row, found.value) == ("seeds/s02.txt", 5, "The port opened again.")


@pytest.mark.parametrize(
    ("text", "typed"),
    [
        ("\nStrike\n\nIt ended.", "Strike"),
        (" \n\n\tStrike \n\nIt ended.", "Strike"),
        ("Strike at\nthe port\n\nIt ended.", "Strike at the port"),
        ("Strike\u00a0at the port\r\n\r\nIt ended.", "Strike at the port"),
    ],
)
def test_the_title_is_the_headline_as_one_reads_it(raw, text, typed):
    """Blank lines before it, its line ends and its kind of blanks do not matter."""
    assert raw.with_source(text, ["It ended."], title=typed).faults() == []


def test_another_title_is_told_with_the_headline_there_is(raw):
    """The source's first line with words on it is shown."""
    (found,) = raw.with_source("\n\nStrike\n\nIt ended.", ["It ended."], title="Strife").faults()

    assert (found.column, found.allowed) == (
        "title",
        "must be the first line of the source: 'Strike'",
    )


@pytest.mark.parametrize("tag", ["en", "my", "zh-Hant", "pt-BR", "und", "sr-Latn-RS"])
def test_a_source_has_a_language(raw, tag):
    """A tag of BCP 47."""
    text = "Strike\n\nIt ended."
    assert raw.with_source(text, ["It ended."], language=tag).faults() == []


@pytest.mark.parametrize("tag", ["", "English", "EN", "en_GB", "e"])
def test_another_name_of_a_language_is_told(raw, tag):
    """Names, capitals and underscores are no tags."""
    found = raw.with_source("Strike\n\nIt ended.", ["It ended."], language=tag).faults()

    assert {column for _, _, column in places(found)} == {"language"}


@pytest.mark.report
@pytest.mark.parametrize(
    ("cue", "text"),
    [
        ("表示", "标题\n\n王毅表示，会谈顺利。"),
        ("라고 말했다", "제목\n\n그는 “끝났다”라고 말했다."),
        ("told\nreporters", "Strike\n\nThe envoy of the junta told\nreporters that it ended."),
        ("he\u00a0said", "Strike\n\nIt ended, he\u00a0said."),
    ],
)
def test_a_cue_is_words_of_the_paragraph_as_it_has_them(raw, cue, text):
    """Words that attribute a claim may be joined to others, wrapped, or parted by other blanks."""
    claim = text.split("\n\n")[1]
    found = raw.with_source(text, [claim])
    row = len(found.frames["claims"]) - 1
    told = {"speech": "indirect", "cue": cue, "speaker": "china", "chain": "china>article"}
    faults = found.changed(*(("claims", row, name, cell) for name, cell in told.items())).faults()

    assert [fault for fault in faults if fault.column == "cue"] == []


# Typst 0.15 was seen to refuse each of these with the fonts of the project.
@pytest.mark.parametrize(
    ("table", "column", "words", "first"),
    [
        ("actors", "name", "လေ့လာသူများ", "U+101C"),
        ("events", "label", "Doves 🕊 over the port", "U+1F54A"),
        ("claims", "claim", "The envoy is from ミャンマー.", "U+30DF"),
    ],
)
def test_a_character_that_no_font_has_is_told_with_its_place(raw, table, column, words, first):
    """A warning with the file, the row and the character, before any page is built."""
    found = raw.changed((table, 0, column, words)).doubts()

    assert {(f.file, f.row, f.column) for f in found} == {(f"data/{table}.csv", 2, column)}
    assert first in " ".join(fault.allowed for fault in found)
    assert all(fault.value in words for fault in found)


@pytest.mark.parametrize("words", ["“평양” — Ἀθῆναι, Москва", "½ of 10 °C…", "naïve e\u0301"])
def test_characters_that_a_font_has_are_no_cause_for_a_warning(raw, words):
    """Hangul, Greek, Cyrillic, signs of print and accents are in the fonts."""
    assert raw.changed(("claims", 0, "claim", words)).doubts() == []


@pytest.mark.parametrize(("date", "told"), [("0203-09-11", True), ("1776", True), ("1983", False)])
def test_a_date_of_another_century_is_a_second_look_worth(raw, date, told):
    """A year before 1800 is read, and told as what may be a slip."""
    found = raw.changed(("checks", 0, "finding_date", date)).doubts()

    assert [fault.column for fault in found] == ["finding_date"] * told


@pytest.mark.parametrize("number", ["2", "1111"])
def test_observations_are_numbered_one_by_one(raw, number):
    """A number that another has, or that is longer than any, is told."""
    found = raw.changed(("observations", 0, "number", number)).faults()

    assert "number" in {fault.column for fault in found}
