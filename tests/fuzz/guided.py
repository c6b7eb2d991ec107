"""Fuzzes a target with inputs that are made to reach new code: `python -m tests.fuzz.guided TARGET RUNS`.

Whatever comes, it is taken or refused for a reason; anything else ends the run with what it was. Each target begins
with some inputs of its kind. Needs what `make fuzz` installs.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

import atheris

# Everything of the bot is watched as it runs, so all of it is imported here, and nothing before.
with atheris.instrument_imports(include=["bot"]):
    from bot.app.commands import registry
    from bot.app.reading import open_library
    from bot.communities.carrying import imported
    from bot.corpus.extracting.kinds import ENDINGS, extracted
    from bot.corpus.topics import read_topics
    from bot.dispatch.line import arguments, command_in
    from bot.errors import BadInput
    from bot.platforms.discord.markup import escape

from tests.corpus.extracting.books import book, chapter
from tests.platforms.discord.rendering import render
from tests.texts import DATA, config

LONGEST = 4096
PAGE = b"<html><body><h1>Een titel</h1><p>Een <b>zin</b>.</p><blockquote>Een citaat.</blockquote></body></html>"
TOPIC = b'[topics.brood]\ntitle = { nl = "Brood" }\nkeywords = ["honger"]\nsilent = ["storm"]\nhidden = true\n'


@dataclass(frozen=True)
class Target:
    """What is fuzzed, and what the first inputs are."""

    act: Callable[[bytes], None]
    samples: Sequence[bytes]


def text_of(data: bytes) -> str:
    """Any text there can be, lone surrogates too."""
    text: str = atheris.FuzzedDataProvider(data).ConsumeUnicode(LONGEST)
    return text


def line(folder: Path) -> Target:
    """What somebody types: a command with its arguments."""
    commands = registry(open_library(config(folder)), random.Random(1)).commands

    def act(data: bytes) -> None:
        typed = text_of(data)
        name, rest = command_in(typed, commands)
        for command in [commands[name]] if name in commands else commands.values():
            with suppress(BadInput):
                arguments(command, rest)

    return Target(act, [b"/quote kronstadt author:storm", b'/search "red army" speaker=lenin private=yes'])


def query(folder: Path) -> Target:
    """What somebody looks for."""
    library = open_library(config(folder))

    def act(data: bytes) -> None:
        with suppress(BadInput):
            library.quote(text_of(data))

    return Target(act, [b"kronstadt", b'"rode leger" -stalin', b"wat was de nieuwe economische politiek?"])


def topics(folder: Path) -> Target:
    """A file of topics that a moderator imports."""
    curated = read_topics(DATA)

    def act(data: bytes) -> None:
        with suppress(BadInput):
            imported(data.decode("utf-8", "replace"), curated)

    return Target(act, [TOPIC])


def markup(folder: Path) -> Target:
    """Text that Discord is to show as it is."""

    def act(data: bytes) -> None:
        text = data.decode("utf-8", "replace")
        shown = render(escape(text))
        assert (shown.text, shown.bold, shown.tokens) == (text, [], []), text

    return Target(act, [b"**a** <@1> `b` ||c|| [d](https://e) -# f"])


def importer(folder: Path) -> Target:
    """A text that an operator adds, of each kind."""

    def act(data: bytes) -> None:
        for kind in ENDINGS:
            with suppress(BadInput):
                assert extracted(kind, data).text.strip()

    return Target(
        act, [PAGE, b"# Een titel\n\nEen *zin*.\n\n> Een citaat.\n", book({"a.xhtml": chapter("<p>Een zin.</p>")})]
    )


TARGETS = {"line": line, "query": query, "topics": topics, "markup": markup, "importer": importer}


def main() -> None:
    """Runs as the arguments say; the engine ends the process."""
    name, runs = sys.argv[1:]
    with tempfile.TemporaryDirectory() as folder:
        target = TARGETS[name](Path(folder) / "state")
        samples = Path(folder) / "samples"
        samples.mkdir()
        for at, sample in enumerate(target.samples):
            (samples / str(at)).write_bytes(sample)
        options = [f"-runs={runs}", f"-max_len={LONGEST}", "-seed=7", "-verbosity=0", "-print_final_stats=1"]
        atheris.Setup([name, *options, str(samples)], target.act)
        atheris.Fuzz()


if __name__ == "__main__":
    main()
