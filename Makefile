# Two commands are all a reader needs: `make read` and `make test`. Each sets up what it uses.
PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
UNIT = $(BIN)/python -m pytest tests helpers --doctest-modules --ignore tests/browser \
  --ignore tests/conformance \
  --ignore tests/bench
FIRST := lab/tree/notebooks/1-read-the-article.ipynb
# JupyterLab asks to be told when root runs it, as in a container.
ROOT := $(if $(filter 0,$(shell id -u)),--allow-root)
# JupyterLab serves the whole project, and asks no other machine for news or updates.
LAB := $(BIN)/jupyter lab --LabApp.default_url=/$(FIRST) --LabApp.news_url=None \
  --LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate $(ROOT)
SETTINGS := $(VENV)/share/jupyter/lab/settings
INSTALL := $(BIN)/python -m pip install --disable-pip-version-check

.PHONY: read lab-command test test-quick soak conformance fuzz setup notebooks constraints audit bench clean

read: $(VENV)/read  ## open JupyterLab on the first notebook; LAB_ARGS adds arguments
	$(LAB) $(LAB_ARGS)

lab-command:  ## print the command that `make read` opens JupyterLab with
	@echo $(LAB)

test: $(VENV)/test  ## every check, with the notebooks in a real JupyterLab
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(UNIT) -m "not soak"
	rm -rf build/nbval
	mkdir -p build/nbval
	cp -r data helpers notebooks build/nbval
	$(BIN)/python -m pytest --nbval build/nbval/notebooks
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python -m pytest tests/browser -m "browser and not soak"

test-quick: $(VENV)/test  ## the checks that start no other process and take no seconds each: about a minute
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(UNIT) -m "not soak and not processes and not slow"

soak: $(VENV)/test build/notebook7/installed  ## what takes longer: kills, conflicts, other front ends, patterns timed
	$(BIN)/python tests/browser/chromium.py --install
	NOTEBOOK7=$(CURDIR)/build/notebook7/bin/python $(BIN)/python -m pytest tests -m soak --ignore tests/bench

conformance: $(VENV)/test build/conformance/installed  ## the exports, read by other tools; needs npm, Java, LibreOffice
	$(BIN)/python tests/browser/chromium.py --install
	W3C_TESTS="$(W3C_TESTS)" W3C_MODEL="$(W3C_MODEL)" $(BIN)/python -m pytest tests/conformance/exports.py

fuzz: $(VENV)/test  ## put fifty thousand random and mutated files and arguments to every reader
	$(BIN)/python -m pytest tests/test_fuzz.py --hypothesis-profile=fuzz --durations=0

setup: $(VENV)/test  ## make the virtual environment with everything in it

notebooks: $(VENV)/test  ## run the notebooks, save them with their outputs, refresh the README's picture
	$(BIN)/python tests/refresh_notebooks.py

bench: $(VENV)/bench  ## measure; the table goes to the screen, the figures to build/bench.json; fails on a missed target
	$(BIN)/python tests/browser/chromium.py --install
	$(BIN)/python tests/bench/run.py

constraints: $(VENV)/test  ## resolve the whole set anew, for all the Python versions supported
	$(BIN)/python -m pip install --quiet uv
	grep -hv '^-c' requirements.txt tests/requirements.txt tests/bench/requirements.txt | $(BIN)/uv pip compile --universal --python-version 3.11 \
	  --no-header --no-annotate --no-emit-index-url --quiet --output-file constraints.txt --upgrade -

audit:  ## ask over the network whether a fault is known of any package in the resolved set; one not answered for fails
	$(PYTHON) -m venv build/audit
	build/audit/bin/python -m pip install --quiet --disable-pip-version-check pip-audit
	build/audit/bin/pip-audit --strict --no-deps --disable-pip --requirement constraints.txt

clean:  ## remove what these commands made
	rm -rf $(VENV) build

build/conformance/installed: $(wildcard tests/conformance/*.json tests/conformance/*.mjs tests/conformance/*.txt)
	mkdir -p $(@D)
	cp $^ $(@D)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check -r tests/conformance/requirements.txt
	cd $(@D) && npm ci --ignore-scripts --no-audit --no-fund
	touch $@

build/notebook7/installed: requirements.txt constraints.txt
	$(PYTHON) -m venv build/notebook7
	build/notebook7/bin/python -m pip install --quiet --disable-pip-version-check -r requirements.txt notebook==7.6.5
	touch $@

$(VENV)/read: requirements.txt constraints.txt
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Python 3.11 or newer is needed; say which with make PYTHON=...")'
	@echo "Setting up: a virtual environment in $(VENV), with JupyterLab. This takes a minute or two."
	$(PYTHON) -m venv $(VENV)
	$(INSTALL) -r requirements.txt
	mkdir -p $(SETTINGS)
	echo '{"@jupyterlab/apputils-extension:notification": {"fetchNews": "false", "checkForUpdates": false}}' \
	  > $(SETTINGS)/overrides.json
	touch $@

$(VENV)/test: $(VENV)/read tests/requirements.txt
	@echo "Setting up what the checks need."
	$(INSTALL) -r tests/requirements.txt
	touch $@

$(VENV)/bench: $(VENV)/test tests/bench/requirements.txt
	$(INSTALL) -r tests/bench/requirements.txt
	touch $@
