"""What the glossary prints of the vocabularies, from their one place.

``{codes}`FACTUALITY` `` prints every word of a vocabulary with its meaning, as part of a sentence.
"""

from docutils import nodes
from sphinx.util.docutils import SphinxRole

from dossier.tables.load import load_once


class CodesRole(SphinxRole):
    """The words of a vocabulary and their meanings, in one line."""

    def run(self) -> tuple[list[nodes.Node], list[nodes.system_message]]:
        """The codes, or an error message for a vocabulary that there is not."""
        known = load_once().vocabularies()
        if self.text not in known:
            message = f"codes: no vocabulary is called {self.text!r}; there are {', '.join(known)}"
            return [], [self.inliner.reporter.error(message, line=self.lineno)]
        line = nodes.inline(classes=["codes"])
        words = known[self.text]
        for number, (code, meaning) in enumerate(words.terms.items()):
            word = words.word(code)
            said = meaning[len(word) :] if meaning.startswith(word) else f" {meaning}"
            line += nodes.Text("; " if number else "")
            line += [nodes.strong(text=word), nodes.Text(said)]
        return [line], []
