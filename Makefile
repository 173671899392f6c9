# Two commands for a newcomer: `make build` and `make test`. Each sets up what it needs.
SHELL := /bin/sh
.DEFAULT_GOAL := help
VENV := .venv
BIN := $(VENV)/bin
LOCK := .ci/requirements.txt
STAMP := $(VENV)/.installed
DATASET ?= sample
export DAGSTER_HOME := $(CURDIR)/.dagster

.PHONY: help setup build test lint format ui score bench schema validators lock clean

help:  ## show this list
	@grep -E '^[a-z]+:.*##' $(MAKEFILE_LIST) | sed -E 's/^([a-z]+):.*## /make \1 - /'

$(STAMP): $(LOCK) pyproject.toml
	@sh .ci/setup "$(VENV)" "$(LOCK)"
	@touch $@

setup: $(STAMP)  ## make .venv and install the locked packages

build: $(STAMP)  ## build the sample dataset, cut its release, show rows (DATASET=afghanistan-2021 for the other)
	@$(BIN)/muster build --dataset $(DATASET)
	@$(BIN)/muster query --dataset $(DATASET) --file pipelines/release/example.sql

test: $(STAMP) lint  ## all tests, after the linter and the type checker
	@$(BIN)/python -m pytest -n auto --dist loadfile

lint: $(STAMP)  ## ruff and mypy
	@$(BIN)/ruff check . && $(BIN)/ruff format --check . && $(BIN)/mypy

format: $(STAMP)  ## let ruff rewrite the code
	@$(BIN)/ruff check --fix . && $(BIN)/ruff format .

ui: $(STAMP)  ## Dagster's UI on the first free port from 3000
	@MUSTER_DATASET=$(DATASET) $(BIN)/muster ui

score: $(STAMP)  ## every gold and corpora score beside its floor (ARGS=--raise lifts floors)
	@$(BIN)/python tests/gold/score.py $(ARGS)

bench: $(STAMP)  ## speed of the extractors and of the build, as ratios (ARGS=overlaps for the comparison of reports alone, ARGS=releases for that of releases)
	@$(BIN)/python tests/bench.py $(ARGS)

schema: $(STAMP)  ## write checks/schema.json anew: the schema's version, worked out from the models and the last release
	@$(BIN)/python -m pipelines.release.schema_version

validators:  ## what holds a release against other people's formats, in environments of its own; `make test` uses it where it is (needs uv)
	@for group in validators validators-cff; do \
	  uv venv --quiet --allow-existing .validators/$$group && \
	  uv pip install --quiet --python .validators/$$group/bin/python --group $$group || exit 1; done

lock:  ## renew the hashed lock (needs uv)
	uv pip compile pyproject.toml --group dev --extra deploy --universal --generate-hashes --no-header --no-strip-extras --python-version 3.11 -q -U -o $(LOCK)

clean:  ## remove what a build made; never the releases
	rm -rf .build .mypy_cache .ruff_cache
