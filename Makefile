# A machine with Python >= 3.11 and make is enough: every target first prepares what it needs.
#   make demo    sample company, studio and a customer portal that embeds it
#   make test    every test that this machine can run
PYTHON ?= $(shell for p in python3 python3.13 python3.12 python3.11 python3.14; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' 2>/dev/null && echo $$p && break; done)
BIN := .venv/bin
RUN := $(BIN)/python
# A worker for each core; a file's tests stay together, and those in a browser come last.
WORKERS ?= -n auto --dist loadfile --no-loadscope-reorder
PYTEST_ARGS ?=

.PHONY: help demo test setup environment check bench gallery dev fix lock types notices clean

help: ## This list
	@grep -E '^[a-z]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14

demo: setup ## Sample company, studio and customer portal in the browser
	@$(BIN)/signboard demo

test: setup ## All tests: Python, browser where Chromium is, front end
	@$(RUN) scripts/frontend.py test; front=$$?; $(BIN)/pytest $(WORKERS) $(PYTEST_ARGS) && exit $$front

setup: environment ## .venv/bin/signboard and everything that `signboard serve` needs
	@$(RUN) scripts/frontend.py build

environment: ## .venv alone, as requirements.lock says
	@test -n "$(PYTHON)" || { echo "Signboard needs Python 3.11 or newer; set PYTHON=… to one."; exit 1; }
	@$(PYTHON) scripts/prepare.py

check: environment ## Lint, types, contracts and pure tests, under 30 seconds
	@$(RUN) scripts/check.py

bench: setup ## Measures every published claim, with units
	@$(RUN) -m benchmarks

gallery: environment ## Every kind of chart in every theme, and under hard data, into build/gallery
	@$(RUN) scripts/gallery.py

dev: setup ## Server and studio with reload, state in ./state
	@$(RUN) scripts/dev.py

fix: environment ## Formats, and mends what linters can mend
	@$(BIN)/ruff check --fix --quiet . ; $(BIN)/ruff format --quiet . ; $(RUN) scripts/frontend.py fix

lock: environment ## Writes requirements.lock anew from pyproject.toml, with hashes and no host
	@$(BIN)/uv pip compile --no-config --quiet --universal --all-extras --group dev --generate-hashes --no-header \
		--output-file requirements.lock pyproject.toml

types: environment ## Writes the studio's TypeScript types from the OpenAPI description
	@$(RUN) scripts/openapi.py

notices: environment ## Writes THIRD_PARTY_NOTICES anew
	@$(RUN) scripts/notices.py

clean: ## Removes what was built or installed here, and no state
	@rm -rf .venv dist frontend/node_modules src/signboard/embed/static src/signboard/studio/static
