"""A report on another text: what is made of a plain text, and what is refused."""

import re
import shutil
from pathlib import Path

import pypdfium2
import pytest

from building import run
from dossier.coding.new_report import UnusableError, as_source, make, read_article
from dossier.coding.suggestions import SUGGESTED, suggest
from dossier.model.paths import ROOT
from dossier.model.segmentation import lines
from editing import records

INVENTED = Path(__file__).parents[1] / "invented"
STORY = next((INVENTED / "seeds").glob("harbour*.txt"))


@pytest.fixture(scope="module")
def story() -> str:
    """A news story about nothing that this report is about."""
    return STORY.read_text(encoding="utf-8")


UNUSABLE = [
    (b"", "without a word"),
    (b" \n \n", "without a word"),
    (b"%PDF-1.7" + b" " * 600_000, "a PDF"),
    (b"PK\x03\x04 ...", "a word processor"),
    (b"<!DOCTYPE html><p>Rain.</p>", "HTML"),
    (b"Rain in S\xe3o Paulo\n", "in another encoding than UTF-8"),
    ("Rain.\n".encode("utf-16"), "in another encoding than UTF-8"),
    (b"Rain\0fell.\n", "no text"),
    (b"Rain. " * 900_000, "of 5.4 MB"),
]


@pytest.mark.parametrize(("content", "why"), UNUSABLE)
def test_what_is_no_plain_text_is_refused_in_one_sentence(tmp_path, content, why):
    """Nothing is written for it, and the sentence says what it is and what to do."""
    article = tmp_path / "story.txt"
    article.write_bytes(content)

    with pytest.raises(
        UnusableError, match=f"is {why}.*; save the article as plain text in UTF-8$"
    ):
        make(article, tmp_path / "report")
    assert [path.name for path in tmp_path.iterdir()] == ["story.txt"]


def test_a_text_or_a_folder_that_cannot_be_used_is_named(tmp_path):
    """A missing text, a folder with something in it, and a folder inside this project."""
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "notes.txt").write_text("mine", encoding="utf-8")

    with pytest.raises(UnusableError, match="cannot be read: No such file"):
        read_article(tmp_path / "none.txt")
    with pytest.raises(UnusableError, match="is there already"):
        make(STORY, tmp_path / "full")
    with pytest.raises(UnusableError, match="is inside this project"):
        make(STORY, ROOT / "report")


SHAPES = {
    "as a source is kept": ("Head\n\nOne.\n\nSub\nTwo.\n", "headline paragraph subhead paragraph"),
    "a paragraph a line": ("Head\nOne.\nTwo.\nThree.\n", "headline paragraph paragraph paragraph"),
    "wrapped": (
        "Head\n\n"
        + "It has rained on the harbour town for a week and more now,\n" * 3
        + "and on.\n",
        "headline paragraph",
    ),
    "with a by-line": ("Head\n\nBy Ann Poe\n12 May 2024\n\nTwo.\n", "headline" + " paragraph" * 3),
    "a subhead between blank lines": (
        "Head\n\nVon Ann Poe\n\nOne.\n\nThe letter\n\nTwo.\n\nEnd\n",
        "headline paragraph paragraph subhead paragraph paragraph",
    ),
    "a by-line in Spanish": (
        "Head\n\nMadrid.\n\nPor Lucía Núñez\n\nOne.\n\nTwo.\n",
        "headline" + " paragraph" * 4,
    ),
    "the text right below the headline": ("Head\nOne.\n\nTwo.\n", "headline paragraph paragraph"),
}


@pytest.mark.parametrize(("text", "kinds"), SHAPES.values(), ids=SHAPES)
def test_a_text_gets_the_lines_that_its_writer_meant(text, kinds):
    """However an editor broke its lines, headline, subheads and paragraphs are told apart."""
    source, _ = as_source(text)

    assert [line.kind for line in lines(source, len(source))] == kinds.split()


def test_sentences_names_quotations_and_dates_are_suggested(story):
    """What a reader of the story finds by hand: speakers, days, words in quotation marks.

    Places are those of the words, and nobody has decided.
    """
    found = suggest(story, len(story), "s01", "text", "2023-09")

    assert {"Ines Calder", "Blue Line", "Hollin"} <= set(found["actors"].name)
    assert (found["mentions"].actor_id == "ines_calder").sum() == 3
    assert {"2021-11-12", "2022-02", "199X", "2023-09-20"} <= set(found["events"].date)
    quoted = found["claims"][found["claims"].quote == "cannot wait for another winter"]
    assert quoted[["cue", "speech"]].to_numpy().tolist() == [["said", "direct"]]
    hedged = found["claims"][found["claims"].quote.str.contains("herring run|may close")]
    assert hedged.factuality.tolist() == ["PS+", "CT+"]
    for row in (row for table in ("claims", "mentions") for row in found[table].itertuples()):
        assert story[int(row.start) : int(row.end)] == row.quote
        assert row.decision == ""


DAM = """Radovan Petrik Says Dam Will Close

By Ines Halloran
12 May 2024

“Nobody will go thirsty,” Water Minister Radovan Petrik told reporters. “We gave every figure.”

Petrik denied that he had broken the Varda Convention. The notice was sent in November.

Ms. Amina Sorel was not convinced. She said it would probably take from 14 to 18 May.
"""


def test_a_suggestion_says_who_speaks_and_what_a_denial_denies():
    """Read by hand: whoever is named beside a word of saying, and pronouns and quotations after.

    The by-line and the line of the date say nothing; a month is in the year that is nearest. A
    headline in capitals names whom the text names.
    """
    found = suggest(DAM, len(DAM), "s01", "text", "2024-05-12")
    told = found["claims"][["quote", "speaker", "speech", "factuality"]].to_numpy().tolist()

    assert told == [
        ["Radovan Petrik Says Dam Will Close", "radovan_petrik", "indirect", "CT+"],
        ["Nobody will go thirsty", "radovan_petrik", "direct", "CT+"],
        ["We gave every figure", "radovan_petrik", "direct", "CT+"],
        ["Petrik denied that he had broken the Varda Convention.", "text", "own_voice", "CT+"],
        ["he had broken the Varda Convention", "radovan_petrik", "indirect", "CT-"],
        ["The notice was sent in November.", "text", "own_voice", "CT+"],
        ["Ms. Amina Sorel was not convinced.", "text", "own_voice", "CT-"],
        [DAM.strip().split("\n")[-1].split("convinced. ")[1], "amina_sorel", "indirect", "PR+"],
    ]
    assert list(found["events"].date) == ["2023-11", "2024-05-14/2024-05-18"]
    assert list(found["actors"].name) == ["Radovan Petrik", "Varda Convention", "Amina Sorel"]
    assert found["mentions"].quote[0] == "Radovan Petrik"


#: Each a sentence of a text of 14 March 2024, and what a reader finds: speaker, speech, certainty
#: (empty where words alone do not tell), and the dates with what marks them.
READ = {
    "a promise": ("Ann Poe said it would keep the boat.", ["ann_poe", "indirect", ""], []),
    "a negation in one part": (
        "Ann Poe said that it had begun, but that it was not over.",
        ["ann_poe", "indirect", ""],
        [],
    ),
    "a speaker after a title": (
        "“It may well be older,” said Dr Ann Poe, a conservator.",
        ["ann_poe", "direct", "PS+"],
        [],
    ),
    "a denial of what was said before": (
        "Ann Poe, who looks after the boats of Old Hollin, disputed that.",
        ["text", "own_voice", "CT+"],
        [],
    ),
    "hearsay": ("The town is believed to have asked a broker.", ["", "indirect", ""], []),
    "an open question": ("It was unclear whether it went on.", ["text", "own_voice", "Uu"], []),
    "a day to come": (
        "The museum plans to open it on 2 September.",
        ["text", "own_voice", "CT+"],
        [("2024-09-02", "future")],
    ),
    "a day in one part": (
        "The loan ends on 30 June, and a letter came in January.",
        ["text", "own_voice", "CT+"],
        [("2024-06-30", "future"), ("2024-01", "")],
    ),
    "a year about": ("Made around 1470, it is old.", ["text", "own_voice", "CT+"], [("1470~", "")]),
    "a number": ("It has around 1470 lights.", ["text", "own_voice", "CT+"], []),
    "a season": ("It fell last autumn.", ["text", "own_voice", "CT+"], [("", "")]),
}


@pytest.mark.parametrize(("said", "told", "dates"), READ.values(), ids=READ)
def test_what_words_alone_do_not_tell_is_left_open(said, told, dates):
    """Read by hand; a wrong suggestion costs more than a missing one."""
    text = f"Head\n\n{said}\n\nAnn Poe and Dr Ann Poe met at the inn, and that was it.\n"
    found = suggest(text, len(text), "s01", "text", "2024-03-14")
    first = found["claims"].iloc[1]

    assert first[["speaker", "speech", "factuality"]].tolist() == told
    assert found["events"][["date", "aux"]].to_numpy().tolist() == [[*one] for one in dates]


def test_a_brother_and_his_whole_name_are_one_actor():
    """So is a name in capitals, as in a dateline; a place is no part of its museum."""
    text = "Head\n\nOLD BAY — Old Bay met Brother Jan Pike. We saw Brother Jan at Old Bay Museum.\n"
    found = suggest(text, len(text), "s01", "text")

    assert list(found["actors"].name) == ["Old Bay", "Brother Jan Pike", "Old Bay Museum"]


OTHER = [
    (
        "La alcaldesa, Ana Poe, no dijo nada el 3 de mayo de 2024: “No hay agua aquí”.",
        "No hay agua",
    ),
    ("市长周四表示：“我们不能挖开马路，”工程将于2024年5月开工。", "我们不能挖开马路"),
]


@pytest.mark.parametrize(("said", "quoted"), OTHER, ids=["Spanish", "Chinese"])
def test_of_another_language_only_the_quotation_marks_are_read(said, quoted):
    """Words in marks are quoted; speaker, certainty and dates are left to a reader."""
    found = suggest(f"Lluvia\n\n{said}\n", len(said) + 9, "s01", "text", "2024-05")

    assert found["events"].empty
    assert set(found["claims"].speaker) == set(found["claims"].factuality) == {""}
    direct = found["claims"][found["claims"].speech == "direct"]
    assert [words.startswith(quoted) for words in direct.quote] == [True]


@pytest.fixture(scope="module")
def report(tmp_path_factory) -> Path:
    """The folder of a new report on the story."""
    folder = tmp_path_factory.mktemp("new") / "report"
    make(STORY, folder)
    return folder


@pytest.mark.long
def test_a_new_report_holds_the_text_and_counts_no_suggestion(report):
    """Its own check finds nothing wrong, no claim, and the way that is left to go."""
    done = run(report, "python", "-m", "dossier", "check", PYTHONPATH=str(report / "notebooks"))

    assert done.returncode == 0, done.stderr
    assert "s01: 0 of 37 sentences have a claim" in done.stdout
    assert "claims" not in done.stdout.split("\n\n")[0]
    for name in SUGGESTED:
        assert records(report / "data" / "suggestions" / f"{name}.csv")
    assert next((report / "seeds").glob("*.txt")).read_bytes() == STORY.read_bytes()
    assert '”, claim by claim"\n' in (report / "CITATION.cff").read_text(encoding="utf-8")
    assert "language `en` and the date" in (report / "README.md").read_text(encoding="utf-8")


#: Chapters, and the first figure below the heading of each.
FIGURES = {
    "Who speaks?": "Claims by speaker",
    "What happened when?": "The dated events",
    "Who is tied to whom?": "The ties, by the sides",
}


def places(pdf: Path, words: str) -> list[tuple[int, float]]:
    """Where words are in a PDF: the page, and how far from its lower edge, counted down."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(pdf)):
        text = page.get_textpage()
        search = text.search(words)
        while place := search.get_next():
            found.append((number, -text.get_charbox(place[0])[3]))
    return found


@pytest.mark.build
def test_two_texts_that_are_coded_a_little_build_and_stand_side_by_side(report):
    """The invented dossier in a new folder: pages, PDF, data, and no warning."""
    for name in ("data", "seeds"):
        shutil.copytree(INVENTED / name, report / name, dirs_exist_ok=True)
    page = (report / "book" / "article.md").read_text(encoding="utf-8")
    (report / "book" / "second.md").write_text(page.replace("s01", "s02"), encoding="utf-8")
    contents = (report / "_toc.yml").read_text(encoding="utf-8")
    for after, added in (("article", "second"), ("certainty", "sources")):
        line = f"      - file: book/{after}\n"
        contents = contents.replace(line, f"{line}      - file: book/{added}\n")
    contents += '      - file: notebooks/sources\n        title: "Notebook: what the texts share"\n'
    (report / "_toc.yml").write_text(contents, encoding="utf-8")
    paths = f"{report / 'notebooks'}:{report / 'book' / 'extensions'}"
    filled = run(report, "python", "-m", "dossier", "fill", PYTHONPATH=paths)
    options = ("build", ".", "-W", "-n", "--keep-going")
    host = "https://a-book.example/en/latest/"
    hosted = {"PYTHONPATH": paths, "READTHEDOCS_CANONICAL_URL": host}
    built = run(report, "jupyter-book", *options, **hosted)

    assert filled.returncode == 0, filled.stderr
    assert built.returncode == 0, built.stdout[-2000:] + built.stderr[-3000:]
    html = report / "_build" / "html"
    ties = (html / "book" / "ties.html").read_text(encoding="utf-8")
    assert "Port Ellery asks the ministry for money." in ties
    assert 'href="article.html#c001"' in ties
    beside = (html / "book" / "sources.html").read_text(encoding="utf-8")
    assert "denied, by A spokesman of the ministry" in beside
    assert 'href="second.html#c033"' in beside
    lost = (html / "404.html").read_text(encoding="utf-8")
    assert f'href="{host}"' in lost
    assert f'action="{host}search.html"' in lost
    for page in set(html.rglob("*.html")) - {html / "404.html"}:
        for address in re.findall(r'href="([^":#?]+)["#?]', page.read_text(encoding="utf-8")):
            assert (page.parent / address).exists(), f"{page.name} leads to {address}"
    (pdf,) = (path for path in html.glob("*.pdf") if "appendix" not in path.name)
    for chapter, figure in FIGURES.items():
        assert places(pdf, chapter)[1] < places(pdf, figure)[1], f"{figure} is above its heading"
    assert (html / "_downloads" / "data" / "dossier.db").is_file()


@pytest.mark.build
def test_whatever_a_chapter_gets_wrong_fails_the_plain_command_and_is_named(report):
    """An unknown evidence id, number, label or page fails `jupyter-book build .`, all at once."""
    wrong = "{ev}`c999` {value}`no_such_number` {numref}`fig-none` [](nowhere.md)"
    page = report / "book" / "article.md"
    page.write_text(f"{page.read_text(encoding='utf-8')}\n{wrong}\n", encoding="utf-8")
    paths = f"{report / 'notebooks'}:{report / 'book' / 'extensions'}"
    done = run(report, "jupyter-book", "build", ".", PYTHONPATH=paths)

    assert done.returncode != 0
    for name in ("c999", "no_such_number", "fig-none", "nowhere.md"):
        assert name in done.stderr, name
