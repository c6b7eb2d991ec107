# Everything that a newcomer, a developer or CI runs. `make chat` and `make test` need Python 3.11+, make and a network.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that really runs: a name on the path may be an empty shim. `make PYTHON=…` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
# Tests run in so many processes at once.
JOBS ?= 2
PIP_INSTALL := $(BIN)/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all:

.PHONY: chat test test-all check quality pictures bench soak fuzz lock clean

chat: $(VENV)/.run
	@$(BIN)/tegenspraak chat

test: $(VENV)/.dev $(VENV)/.synapse
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile

test-all:
	tests/every-python $(VERSIONS)

check: $(VENV)/.dev
	$(BIN)/ruff check .
	$(BIN)/ruff format --check .
	$(BIN)/mypy
	$(BIN)/lint-imports

# Measures the answers to the labelled questions and writes docs/search-quality.md.
quality: $(VENV)/.dev
	$(BIN)/python -m tests.quality

# Pictures the replies for docs/ with a Chromium that is installed (Debian: apt install chromium). `make pictures PICTURES="quote card"` takes some.
pictures: $(VENV)/.dev
	$(BIN)/python -m tests.pictures $(PICTURES)

# The property tests of `make test` with 50 times as many examples; prints the slowest query.
fuzz: $(VENV)/.dev
	$(BIN)/python -m tests.fuzz $(or $(FUZZ),100000)

# About a quarter of an hour, half of it for the soak. All of it: `make bench BENCH_SIZES=1000,10000,100000,1000000`. Keeps its figures in docs/performance.md.
BENCH_SIZES ?= 1000,10000
bench: $(VENV)/.dev
	$(BIN)/python -m tests.bench --sizes $(BENCH_SIZES)

# The long forms of the tests of the store: 10,000 operations, killed at 100 points. Then posts of each day: 10,000 couriers
# and 500 whole bots killed on each database, every time zone to 2037, scripts of faults; `make soak KILLS=1000 LIVES=100`
# takes fewer. Then the memory of the bot after so many commands on a local Discord, alone: part of `make bench`.
soak: $(VENV)/.dev
	$(BIN)/python -m pytest --long tests/store
	$(BIN)/python -m tests.daily.soak --kills $(or $(KILLS),10000) --lives $(or $(LIVES),500)
	$(BIN)/python -m tests.bench soak --commands $(or $(SOAK),100000)

# Locks hold hashes and no addresses, one file for every supported Python.
UV_LOCK = $(VENV)/uv/bin/uv --no-config pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --only-binary :all: --no-annotate --no-header
lock: $(VENV)/.dev
	test -x $(VENV)/uv/bin/uv || ($(PYTHON) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv)
	$(UV_LOCK) -o requirements/run.lock
	$(VENV)/uv/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--only-binary :all: --no-annotate --no-header --group build -o requirements/build.lock
	$(UV_LOCK) --group dev -o requirements/dev.lock
	$(VENV)/uv/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
		--only-binary :all: --no-annotate --no-header --group synapse -o requirements/synapse.lock

clean:
	rm -rf $(VENV) state .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Tegenspraak needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# `run` is what the bot needs; `dev` adds the tests and checks. Each stamp is newer than the lock that it was installed from.
$(VENV)/.run: requirements/run.lock requirements/build.lock pyproject.toml | $(BIN)/python
	@echo "Installing what Tegenspraak needs into $(VENV) …" >&2
	@$(PIP_INSTALL) -r requirements/run.lock -r requirements/build.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@$(PIP_INSTALL) -r requirements/dev.lock
	@touch $@

# The tests' homeserver, apart from all else: it brings many packages of its own, and runs as a process only.
$(VENV)/.synapse: requirements/synapse.lock | $(BIN)/python
	@echo "Installing the tests' homeserver into $(VENV)/synapse …" >&2
	@test -x $(VENV)/synapse/bin/python || $(BIN)/python -m venv $(VENV)/synapse
	@$(VENV)/synapse/bin/python -m pip install -qq --disable-pip-version-check --require-hashes --only-binary :all: \
		-r requirements/synapse.lock
	@touch $@
