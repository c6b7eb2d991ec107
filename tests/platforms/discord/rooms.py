"""Commands that only tests serve."""

from __future__ import annotations

import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Annotated

from bot.dispatch.command import Arg, Group, action, command, submit
from bot.i18n import HERE, Languages
from bot.model import Ask, Message, Role, Upload
from bot.reply import Action, Enclosed, Field, Form, Notice, Option, Reply, notice


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


LONGEST_FILE = 1000
SIDES = ("left", "right")


def plea(target: str = "", what: str = "") -> Form:
    """A form with a field of each kind."""
    fields = (
        Field("what", Message("plea-what"), Message("plea-hint"), value=what, longest=4000, long=True),
        Field("who", Message("plea-who", {"name": "x" * 60}), required=False, longest=40),
        Field("side", Message("plea-side"), value="left", choices=tuple(_side(side) for side in SIDES)),
        Field("why", Message("plea-why"), required=False, choices=tuple(_side(side) for side in SIDES)),
    )
    return Form(Message("plea-title"), fields, "plead", target, again=Action("amend", target))


def _side(side: str) -> Option:
    return Option(side, Message(f"plea-{side}"))


class Pleas:
    """A command that asks for a form, one that posts a button that does, and one that takes a file."""

    @command("plea", private=True)
    async def plea(self, ask: Ask) -> Reply:
        """Opens a form."""
        return Reply((), form=plea("new"), shared="kept")

    @command("board", private=True)
    async def board(self, ask: Ask) -> Reply:
        """Shows everyone a button that opens a form."""
        return Reply((Notice(Message("plea-title")),), (Action("amend", "board"),))

    @command("bring", private=True)
    async def bring(
        self, ask: Ask, file: Annotated[Upload, Arg(longest=LONGEST_FILE)], second: Upload | None = None
    ) -> Reply:
        """Says what was brought, and gives it back."""
        told = Message("plea-brought", {"name": file.name, "bytes": len(file.content), "second": second is not None})
        try:
            text = file.content.decode()
        except UnicodeDecodeError:
            return notice(Message("plea-unreadable"))
        return Reply((Notice(told), Enclosed("brought.txt", text or "-")), private=True)

    @action("amend")
    async def amend(self, ask: Ask, target: str, shared: str) -> Reply:
        """Opens the form once more."""
        return Reply((), form=plea(target, f"**{target}**"), shared=shared or "none")

    @submit("plead", "what", "who", "side", "why")
    async def plead(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what was filled in; of what is not to its liking it asks again, saying why."""
        if filled["what"] == "again":
            return Reply((Notice(Message("plea-again")),), form=plea("again", "once more"))
        values = {name: filled[name][:900] for name in ("what", "who", "side", "why")}
        told = Notice(Message("plea-told", {**values, "target": target, "kept": kept}))
        return Reply((told,), (Action("amend", "more"),), private=target == "new")


class Ledger:
    """A group for moderators with a form."""

    group = Group("ledger", Role.MODERATOR)

    @command("open")
    async def open(self, ask: Ask) -> Reply:
        """Opens a form."""
        return self._form()

    @action("reopen")
    async def reopen(self, ask: Ask, target: str, shared: str) -> Reply:
        """Opens the form once more."""
        return self._form()

    @submit("enter", "entry")
    async def enter(self, ask: Ask, target: str, kept: str, filled: Mapping[str, str]) -> Reply:
        """Says what is entered."""
        return Reply((Notice(Message("ledger-entered", {"entry": filled["entry"]})),), (Action("reopen"),))

    def _form(self) -> Reply:
        field = Field("entry", Message("ledger-entry"))
        return Reply((), form=Form(Message("ledger-title"), (field,), "enter", again=Action("reopen")))


WORDS = """
command-plea = Make a plea, of tests
command-board = Show where to plead
command-bring = Bring a file
option-bring-file = The file
option-bring-second = Another one
action-amend = Amend
plea-title = A plea with a title that is longer than Discord shows in one
plea-what = What do you plead for?
plea-hint = As much as you like but no more than there is room for in the hint of a field, which is a hundred characters
plea-who = Who: { $name }
plea-side = Which side?
plea-why = Why?
plea-left = Left
plea-right = Right
plea-told = { $what }; { $who }; { $side }; { $why }; { $target }; { $kept }
plea-again = Not like that.
plea-brought = { $name } { $bytes } { $second }
plea-unreadable = No text
command-ledger = Ledger, of tests
command-ledger-open = Open the ledger
action-reopen = Reopen
ledger-title = Ledger
ledger-entry = Entry
ledger-entered = Entered: { $entry }
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
