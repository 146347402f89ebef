"""The tables: their columns, what each means, and what each may hold.

One description serves three readers: the checks, the data package
(`data/datapackage.json`) and the codebook chapter of the book.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from dossier.model import vocabulary as v
from dossier.model.countries import ALPHA_3

Kind = Literal["string", "integer", "boolean", "edtf"]


@dataclass(frozen=True)
class Form:
    """How the values of a column are written: a pattern for the whole of a value, and in words."""

    pattern: str
    words: str


@dataclass(frozen=True)
class Column:
    """One column: its meaning, the kind of its values, and what it may hold."""

    name: str
    meaning: str
    kind: Kind = "string"
    required: bool = True
    values: v.Vocabulary | None = None
    refers: str | None = None
    """The table whose key the values must be found in."""
    separator: str | None = None
    """Where a cell holds several values: what stands between them."""
    form: Form | None = None
    of_source: bool = False
    """Whether the cell holds words of the source, which nobody may word otherwise."""

    @property
    def is_free(self) -> bool:
        """Whether the cell holds words of ours, which may be worded otherwise."""
        bound = self.values or self.refers or self.form or self.of_source
        return self.kind == "string" and not bound


@dataclass(frozen=True)
class Table:
    """One table: its columns in file order and the columns that identify a row."""

    name: str
    title: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    order: tuple[str, ...] = ()
    """What its rows are sorted by: a source and places in it. Other tables keep no order."""
    folder: str = ""
    """The folder of its file below data/, with a slash at its end."""
    file: str = ""
    """The name of its file, where that is not the table's."""

    @property
    def path(self) -> str:
        """Where its file is, below data/."""
        return self.folder + (self.file or f"{self.name}.csv")

    @property
    def names(self) -> list[str]:
        """The column names, in file order."""
        return [column.name for column in self.columns]

    @property
    def has_ids(self) -> bool:
        """Whether its key is an id of its own, which other tables and the report can name."""
        return len(self.key) == 1 and self[self.key[0]].form == ID

    def __getitem__(self, name: str) -> Column:
        return next(column for column in self.columns if column.name == name)


#: An id is a name, and tells nothing else. It stands in addresses, in styles and in the markup of
#: chapters, and two that differ in capitals alone would be taken for one another.
ID = Form("[a-z][a-z0-9_-]*", "lower-case letters, digits and hyphens, a letter first")
_FILE = Form(r"[A-Za-z0-9][A-Za-z0-9_.-]*", "the name of a file alone, without a folder")
_SHA256 = Form("[0-9a-f]{64}", "64 digits from 0 to 9 and a to f")
_COUNTRY = Form("|".join(ALPHA_3), "a code of ISO 3166-1 alpha-3, such as MMR or PRK")
_SHARE = Form(r"0\.[0-9]+|1\.0+", "a number from 0 to 1 with a decimal point, such as 0.15")
_LETTER = Form("[A-Z]", "one capital letter")
_COUNT = Form("[1-9][0-9]*", "a whole number from 1")
_RATER = Form("r[1-9]", "r and a digit")
_LANGUAGE = Form(
    "[a-z]{2,3}(-[A-Za-z0-9]{2,8})*", "a language tag such as en, ko or zh-Hant; und: not known"
)
_WIKIDATA = Form(r"Q[1-9]\d*", "Q and a number")


def _id(name: str, meaning: str) -> Column:
    return Column(name, meaning, form=ID)


def _optional(name: str, meaning: str, **options: object) -> Column:
    return Column(name, meaning, required=False, **options)  # type: ignore[arg-type]  # as named


def _note(meaning: str = "why, where the choice is not obvious") -> Column:
    return _optional("note", meaning)


_SOURCE = Column("source_id", "the source the words and places are in", refers="sources")
_SPAN = (
    Column("start", "first code point of the words in the source", kind="integer"),
    Column("end", "code point after the last", kind="integer"),
    Column("quote", "the words themselves, exactly text[start:end]", of_source=True),
)
_FACTUALITY = Column("factuality", "how sure the teller presents it", values=v.FACTUALITY)
_DATE_BASIS = Column("date_basis", "where the date comes from", values=v.DATE_BASIS)

_CHECK = Column("check_id", "the finding that says so", refers="checks")


def _actor(name: str, meaning: str) -> Column:
    return Column(name, meaning, refers="actors")


_TABLES = (
    Table(
        "sources",
        "Sources: the texts that are coded",
        (
            _id("source_id", "short name of the source"),
            Column("file", "the file under seeds/", form=_FILE),
            Column("sha256", "SHA-256 of the file's bytes", form=_SHA256),
            Column("title", "its headline", of_source=True),
            Column("language", "the language it is in (BCP 47)", form=_LANGUAGE),
            _optional("publisher", "who published this copy, where known"),
            _optional("published", "when it was published (EDTF)", kind="edtf"),
            _optional("retrieved", "when the copy was taken (EDTF)", kind="edtf"),
            Column("kind", "what kind of document it is", values=v.SOURCE_KIND),
            Column("reliability", "how good the source is", values=v.RELIABILITY),
            Column("body_end", "code point where the article ends", kind="integer"),
            Column("voice", "the actor that is the text itself", refers="actors"),
            Column("coding", "how far it is coded", values=v.CODING),
            _optional("original", "the story that it rewords, where that is known"),
            _optional(
                "own_roots",
                "roots it goes back to itself, which are no independent support for it",
                refers="roots",
                separator=";",
            ),
            Column("note", "what is known of it, and why the grade"),
        ),
        key=("source_id",),
    ),
    Table(
        "actors",
        "Actors: whoever acts, speaks or is acted on",
        (
            _id("actor_id", "short name of the actor"),
            Column("name", "the name as printed in the report"),
            Column("kind", "what kind of actor", values=v.ACTOR_KIND),
            _optional(
                "country",
                "ISO 3166-1 alpha-3, where the article ties it to a country",
                form=_COUNTRY,
            ),
            _optional(
                "affiliation", "the body it belongs to, as the article says", refers="actors"
            ),
            Column("naming", "how the article identifies it", values=v.NAMING),
            _optional("wikidata", "Wikidata item, for matching with other data", form=_WIKIDATA),
            _note("what the article says it is; doubts about who it is"),
        ),
        key=("actor_id",),
    ),
    Table(
        "mentions",
        "Mentions: every naming of an actor in the text",
        (
            _SOURCE,
            _actor("actor_id", "the actor that the words point at"),
            *_SPAN,
            Column("form", "how the words point at the actor", values=v.MENTION_FORM),
        ),
        key=("source_id", "actor_id", "start", "end"),
        order=("source_id", "start", "end", "actor_id"),
    ),
    Table(
        "claims",
        "Claims: every proposition the article states or reports",
        (
            _id("claim_id", "its name: in this report c and the next number"),
            _SOURCE,
            *_SPAN,
            Column("claim", "the proposition in our words"),
            _actor("speaker", "whose proposition it is, as the words attribute it"),
            Column(
                "chain",
                "who said it, from the speaker outward to the article",
                refers="actors",
                separator=">",
            ),
            _optional(
                "cue",
                "the words that attribute it; empty for the article's own words",
                of_source=True,
            ),
            Column("speech", "in what form it reaches the reader", values=v.SPEECH),
            Column("factuality", "how sure the speaker presents it", values=v.FACTUALITY),
            Column("checkable", "whether the world could settle it", values=v.CHECKABLE),
            _note(),
        ),
        key=("claim_id",),
        order=("source_id", "start", "end"),
    ),
    Table(
        "events",
        "Events: what the article describes as happening, having happened or possible",
        (
            _id("event_id", "its name: in this report e and the next number"),
            Column("label", "a short name for it"),
            _optional(
                "date", "when (EDTF); empty where the article leaves it undated", kind="edtf"
            ),
            _DATE_BASIS,
            _optional("date_note", "from which words the date comes"),
            _optional("type", "PLOVER event type; empty where none fits", values=v.EVENT_TYPE),
            _optional("mode", "PLOVER mode, where the type has modes", values=v.EVENT_MODE),
            _optional("context", "PLOVER contexts", values=v.EVENT_CONTEXT, separator=";"),
            _optional("aux", "how it relates to the present", values=v.AUX_MODE, separator=";"),
            _optional("type_reason", "why no event type fits, where none does"),
            _optional("place", "where, as the article names it"),
            _FACTUALITY,
            Column("source_id", "the source that first mentions it", refers="sources"),
            Column("told_at", "code point there of its first mention", kind="integer"),
            _note(),
        ),
        key=("event_id",),
        order=("source_id", "told_at"),
    ),
    Table(
        "participants",
        "Participants: who has which part in an event",
        (
            Column("event_id", "the event", refers="events"),
            _actor("actor_id", "the actor"),
            Column("role", "the part it has", values=v.ROLE),
        ),
        key=("event_id", "actor_id", "role"),
    ),
    Table(
        "spells",
        "Spells: diplomatic relations as states that last",
        (
            _id("spell_id", "its name: in this report sp and the next number"),
            _actor("from_actor", "one side"),
            _actor("to_actor", "the other side"),
            Column("state", "how the article describes the relations", values=v.RELATION_STATE),
            Column("valid", "when it holds (EDTF): from, to, or a day it is known on", kind="edtf"),
            _optional("begins_with", "the event that begins it", refers="events"),
            _optional("ends_with", "the event that ends it", refers="events"),
            _DATE_BASIS,
            _note("from which words the state and its bounds come"),
        ),
        key=("spell_id",),
    ),
    Table(
        "ties",
        "Ties: what links two actors, as the article states it",
        (
            _id("tie_id", "its name: in this report t and the next number"),
            _actor("from_actor", "where the tie starts"),
            _actor("to_actor", "where it points"),
            Column("directed", "true: from one to the other; false: mutual", kind="boolean"),
            Column("kind", "what links them", values=v.TIE_KIND),
            _optional("good", "what passes along it", values=v.GOOD),
            Column("sign", "cooperation, conflict or neither", values=v.SIGN),
            _FACTUALITY,
            _optional("valid", "when it holds (EDTF)", kind="edtf"),
            Column("label", "the tie in a few words"),
            _note(),
        ),
        key=("tie_id",),
    ),
    Table(
        "inconsistencies",
        "Inconsistencies: where the article does not fit itself",
        (
            _id("inconsistency_id", "its name: in this report i and the next number"),
            _SOURCE,
            *_SPAN,
            _optional("other_start", "first code point of the other side", kind="integer"),
            _optional("other_end", "code point after its last", kind="integer"),
            _optional("other_quote", "the words of the other side", of_source=True),
            Column("kind", "what does not fit", values=v.INCONSISTENCY_KIND),
            Column("severity", "what hangs on it", values=v.SEVERITY),
            Column("note", "what does not fit, and which readings are open"),
        ),
        key=("inconsistency_id",),
        order=("source_id", "start"),
    ),
    Table(
        "judgements",
        "Judgements: what we conclude",
        (
            _id("judgement_id", "its name: in this report j and the next number"),
            Column("judgement", "what we conclude, in one or two sentences"),
            Column("kind", "a finding or an estimate", values=v.JUDGEMENT_KIND),
            _optional(
                "likelihood",
                "how probable we judge an estimate; empty where that is undecided",
                values=v.LIKELIHOOD,
            ),
            Column("confidence", "how well founded the judgement is", values=v.CONFIDENCE),
            Column("basis", "why this likelihood and this confidence"),
            _optional("checks", "the checks it rests on besides", refers="checks", separator=";"),
            _optional(
                "against",
                "those of its checks that speak against it or leave it open",
                refers="checks",
                separator=";",
            ),
            _optional(
                "assumptions", "what it takes for granted", refers="assumptions", separator=";"
            ),
            Column("would_change", "what would change it"),
        ),
        key=("judgement_id",),
    ),
    Table(
        "grades",
        "Grades: how reliable the sources of the article are",
        (
            _actor("actor_id", "who speaks or passes words on"),
            Column("reliability", "how good the source is", values=v.RELIABILITY),
            Column("reason", "why the grade"),
        ),
        key=("actor_id",),
    ),
    Table(
        "references",
        "References: the independent public pages that were read",
        (
            _id("reference", "key of the page in book/references.bib"),
            Column("carrier", "how the page comes to say it", values=v.CARRIER),
            Column("reliability", "how good the source is", values=v.RELIABILITY),
            Column("reason", "why the grade, and in what form the page was read"),
        ),
        key=("reference",),
    ),
    Table(
        "checks",
        "Checks: what independent sources say about the article’s claims",
        (
            _id("check_id", "its name: in this report k and the next number"),
            Column("claim_id", "the claim it bears on most", refers="claims"),
            Column("topic", "what it is about"),
            Column("reference", "the page that says it", refers="references"),
            Column("finding", "what the page says, in our words"),
            _optional("finding_date", "the day or time of what it reports (EDTF)", kind="edtf"),
            Column("verdict", "how it compares with the claim", values=v.VERDICT),
            Column("credibility", "how credible the finding is", values=v.CREDIBILITY),
            Column("read", "what part of the page was read"),
            _note("how much it shows; conflicts between sources"),
        ),
        key=("check_id",),
    ),
    Table(
        "roots",
        "Roots: who first said what the findings report",
        (
            _id("root_id", "a name for it: who, and when"),
            Column("name", "who said it, and to whom where that matters"),
            _optional("said", "when it was said (EDTF)", kind="edtf"),
            Column("what", "what was said, in our words"),
            _optional("interest", "what the speaker stood to gain by it, where anything is known"),
            Column("kind", "in what form it was said", values=v.ROOT_KIND),
            Column("reliability", "how good the source is", values=v.RELIABILITY),
            Column("reason", "why the grade"),
            _optional(
                "perhaps_same_as",
                "roots that may be the same one, or rest on it",
                refers="roots",
                separator=";",
            ),
        ),
        key=("root_id",),
    ),
    Table(
        "finding_roots",
        "Roots of findings: which root each finding goes back to",
        (
            _CHECK,
            Column("root_id", "the root", refers="roots"),
            Column("how", "how the page comes to it", values=v.HOW_CARRIED),
        ),
        key=("check_id", "root_id"),
    ),
    Table(
        "chronology",
        "Chronology: what other pages report of the matter, by date",
        (
            Column("date", "when (EDTF)", kind="edtf"),
            Column("what", "what was done or said, in our words"),
            Column("kind", "what kind of entry", values=v.CHANNEL_EVENT),
            _CHECK,
        ),
        key=("date", "check_id"),
    ),
    Table(
        "channel_ties",
        "Channel ties: who is tied to whom by other pages, kept apart from the article’s ties",
        (
            Column("from_name", "who, as named in the findings"),
            Column("to_name", "to whom or what"),
            Column("kind", "what links them, in a few words"),
            Column("date", "when, or on which day it was said (EDTF)", kind="edtf"),
            _CHECK,
            Column("certainty", "on whose word, and what is not shown"),
        ),
        key=("from_name", "to_name", "kind"),
    ),
    Table(
        "accreditations",
        "Accreditations: cases to set the posting beside",
        (
            Column("who", "from which state to which, with the envoy where named"),
            Column("seat", "where the envoy lives"),
            Column("post", "to whom the envoy is accredited", values=v.ACCREDITATION),
            Column("resident", "true: lives in the receiving state", kind="boolean"),
            _optional("named", "when named (EDTF)", kind="edtf"),
            _optional("credentials", "when credentials were presented (EDTF)", kind="edtf"),
            _optional("lag_from", "the day a lag is counted from (EDTF)", kind="edtf"),
            _optional("lag_of", "what the lag runs from and to", values=v.LAG_OF),
            _CHECK,
            _note("what is not known of the case"),
        ),
        key=("who",),
    ),
    Table(
        "copy_pairs",
        "Wording: the article beside the reprint of the story it copies",
        (
            _id("pair_id", "its name: in this report p and the next number"),
            _SOURCE,
            *_SPAN,
            Column("reprint", "what the reprint has there, shortened"),
            Column("change", "what the copy did", values=v.COPY_CHANGE),
            _optional("aspect", "where the sense is touched, if it is", values=v.COPY_ASPECT),
            Column("effect", "what that does to the sense"),
            _optional("claims", "claims that would read otherwise", refers="claims", separator=";"),
            _optional(
                "undone",
                "inconsistencies that the reprint does not have",
                refers="inconsistencies",
                separator=";",
            ),
            _optional(
                "narrowed",
                "inconsistencies that would be smaller, or others",
                refers="inconsistencies",
                separator=";",
            ),
        ),
        key=("pair_id",),
        order=("source_id", "start", "end"),
    ),
    Table(
        "copy_readings",
        "Readings: claims that the reprint’s words would make others",
        (
            Column("pair_id", "the wording that makes it so", refers="copy_pairs"),
            Column("claim_id", "the claim", refers="claims"),
            Column("reading", "the claim as the reprint has it, in our words"),
            Column("factuality", "how sure the reprint presents it", values=v.FACTUALITY),
            _optional("good", "the good that would pass, where another", values=v.GOOD),
        ),
        key=("claim_id",),
    ),
    Table(
        "coverage",
        "Coverage: who else reported the posting, or something similar",
        (
            Column("check_id", "the finding that shows it", refers="checks"),
            Column("period", "how it relates to the posting", values=v.COVERAGE_PERIOD),
            Column("outlet", "who published it, and from which source"),
            _optional("date", "when it was published (EDTF)", kind="edtf"),
            _optional(
                "arms",
                "how certain arms, to come or just come, are said to be; empty where not mentioned",
                values=v.FACTUALITY,
            ),
            Column("word", "on whose word"),
            Column("adds", "what it has that matters here"),
        ),
        key=("check_id",),
    ),
    Table(
        "hypotheses",
        "Hypotheses: what could explain the posting",
        (
            _id("hypothesis_id", "its name: in this report h and the next number"),
            Column("name", "a short name for it"),
            Column("short", "one or two words for narrow columns"),
            Column("hypothesis", "the explanation in one sentence"),
            Column("expects", "what one would expect to see if it were so"),
            Column("family", "hypotheses of one family share its part of a prior", form=ID),
            Column("prior", "its part of the stated prior; the parts make one", form=_SHARE),
            Column("letter", "its letter on the raters’ sheet", form=_LETTER),
        ),
        key=("hypothesis_id",),
    ),
    Table(
        "observations",
        "Observations: what is weighed against the hypotheses",
        (
            _id("observation_id", "its name: in this report o and the next number"),
            Column("gist", "the same in a few words, for charts"),
            Column("observation", "what is observed, as the raters read it"),
            Column("origin", "from the article or from corroboration", values=v.ORIGIN),
            Column("credibility", "how far it can be believed", values=v.WEIGHT),
            Column("relevance", "how much it bears on the question", values=v.WEIGHT),
            _optional("checks", "the checks it rests on", refers="checks", separator=";"),
            Column("cluster", "observations that may share a source or a case", form=_LETTER),
            Column("absence", "true: that something was not found", kind="boolean"),
            Column("number", "its number on the raters’ sheet", form=_COUNT),
            _note("why these weights"),
        ),
        key=("observation_id",),
    ),
    Table(
        "consistency",
        "Consistency: every observation against every hypothesis, by every rater",
        (
            Column("observation_id", "the observation", refers="observations"),
            Column("hypothesis_id", "the hypothesis", refers="hypotheses"),
            Column("rater", "who rated, blind to the others", form=_RATER),
            Column("rating", "would one expect to see it", values=v.CONSISTENCY),
            _optional("reason", "why, in the rater’s words"),
        ),
        key=("observation_id", "hypothesis_id", "rater"),
    ),
    Table(
        "assumptions",
        "Assumptions: what the conclusions take for granted",
        (
            _id("assumption_id", "its name: in this report a and the next number"),
            Column("assumption", "what is taken for granted"),
            Column("support", "how well it is supported", values=v.SUPPORT),
            Column("why_held", "why it is held"),
            Column("would_break", "what would break it"),
            Column("if_false", "what follows if it is false"),
        ),
        key=("assumption_id",),
    ),
    Table(
        "indicators",
        "Indicators: what would change the view",
        (
            _id("indicator_id", "its name: in this report n and the next number"),
            Column("indicator", "what would have to be seen"),
            Column("hypothesis_id", "the hypothesis it would speak for", refers="hypotheses"),
            Column(
                "speaks_against", "those it would speak against", refers="hypotheses", separator=";"
            ),
            Column("where", "where it would show"),
            Column("threshold", "how much of it would count"),
        ),
        key=("indicator_id",),
    ),
    Table(
        "forecasts",
        "Forecasts: what we expect, to be scored when it is settled",
        (
            _id("forecast_id", "its name: in this report f and the next number"),
            Column("statement", "what is forecast"),
            Column("probability", "how probable we think it", form=_SHARE),
            Column("criterion", "what would settle it"),
            Column("by", "the last day that counts (EDTF)", kind="edtf"),
            Column("basis", "why this probability"),
            Column("bears_on", "the hypotheses and judgements", separator=";", form=ID),
            Column("outcome", "how it came out", values=v.OUTCOME),
            _optional("settled", "when that was known (EDTF)", kind="edtf"),
        ),
        key=("forecast_id",),
    ),
    Table(
        "evidence",
        "Evidence: which claims an item rests on",
        (
            _id("item_id", "an event, spell, tie, inconsistency, judgement, check or observation"),
            Column("claim_id", "a claim it rests on", refers="claims"),
        ),
        key=("item_id", "claim_id"),
    ),
)

TABLES: dict[str, Table] = {table.name: table for table in _TABLES}

#: Tables that every report has rows in. The others may be empty, or their files may be absent.
NEEDED = ("sources", "actors")

#: Tables whose rows must each rest on at least one claim.
EVIDENCED = (
    "events",
    "spells",
    "ties",
    "inconsistencies",
    "judgements",
    "checks",
    "observations",
)


def columns_with(attribute: str) -> Iterator[tuple[Table, Column]]:
    """Every column that has the named attribute set, with its table."""
    for table in TABLES.values():
        for column in table.columns:
            if getattr(column, attribute):
                yield table, column
