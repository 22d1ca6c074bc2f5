# Everything runs in .venv, made here with the system's Python; the stamps make a second run start at once.
PYTHON ?= python3
BIN := .venv/bin
PIP := $(BIN)/python -m pip --disable-pip-version-check --quiet

.DEFAULT_GOAL := run
.PHONY: run test lint check bench score variations demo hostile lock clean

.venv/.run: requirements.txt
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "Market Briefer needs Python 3.11 or newer")'
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Setting up .venv (once) ..." >&2
	@$(PIP) install --require-hashes --no-deps -r requirements.txt
	@touch $@

.venv/.dev: requirements-dev.txt .venv/.run
	@$(PIP) install --require-hashes --no-deps -r requirements-dev.txt
	@touch $@

run: .venv/.run
	@$(BIN)/python -m bot

test: lint
	@$(BIN)/python -m pytest

lint: .venv/.dev
	@$(BIN)/ruff check .
	@$(BIN)/ruff format --check .
	@$(BIN)/mypy
	@$(BIN)/lint-imports --no-logo

bench: .venv/.dev
	@$(BIN)/python -m bench

score: .venv/.dev
	@$(BIN)/python -m bench.score

demo: .venv/.run
	@$(BIN)/python -m bot --demo

variations: .venv/.dev
	@$(BIN)/python -m tests.variations --seed $(or $(SEED),1) --count $(or $(N),100)

hostile: .venv/.dev
	@$(BIN)/python -m bench.hostile

lock: .venv/.dev
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -q pyproject.toml -o requirements.txt
	@$(BIN)/uv pip compile --universal --python-version 3.11 --generate-hashes --no-annotate --no-header -q pyproject.toml --group dev -c requirements.txt -o requirements-dev.txt

clean:
	@rm -rf .venv .mypy_cache .ruff_cache .pytest_cache .hypothesis
