"""The slash commands and the menus of messages, made from what the registry declares."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Coroutine, Mapping
from functools import partial
from typing import Any

import discord
import structlog
from discord import app_commands

from bot.dispatch.command import Command, Group, Kind, Parameter, Value
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.model import Channel, MentionedRole, Message, Role, Upload
from bot.platforms.discord.answering import Answering
from bot.platforms.discord.attachments import Attached
from bot.platforms.discord.channels import ChannelOption
from bot.platforms.discord.mishaps import described
from bot.platforms.discord.quoted import quoted_in, said_in
from bot.platforms.discord.roles import RoleOption
from bot.request import begun

log = structlog.get_logger(__name__)

Given = Value | discord.Attachment
"""The value of an option, as discord.py gives it."""

ANNOTATIONS: Mapping[Kind, Any] = {Upload: discord.Attachment, MentionedRole: RoleOption()}
"""What discord.py takes for the kinds of arguments that are not its own."""

DEFAULT = "en"
SUBCOMMAND = 1


class Tree(app_commands.CommandTree[discord.Client]):
    """The commands of a client: in servers and in private, for servers and for members who install the bot."""

    def __init__(self, client: discord.Client, registry: Registry, languages: Languages, answering: Answering) -> None:
        super().__init__(
            client,
            allowed_contexts=app_commands.AppCommandContext(guild=True, dm_channel=True, private_channel=True),
            allowed_installs=app_commands.AppInstallationType(guild=True, user=True),
        )
        self._answering = answering
        for found in registry.commands.values():
            self._put(found, _command(found, languages, answering), languages)
            for argument, read in ((found.of_quotation, quoted_in), (found.of_message, said_in)):
                if argument:
                    self.add_command(_menu(found, partial(_told, argument, read), languages, answering))

    def _put(self, found: Command, made: app_commands.Command[Any, ..., None], languages: Languages) -> None:
        """Adds a command where it belongs: in its group, or at the top, for whom the group is where it is all of it."""
        if found.group is None:
            self.add_command(made)
        elif found.name == found.group.name:
            for name, value in _reserved(found.group).items():
                setattr(made, name, value)
            self.add_command(made)
        else:
            self._home(found.group, languages).add_command(made)

    def _home(self, group: Group, languages: Languages) -> app_commands.Group:
        """A group, which comes with its first command."""
        known = self.get_command(group.name)
        if not isinstance(known, app_commands.Group):
            known = _group(group, languages)
            self.add_command(known)
        return known

    async def interaction_check(self, interaction: discord.Interaction[discord.Client], /) -> bool:
        """Takes autocompletion out of discord.py's hands, which would log each late answer as an error."""
        if interaction.type is not discord.InteractionType.autocomplete:
            return True
        name, options = _chosen(dict(interaction.data or {}))
        focused = next((option for option in options if option.get("focused")), None)
        if focused:
            await self._answering.offer(interaction, name, focused["name"], str(focused.get("value", "")))
        return False

    async def on_error(
        self, interaction: discord.Interaction[discord.Client], error: app_commands.AppCommandError, /
    ) -> None:
        """Tells the member. Of an earlier version Discord may offer what is no more, or had other options."""
        with begun():
            if isinstance(error, (app_commands.CommandNotFound, app_commands.CommandSignatureMismatch)):
                log.info("command of an earlier version", **described(error))
                await self._answering.say(interaction, "command-unknown")
                return
            log.error("command failed", **described(error))
            await self._answering.say(interaction, "internal-error")


class Translator(app_commands.Translator):
    """Puts descriptions into the languages of the interface, for those who use Discord in them."""

    def __init__(self, languages: Languages) -> None:
        self._languages = languages

    async def translate(
        self, string: app_commands.locale_str, locale: discord.Locale, context: app_commands.TranslationContextTypes
    ) -> str | None:
        """The description in that locale; None where the default serves."""
        language = locale.value.split("-")[0]
        key = string.extras.get("key")
        if key is None or language == DEFAULT or language not in self._languages.locales:
            return None
        return self._languages.say(Message(key), language)


def _said(key: str, languages: Languages) -> app_commands.locale_str:
    return app_commands.locale_str(languages.say(Message(key), DEFAULT), key=key)


def _chosen(data: dict[str, Any]) -> tuple[str, list[dict[str, Any]]]:
    """The command that is being typed, in a group with the name of both, and its options."""
    options = list(data.get("options", ()))
    if len(options) == 1 and options[0]["type"] == SUBCOMMAND:
        return f"{data['name']} {options[0]['name']}", list(options[0].get("options", ()))
    return data["name"], options


def _group(of: Group, languages: Languages) -> app_commands.Group:
    """A group, in servers only and for those with a permission, which admins may hand to others under Integrations."""
    return app_commands.Group(name=of.name, description=_said(f"command-{of.name}", languages), **_reserved(of))


def _reserved(group: Group) -> dict[str, Any]:
    """What keeps a group's commands to servers, and to those with a permission."""
    managers = group.role > Role.MODERATOR
    return {
        "default_permissions": discord.Permissions(manage_guild=managers, manage_messages=not managers),
        "guild_only": True,
        "allowed_contexts": app_commands.AppCommandContext(guild=True, dm_channel=False, private_channel=False),
        "allowed_installs": app_commands.AppInstallationType(guild=True, user=False),
    }


def _told(argument: str, read: Callable[[discord.Message], str], message: discord.Message) -> dict[str, str]:
    """What a command is told of a message."""
    return {argument: read(message)}


def _menu(
    found: Command, told: Callable[[discord.Message], dict[str, str]], languages: Languages, answering: Answering
) -> app_commands.ContextMenu:
    """The entry in the menu of a message that runs the command on the message."""

    async def chosen(interaction: discord.Interaction[discord.Client], message: discord.Message) -> None:
        await answering.chosen(interaction, found.name, told(message))

    return app_commands.ContextMenu(name=_said(f"menu-{found.name}", languages), callback=chosen)


def _command(found: Command, languages: Languages, answering: Answering) -> app_commands.Command[Any, ..., None]:
    callback = _callback(found, answering)
    options = {p.name: _said(p.key, languages) for p in found.parameters}
    completed = {p.name: _completed_elsewhere for p in found.parameters if p.arg.complete}
    callback = app_commands.describe(**options)(app_commands.autocomplete(**completed)(callback))
    description = _said(found.key, languages)
    return app_commands.Command(name=found.name.split()[-1], description=description, callback=callback)


def _callback(found: Command, answering: Answering) -> Callable[..., Coroutine[Any, Any, None]]:
    """A function with the command's arguments as its own: discord.py reads the options from its signature."""

    async def callback(interaction: discord.Interaction[discord.Client], **values: Given) -> None:
        await answering.command(interaction, found.name, {name: _value(value) for name, value in values.items()})

    of = inspect.Parameter
    interaction = of("interaction", of.POSITIONAL_OR_KEYWORD, annotation=discord.Interaction)
    signature = inspect.Signature([interaction, *map(_parameter, found.parameters)])
    callback.__signature__ = signature  # type: ignore[attr-defined]  # functions take it, their type does not say so
    return callback


def _parameter(parameter: Parameter) -> inspect.Parameter:
    default = inspect.Parameter.empty if parameter.required else parameter.default
    kind = ANNOTATIONS.get(parameter.kind, parameter.kind)
    if parameter.kind is Channel:
        kind = ChannelOption(forums=parameter.arg.forums)
    return inspect.Parameter(parameter.name, inspect.Parameter.KEYWORD_ONLY, default=default, annotation=kind)


def _value(given: Given) -> Value:
    return Attached(given) if isinstance(given, discord.Attachment) else given


async def _completed_elsewhere(
    interaction: discord.Interaction[discord.Client], typed: str
) -> list[app_commands.Choice[str]]:
    """Marks an option as one that is completed; `interaction_check` does it."""
    return []
