"""The bot on a local Discord, for tests: started, served, closed, and its record checked."""

from __future__ import annotations

import asyncio
import copy
import importlib.util
import json
import warnings
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from functools import cache, partial
from itertools import count
from pathlib import Path
from types import ModuleType
from typing import Any

from bot.config import HOME
from bot.corpus.works import read_works
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.local_discord import Answer, Guild, LocalDiscord, User, pointed_at
from tests.local_discord.components import walk
from tests.platforms.discord.rendering import Shown, quotations, sentences

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.client import Client  # isort: skip
from bot.platforms.discord.backoff import Backoff  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip
from bot.platforms.discord.supervisor import Discord  # isort: skip
from bot.platforms.recent import Recent  # isort: skip

AUTHORS = ("westerlund", "storm")
# Of a long record so many are validated, as it takes 20 ms for each request.
VALIDATED = 60
OPENAPI = HOME.parent / "shared" / "discord"


def quick() -> Backoff:
    """A back-off for tests that wait for the next attempt."""
    return Backoff(first=0.02, longest=0.05, budgeted=0.05)


@asynccontextmanager
async def served(
    local: LocalDiscord, registry: Registry, languages: Languages, lasting: Lasting | Path
) -> AsyncIterator[asyncio.Task[None]]:
    """The bot, connected; told to stop at the end. Given a folder alone it repeats what it is asked again."""
    before = len(local.identifies)
    stop = asyncio.Event()
    kept = lasting if isinstance(lasting, Lasting) else Lasting(lasting, Recent(0))
    client = partial(Client, registry, languages, authors=AUTHORS, lasting=kept)
    task = asyncio.create_task(Discord(local.token, client, quick()).run(stop))
    try:
        await local.ready()
        await local.commands_synced()
        assert len(local.identifies) == before + 1
        yield task
    finally:
        stop.set()
        await task


@asynccontextmanager
async def local_discord() -> AsyncIterator[LocalDiscord]:
    """A local Discord that discord.py is pointed at; its record must keep to every limit."""
    async with LocalDiscord() as local:
        with pointed_at(local.api_base, local.gateway_url):
            yield local
        assert local.limit_findings() == []
        assert described_wrongly(local.requests[:: len(local.requests) // VALIDATED + 1]) == []


@dataclass
class Stage:
    """A server with members, where the bot serves."""

    local: LocalDiscord
    guild: Guild
    registry: Registry
    languages: Languages
    state: Path
    numbers: Iterator[int] = field(default_factory=count)

    def member(self, locale: str = "nl", *, permissions: int = 0) -> User:
        """Somebody new in the server."""
        return self.local.member(self.guild, f"member{next(self.numbers)}", locale, permissions=permissions)


@asynccontextmanager
async def staged(registry: Registry, languages: Languages, lasting: Lasting | Path) -> AsyncIterator[Stage]:
    """A Dutch server where the bot serves with these commands, for one test."""
    state = lasting.state if isinstance(lasting, Lasting) else lasting
    async with local_discord() as local:
        stage = Stage(local, local.add_guild("Leesgroep", "nl"), registry, languages, state)
        async with served(local, registry, languages, lasting):
            yield stage


async def until(holds: Callable[[], bool], seconds: float = 3.0) -> None:
    """Waits for something that rings no bell."""
    async with asyncio.timeout(seconds):
        while not holds():  # noqa: ASYNC110 - nothing could set an event
            await asyncio.sleep(0.01)


async def asked_for(local: LocalDiscord, path: str) -> None:
    """Waits until a request arrived, answered or not."""
    await until(lambda: any(entry["path"].endswith(path) for entry in local.requests))


def shown(answer: Answer) -> list[Shown]:
    """The quotations of an answer, each held against the file that it comes from."""
    found = quotations(answer.components)
    for quotation in found:
        work = quotation.passage.rpartition("-")[0]
        assert quotation.text in seeds()[work], quotation
    return found


def said(answer: Answer) -> list[str]:
    """The sentences of an answer that stand outside quotations."""
    return sentences(answer.components)


def button(answer: Answer, verb: str) -> str:
    """The id of the first button of that verb."""
    ids = [str(b["custom_id"]) for b in answer.buttons()]
    return next(i for i in ids if i.startswith(f"t:{verb}:"))


def verbs(answer: Answer) -> list[str]:
    """What the buttons of an answer do, in their order."""
    return [str(b["custom_id"]).split(":")[1] for b in answer.buttons()]


def altered(answer: Answer, **ids: str) -> dict[str, Any]:
    """A message like that of the answer, where the first button of a verb has another id."""
    message = copy.deepcopy(answer.message)
    assert message
    message["id"] = str(int(message["id"]) + 1)
    for component in walk(message["components"]):
        custom_id = str(component.get("custom_id", ""))
        verb = custom_id.split(":")[1] if custom_id else ""
        if verb in ids:
            component["custom_id"] = ids.pop(verb)
    assert not ids
    return message


@cache
def seeds() -> dict[str, str]:
    """The texts by work, read straight from their files."""
    works = read_works(HOME / "data")
    return {work.key: (HOME / "seeds" / work.source).read_bytes().decode("utf-8") for work in works}


def described_wrongly(entries: Sequence[dict[str, Any]]) -> list[str]:
    """What in these requests Discord's own description refuses, where that description is at hand."""
    if not OPENAPI.is_dir():
        return []
    validate, resources, routes = _description()
    found: set[str] = set()
    for entry in json.loads(json.dumps(list(entries))):
        template, errors = validate.check(_as_described(entry), resources, routes)
        more = validate.extra(entry)  # noqa: S610 - no Django here
        found |= {f"{entry['method']} {template or entry['path']}: {e}" for e in [*errors, *more]}
    return sorted(found)


def _as_described(entry: dict[str, Any]) -> dict[str, Any]:
    """Numbers uploads and roles with strings, as the description does; Discord and discord.py take integers."""
    body = entry.get("body")
    parts = (body, body.get("data"), body.get("message")) if isinstance(body, dict) else ()
    for message in (part for part in parts if isinstance(part, dict)):
        for upload in message.get("attachments", ()):
            upload["id"] = str(upload["id"])
        allowed = message.get("allowed_mentions") or {}
        if "roles" in allowed:
            allowed["roles"] = [str(role) for role in allowed["roles"]]
    return entry


@cache
def _description() -> tuple[ModuleType, Any, Any]:
    spec = importlib.util.spec_from_file_location("openapi_validate", OPENAPI / "validate.py")
    assert spec
    assert spec.loader
    validate = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(validate)
    with warnings.catch_warnings():
        # It leaves the file to the garbage collector.
        warnings.simplefilter("ignore", ResourceWarning)
        _, resources, routes = validate.load(OPENAPI / "openapi.json")
    return validate, resources, routes
