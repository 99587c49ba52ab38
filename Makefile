# The only commands a newcomer needs. Every target sets itself up: it needs Python 3.11 or later and make.
PYTHON ?= python3
BIN := .venv/bin
# A file's tests stay together, since they share what was costly to make.
ON_EVERY_CORE := --numprocesses auto --dist loadfile

.PHONY: run test check bench soak goldens wheel clean

run: .venv/run
	@$(BIN)/quizapp $(ARGS)

test: .venv/test
	$(BIN)/python -m pytest $(ON_EVERY_CORE) $(ARGS)

check: .venv/check
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/python -m pytest $(ON_EVERY_CORE)
	$(BIN)/quizapp check
	$(BIN)/quizapp verify

bench: .venv/test
	$(BIN)/python -m tests.bench

soak: .venv/test
	$(BIN)/python -m pytest $(ON_EVERY_CORE) -m soak $(ARGS)

goldens: .venv/test
	QUIZAPP_GOLDENS=write $(BIN)/python -m pytest -q tests/ui tests/mathtext

wheel: .venv/test
	$(BIN)/python -m pip wheel --quiet --no-deps --wheel-dir dist .

clean:
	rm -rf .venv dist .mypy_cache .ruff_cache .pytest_cache

.venv/python:
	$(PYTHON) -c 'import sys; sys.exit("quizapp needs Python 3.11 or later; set PYTHON=python3.11") if sys.version_info < (3, 11) else None'
	$(PYTHON) -m venv .venv
	@touch $@

.venv/run: .venv/python pyproject.toml
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable .
	@touch $@

.venv/test: .venv/run
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test]'
	@touch $@

.venv/check: .venv/test
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --editable '.[test,check]'
	@touch $@
