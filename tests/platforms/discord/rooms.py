"""Commands that only tests serve."""

from __future__ import annotations

import shutil
from pathlib import Path
from typing import Annotated

from bot.dispatch.command import Arg, Group, action, command
from bot.i18n import HERE, Languages
from bot.model import Ask, Message, Role
from bot.reply import Action, Notice, Reply, notice


class Switches:
    """A command with options that are yes or no; it borrows the words of `/quote`."""

    @command("quote")
    async def quote(self, ask: Ask, query: str = "all", *, author: bool = False, speaker: bool | None = None) -> Reply:
        """Says what it was given."""
        return notice(Message("suggestions", {"words": f"{query} {author} {speaker}"}))


class Minutes:
    """A group for moderators: `/minutes add` and `/minutes remove`, and a button under what was added."""

    group = Group("minutes", Role.MODERATOR)

    @command("add")
    async def add(self, ask: Ask, what: Annotated[str, Arg(complete="authors")], *, loud: bool = False) -> Reply:
        """Says what is added."""
        added = Notice(Message("minutes-added", {"what": what, "loud": str(loud)}))
        return Reply((added,), (Action("strike", what[:20]),))

    @command("remove")
    async def remove(self, ask: Ask) -> Reply:
        """Says that all is removed."""
        return notice(Message("minutes-removed"), private=False)

    @action("strike")
    async def strike(self, ask: Ask, target: str, shared: str) -> Reply:
        """Says what is struck."""
        return Reply((Notice(Message("minutes-struck", {"what": target})),), (Action("strike", target),))


class Accounts:
    """A group for managers."""

    group = Group("accounts", Role.MANAGER)

    @command("close")
    async def close(self, ask: Ask) -> Reply:
        """Says that all is removed."""
        return notice(Message("minutes-removed"), private=False)


WORDS = """
command-minutes = Minutes, of tests
command-minutes-add = Add to the minutes
option-minutes-add-what = What to add
option-minutes-add-loud = Whether to shout
command-minutes-remove = Remove the minutes
command-accounts = Accounts, of tests
command-accounts-close = Close the accounts
action-strike = Strike
minutes-added = Added: { $what } { $loud }
minutes-removed = Removed
minutes-struck = Struck: { $what }
"""


def languages_with_words(folder: Path) -> Languages:
    """The languages of the bot, with the words of these rooms; `folder` is for their files."""
    shutil.copytree(HERE, folder, ignore=shutil.ignore_patterns("*.py", "__pycache__"))
    for locale in ("nl", "en"):
        (folder / locale / "rooms.ftl").write_text(WORDS, "utf-8")
    return Languages("nl", folder)
