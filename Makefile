# What a developer does here. Every target prepares .venv first; `make setup demo` is the README's first minute.

PYTHON ?= python3
WORKERS ?= 2
BIN := .venv/bin
CODE := $(wildcard $(shell git ls-files -co --exclude-standard -- src tests docs "*.md" "*.toml"))
PARTS := top $(filter-out bench __pycache__,$(notdir $(patsubst %/,%,$(wildcard tests/*/))))

export PIP_DISABLE_PIP_VERSION_CHECK = 1
export PIP_CONSTRAINT = constraints.txt
export PIP_BUILD_CONSTRAINT = constraints.txt

.PHONY: setup demo test test-all bench lint format docs constraints clean
.DELETE_ON_ERROR:

setup: .venv/.ready

.venv/.ready: pyproject.toml constraints.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Orderproof needs Python 3.11 or newer: make PYTHON=python3.12 setup")'
	@echo "Preparing .venv ..."
	@$(PYTHON) -m venv .venv
	@$(BIN)/pip install --quiet --editable '.[dev]'
	@touch $@

# What the tests need beyond that: Spark, which is large, and which nobody who wants a first look should wait for.
.venv/.tested: .venv/.ready
	@echo "Adding Spark to .venv for the tests ..."
	@$(BIN)/pip install --quiet --editable '.[dev,spark]'
	@touch $@

# The demo plays 200 orders against the embedded shop with one planted defect, and must convict it: exit code 1 (something
# is broken) is its success.
DEMO_DEFECT := capture-retried-under-fresh-key
demo: setup
	@rm -rf .demo
	@echo "The shop is played with one planted defect: $(DEMO_DEFECT). It has to be found."
	@$(BIN)/orderproof run --defect $(DEMO_DEFECT) --out .demo; code=$$?; \
	test $$code -eq 1 || { echo "demo: expected exit code 1, got $$code" >&2; exit 1; }

test: .venv/.tested
	@$(BIN)/pytest -q -n $(WORKERS) tests

# Everything, at full length (ORDERPROOF_THOROUGH), a part at a time. A part that passed is not repeated until a file
# changes, so an interrupted run goes on where it stopped.
test-all: $(PARTS:%=.parts/%)
	@echo "all parts passed"

.parts/%: .venv/.tested $(CODE)
	@mkdir -p .parts
	@start=$$(date +%s); \
	ORDERPROOF_THOROUGH=1 $(BIN)/pytest -q -n $(WORKERS) $(if $(filter top,$*),$(wildcard tests/test_*.py),tests/$*) \
	    || test $$? -eq 5 || exit 1; \
	echo "$*: $$(( $$(date +%s) - start )) s"
	@touch $@

bench: setup
	@$(BIN)/python -m tests.bench
	@$(BIN)/python -m tests.bench.play

lint: .venv/.tested
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check
	@$(BIN)/mypy
	@$(BIN)/lint-imports

format: setup
	@$(BIN)/ruff check --fix
	@$(BIN)/ruff format

# The reference pages that are read off the code: docs/ledgers.md, docs/notation.md and docs/rules.md.
docs: setup
	@$(BIN)/python -m docs.reference

# Renews the pins from the lower bounds of pyproject.toml, in an environment of its own.
constraints: export PIP_CONSTRAINT =
constraints: export PIP_BUILD_CONSTRAINT =
constraints:
	@fresh=$$(mktemp -d) && $(PYTHON) -m venv $$fresh \
	&& $$fresh/bin/pip install --quiet --editable '.[dev,spark]' hatchling editables \
	&& { head -1 constraints.txt; $$fresh/bin/pip freeze --exclude-editable; } > $$fresh/pins \
	&& cp $$fresh/pins constraints.txt && rm -r $$fresh

clean:
	@rm -rf .venv .parts .demo dist build .mypy_cache .ruff_cache .pytest_cache .import_linter_cache
