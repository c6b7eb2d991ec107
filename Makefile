# Everything that a newcomer, a developer or CI runs. `make chat` and `make test` need Python 3.11+, make and a network.
SHELL := /bin/sh
VENV := .venv
BIN := $(VENV)/bin
# The first interpreter that really runs: a name on the path may be an empty shim. `make PYTHON=…` overrides it.
PYTHON ?= $(shell for p in python3 python3.14 python3.13 python3.12 python3.11; do \
	$$p -c 'import sys; sys.exit(sys.version_info < (3, 11))' >/dev/null 2>&1 && echo $$p && break; done)
# Tests run in so many processes at once: one more than the cores of a small machine, as they wait a third of their time.
JOBS ?= 3
# Python compiles what is imported, when it first is; to compile all would take as long again as the rest.
PIP_OPTIONS := -qq --disable-pip-version-check --require-hashes --only-binary :all: --no-compile
PIP_INSTALL := $(BIN)/python -m pip install $(PIP_OPTIONS)

.PHONY: chat test test-all check quality pictures bench soak fuzz audit docs lock wheel install pin-image clean

chat: $(VENV)/.run
	@$(BIN)/tegenspraak chat

test: $(VENV)/.dev $(VENV)/.synapse
	$(BIN)/python -m pytest -n $(JOBS) --dist loadfile --no-loadscope-reorder

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

# The property tests of `make test` with 50 times as many examples; prints the slowest query. Then inputs that are made to
# reach new code, so many for each target: 1,000,000 in all.
FUZZED = line topics markup importer query
fuzz: $(VENV)/.dev $(VENV)/.fuzz
	$(BIN)/python -m tests.fuzz $(or $(FUZZ),100000)
	for target in $(FUZZED); do $(BIN)/python -m tests.fuzz.guided $$target $(or $(GUIDED),200000) || exit 1; done

# About twenty minutes, a third of it for the soak. All of it: `make bench BENCH_SIZES=1000,10000,100000,1000000`. Keeps its figures in docs/performance.md.
BENCH_SIZES ?= 1000,10000
bench: $(VENV)/.dev $(VENV)/.synapse
	$(BIN)/python -m tests.bench --sizes $(BENCH_SIZES)

# The long forms of the tests of the store: 10,000 operations, killed at 100 points; and of three processes beside each
# other, restarted in turn and killed. Then posts of each day: 10,000 couriers and 500 whole bots killed on each database,
# 200 on Matrix, every time zone to 2037, scripts of faults; `make soak KILLS=1000 LIVES=100` takes fewer. Then a week of
# busy communities on each database, with so many commands and deliveries: `make soak WEEK=20000 DELIVERIES=700`. Then the
# memory of the bot after so many commands on a local Discord, alone: part of `make bench`.
soak: $(VENV)/.dev $(VENV)/.synapse
	$(BIN)/python -m pytest --long tests/store tests/many
	$(BIN)/python -m tests.daily.soak --kills $(or $(KILLS),10000) --lives $(or $(LIVES),500) --matrix $(or $(MATRIX),200)
	$(BIN)/python -m tests.week --commands $(or $(WEEK),1000000) --deliveries $(or $(DELIVERIES),10000)
	$(BIN)/python -m tests.bench soak --commands $(or $(SOAK),100000)

# Whether a weakness is known of anything that is installed to run the bot. Fails where nobody can be asked.
audit: $(VENV)/.audit
	$(VENV)/audit/bin/pip-audit --strict --require-hashes --disable-pip -r requirements/run.lock

# The pages of docs/ as a site in $(VENV)/site; a link that leads nowhere fails. `make docs LINKS=1` tries those to elsewhere too.
docs: $(VENV)/.docs
	$(VENV)/docs/bin/sphinx-build -q -W --keep-going -c docs -b dirhtml . $(VENV)/site
	@test -z "$(LINKS)" || $(VENV)/docs/bin/sphinx-build -q -W -c docs -b linkcheck . $(VENV)/links

# Locks hold hashes and no addresses, one file for every supported Python.
UV_LOCK = $(VENV)/uv/bin/uv --no-config pip compile pyproject.toml --quiet --universal --python-version 3.11 \
	--generate-hashes --only-binary :all: --no-annotate --no-header
UV_GROUP = $(VENV)/uv/bin/uv --no-config pip compile --quiet --universal --python-version 3.11 --generate-hashes \
	--only-binary :all: --no-annotate --no-header
lock: $(VENV)/.dev
	test -x $(VENV)/uv/bin/uv || ($(PYTHON) -m venv $(VENV)/uv && $(VENV)/uv/bin/pip install --quiet uv)
	$(UV_LOCK) -o requirements/run.lock
	$(UV_LOCK) --group dev -o requirements/dev.lock
	for group in build audit docs fuzz synapse; do $(UV_GROUP) --group $$group -o requirements/$$group.lock || exit 1; done

# Tools, and the tests' homeserver, in environments of their own: what they need is no business of the bot's.
$(VENV)/.audit $(VENV)/.docs $(VENV)/.synapse: $(VENV)/.%: requirements/%.lock | $(VENV)/.build
	@echo "Installing what is needed for $* into $(VENV)/$* …" >&2
	@test -x $(VENV)/$*/bin/python || $(BIN)/python -m venv --without-pip $(VENV)/$*
	@$(BIN)/python -m pip --python $(VENV)/$*/bin/python install $(PIP_OPTIONS) -r $<
	@touch $@

# The program with its texts, in one file: $(WHEELS)/tegenspraak-….whl.
WHEELS ?= dist
wheel: $(VENV)/.build
	@rm -f $(WHEELS)/tegenspraak-*.whl
	@$(BIN)/python -m pip wheel -qq --disable-pip-version-check --no-deps --no-build-isolation --wheel-dir $(WHEELS) .

# What serves, in a folder of its own that nothing writes to: `make install PREFIX=/opt/tegenspraak`. A container holds no more:
# no sources for a compiler, no names of days and months in languages that the bot does not speak, and of what Python
# would compile at each start, as it cannot keep it there, only what the bot imports, at once or when a command runs.
PIP_INTO = $(BIN)/python -m pip --python "$(PREFIX)/bin/python" install -qq --disable-pip-version-check --no-deps --no-compile
SPOKEN = root $(foreach language,$(notdir $(wildcard bot/i18n/??)),$(language) $(language)_*)
IMPORT_ALL = import bot.app, bot.cli, pkgutil as p; \
	[__import__(m.name) for of in (bot.app, bot.cli) for m in p.iter_modules(of.__path__, of.__name__ + ".")]
install: wheel
	@test -n "$(PREFIX)" || { echo "Say where: make install PREFIX=/opt/tegenspraak" >&2; exit 2; }
	@$(BIN)/python -m venv --without-pip "$(PREFIX)"
	@$(PIP_INTO) --require-hashes --only-binary :all: -r requirements/run.lock
	@$(PIP_INTO) --force-reinstall $(WHEELS)/tegenspraak-*.whl
	@find "$(PREFIX)/lib" -name '*.c' -delete
	@find "$(PREFIX)/lib" -path '*/babel/locale-data/*.dat' $(foreach name,$(SPOKEN),! -name '$(name).dat') -delete
	@"$(PREFIX)/bin/python" -I -c '$(IMPORT_ALL)'
	@"$(PREFIX)/bin/python" -I "$(PREFIX)/bin/tegenspraak" serve --help >/dev/null

# Writes the digest of the image's base behind its tag in the Dockerfile, as the registry tells it to docker.
BASE = $(shell sed -n 's/^ARG BASE=\([^@]*\).*/\1/p' Dockerfile)
pin-image:
	@digest=$$(docker buildx imagetools inspect $(BASE) 2>/dev/null | sed -n 's/^Digest: *//p'); \
	test -n "$$digest" || { echo "docker buildx had no digest of $(BASE) from a registry; the Dockerfile stays as it is." >&2; exit 1; }; \
	sed "s|^ARG BASE=.*|ARG BASE=$(BASE)@$$digest|" Dockerfile >Dockerfile.new && mv Dockerfile.new Dockerfile && \
	echo "$(BASE)@$$digest"

clean:
	rm -rf $(VENV) dist state .pytest_cache .mypy_cache .ruff_cache .import_linter_cache .hypothesis

$(BIN)/python:
	@test -n "$(PYTHON)" || { echo "Tegenspraak needs Python 3.11 or newer." >&2; exit 1; }
	@$(PYTHON) -m venv $(VENV)

# `build` makes wheels, `run` is what the bot needs, `dev` adds the tests and checks. Each stamp is newer than the lock that
# it was installed from.
$(VENV)/.build: requirements/build.lock | $(BIN)/python
	@$(PIP_INSTALL) -r requirements/build.lock
	@touch $@

$(VENV)/.run: requirements/run.lock pyproject.toml $(VENV)/.build
	@echo "Installing what Tegenspraak needs into $(VENV) …" >&2
	@$(PIP_INSTALL) -r requirements/run.lock
	@$(BIN)/python -m pip install -qq --disable-pip-version-check --no-deps --no-build-isolation -e .
	@touch $@

$(VENV)/.dev: requirements/dev.lock $(VENV)/.run
	@$(PIP_INSTALL) -r requirements/dev.lock
	@touch $@

$(VENV)/.fuzz: requirements/fuzz.lock $(VENV)/.dev
	@$(PIP_INSTALL) -r requirements/fuzz.lock
	@touch $@
