"""The text that lies in the folder of data and says what is what."""

from collections.abc import Iterable, Iterator
from textwrap import fill

from dossier.exports.csv_injection import RULE
from dossier.exports.file_list import DATABASE, FORMATS, TABLE_FILES, File, Result
from dossier.exports.sqlite_database import renamed
from dossier.exports.timelinejs import count_line
from dossier.model.citation import LICENCE, authors, cited, released
from dossier.tables.data_package import DESCRIPTION, TITLE
from dossier.tables.load import Dossier

_WIDTH = 80
CELLS = (
    "Text files are UTF-8 without a byte-order mark. CSV files have commas, one header line and LF "
    "as line end; a cell with a comma, a semicolon or a tab is quoted. Offsets count Unicode code "
    "points of the source, the end exclusive. Dates are EDTF (ISO 8601-2): 2023-11 is a month, "
    "2019~ about a year, 1987/.. from then on, 2024-03-04/2024-03-10 a time that something lasted, "
    "and [2024-03-04..2024-03-10] one day of that time. datapackage.json has the rules of every "
    "cell but two that it has no words for: a number has no zeros before it, and no date ends "
    "before it starts."
)
MISSING = (
    "An empty cell means that there is nothing to say, and no other cell means that: NA, null, "
    "None or nan is a name or an id like any other. Say so to readers that guess: "
    'pandas.read_csv(path, keep_default_na=False, na_values=[""]), in R read.csv(path, '
    'na.strings = "", check.names = FALSE).'
)
SEARCH = (
    f"In {DATABASE}, the words of each table can be searched (FTS5, in the table of its name with "
    f"_fts), and a name that SQL keeps for itself ends with an underscore: {', '.join(renamed())}."
)


def readme(dossier: Dossier, results: Iterable[Result]) -> str:
    """The content of `README.txt`."""
    files = [result.file for result in results]
    cite = f"{'; '.join(authors())} ({released().year}). {cited()['title']}. "
    cite += f"Version {cited()['version']}, {released().isoformat()}."
    parts = [
        fill(TITLE, _WIDTH),
        fill(DESCRIPTION, _WIDTH),
        fill(f"Cite as: {cite}", _WIDTH),
        fill(
            f"Licence: {LICENCE.title}, {LICENCE.path} The rights in the article, whose words the "
            "tables quote, stay with its publisher.",
            _WIDTH,
        ),
        _listed("For tools", FORMATS),
        fill(f"Timeline and calendar: {count_line(dossier)}", _WIDTH),
        _listed("The coded tables", TABLE_FILES),
        *([_listed("The figures and tables of the book, by number", files)] if files else []),
        _headed("How cells are written", "\n\n".join(_filled(CELLS, MISSING, RULE, SEARCH))),
    ]
    return "\n\n".join(parts) + "\n"


def _filled(*texts: str) -> Iterator[str]:
    return (fill(text, _WIDTH, break_long_words=False, break_on_hyphens=False) for text in texts)


def _listed(title: str, files: Iterable[File]) -> str:
    return _headed(title, "\n".join(map(_entry, files)))


def _entry(file: File) -> str:
    holds = f"{file.holds[0].upper()}{file.holds[1:].removesuffix('.')}."
    words = f"{holds} {file.reader}".strip()
    return file.path + "\n" + fill(words, _WIDTH, initial_indent="  ", subsequent_indent="  ")


def _headed(title: str, text: str) -> str:
    return f"{title}\n{'-' * len(title)}\n\n{text}"
