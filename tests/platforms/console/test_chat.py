"""The chat in a real terminal: prompt_toolkit over a pseudo-terminal, as a person types."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import select
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import pytest
from prompt_toolkit.completion import CompleteEvent
from prompt_toolkit.document import Document
from rich.console import Console

from bot.config import Config
from bot.dispatch.command import Arg, Group, command
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.platforms.console.chat import Chat, _Completer
from bot.platforms.console.plain import Plain
from bot.platforms.console.pretty import Pretty
from bot.reply import Link, Notice, Quotation, Reference, Reply, notice
from bot.reply.choices import called

PATIENCE_S = 30
CONTROL = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")


class Terminal:
    """A person at a terminal in which the chat runs."""

    def __init__(self, state: Path, folder: Path) -> None:
        self._own, theirs = pty.openpty()
        fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 60, 240, 0, 0))
        env = {**os.environ, "TEGENSPRAAK_STATE": str(state), "TERM": "xterm-256color", "LANG": "nl_NL.UTF-8"}
        env.pop("LC_ALL", None)
        self.process = subprocess.Popen(
            [sys.executable, "-m", "bot", "chat"], stdin=theirs, stdout=theirs, stderr=theirs, env=env, cwd=folder
        )
        os.close(theirs)
        self._seen = ""

    def types(self, keys: str) -> None:
        os.write(self._own, keys.encode())

    def sees(self, words: str) -> None:
        """Waits until these words are on the screen."""
        deadline = time.monotonic() + PATIENCE_S
        while words not in " ".join(CONTROL.sub("", self._seen).split()):
            assert time.monotonic() < deadline, self._seen[-2000:]
            if select.select([self._own], [], [], 0.2)[0]:
                self._seen += self._read()

    def _read(self) -> str:
        read = os.read(self._own, 65536).decode(errors="replace")
        if "\x1b[6n" in read:
            # prompt_toolkit asks where the cursor is.
            os.write(self._own, b"\x1b[1;1R")
        return read

    def leaves(self) -> int:
        """Presses Ctrl-D until the chat is at its prompt to see it."""
        deadline = time.monotonic() + PATIENCE_S
        while self.process.poll() is None and time.monotonic() < deadline:
            self.types("\x04")
            if select.select([self._own], [], [], 0.5)[0]:
                with suppress(OSError):
                    self._read()
        return self.process.wait(timeout=PATIENCE_S)

    def close(self) -> None:
        self.process.kill()
        self.process.wait()
        os.close(self._own)


@pytest.fixture
def terminal(settings: Config, library: Library, tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(settings.state, tmp_path)
    yield found
    found.close()


def test_a_person_asks_goes_on_and_leaves(terminal: Terminal) -> None:
    terminal.sees("Typ /quote kronstadt")
    terminal.types("/quote kronstadt\r")
    terminal.sees("Andere auteur")
    terminal.types("context\r")
    terminal.sees("bepleitte een terugkeer naar de revolutiedoelen van 1917")

    assert terminal.leaves() == 0


def test_tab_completes_what_is_typed(terminal: Terminal) -> None:
    terminal.sees("Typ /quote kronstadt")
    terminal.types("/exc\t")
    terminal.sees("erpt")
    terminal.types("\r")
    terminal.sees("Nog een")


@pytest.fixture
def chat(commands: Registry, languages: Languages, monkeypatch: pytest.MonkeyPatch) -> Chat:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    return Chat(commands, languages)


async def test_a_bare_line_is_a_query(chat: Chat) -> None:
    reply = await chat.answer("kronstadt")

    assert any(isinstance(block, Quotation) for block in reply.blocks)


async def test_an_action_is_taken_on_the_last_reply_that_had_any(chat: Chat) -> None:
    first = await chat.answer("/quote kronstadt")
    await chat.answer("context")
    second = await chat.answer("next")

    assert second.quotations()[0].quote.passage.id != first.quotations()[0].quote.passage.id


async def test_what_was_shown_aside_can_be_cited_and_the_last_reply_goes_on(chat: Chat) -> None:
    first = await chat.answer("/quote kronstadt")
    context = await chat.answer("context")
    [aside] = (await chat.answer("cite")).blocks
    second = await chat.answer("next")
    [block] = (await chat.answer("cite")).blocks

    assert isinstance(aside, Reference)
    assert isinstance(block, Reference)
    assert aside.quote == context.quotations()[0].quote != first.quotations()[0].quote
    assert block.quote == second.quotations()[0].quote


async def test_one_goes_on_around_a_quotation_and_then_through_the_results(chat: Chat) -> None:
    first = await chat.answer("/quote kronstadt")
    context = await chat.answer("context")
    around = [await chat.answer(verb) for verb in ("narrower", "wider", "before", "after", "after", "return")]
    second = await chat.answer("next")

    assert all(reply.quotations() for reply in around)
    assert around[-1].quotations() == context.quotations()
    assert second.quotations() != first.quotations()
    assert await chat.answer("previous") == first


async def test_a_terminal_neither_wraps_nor_pads_what_is_to_be_copied(
    chat: Chat, languages: Languages, capsys: pytest.CaptureFixture[str]
) -> None:
    quote = (await chat.answer("/quote kronstadt")).quotations()[0].quote

    Pretty(languages, Console(width=40)).print(await chat.answer("cite"))

    assert f"\n{quote.text}\n\n— Peter Storm, " in capsys.readouterr().out


async def test_of_a_picture_the_terminal_shows_the_text_and_says_why(
    chat: Chat, languages: Languages, capsys: pytest.CaptureFixture[str]
) -> None:
    reply = await chat.answer("/quote kronstadt")
    text = await chat.answer("picture")

    Pretty(languages, Console(width=2000)).print(text)

    quoted = reply.quotations()[0].quote.text
    for shown in (capsys.readouterr().out, Plain(languages).reply(text)):
        assert quoted in shown
        assert shown.count("Plaatjes worden hier niet getoond.") == 1


async def test_an_action_that_is_not_offered_is_told_so(chat: Chat) -> None:
    reply = await chat.answer("next")

    assert isinstance(reply.blocks[0], Notice)
    assert reply.blocks[0].message.key == "action-not-offered"


async def test_a_hit_is_opened_by_its_number_on_every_page(chat: Chat) -> None:
    for pages in (["/search lenin"], ["/search lenin", "page"]):
        for page in pages:
            listed = await chat.answer(page)
        hits = listed.quotations()
        number = listed.blocks[-1].first + 1  # type: ignore[union-attr]  # the list is the last block
        opened = await chat.answer(str(number))
        assert opened.quotations()[0].quote == hits[1].quote


async def complete(chat: Chat, typed: str) -> list[str]:
    completer = _Completer(chat._registry, chat._languages, chat._ask)
    event = CompleteEvent(completion_requested=True)
    return [c.text async for c in completer.get_completions_async(Document(typed), event)]


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("/qu", "/quote"),
        ("qu", "/quote"),
        ("con", "context"),
        ("/quote lenin au", "author="),
        ("/quote lenin author=st", "storm"),
        ("/excerpt wes", "westerlund"),
        ("/quote burgeroor", "De burgeroorlog"),
        ("/quote Boech", "Nikolaj Boecharin"),
        ("/help so", "sources"),
    ],
)
async def test_completion_knows_commands_actions_authors_names_and_headings(
    chat: Chat, typed: str, offered: str
) -> None:
    assert offered in await complete(chat, typed)


class Minutes:
    """A group that a terminal serves."""

    group = Group("minutes", Role.MANAGER)

    @command("add")
    async def add(self, ask: Ask, what: Annotated[str, Arg(complete="authors")], *, loud: bool = False) -> Reply:
        """Says what is added."""
        return notice(Message("suggestions", {"words": f"{what} {loud}"}), private=False)


async def test_a_group_is_typed_in_two_words_by_whoever_is_at_the_keyboard(
    commands: Registry, languages: Languages, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "nl_NL.UTF-8")
    commands.add(Minutes())
    chat, plain = Chat(commands, languages), Plain(languages)

    for line in ("/minutes add kaas loud=ja", "minutes add kaas loud=yes"):
        assert plain.reply(await chat.answer(line)) == "Misschien bedoelde u: kaas True"
    assert await complete(chat, "/min") == ["/minutes add"]
    assert await complete(chat, "minutes ") == ["/minutes add"]
    assert await complete(chat, "/minutes add kaas lo") == ["loud="]
    assert sorted(await complete(chat, "/minutes add ")) == ["storm", "westerlund"]


async def test_in_a_terminal_a_private_answer_is_like_any_other_and_is_not_shared(chat: Chat) -> None:
    reply = await chat.answer("/quote kronstadt private=yes")
    [refused] = (await chat.answer("share")).blocks

    assert not reply.private
    assert [action.verb for action in reply.actions] == ["next", "context", "other", "cite", "picture"]
    assert isinstance(refused, Notice)
    assert refused.message.key == "action-not-offered"
    assert "share" not in await complete(chat, "sh")
    assert "private=" in await complete(chat, "/quote lenin pri")


async def test_actions_that_share_a_verb_are_chosen_by_their_numbers(chat: Chat, languages: Languages) -> None:
    reply = await chat.answer("/positions bureaucratie")
    named = dict(called(reply))
    last = next(name for name, action in reversed(called(reply)) if action.verb == "side")

    more = await chat.answer(last)

    assert not {"side", "cite"} & named.keys()
    assert f"[{last}]" in Plain(languages).reply(reply)
    assert [q.author_key for q in more.quotations()] == [named[last].target.partition(":")[0]]


def test_a_link_shows_its_address(languages: Languages, capsys: pytest.CaptureFixture[str]) -> None:
    reply = Reply((Link(Message("posted-already"), "https://chat.example/1"),), locale="en")
    sentence = "This quotation was posted here less than ten minutes ago: https://chat.example/1"

    Pretty(languages, Console(width=100)).print(reply)
    assert capsys.readouterr().out.strip() == Plain(languages).reply(reply) == sentence
