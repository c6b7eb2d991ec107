"""Registers the commands with Discord, only when they changed: it allows few registrations a day."""

from __future__ import annotations

import asyncio
import hashlib
import itertools
import json
from pathlib import Path

import aiohttp
import discord
import structlog

from bot.platforms.discord.limits import OverLimit, command_findings
from bot.platforms.discord.mishaps import described
from bot.platforms.discord.tree import Tree

log = structlog.get_logger(__name__)

FILE = "discord-commands.sha256"
RETRIES_S = (5.0, 30.0, 120.0)
LATER_S = 600.0


class Registration:
    """What Discord knows of the commands. The file in the folder `state` has a line `<sha256>  <application>` each."""

    def __init__(self, tree: Tree, state: Path) -> None:
        self._tree = tree
        self._file = state / FILE

    async def keep_trying(self) -> None:
        """Registers the commands; while Discord cannot be reached, again later. The bot serves all the same."""
        for seconds in itertools.chain(RETRIES_S, itertools.repeat(LATER_S)):
            try:
                await self._register()
            except (OverLimit, discord.app_commands.CommandSyncFailure) as e:
                # What Discord refuses today it refuses tomorrow.
                log.exception("commands not registered", error=type(e).__name__)
            except (discord.DiscordException, aiohttp.ClientError, OSError) as e:
                log.warning("commands not registered yet", **described(e))
                await asyncio.sleep(seconds)
                continue
            return

    async def _register(self) -> None:
        payload = await self._payload()
        found = list(command_findings(payload))
        if found:
            raise OverLimit(found)
        application = str(self._tree.client.application_id)
        digest = hashlib.sha256(json.dumps(payload, sort_keys=True).encode()).hexdigest()
        known = await asyncio.to_thread(self._read)
        if known.get(application) == digest:
            return
        await self._tree.sync()
        log.info("commands registered", count=len(payload))
        await asyncio.to_thread(self._write, {**known, application: digest})

    async def _payload(self) -> list[dict[str, object]]:
        """The commands as `sync` sends them."""
        translator = self._tree.translator
        commands = self._tree.get_commands()
        if translator is None:
            return [command.to_dict(self._tree) for command in commands]
        return [await command.get_translated_payload(self._tree, translator) for command in commands]

    def _read(self) -> dict[str, str]:
        try:
            lines = self._file.read_text("utf-8").splitlines()
        except (OSError, UnicodeDecodeError):
            return {}
        pairs = (line.partition("  ") for line in lines)
        return {application: digest for digest, _, application in pairs}

    def _write(self, known: dict[str, str]) -> None:
        """Replaces the file as a whole, so that a crash leaves the old one. Without it one registration is repeated."""
        text = "".join(f"{digest}  {application}\n" for application, digest in known.items())
        new = self._file.with_suffix(".new")
        try:
            new.write_text(text, "utf-8")
            new.replace(self._file)
        except OSError as e:
            log.warning("registration not remembered", **described(e))
