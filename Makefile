# Every target sets up what it needs: a bare clone and Python 3.11 or newer are enough.

PYTHON ?= $(firstword $(foreach p,python3 python3.13 python3.12 python3.11 python,\
	$(shell $(p) -c 'import sys; sys.version_info >= (3, 11) and print("$(p)")' 2>/dev/null)))
VENV := .venv
BIN := $(VENV)/bin
PIP := $(BIN)/python -m pip install --quiet --disable-pip-version-check
export PYTHONHASHSEED := 0

.PHONY: ci-extras setup demo test lint bench notebooks figures train clean
.DEFAULT_GOAL := setup

setup: $(VENV)/.installed

# Stamps hold what was installed, so that a second call does nothing.
$(VENV)/.created:
	@test -n "$(PYTHON)" || { echo "Python 3.11 or newer is needed: install it, or name it with make PYTHON=..." >&2; exit 1; }
	$(PYTHON) -m venv $(VENV)
	@touch $@

$(VENV)/.installed: $(VENV)/.created pyproject.toml
	$(PIP) --editable .
	@touch $@

$(VENV)/.dev: $(VENV)/.installed
	$(PIP) --editable '.[dev]'
	@touch $@

$(VENV)/.notebooks: $(VENV)/.installed
	$(PIP) --editable '.[notebooks]'
	@touch $@

demo: setup
	$(BIN)/matcher score corpus/examples/*.txt

# Spark is large: only CI installs it, and only where Java is.
ci-extras: $(VENV)/.dev
	@if command -v java >/dev/null; then $(PIP) --editable '.[spark]'; fi

lint: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

test: lint
	$(BIN)/python -m pytest --numprocesses auto --ignore=tests/bench

bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench

notebooks: $(VENV)/.notebooks
	$(BIN)/python -m tests.notebooks

# Measures and writes again every figure that is stored: tried methods, learning curve, model card, README (where DEV
# names a labelled JSONL of validation texts), notebooks. Half an hour or more.
figures: $(VENV)/.notebooks
	$(BIN)/python -m matcher.study $(DEV)
	$(BIN)/python -m tests.notebooks --write

train: setup
	$(BIN)/matcher train --output models/sale

clean:
	rm -rf $(VENV) build dist out .import_linter_cache .mypy_cache .ruff_cache .pytest_cache .hypothesis .coverage .coverage.*
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
