"""Nothing to count is fine: every function of analysis on a text that is hardly coded.

Four dossiers: a text without a hedge and nothing else; one claim, of one actor; and the invented
one, without checks, hypotheses, relations or goods, and once without its evidence.
"""

import importlib
import inspect
import pkgutil
from collections.abc import Callable
from typing import Any

import altair as alt
import pandas as pd
import pytest

from dossier import analysis
from dossier.analysis import certainty, exchange
from dossier.model.schema import NEEDED
from dossier.publish import results
from dossier.tables.load import Dossier


def functions() -> dict[str, Callable[..., Any]]:
    """Every public function of analysis that needs nothing but a dossier."""
    found = {}
    for module in pkgutil.iter_modules(analysis.__path__):
        members = inspect.getmembers(importlib.import_module(f"dossier.analysis.{module.name}"))
        for name, one in members:
            if inspect.isfunction(one) and one.__module__.endswith(f".{module.name}"):
                given = inspect.signature(one).parameters.values()
                needed = [p.name for p in given if p.default is p.empty]
                if needed == ["dossier"] and not name.startswith("_"):
                    found[f"{module.name}.{name}"] = one
    return found


FUNCTIONS = functions() | {
    "certainty.ladder": lambda dossier: certainty.ladder(dossier, *dossier.actors.actor_id[:2]),
    "exchange.compared": lambda dossier: exchange.compared(exchange.lists(exchange.goods(dossier))),
}
SIZES = ["nothing", "one claim", "no evidence", "a little"]


@pytest.fixture(params=SIZES)
def sparse(invented, request) -> Dossier:
    """A dossier of each size."""
    whole = invented.load()
    keep = {"nothing": 0, "one claim": 1}.get(request.param)
    frames = {
        name: frame if name in NEEDED or keep is None else frame.iloc[: keep * (name == "claims")]
        for name, frame in whole.frames.items()
    }
    if request.param == "no evidence":
        frames["evidence"] = frames["evidence"].iloc[:0]
    texts = dict.fromkeys(whole.texts, "비가 왔다.\n") if keep == 0 else whole.texts
    return Dossier(frames, texts)


def test_every_function_of_analysis_counts_what_there_is(sparse):
    """None fails, none warns, and a table of nothing has its columns."""
    assert len(FUNCTIONS) > 40
    failed = {}
    for name, function in FUNCTIONS.items():
        try:
            found = function(sparse)
            if isinstance(found, pd.DataFrame) and isinstance(found.columns, pd.RangeIndex):
                failed[name] = "no columns"
        except Exception as error:  # all of them at once
            failed[name] = repr(error)

    assert failed == {}


def test_a_figure_or_a_table_of_nothing_says_so(shown):
    """No chart is asked to draw it."""
    nothing = pd.DataFrame(columns=["claim_id", "claim"])

    def fails(data: pd.DataFrame, layout: object) -> alt.Chart:
        raise AssertionError

    results.figure("none", fails, nothing, description="Nothing yet.", evidence="claim_id")
    results.table("none", nothing, ["claim"])

    figure, table = (published for _, published in shown)
    assert results.NOTHING in str(figure["figure"]["specs"]["wide"])
    assert table["table"]["rows"] == []
    assert table["table"]["numeric"] == [False]
