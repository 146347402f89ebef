# What tests and measures the project; the Makefile takes it in where this folder is.

.PHONY: same bench test quick lighthouse html-check growth

same: $(VENV)/book.stamp  ## build twice in unlike surroundings and compare every byte
	@PYTHONPATH=tests/helpers:$$PYTHONPATH $(BIN)/python tests/tools/reproduce.py

bench: $(VENV)/book.stamp  ## time builds against a stock Jupyter Book into _build/bench.md (REPEAT=3)
	@PYTHONPATH=tests/helpers:$$PYTHONPATH $(BIN)/python tests/tools/bench.py --repeat $(or $(REPEAT),3)

test: $(VENV)/test.stamp  ## the whole test suite
	$(BIN)/python -m pytest -n 2 --dist worksteal

quick: $(VENV)/test.stamp  ## the tests that need no build, no browser and no patience
	$(BIN)/python -m pytest -n 2 --dist loadfile -m "not build and not browser and not long"

lighthouse: $(VENV)/test.stamp _build/measure/node.stamp  ## measure every page into _build/lighthouse.md
	@PYTHONPATH=tests/helpers:$$PYTHONPATH $(BIN)/python tests/tools/measure.py lighthouse $(PAGES)

html-check: $(VENV)/test.stamp _build/measure/node.stamp  ## check the markup of every page
	@PYTHONPATH=tests/helpers:$$PYTHONPATH $(BIN)/python tests/tools/measure.py html

growth: $(VENV)/test.stamp  ## time loading, checking and exporting 1, 10 and 100 articles
	@PYTHONPATH=tests/helpers:$$PYTHONPATH $(BIN)/python tests/tools/growth.py $(SIZES)

_build/measure/node.stamp: tests/package.json
	@command -v npm >/dev/null \
	  || { echo "npm is missing; pages are measured with it, nothing else needs it" >&2; exit 1; }
	@mkdir -p $(@D) && cp tests/package.json $(@D)/
	npm install --prefix $(@D) --no-audit --no-fund --silent
	@touch $@
