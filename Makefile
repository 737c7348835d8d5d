# make run   set up, read the example story, write its dossier to out/pyongyang
# make test  set up, then every check: format, lint, types, layers, tests
PY  ?= python3
BIN := .venv/bin

.PHONY: run test setup dev score train train-encoder bench ftm lock clean

run: setup
	$(BIN)/faisceau build examples/pyongyang --story out/pyongyang --name "Moscou et Pyongyang, 2024"
	@echo "Open out/pyongyang/dossier.html in a browser."

test: dev
	$(BIN)/ruff format --check .
	$(BIN)/ruff check .
	$(BIN)/mypy
	$(BIN)/lint-imports
	$(BIN)/pytest -n 2 --dist loadfile

score: dev
	$(BIN)/python -m evaluation.score

train: dev
	$(BIN)/python -m evaluation.train

# Needs PyTorch besides, and about three hours: `python -m evaluation.encoder --help`.
train-encoder: dev
	$(BIN)/python -m evaluation.encoder
	$(BIN)/python -m evaluation.encoder --further
	$(BIN)/python -m evaluation.encoder --names
	$(BIN)/python -m evaluation.encoder --fit-only
	$(BIN)/python -m evaluation.encoder --dates

bench: dev
	$(BIN)/python -m benchmarks.throughput

setup: .venv/.installed
dev: .venv/.installed-dev

.venv/.installed: requirements.txt pyproject.toml
	test -x $(BIN)/python || $(PY) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	touch $@

.venv/.installed-dev: requirements-dev.txt .venv/.installed
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-dev.txt
	touch $@

# The library that validates the FollowTheMoney export: it is built from source, with a C++ compiler and ICU's headers.
ftm: dev
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements-ftm.txt

# Needs uv (pip install uv). Hashes only: no index address is written.
lock:
	uv pip compile pyproject.toml --universal --generate-hashes --python-version 3.11 \
	  --no-annotate --no-header -o requirements.txt
	uv pip compile pyproject.toml --extra dev --universal --generate-hashes --python-version 3.11 \
	  --no-annotate --no-header -c requirements.txt -o requirements-dev.txt
	uv pip compile pyproject.toml --extra dev --extra ftm --universal --generate-hashes --python-version 3.11 \
	  --no-annotate --no-header -c requirements-dev.txt -o requirements-ftm.txt

clean:
	rm -rf .venv out .mypy_cache .ruff_cache .pytest_cache .hypothesis .import_linter_cache
