# `make book` builds the report, `make test` passes the tests; both start from a bare checkout.
# The environment lives in .venv/ and is made anew only when a locked file changes.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
# What JupyterLab notes of its own kernel in a notebook; .pre-commit-config.yaml takes it out too.
SAVED := $(addprefix metadata.language_info.,codemirror_mode file_extension mimetype \
  nbconvert_exporter pygments_lexer version)
export PYTHONDONTWRITEBYTECODE := 1
# A copied folder reads its own tables with the environment that came along, not those it came from.
export PYTHONPATH := $(CURDIR)/notebooks:$(CURDIR)/book/extensions

.PHONY: help book pdf data verify release lab strip serve watch new check fill take suggest second \
  reanchor package lint lock clean
.DEFAULT_GOAL := help

help:  ## say what can be made
	@grep -hE '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed 's/:.*##/\t/' | expand -t 12

book: $(VENV)/book.stamp  ## the report in _build/html/ (start page _build/html/index.html)
	@$(BIN)/python -m sphinx_dossier.publish html

pdf: $(VENV)/book.stamp  ## the report as a PDF in _build/pdf/ (PAPER=us-letter for American paper)
	@PAPER=$(or $(PAPER),a4) $(BIN)/python -m sphinx_dossier.publish pdf

verify: $(VENV)/book.stamp  ## compare a published folder with its manifest (FOLDER=_build/html)
	@$(BIN)/python -m sphinx_dossier.publish verify $(or $(FOLDER),_build/html)

release: $(VENV)/book.stamp  ## pages with PDF, data and checksums as one archive in _build/release/
	@$(BIN)/python -m sphinx_dossier.publish release

data: book  ## the tables and their exports for other tools in _build/data/
	@rm -rf _build/data && cp -R _build/html/_downloads/data _build/data

lab: $(VENV)/book.stamp  ## JupyterLab on the tables and the notebooks
	$(BIN)/jupyter lab

strip: $(VENV)/test.stamp  ## take out of the notebooks what JupyterLab has saved of their runs
	$(BIN)/nbstripout --keep-id --extra-keys "$(SAVED)" notebooks/*.ipynb

serve: $(VENV)/book.stamp  ## the built book on this machine (PORT=8000)
	$(BIN)/python -m http.server -d _build/html -b 127.0.0.1 $(or $(PORT),8000)

watch: $(VENV)/book.stamp  ## the book on this machine, built anew on every change (PORT=8000)
	@PORT=$(or $(PORT),8000) $(BIN)/python -m sphinx_dossier.publish.live_reload

new: $(VENV)/book.stamp  ## a report of your own: ARTICLE=story.txt INTO=../my-report
	$(if $(and $(ARTICLE),$(INTO)),,$(error name a text and a folder: make new ARTICLE=story.txt INTO=../my-report))
	@$(BIN)/python -m dossier new "$(ARTICLE)" "$(INTO)"

check: $(VENV)/book.stamp  ## seeds and data alone: every fault, what is missing, or how many rows are good
	@$(BIN)/python -m dossier check

fill: $(VENV)/book.stamp  ## fill in offsets of quotations, names and order of rows
	@$(BIN)/python -m dossier fill

take: $(VENV)/book.stamp  ## move confirmed suggestions into the tables
	@$(BIN)/python -m dossier take

suggest: $(VENV)/book.stamp  ## suggest rows for one more text in data/sources.csv (SOURCE=s02)
	@$(BIN)/python -m dossier suggest $(or $(SOURCE),s01)

second: $(VENV)/book.stamp  ## begin a second coding of claims and events, or freeze it (ROUND=1)
	@$(BIN)/python -m dossier second $(or $(ROUND),1)
	@$(BIN)/python -m dossier package

reanchor: $(VENV)/book.stamp  ## where words stand after an edit of a source (APPLY=1 writes it, UNDO=1 puts it back)
	@$(BIN)/python -m dossier reanchor $(if $(APPLY),--apply)$(if $(UNDO),--undo)

package: $(VENV)/book.stamp  ## write data/datapackage.json from the package's schemas
	@$(BIN)/python -m dossier package

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

$(VENV)/book.stamp: requirements.txt pyproject.toml
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' \
	  || { echo "Python 3.11 or newer is needed; set PYTHON=… to one" >&2; exit 1; }
	@$(PYTHON) -c 'import venv, ensurepip' 2>/dev/null \
	  || { echo "Python's venv module is missing; install it (Debian: apt install python3-venv)" >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/test.stamp: $(VENV)/book.stamp requirements-test.txt
	$(BIN)/python -m pip install -q --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

# The tests and measures of this project; a new report has the machinery and not its tests.
-include tests/targets.mk
