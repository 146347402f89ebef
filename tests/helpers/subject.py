"""The codes of a small dossier's subject: kinds of tie and goods, for tests that make their own."""

import pandas as pd

_KINDS = {
    "arms": "passing",
    "trade": "passing",
    "diplomatic": "passing",
    "alignment": "leaning",
    "constraint": "holding",
    "sanction": "holding",
    "hostility": "other",
    "other": "other",
}
_GOODS = {
    "arms": "",
    "small_arms": "",
    "small_arms_ammunition": "ammunition",
    "drones": "",
    "food": "",
    "rice": "food",
    "raw_materials": "",
    "minerals": "raw materials",
}


def subject() -> dict[str, pd.DataFrame]:
    """The two tables, as a dossier holds them: arms are in focus, and a good that says no more."""
    kinds = pd.DataFrame({"kind": _KINDS.keys(), "part": _KINDS.values()})
    goods = pd.DataFrame({"good": _GOODS.keys(), "broader": _GOODS.values()})
    return {
        "tie_kinds": kinds.assign(focus=kinds.kind == "arms"),
        "goods": goods.assign(
            name=goods.good.str.replace("_", " "), specific=goods.good != "arms", kinds=""
        ),
    }
