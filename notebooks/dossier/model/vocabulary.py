"""The code lists of the coding, each with its source: the one place for every allowed value.

The table schemas, the checks, the codebook chapter and the data package all read from here, and
so does whatever prints a code in words (`dossier.model.words`).
Meanings are our own wording; the schemes are the field's (see each ``source``).
"""

from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True)
class Vocabulary:
    """A closed list of codes with what each one means.

    `words` are the labels that a reader sees for codes that are no words themselves; those of
    factuality run from stated as fact to denied.
    """

    title: str
    source: str
    terms: dict[str, str]
    words: Mapping[str, str] = field(default_factory=dict)

    def __contains__(self, code: object) -> bool:
        return code in self.terms

    @property
    def codes(self) -> list[str]:
        """The codes, in the order they are defined."""
        return list(self.terms)

    def word(self, code: str) -> str:
        """The label of a code.

        >>> FACTUALITY.word("PS+"), DATE_BASIS.word("stated")
        ('possible', 'stated')
        """
        return self.words.get(code, code.replace("_", " "))


_PLOVER = "PLOVER codebook, draft 2.0 (2024-02-04), github.com/openeventdata/PLOVER"
_OWN = "this project"

FACTUALITY = Vocabulary(
    "Factuality: how sure the speaker presents the claim",
    "FactBank, Saurí & Pustejovsky 2009, doi:10.1007/s10579-009-9089-9",
    {
        "CT+": "the speaker presents it as certainly so",
        "PR+": "the speaker presents it as probably so",
        "PS+": "the speaker presents it as possibly so",
        "CT-": "the speaker presents it as certainly not so",
        "PR-": "the speaker presents it as probably not so",
        "PS-": "the speaker presents it as possibly not so",
        "CTu": "the speaker is certain, but does not say which way",
        "Uu": "the speaker does not commit: asked, wished for, or left open",
    },
    {
        "CT+": "stated as fact",
        "PR+": "probable",
        "PS+": "possible",
        "Uu": "left open",
        "CTu": "certain, but not which way",
        "PS-": "possibly not so",
        "PR-": "probably not so",
        "CT-": "denied",
    },
)

SPEECH = Vocabulary(
    "Speech: in what form the words reach the reader",
    "after PARC and the Penn Discourse Treebank attribution schemes",
    {
        "own_voice": "the article says it itself",
        "indirect": "the article paraphrases somebody",
        "direct": "the article puts somebody’s words in quotation marks",
        "mixed": "part paraphrase, part in quotation marks",
    },
    {
        "own_voice": "the article’s own words",
        "indirect": "paraphrased",
        "direct": "quoted",
        "mixed": "partly quoted",
    },
)

CHECKABLE = Vocabulary(
    "Checkable: could the world settle it",
    _OWN,
    {
        "yes": "a fact about the world that records could settle",
        "partly": "part of it could be settled, part is judgement",
        "no": "opinion, forecast or motive",
    },
)

SOURCE_KIND = Vocabulary(
    "Source kind: what kind of document a source is",
    _OWN,
    {
        "article": "a news article, as found",
        "transcript": "a record of spoken words",
        "document": "an official or organisational document",
    },
)

CODING = Vocabulary(
    "Coding: how far a source is coded",
    _OWN,
    {
        "begun": "what is missing is counted, and the report is built from what there is",
        "whole": "what is missing is a fault",
    },
)

RELIABILITY = Vocabulary(
    "Reliability of a source",
    "Admiralty system, first axis (NATO AJP-2.1)",
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "reliability cannot be judged",
    },
    {
        "A": "completely reliable",
        "B": "usually reliable",
        "C": "fairly reliable",
        "D": "not usually reliable",
        "E": "unreliable",
        "F": "cannot be judged",
    },
)

ACTOR_KIND = Vocabulary(
    "Actor kind",
    _OWN,
    {
        "state": "a country as a whole",
        "government": "the body that rules, or claims to rule, a country",
        "armed_forces": "a military, or soldiers acting as such",
        "person": "one human being, named or not",
        "organisation": "a body that is neither state, government nor media",
        "media": "a news outlet, a programme, or the article itself",
        "group": "several people or bodies, often unnamed",
    },
)

NAMING = Vocabulary(
    "Naming: how the article identifies an actor",
    _OWN,
    {
        "named": "by a proper name",
        "described": "by a description only",
        "collective": "as an uncounted or unnamed collective",
    },
)

MENTION_FORM = Vocabulary(
    "Mention form: how the words point at an actor",
    _OWN,
    {
        "name": "a proper name",
        "description": "a noun phrase that describes the actor",
        "pronoun": "a pronoun",
        "possessive": "a possessive or adjective (“Chilean”, “Chile’s”)",
        "metonym": "another name used for the actor (“the Elysée”)",
        "epithet": "a label that carries a judgement (“pariah”)",
    },
)

DATE_BASIS = Vocabulary(
    "Date basis: where a date comes from",
    _OWN,
    {
        "stated": "the article gives it",
        "inferred": "worked out from what the article or its source record gives",
        "relative": "placed only against another occurrence",
        "none": "the article leaves it undated",
    },
    {"none": "undated"},
)

_EVENT_TYPES = {
    "AGREE": "commits in words to cooperate later",
    "CONSULT": "meets, visits, hosts or negotiates",
    "SUPPORT": "backs, recognises or concludes an accord",
    "CONCEDE": "gives way in words",
    "COOPERATE": "exchanges in fact, to the benefit of both",
    "AID": "helps in fact, mainly to the benefit of the receiver",
    "RETREAT": "steps back in fact: withdraws, frees, disarms",
    "REQUEST": "asks, demands or orders in words",
    "ACCUSE": "condemns, alleges, charges or investigates",
    "REJECT": "refuses or turns down",
    "THREATEN": "warns of serious consequences",
    "PROTEST": "dissents in the open, together",
    "SANCTION": "cuts back existing relations",
    "MOBILIZE": "readies force short of using it",
    "COERCE": "represses or restricts short of violence",
    "ASSAULT": "acts so as to cause serious physical harm",
}
EVENT_TYPE = Vocabulary(
    "Event type", _PLOVER, _EVENT_TYPES, {code: code.lower() for code in _EVENT_TYPES}
)

QUAD = Vocabulary(
    "Quad class: an event type's side and substance",
    _PLOVER + "; SANCTION as in the manual's section text",
    {
        "verbal cooperation": "AGREE CONSULT SUPPORT CONCEDE",
        "material cooperation": "COOPERATE AID RETREAT",
        "verbal conflict": "REQUEST ACCUSE REJECT THREATEN",
        "material conflict": "PROTEST SANCTION MOBILIZE COERCE ASSAULT",
    },
)

_MODES = {
    "CONSULT": "visit third-party multilateral phone",
    "RETREAT": "withdraw release disarm ceasefire access resign",
    "REQUEST": "assist change yield meet",
    "REJECT": "assist change yield meet",
    "ACCUSE": "disapprove investigate allege",
    "THREATEN": "restrict arrest relations expel territory violence",
    "PROTEST": "demo riot strike hunger boycott obstruct vandalize",
    "SANCTION": "convict expel withdraw discontinue",
    "MOBILIZE": "troops weapons police militia",
    "COERCE": "seize restrict censor curfew martial-law arrest deport withhold misinformation "
    "cyber",
    "ASSAULT": "abduct beat torture sexual targeted destroy primitive firearms explosives "
    "suicide-attack aerial drone heavy-weapons crowd-control unconventional",
}


def modes_of(event_type: str) -> list[str]:
    """The PLOVER modes an event type allows; empty for types that have none.

    >>> modes_of("CONSULT")
    ['visit', 'third-party', 'multilateral', 'phone']
    """
    return _MODES.get(event_type, "").split()


EVENT_MODE = Vocabulary(
    "Event mode: how it was done",
    _PLOVER,
    {
        mode: "with " + ", ".join(t for t in _MODES if mode in modes_of(t))
        for mode in sorted({m for t in _MODES for m in modes_of(t)})
    },
)

EVENT_CONTEXT = Vocabulary(
    "Event context: what it was about (several may apply)",
    _PLOVER,
    {
        code: code.replace("_", " ")
        for code in [
            "military",
            "intelligence",
            "executive",
            "legislative",
            "election",
            "political_institutions",
            "pro_democracy",
            "pro_autocracy",
            "economic",
            "legal",
            "reparations",
            "human_rights",
            "rights_freedoms",
            "repression",
            "human_security",
            "gender",
            "lgbt",
            "religion_ethnicity",
            "inequality",
            "diplomatic",
            "territory",
            "peacekeeping",
            "health",
            "asylum",
            "migration",
            "disasters",
            "natural_resource",
            "environment",
            "technology",
            "terrorism",
            "cbrn",
            "cyber",
            "misinformation",
            "crime",
            "corruption",
            "illegal_drugs",
            "trafficking",
        ]
    },
)

AUX_MODE = Vocabulary(
    "Auxiliary mode: how the occurrence relates to the present",
    _PLOVER,
    {
        "historical": "described as history",
        "future": "described as still to come",
        "hypothetical": "described as something that may or might be",
        "negation": "described as not having happened",
    },
)

ROLE = Vocabulary(
    "Role of a participant",
    _PLOVER,
    {
        "actor": "does it; all parties of a joint act",
        "recipient": "it is done to, or for",
        "other": "takes part without being either",
    },
)

TIE_KIND = Vocabulary(
    "Tie kind: what links two actors",
    _OWN,
    {
        "diplomatic": "accreditation, recognition, visits, relations kept or cut",
        "arms": "weapons, ammunition, military supplies or their technology",
        "trade": "food, raw materials, money and other civil goods",
        "sanction": "international restrictions",
        "hostility": "violence, conflict, punishment, refusal",
        "constraint": "something that holds another tie back",
        "membership": "belongs to, leads, serves or teaches at",
        "alignment": "common cause, friendship, shared posture",
        "commentary": "speaks about",
        "other": "none of these",
    },
)

GOOD = Vocabulary(
    "Good: what passes along a tie",
    _OWN,
    {
        "arms": "arms, not further described",
        "small_arms": "small arms",
        "small_arms_ammunition": "ammunition for small arms",
        "artillery_ammunition": "ammunition for artillery",
        "artillery_shells": "artillery shells",
        "munitions": "munitions, not further described",
        "drones": "drones",
        "military_supplies": "other military supplies",
        "missile_technology": "missile technology",
        "nuclear_technology": "nuclear technology",
        "rice": "rice",
        "food": "food",
        "other_supplies": "other supplies",
        "raw_materials": "raw materials",
        "minerals": "minerals",
        "hard_currency": "hard cash or currency",
        "cryptocurrency": "cryptocurrency",
        "recognition": "diplomatic recognition or legitimacy",
        "other": "none of these",
    },
)

_ARMS = (
    *("arms", "small_arms", "small_arms_ammunition", "artillery_ammunition", "artillery_shells"),
    *("munitions", "drones", "military_supplies", "missile_technology", "nuclear_technology"),
)


def goods_of(kind: str) -> list[str]:
    """The goods that pass along a tie of a kind: arms, civil goods, recognition, or any.

    >>> "rice" in goods_of("trade"), "small_arms" in goods_of("trade"), goods_of("diplomatic")
    (True, False, ['recognition', 'other'])
    """
    if kind == "arms":
        return [*_ARMS, "other"]
    if kind == "trade":
        return [code for code in GOOD.codes if code not in (*_ARMS, "recognition")]
    return ["recognition", "other"] if kind == "diplomatic" else GOOD.codes


SIGN = Vocabulary(
    "Sign of a tie",
    "after PLOVER quad classes: cooperation +, conflict −",
    {
        "+": "cooperation, help or friendship",
        "-": "conflict, refusal or restraint",
        "0": "neither, or not said",
    },
    {"+": "cooperation", "-": "conflict", "0": "neither"},
)

RELATION_STATE = Vocabulary(
    "State of diplomatic relations",
    _OWN,
    {
        "in_force": "the article describes relations as existing",
        "broken": "the article describes relations as cut",
        "disputed": "the article's own words point both ways",
    },
)

INCONSISTENCY_KIND = Vocabulary(
    "Inconsistency kind: what does not fit",
    _OWN,
    {
        "contradiction": "two statements that cannot both hold",
        "number": "figures that do not add up",
        "reference": "who or what a word points at is open",
        "attribution": "whose statement it is is open",
        "date": "a date that is missing or incomplete where it matters",
        "vagueness": "an unnamed or uncounted source",
        "wording": "a wording that blurs the sense",
        "logic": "a step that does not follow",
        "headline": "a headline or subhead the text does not support",
        "spelling_naming": "one actor named in ways that may mislead",
    },
    {"spelling_naming": "spelling or naming"},
)

SEVERITY = Vocabulary(
    "Severity of an inconsistency",
    _OWN,
    {
        "high": "changes what a reader would conclude",
        "medium": "changes how a passage is understood",
        "low": "worth knowing, changes little",
    },
)

CREDIBILITY = Vocabulary(
    "Credibility of a piece of information",
    "Admiralty system, second axis (NATO AJP-2.1)",
    {
        "1": "confirmed by other, independent sources",
        "2": "probably true: unconfirmed, but it fits what else is known",
        "3": "possibly true: fits some of what else is known",
        "4": "doubtful: possible, with nothing else to support it",
        "5": "improbable: contradicted by better information",
        "6": "truth cannot be judged",
    },
    {
        "1": "confirmed",
        "2": "probably true",
        "3": "possibly true",
        "4": "doubtful",
        "5": "improbable",
        "6": "cannot be judged",
    },
)

CARRIER = Vocabulary(
    "Carrier: how a page comes to say what it says",
    _OWN,
    {
        "original": "the publisher's own reporting, research or document",
        "agency_copy": "an agency report on another publisher's page",
        "relay": "reports what another publisher or body said",
        "reprint": "another publisher's text, whole or in part",
        "translation": "another publisher's text in another language",
        "encyclopaedia": "a reference work that anyone or an editor compiles",
    },
)

VERDICT = Vocabulary(
    "Verdict: how an independent finding compares with the article's claim",
    _OWN,
    {
        "agrees": "says the same",
        "more_precise": "says the same, and more exactly",
        "differs": "qualifies the claim: says otherwise in part, without excluding it",
        "contradicts": "says what the claim excludes",
        "not_found": "looked for in the pages read, and not found",
        "context": "does not test the claim, and helps to weigh it",
        "set_aside": "read and not used; the note says why",
    },
    {
        "more_precise": "agrees, more precisely",
        "differs": "qualifies",
        "context": "gives context",
    },
)

ROOT_KIND = Vocabulary(
    "Root kind: in what form it was first said",
    _OWN,
    {
        "admission": "says something against the speaker's own interest",
        "statement": "says something on the record, or through an office",
        "act": "a public act, with the reasons given for it",
        "seizure": "goods taken and shown by an authority",
        "document": "a paper that was not made for the public, or a public record",
        "report": "an observer's own account or count",
        "allegation": "says that others did something, without showing it",
    },
)

HOW_CARRIED = Vocabulary(
    "How a finding comes from its root",
    _OWN,
    {
        "original": "the page is where the root speaks",
        "relay": "the page reports what the root said",
        "unnamed_relay": "the page seems to report it without naming the root",
        "copy": "the page copies a page that reported it",
        "reprint": "the page prints the root's text, whole or in part",
        "translation": "the page has it in another language",
    },
)

CHANNEL_EVENT = Vocabulary(
    "Kind of an entry in the chronology of the arms channel",
    _OWN,
    {
        "act": "something done in public or on record",
        "admission": "said by one of the two states, against its own interest",
        "statement": "said by somebody on the record",
        "allegation": "said of others, without being shown",
        "measure": "a sanction or listing",
        "seizure": "goods taken by an authority",
    },
)

_ACCREDITATION = {
    "to_receiver": "to the state that the posting is to",
    "to_sender": "to the state that sent the envoy",
    "of_sender": "by the sending state, to a third one",
    "of_receiver": "by the receiving state, to a third one",
}
ACCREDITATION = Vocabulary(
    "Post: to whom an envoy is accredited", _OWN, _ACCREDITATION, _ACCREDITATION
)

_LAG_OF = {
    "naming_to_credentials": "from the naming, or the taking up of the post, to credentials",
    "agreement_to_credentials": "from an agreement between the states to credentials",
    "arrival_to_credentials": "from the arrival to credentials",
    "reopening_to_credentials": "from the reopening of the receiving state's border to credentials",
    "vacancy": "how long the post had been empty",
}
LAG_OF = Vocabulary("What a lag runs from and to", _OWN, _LAG_OF, _LAG_OF)

COPY_CHANGE = Vocabulary(
    "What the copy did to the wording of the reprint",
    _OWN,
    {
        "kept": "the sense is kept",
        "altered": "the sense, its degree or the tone is another, or words in quotation marks are",
        "lost": "the copy leaves it out",
        "added": "the copy has it, the reprint has not",
    },
)

COPY_ASPECT = Vocabulary(
    "Where the copy touched the sense",
    _OWN,
    {
        "content": "what is said",
        "degree": "how much of it",
        "modality": "how sure, or how near to an act",
        "quotation": "words inside quotation marks",
        "time": "when, or in which order",
        "tone": "how it is put",
        "voice": "who says it, or to whom it is attributed",
    },
    {"voice": "attribution"},
)

COVERAGE_PERIOD = Vocabulary(
    "Period: how an account relates to the posting",
    _OWN,
    {
        "before": "reported something similar before the posting",
        "posting": "reports the posting of 2023",
        "after": "reports later events and, as far as it was read, not the posting",
    },
)

ORIGIN = Vocabulary(
    "Origin of an observation",
    _OWN,
    {
        "article": "the article's own words",
        "corroboration": "an independent finding",
    },
)

WEIGHT = Vocabulary(
    "Weight of an observation: its credibility, and its relevance to the question",
    "after the ACH tool of PARC and Pherson: factors 1/√2, 1 and √2",
    {"low": "little", "medium": "middling", "high": "much"},
)

CONSISTENCY = Vocabulary(
    "Consistency of an observation with a hypothesis",
    "Heuer, Psychology of Intelligence Analysis, chapter 8",
    {
        "CC": "very consistent: just what it would lead one to expect",
        "C": "consistent",
        "N": "neutral: fits either way",
        "I": "inconsistent: not what it would lead one to expect",
        "II": "very inconsistent: hard to reconcile with it",
        "NA": "does not apply",
    },
    {
        "CC": "fits well",
        "C": "fits",
        "N": "neutral",
        "I": "speaks against",
        "II": "speaks strongly against",
        "NA": "does not apply",
    },
)

SUPPORT = Vocabulary(
    "Support of a key assumption",
    "Key Assumptions Check, A Tradecraft Primer, US Government 2009",
    {
        "S": "solid",
        "C": "holds with caveats",
        "U": "unsupported: a key uncertainty",
    },
    {"S": "solid", "C": "holds with caveats", "U": "unsupported"},
)

RESOLUTION = Vocabulary(
    "Resolution of a disagreement between two passes",
    _OWN,
    {
        "first": "the first pass is kept",
        "second": "the second pass is right",
        "both": "both readings are open; the first is kept",
        "neither": "neither is right",
    },
    {"first": "first pass", "second": "second pass", "both": "both open"},
)

UNMATCHED = Vocabulary(
    "Verdict on a claim that only the second pass has",
    _OWN,
    {
        "coded_elsewhere": "the first pass has it, on other words or as part of a claim",
        "a_claim": "a claim by the codebook that the first pass lacked; now one, or to be added",
        "no_proposition": "no proposition by the codebook: words that only attribute, or that name "
        "what is wanted or looked for without saying or taking for granted that it is so",
        "below_grain": "what a coded claim cannot be true without, such as that a thing it names "
        "exists; not split off",
    },
)

JUDGEMENT_KIND = Vocabulary(
    "Kind of a judgement",
    _OWN,
    {
        "finding_text": "what can be seen in the text itself; it has no likelihood",
        "finding_evidence": "what the evidence can and cannot show; it has no likelihood",
        "estimate": "what is probably so in the world",
    },
    {"finding_text": "finding on the text", "finding_evidence": "finding on the evidence"},
)

OUTCOME = Vocabulary(
    "Outcome of a forecast",
    _OWN,
    {
        "open": "not settled yet",
        "yes": "it came about, by its criterion",
        "no": "it did not, by its criterion",
    },
)

LIKELIHOOD = Vocabulary(
    "Likelihood: how probable we judge it",
    "ICD 203, Analytic Standards, Office of the Director of National Intelligence",
    {
        "almost no chance": "1–5 %",
        "very unlikely": "5–20 %",
        "unlikely": "20–45 %",
        "roughly even chance": "45–55 %",
        "likely": "55–80 %",
        "very likely": "80–95 %",
        "almost certain": "95–99 %",
    },
)

CONFIDENCE = Vocabulary(
    "Confidence: how well founded our judgement is",
    "ICD 203, Analytic Standards, Office of the Director of National Intelligence",
    {
        "low": "thin, indirect or single-sourced basis",
        "moderate": "a credible basis with gaps",
        "high": "a sound basis, direct and sufficient for the question",
    },
)


#: The classes of `certainty`, as a reader sees them.
CERTAINTIES = {"asserted": "stated as fact", "possible": "less than certain", "denied": "denied"}


def quad_of(event_type: str) -> str:
    """The quad class of a PLOVER event type, or ``""`` where the type is empty.

    >>> quad_of("SANCTION")
    'material conflict'
    """
    return next((quad for quad, types in QUAD.terms.items() if event_type in types.split()), "")


def certainty(factuality: str) -> str:
    """A factuality code in three classes: asserted, possible or denied.

    Asserted is what the speaker presents as certainly so; possible whatever falls short of that,
    from probable to left open; denied whatever is presented as not so.

    >>> certainty("PS+")
    'possible'
    """
    if factuality == "CT+":
        return "asserted"
    return "denied" if factuality.endswith("-") else "possible"


def all_vocabularies() -> dict[str, Vocabulary]:
    """Every vocabulary of this module under its constant's name."""
    return {name: v for name, v in globals().items() if isinstance(v, Vocabulary)}
