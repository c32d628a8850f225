# On a machine with Python 3.11 or newer, git and make: `make demo`, `make test`.
# VENV, PYTHON, PORT and TESTS may be set: make test TESTS=tests/ledger; make demo SERVE=0

VENV ?= .venv
BIN := $(VENV)/bin
INSTALL := $(BIN)/uv pip install --quiet --compile-bytecode --python $(BIN)/python \
           --constraint requirements.lock --build-constraints requirements.lock
TESTS ?=
MAKEFLAGS += --no-print-directory

.PHONY: help demo test compiled test-wheel lint types docs notebooks bench lock ci

help:
	@awk -F ':.*## ' '/^[a-z-]+:.*## / { printf "  make %-11s %s\n", $$1, $$2 }' $(firstword $(MAKEFILE_LIST))

demo: $(VENV)/.runtime ## Build the bundled case, print what is known, serve it (SERVE=0: do not serve)
	@$(BIN)/kedja demo $(if $(filter 0,$(SERVE)),--no-serve) $(if $(PORT),--port $(PORT))

test: $(VENV)/.test ## Run the tests (TESTS=path: only those)
	@$(BIN)/python -m pytest $(if $(TESTS),$(TESTS),--cov --cov-report=term:skip-covered)

compiled: $(VENV)/.test ## Build the wheel, the reader of reports compiled, and install it into .venv-wheel
	@sh scripts/install_wheel.sh $(VENV)

test-wheel: compiled ## Run the tests against the built wheel, from outside the checkout
	@sh scripts/test_wheel.sh $(VENV)

lint: $(VENV)/.dev ## Check style and formatting
	@$(BIN)/ruff check
	@$(BIN)/ruff format --check

types: $(VENV)/.dev ## Check types
	@$(BIN)/mypy

docs: $(VENV)/.test ## Renew the outputs in README.md and the reference of the command line
	@$(BIN)/python scripts/readme.py README.md
	@$(BIN)/python scripts/cli_reference.py docs/cli.md

notebooks: $(VENV)/.test ## Run the notebooks
	@$(BIN)/python -m jupyter execute notebooks/*.ipynb

bench: $(VENV)/.test ## Run the measurements
	@for file in benchmarks/*.py; do echo "== $$file"; $(BIN)/python $$file || exit 1; done

lock: $(VENV)/.dev ## Renew requirements.lock
	@$(BIN)/uv pip compile --quiet --universal --python-version 3.11 --all-extras --upgrade --no-annotate \
	    --no-header --no-emit-index-url --no-emit-find-links --output-file requirements.lock pyproject.toml

ci: ## Everything that CI runs, from nothing
	@sh scripts/ci.sh

$(BIN)/uv:
	@echo "Making $(VENV)"
	@sh scripts/make_venv.sh $(VENV) $(PYTHON)

# One stamp for each set of dependencies: `make demo` installs only what Kedja itself needs.
$(VENV)/.runtime: pyproject.toml requirements.lock | $(BIN)/uv
	@echo "Installing Kedja into $(VENV)"
	@$(INSTALL) --editable .
	@touch $@

$(VENV)/.test: $(VENV)/.runtime tests/chromium.py tests/neo4j_server.py
	@echo "Installing what the tests need into $(VENV)"
	@$(INSTALL) --editable '.[test]'
	@$(BIN)/python tests/chromium.py
	@$(BIN)/python tests/neo4j_server.py --fetch
	@touch $@

$(VENV)/.dev: $(VENV)/.test
	@echo "Installing ruff and mypy into $(VENV)"
	@$(INSTALL) --editable '.[test,dev]'
	@touch $@
