"""A server where the bot serves, and all by which it posts there of itself."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app.commands import registry
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from bot.reply.accents import Accents
from tests.local_discord import Channel
from tests.platforms.discord.stage import AUTHORS, Stage, staged, until

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.boxes import Boxes, boxes  # isort: skip
from bot.platforms.discord.grounds import Grounds  # isort: skip
from bot.platforms.discord.lasting import Lasting  # isort: skip
from bot.platforms.discord.layout import Layout  # isort: skip
from bot.platforms.discord.outbox import Outbox  # isort: skip
from bot.platforms.discord.polls import Polls  # isort: skip
from bot.platforms.discord.requests import Requests  # isort: skip
from bot.platforms.recent import Recent  # isort: skip


@dataclass
class Bench:
    """A server where the bot serves, its outbox for channels and the one for every kind of place."""

    stage: Stage
    requests: Requests
    grounds: Grounds
    outbox: Outbox
    boxes: Boxes
    polls: Polls

    @property
    def client(self) -> Any:  # noqa: ANN401 - the bot's client in the server, once it has one
        return self.requests.client

    @property
    def guild(self) -> Any:  # noqa: ANN401 - discord.py's guild
        return self.client.get_guild(self.stage.guild.id)

    def channel(self, name: str = "dagelijks", *, kind: int = 0, permissions: int | None = None) -> Channel:
        return self.stage.guild.add_channel(name, kind=kind, app_permissions=permissions)

    async def seen(self, channel: Channel) -> str:
        """A channel that the bot's client knows."""
        await until(lambda: self.client is not None and self.client.get_channel(channel.id) is not None)
        return str(channel.id)

    def script(self) -> Any:  # noqa: ANN401 - the local Discord's faults
        return self.stage.local.faults

    def asked(self, path: str) -> list[Any]:
        """What the bot asked Discord to do there, whatever became of it."""
        return [of for of in self.stage.local.requests if (of["method"], of["path"]) == ("POST", path)]


@asynccontextmanager
async def benched(library: Library, languages: Languages, state: Path) -> AsyncIterator[Bench]:
    """A bench whose bot has connected."""
    lasting = Lasting(state, Recent(0))
    async with staged(registry(library, cooldown=Cooldown(UNLIMITED)), languages, lasting) as stage:
        asking, layout = lasting.requests, Layout(languages, Accents(AUTHORS))
        grounds = Grounds(asking, languages)
        made = Bench(
            stage, asking, grounds, Outbox(asking, grounds, layout), boxes(asking, grounds, layout), Polls(asking)
        )
        await until(lambda: made.client is not None)
        yield made
