# The two commands are `make demo` and `make test`; everything else serves them.
PYTHON ?= python3
BIN := .venv/bin
export PIP_DISABLE_PIP_VERSION_CHECK := 1

.PHONY: demo test test-fast lint bench lock messages setup setup-dev clean

demo: setup ## set up, start on the embedded database with a synthetic network, print address and accounts (CHECK=1: walk the main job, exit 0 or 1)
	@$(BIN)/selnet demo $(if $(CHECK),--check,--port $(or $(PORT),8000))

test: setup-dev ## install what is needed and run every check
	@tests/run.sh

test-fast: setup-dev ## the inner loop: no browser, nothing slow
	@$(BIN)/ruff check -q src tests benchmarks
	@$(BIN)/pytest -q -n 2 -m "not journey and not slow and not real"

lint: setup-dev
	@tests/run.sh lint

bench: setup-dev ## a benchmark against its peer in the same run: make bench NAME=crash
	@$(BIN)/python benchmarks/$(NAME).py

lock: ## lock the requirements anew, with hashes and without any registry's address
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header pyproject.toml -o requirements/base.txt
	@$(BIN)/uv pip compile -q --upgrade --generate-hashes --no-emit-index-url --no-header --extra dev pyproject.toml -o requirements/dev.txt

messages: setup-dev ## collect new messages into the catalogues
	@$(BIN)/python tests/messages.py collect

setup: .venv/base.stamp src/selnet/ui/static/dist/built.stamp src/selnet/locale/compiled.stamp

setup-dev: .venv/dev.stamp src/selnet/ui/static/dist/built.stamp src/selnet/locale/compiled.stamp

.venv/bin/python:
	@$(PYTHON) -c 'import sys; sys.exit(sys.version_info < (3, 11))' || { echo "SELNET needs Python 3.11 or newer; set PYTHON=/path/to/python3.11"; exit 1; }
	@$(PYTHON) -m venv .venv

.venv/base.stamp: requirements/base.txt pyproject.toml | .venv/bin/python
	@echo "Installing Python packages …"
	@$(BIN)/pip install -q --require-hashes -r requirements/base.txt
	@$(BIN)/pip install -q --no-deps --no-build-isolation -e . 2>/dev/null || $(BIN)/pip install -q --no-deps -e .
	@touch $@

.venv/dev.stamp: requirements/dev.txt .venv/base.stamp
	@$(BIN)/pip install -q --require-hashes -r requirements/dev.txt
	@touch $@

node_modules/installed.stamp: package-lock.json package.json
	@echo "Installing front-end packages …"
	@npm ci --silent --no-audit --no-fund
	@touch $@

src/selnet/ui/static/dist/built.stamp: node_modules/installed.stamp $(shell find frontend -type f 2>/dev/null)
	@npm run --silent build
	@touch $@

src/selnet/locale/compiled.stamp: $(wildcard src/selnet/locale/*/LC_MESSAGES/*.po) .venv/base.stamp
	@for po in src/selnet/locale/*/LC_MESSAGES/django.po; do $(BIN)/pybabel -q compile -i $$po -o $${po%.po}.mo; done
	@touch $@

clean:
	@rm -rf .venv node_modules src/selnet/ui/static/dist var
