"""What is about this report's article stands in its own places, and nowhere in the machinery.

Another article is put in the place of this one by changing `seeds/`, `data/`, the notebooks, the
chapters, `_config.yml` and `CITATION.cff`; a module, a style, a script or a template that named
its people, places or publisher would go on telling of the old one.
"""

import re

import pytest

from dossier.model.paths import BOOK, NOTEBOOKS
from dossier.tables.load import Dossier

#: What serves any report: the package, the extension, and how pages and the PDF look.
MACHINERY = [
    *(NOTEBOOKS / "dossier").rglob("*.*"),
    *(
        path
        for folder in ("extensions", "styles", "static", "templates", "pdf", "extra")
        for path in (BOOK / folder).rglob("*.*")
    ),
]
#: What holds no words.
NO_TEXT = {".png", ".pyc"}
#: Where names of all the world stand.
EVERYWHERE = {"tables.toml"}
#: Words of these names that name nobody by themselves.
PLAIN = {"Armed", "Christian", "Free", "International", "North", "President", "Radio", "South"}
PLAIN |= {"States", "United", "University", "Martyrs"}


def own_names(dossier: Dossier) -> set[str]:
    """The proper names of the article: of named actors, the words for them, places and titles."""
    actors = dossier.actors[dossier.actors.naming == "named"].name
    mentions = dossier.mentions[dossier.mentions.form.isin(["name", "metonym"])].quote
    sources = dossier.sources[["title", "publisher", "original"]].to_numpy().ravel()
    listed = [*actors, *mentions, *dossier.events.place, *sources]
    words = {word for name in listed for word in re.findall(r"[A-Z][\w-]{3,}", name)}
    return words - PLAIN - {"This"}


@pytest.mark.report
def test_no_module_style_or_script_names_what_this_article_is_about(dossier):
    """Every file of the machinery is read for every proper name of actors, places and titles."""
    names = "|".join(sorted(map(re.escape, own_names(dossier))))
    strayed = [
        f"{path.relative_to(NOTEBOOKS.parent)}:{number}: {found[0]}"
        for path in sorted(set(MACHINERY))
        if path.suffix not in NO_TEXT and path.name not in EVERYWHERE
        for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1)
        if (found := re.search(rf"\b({names})\b", line))
    ]

    assert strayed == []
