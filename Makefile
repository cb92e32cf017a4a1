# Everything a maintainer runs. On a machine with only Python >= 3.11 and make,
# `make demo` and `make test` set themselves up.

PYTHON ?= python3
VENV := .venv
BIN := $(VENV)/bin
PYTEST := $(BIN)/pytest

.PHONY: help setup demo test lint format quick wheel test-wheel test-viewers test-board test-services \
	test-hostile test-crash soak gui samples docs pictures bench lock clean

help:
	@echo "make demo           set up, then show the main job on the samples"
	@echo "make test           set up, then linters, types, contracts and all quick tests"
	@echo "make test-wheel     the built wheel: all tests of what it brings along"
	@echo "make test-viewers   fill the form afresh in real engines (installs them)"
	@echo "make test-board     the board in a real browser (installs it)"
	@echo "make test-services  real servers: malware scanner, mail, ticket systems (installs them)"
	@echo "make test-hostile   hostile and mutated files"
	@echo "make test-crash     kills and restarts of the desk"
	@echo "make samples        make all samples afresh"
	@echo "make gui            fill the form in real windows, by hand (GUI=--keep: keep the files)"
	@echo "make pictures       draw the pictures in docs/images/ afresh (needs chromium)"
	@echo "make soak | docs | bench | lock | format | clean"

setup: $(VENV)/.ready

$(VENV)/.ready: requirements/dev.txt pyproject.toml
	$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11) and "zenforms needs Python 3.11 or newer")'
	$(PYTHON) -m venv $(VENV)
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

demo: setup
	$(BIN)/zenforms demo

test: setup lint quick

lint: setup
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports --no-logo

quick: setup
	$(BIN)/python -m compileall -q zenforms
	$(PYTEST) -n auto --cov --cov-report=term

format: setup
	$(BIN)/ruff check --fix .
	$(BIN)/ruff format .

wheel: setup
	rm -rf build/wheel
	$(BIN)/python -m pip wheel --quiet --disable-pip-version-check --no-deps --no-build-isolation -w build/wheel .

test-wheel: wheel
	rm -rf build/wheel-venv build/wheel-tests
	$(PYTHON) -m venv build/wheel-venv
	build/wheel-venv/bin/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements/dev.txt
	build/wheel-venv/bin/python -m pip install --quiet --disable-pip-version-check --no-deps build/wheel/zenforms-*.whl
	mkdir -p build/wheel-tests/docs && cp -r tests samples pyproject.toml build/wheel-tests/
	cp -r docs/examples build/wheel-tests/docs/
	cd build/wheel-tests && ../wheel-venv/bin/pytest -n auto tests/acceptance tests/unit/cli \
		tests/unit/form tests/unit/desk/setup tests/unit/web tests/unit/present

test-viewers: setup
	tests/viewers/install.sh $(CURDIR)/$(VENV)
	$(PYTEST) -m viewers tests/viewers

test-board: setup
	tests/board/install.sh $(CURDIR)/$(VENV)
	$(PYTEST) -m board tests/board

samples: setup
	tests/viewers/install.sh $(CURDIR)/$(VENV)
	$(BIN)/python -m tests.viewers.make_samples

gui: setup
	tests/gui/install.sh $(CURDIR)/$(VENV)
	$(BIN)/python -m tests.gui.run $(GUI)

test-services: setup
	tests/services/install.sh
	$(PYTEST) -m services tests/services

test-hostile: setup
	tests/hostile/install.sh $(CURDIR)/$(VENV)
	$(PYTEST) -n auto -m hostile tests

test-crash: setup
	$(PYTEST) -n auto -m crash tests/crash tests/unit/desk/delivery

soak: setup
	tests/hostile/install.sh $(CURDIR)/$(VENV)
	ZENFORMS_SOAK=1 $(PYTEST) -n auto -m "crash or hostile" tests/crash tests/hostile/test_fuzz.py \
		tests/unit/desk/delivery \
		tests/unit/cli/commands/test_hostile_desks.py

docs: setup
	$(BIN)/python -m tools.reference docs
	$(BIN)/python -m tools.rulebook docs
	$(BIN)/python -m tests.viewers.page
	$(BIN)/python -m tests.unit.judging.told docs
	$(BIN)/python -m tests.making.questions

pictures: setup
	$(BIN)/python -m tests.making.pictures

bench: setup
	$(BIN)/python -m benchmarks.startup
	$(BIN)/python -m benchmarks.reading
	$(BIN)/python -m benchmarks.building
	$(BIN)/python -m benchmarks.desk

# Extras stay named: with hashes pip wants each requirement pinned as it is asked for.
lock:
	uv pip compile pyproject.toml --universal --python-version 3.11 --generate-hashes \
		--no-strip-extras --no-emit-index-url --no-header --quiet --output-file requirements/run.txt
	for group in dev board viewers hostile; do uv pip compile pyproject.toml --group $$group --universal \
		--python-version 3.11 --generate-hashes --no-strip-extras --no-emit-index-url --no-header \
		--quiet --constraint requirements/run.txt --output-file requirements/$$group.txt; done

clean:
	rm -rf build dist .pytest_cache .mypy_cache .ruff_cache .coverage*
