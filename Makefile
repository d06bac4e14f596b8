# geomap: `make map` writes the map from seeds/, `make test` runs all tests. Both set up what they need.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV := .venv
BIN := $(VENV)/bin

.PHONY: map test check docs dist check-dist data data-check lock clean accuracy bench

map: $(VENV)/.run
	$(BIN)/python -m geomap map seeds -o maps/tapalpa.html --title "Tapalpa, 22 February 2026"

test: $(VENV)/.test
	sh tests/find_chromium.sh
	$(BIN)/python -m pytest -n auto --dist worksteal --cov --cov-report=term

check: $(VENV)/.test
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

docs: $(VENV)/.test
	$(BIN)/python docs/reference.py
	$(BIN)/python -m mkdocs build --quiet --strict

$(VENV)/.made:
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "geomap: found Python %d.%d; expected 3.11 or newer (make PYTHON=...)" % sys.version_info[:2])'
	$(PYTHON) -m venv $(VENV)
	touch $@

$(VENV)/.run: $(VENV)/.made requirements/run.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/run.txt
	touch $@

$(VENV)/.test: $(VENV)/.run requirements/test.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/test.txt
	touch $@

dist: $(VENV)/.test
	rm -rf dist
	$(BIN)/python -m hatchling build

check-dist: dist
	sh tests/check_dist.sh

data: $(VENV)/.test
	$(BIN)/python data/boundaries/build.py
	$(BIN)/python data/lexicon/build.py
	$(BIN)/python data/gazetteer/build.py
	$(BIN)/python data/basemap/build.py
	$(BIN)/python data/checksums.py

data-check: data
	git diff --exit-code --stat -- data

lock:
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate pyproject.toml -o requirements/run.txt
	uv pip compile --universal --python-version 3.11 --generate-hashes --no-header --no-annotate requirements/test.in -o requirements/test.txt

accuracy: $(VENV)/.test
	$(BIN)/python -m tests.accuracy $(CORPORA) --page docs/accuracy.md

bench: $(VENV)/.test
	$(BIN)/python -m tests.benchmarks --page docs/performance.md

clean:
	rm -rf $(VENV) build dist
