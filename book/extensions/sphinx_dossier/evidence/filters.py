"""The filters of the reading page: whose claims, in what form, how certain, naming which actor.

A script works the form; where scripts are off, a style rule hides it.
"""

from collections import Counter
from collections.abc import Iterable
from html import escape

import pandas as pd
from docutils import nodes

from dossier.model.vocabulary_loader import CERTAINTIES, SPEECH, certainty
from dossier.tables.load import load_once
from sphinx_dossier.evidence.cards import mentioned


def filter_form(names: dict[str, str], claims: pd.DataFrame) -> nodes.raw:
    """The form: one choice a question, each answer with the number of claims it leaves."""
    named = mentioned(load_once())
    in_words = (actor for claim in claims.claim_id for actor in named[claim])
    forms = {code: SPEECH.word(code) for code in SPEECH.codes}
    choices = [
        _choice("speaker", "Said by", claims.speaker, names),
        _choice("speech", "Form", claims.speech, forms),
        _choice("certainty", "Certainty", claims.factuality.map(certainty), CERTAINTIES),
        _choice("actors", "Naming", in_words, names),
    ]
    form = (
        f'<form class="filters" aria-label="Show claims">{"".join(choices)}'
        f"<div><output>{len(claims)} claims</output>"
        '<button type="reset" disabled>Show all</button></div></form>'
    )
    return nodes.raw("", form, format="html")


def _choice(name: str, label: str, values: Iterable[str], words: dict[str, str]) -> str:
    counts = Counter(values)
    options = "".join(
        f'<option value="{escape(value)}">{escape(words[value])} ({counts[value]})</option>'
        for value in sorted(counts, key=lambda value: (-counts[value], words[value]))
    )
    select = f'<select name="{name}"><option value="">any</option>{options}</select>'
    return f"<label>{label} {select}</label>"
