"""The same asks on every platform quote the same places, and say the same."""

from __future__ import annotations

import random
import re
from collections.abc import AsyncIterator, Iterator, Mapping
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from functools import partial
from pathlib import Path

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Quote, Role
from bot.reply import Content, Heading, Hits, Notice, Picture, Quotation, Reference, Reply
from bot.reply.choices import actions_of
from tests.desks import desk_in
from tests.platforms.alike.platforms import PLATFORMS, Opened, Platform, Setting

CITED = re.compile(r"\[((?:storm|westerlund)-\d+)\]")


@dataclass(frozen=True)
class Asked:
    """A command with its options."""

    name: str
    options: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True)
class Chosen:
    """One of what is offered with a verb under the last answer."""

    verb: str
    which: int = 0


Step = Asked | Chosen


def quote(query: str, **options: str) -> Asked:
    return Asked("quote", {"query": query, **options})


SCRIPTS: Mapping[str, tuple[Step, ...]] = {
    "a quotation and what follows it": (
        quote("kronstadt"),
        Chosen("next"),
        Chosen("next"),
        Chosen("previous"),
        Chosen("cite"),
        quote("bureaucratie"),
        Chosen("other"),
        Chosen("cite"),
        quote("kronstadt"),
        Chosen("other"),
    ),
    "what surrounds a quotation": (quote("kronstadt"), Chosen("context"), Chosen("after"), Chosen("return")),
    "one author": (quote("bureaucratie", author="storm"), quote("apparaat", speaker="lenin")),
    "a phrase": (quote('"een partij"'),),
    "a word with a mistake in it": (quote("kronstat"),),
    "a passage": (quote("storm-4"),),
    "nothing": (quote("xyzzyx"),),
    "a list": (
        Asked("search", {"query": "rode leger"}),
        Chosen("open", 1),
        Asked("search", {"query": "lenin"}),
        Chosen("page"),
        Chosen("back"),
    ),
    "positions": (Asked("positions", {"topic": "bureaucratie"}), Chosen("side", 0), Chosen("context")),
    "one passage of each author's positions": (Asked("positions", {"topic": "kronstadt"}), Chosen("cite")),
    "whether it was said": (
        Asked("verify", {"text": "Trotski eiste onvoorwaardelijke overgave."}),
        Asked("verify", {"text": "Trotski eiste voorwaardelijke overgave."}),
    ),
    "what a text is about": (Asked("about", {"text": "Waarom waarschuwde Lenin in zijn testament voor Stalin?"}),),
    "excerpts": (Asked("excerpt"), Chosen("another"), Asked("excerpt", {"author": "storm"}), Chosen("context")),
    "a picture": (quote("kronstadt"), Chosen("picture"), Chosen("dark")),
    "what there is": (
        Asked("topics"),
        Chosen("topic", 1),
        Asked("sources"),
        Asked("help"),
        Asked("help", {"command": "quote"}),
    ),
    "a topic of the community's own": (
        Asked("topic add", {"title": "Graan", "keywords": "graan, voedsel"}),
        Chosen("save"),
        Chosen("topic"),
        Asked("topic history"),
        Chosen("undo"),
        Asked("topic rename", {"topic": "bureaucratie", "title": "Ambtenarij"}),
    ),
}


class Straight:
    """What the commands themselves reply, with no platform between."""

    def __init__(self, commands: Registry) -> None:
        self._commands = commands
        self._ask = Ask("nl", "nl", "straight", "straight", "anna", Role.MANAGER, communal=True)
        self._last: Reply

    async def take(self, step: Step) -> Reply:
        """The reply to a step."""
        if isinstance(step, Asked):
            self._last = await self._commands.run(self._ask, step.name, step.options)
        else:
            action = [of for of in actions_of(self._last) if of.verb == step.verb][step.which]
            self._last = await self._commands.press(self._ask, action.verb, action.target, self._last.shared)
        return self._last


@pytest.fixture(params=PLATFORMS, ids=lambda of: of.__name__)
def opened(request: pytest.FixtureRequest) -> Opened:
    found: Opened = request.param
    return found


@pytest.fixture(autouse=True)
def dutch(monkeypatch: pytest.MonkeyPatch) -> None:
    """At the keyboard too sits somebody who reads Dutch."""
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")


@pytest_asyncio.fixture
async def both(
    request: pytest.FixtureRequest, opened: Opened, library: Library, languages: Languages, tmp_path: Path
) -> AsyncIterator[tuple[Platform, Straight]]:
    """A platform, and the same commands without one; neither knows what is done on the other."""
    async with AsyncExitStack() as stack:
        desks = [await stack.enter_async_context(desk_in(tmp_path / name, library)) for name in ("on", "straight")]
        commands, straight = (registry(library, random.Random(7), desk=desk) for desk in desks)
        homeserver = partial(request.getfixturevalue, "homeserver")
        setting = Setting(commands, languages, tmp_path / "state", library, homeserver)
        platform = await stack.enter_async_context(opened(setting))
        yield platform, Straight(straight)


@pytest.mark.parametrize("script", SCRIPTS)
async def test_the_same_asks_are_answered_alike(
    both: tuple[Platform, Straight], languages: Languages, script: str
) -> None:
    platform, straight = both
    for step in SCRIPTS[script]:
        reply = await straight.take(step)
        shown = await (
            platform.ask(step.name, step.options) if isinstance(step, Asked) else platform.choose(step.verb, step.which)
        )
        quotes = [quoted for block in reply.blocks for quoted in quotes_of(block)]
        assert_in_order(shown, quotes, step)
        assert set(CITED.findall(shown)) == {quoted.passage.id for quoted in quotes}, step
        for sentence in sentences(reply, languages):
            assert sentence in shown, step


def test_the_asks_reach_what_every_platform_has(everything: Registry) -> None:
    """What is for everyone can be asked everywhere alike; what is of one person has tests of its own."""
    asked = {step.name for script in SCRIPTS.values() for step in script if isinstance(step, Asked)}
    of_all = {name for name, command in everything.commands.items() if command.group is None}

    assert of_all - asked == {"propose", "data", "forget"}


def quotes_of(block: Content) -> Iterator[Quote]:
    """What a block quotes, from top to bottom."""
    match block:
        case Quotation() | Reference():
            yield block.quote
        case Picture():
            yield block.quotation.quote
        case Hits():
            yield from (hit.quotation.quote for hit in block.hits)


def assert_in_order(shown: str, quotes: list[Quote], step: Step) -> None:
    """Each quotation is shown character by character, with its place, one after the other."""
    at = 0
    for quoted in quotes:
        assert quoted.text in shown[at:], step
        at = shown.index(quoted.text, at) + len(quoted.text)
        at = shown.index(f"[{quoted.passage.id}]", at)


def sentences(reply: Reply, languages: Languages) -> Iterator[str]:
    """What a reply says in the bot's own words, but for what names commands: those begin differently."""
    for block in reply.blocks:
        if isinstance(block, Heading | Notice):
            said = languages.say(block.message, reply.locale)
            if "/" not in said:
                yield said
