# `make book` builds the report, `make test` passes the tests; both start from a bare checkout.
# The environment lives in .venv/ and is made anew only when a locked file changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
export PYTHONDONTWRITEBYTECODE := 1

.PHONY: help book pdf data test quick lab serve lighthouse html-check check package lint lock clean
.DEFAULT_GOAL := help

help:  ## say what can be made
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

book: $(VENV)/book.stamp  ## the report in _build/html/ (start page _build/html/index.html)
	$(BIN)/jupyter-book build . -W -n --keep-going

pdf: $(VENV)/book.stamp  ## the report as a PDF in _build/pdf/ (PAPER=us-letter for American paper)
	PAPER=$(or $(PAPER),a4) $(BIN)/jupyter-book build . --builder custom --custom-builder typst -W -n --keep-going

data: $(VENV)/book.stamp  ## the tables and their exports for other tools in _build/data/
	$(BIN)/jupyter-book build . --builder custom --custom-builder data -W -n --keep-going

test: $(VENV)/test.stamp  ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

quick: $(VENV)/test.stamp  ## the tests that need neither a build nor a browser
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not build and not browser"

lab: $(VENV)/book.stamp  ## JupyterLab on the notebooks
	$(BIN)/jupyter lab notebooks

serve: $(VENV)/book.stamp  ## the built book on this machine as a host would send it (PORT=8000)
	@PYTHONPATH=book/extensions:notebooks $(BIN)/python -m report.serving --port $(or $(PORT),8000)

lighthouse: $(VENV)/test.stamp _build/measure/node.stamp  ## measure every page into _build/lighthouse.md
	@PYTHONPATH=book/extensions:notebooks $(BIN)/python tests/measure.py lighthouse $(PAGES)

html-check: $(VENV)/test.stamp _build/measure/node.stamp  ## check the markup of every page
	@PYTHONPATH=book/extensions:notebooks $(BIN)/python tests/measure.py html

check: $(VENV)/book.stamp  ## seeds and data alone: every fault, or how many rows are good
	@PYTHONPATH=notebooks $(BIN)/python -m dossier check

package: $(VENV)/book.stamp  ## write data/datapackage.json from the package's schemas
	@PYTHONPATH=notebooks $(BIN)/python -m dossier package

lint: $(VENV)/test.stamp  ## style and types
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy

lock: $(VENV)/test.stamp  ## resolve the locked requirements anew
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade requirements.in -o requirements.txt
	$(BIN)/uv pip compile -q --universal --python-version 3.11 --generate-hashes --no-emit-index-url \
	  --custom-compile-command "make lock" --upgrade requirements-test.in -o requirements-test.txt

clean:  ## remove everything that was built
	rm -rf _build

_build/measure/node.stamp: tests/package.json
	@command -v npm >/dev/null \
	  || { echo "npm is missing; pages are measured with it, nothing else needs it" >&2; exit 1; }
	@mkdir -p $(@D) && cp tests/package.json $(@D)/
	npm install --prefix $(@D) --no-audit --no-fund --silent
	@touch $@

$(VENV)/book.stamp: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; set PYTHON=… to one" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing; install it (Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

$(VENV)/test.stamp: $(VENV)/book.stamp requirements-test.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@
