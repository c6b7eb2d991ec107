"""A member's visit to a channel of their own: what they ask and press, and what they then see."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from tests.local_discord import Guild, LocalDiscord
from tests.local_discord.components import JSON
from tests.pictures.page import Answered, Item, Offered, Said
from tests.platforms.discord.stage import button

MANAGE_MESSAGES = 1 << 13
LOCALES = {"en-US": "reading-group", "nl": "leesgroep"}


class Visit:
    """Anna, and Bram beside her, in a channel where nobody has asked anything yet; Mila moderates the server."""

    def __init__(self, local: LocalDiscord, guild: Guild) -> None:
        self.channel = guild.add_channel(LOCALES[guild.locale])
        self._people = {
            name: local.member(guild, name.lower(), guild.locale, channel=self.channel, permissions=permissions)
            for name, permissions in {"Anna": 0, "Bram": 0, "Mila": MANAGE_MESSAGES}.items()
        }

    @property
    def names(self) -> dict[str, str]:
        """Who is who, by their account."""
        return {str(person.id): name for name, person in self._people.items()}

    async def ask(self, command: str, values: Mapping[str, Any], name: str = "Anna") -> Answered:
        """The answer to a command."""
        return Answered(await self._people[name].slash(command, **values), name, f"/{command}")

    async def open(self, under: Answered, verb: str, name: str = "Anna") -> Answered:
        """The form that a press opens."""
        return Answered(await self._people[name].press(under.answer, button(under.answer, verb)), name)

    async def submit(self, form: Answered, filled: Mapping[str, Any]) -> Answered:
        """The answer to a form."""
        return Answered(await self._people[form.name].submit(form.answer, filled), form.name)

    async def press(self, under: Answered, verb: str, name: str = "Anna") -> Answered:
        """The answer to a press; where it changed the message, that message."""
        answer = await self._people[name].press(under.answer, button(under.answer, verb))
        changed = not answer.ephemeral and answer.message["id"] == under.answer.message["id"]
        return Answered(answer, under.name, under.used) if changed else Answered(answer, name)

    async def menu(self, entry: str, content: str) -> list[Item]:
        """What Bram says, and the answer to Anna's choice in the menu of it."""
        message: JSON = self._people["Bram"].say(content)
        answer = await self._people["Anna"].message_menu(entry, message)
        return [Said("Bram", content), Answered(answer, "Anna", entry)]

    async def offered(self, command: str, option: str, typed: str, most: int) -> Offered:
        """What is offered while Anna types, as far as a phone shows it."""
        choices = await self._people["Anna"].autocomplete(command, option, typed)
        return Offered(command, option, typed, choices[:most])
