"""What is posted daily appears in the terminal chat."""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest

from bot.app.posting import Target, Tempo, ticker
from bot.config import Config
from bot.daily.outbox import NotKept
from bot.daily.schedule import Schedule
from bot.daily.ticker import Beat
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Role
from bot.platforms.console.chat import Chat
from bot.platforms.console.outbox import PLACE, Grounds, Outbox
from bot.store.deliveries import NOW, SENT
from bot.store.ledger import Edit
from bot.store.moment import utc_now
from bot.store.schedules import KIND
from tests.desks import Owned, owned_in
from tests.platforms.console.test_chat import Terminal

KEYBOARD = Ask("nl", "nl", PLACE, PLACE, PLACE, Role.MANAGER)
NOONS = Schedule(place=PLACE, time="12:00", zone="Europe/Amsterdam", seed="s")
SLOT = date(2026, 11, 22)


async def plan(owned: Owned, now: datetime, *seconds: float) -> None:
    """Has posts made after so many seconds, one each."""
    await owned.desk.changes.make(KEYBOARD, "daily-add", [Edit(KIND, "k", NOONS.content, 0)])
    for day, of in enumerate(seconds):
        due = now + timedelta(seconds=of)
        named = {"schedule": "k", "kind": NOW, "slot": SLOT + timedelta(days=day), "place": PLACE}
        await owned.agenda.deliveries.add(PLACE, {**named, "due": due, "until": due + timedelta(hours=4)})


@pytest.fixture
def state(settings: Config, library: Library, tmp_path: Path) -> Path:
    """A state folder whose posts are due again and again while a chat may have opened: earlier ones it cannot know."""

    async def made() -> None:
        async with owned_in(tmp_path, library) as owned:
            await plan(owned, datetime.now(UTC), *range(8, 60, 8))

    shutil.copytree(settings.state / "index", tmp_path / "index")
    asyncio.run(made())
    return tmp_path


@pytest.fixture
def terminal(state: Path, tmp_path: Path) -> Iterator[Terminal]:
    found = Terminal(state, tmp_path)
    yield found
    found.close()


def test_a_post_appears_above_what_is_being_typed_and_its_actions_can_be_chosen(terminal: Terminal) -> None:
    terminal.sees("Typ /quote kronstadt")
    terminal.types("conte")
    terminal.sees("Fragment · #")
    terminal.types("xt\r")
    terminal.sees("Citeren")

    assert terminal.leaves() == 0


@pytest.fixture
def chat(everything: Registry, languages: Languages, monkeypatch: pytest.MonkeyPatch) -> Chat:
    """The chat of somebody who reads English."""
    monkeypatch.setenv("LC_ALL", "en_GB.UTF-8")
    return Chat(everything, languages)


async def test_what_is_due_is_shown_in_the_language_of_the_person_and_then_marked(
    chat: Chat, owned: Owned, library: Library, capsys: pytest.CaptureFixture[str]
) -> None:
    target = Target(PLACE, Outbox(chat.show, owned.agenda.clock), chat.spoken)
    posts = ticker(library, owned.desk, owned.agenda, target, Tempo(beat=Beat(tick=0.01)))
    await plan(owned, owned.agenda.clock(), 0)

    await posts.tick()
    [delivery] = await owned.agenda.deliveries.of_schedule(PLACE, "k", NOW)

    shown = capsys.readouterr().out
    assert delivery.state == SENT
    assert f"Excerpt · #{delivery.key}" in shown
    assert (await chat.answer("context")).quotes


async def test_what_an_earlier_terminal_showed_nobody_can_see() -> None:
    outbox = Outbox(Chat.show, utc_now)  # type: ignore[arg-type]  # nothing is shown

    with pytest.raises(NotKept):
        await outbox.find(PLACE, "k", await outbox.anchor(PLACE), await outbox.time())


async def test_a_terminal_has_room_for_posts_and_nothing_else() -> None:
    lacking = Grounds().lacking

    assert await lacking(PLACE, PLACE, ["post", "read-back"]) == ()
    assert await lacking(PLACE, PLACE, ["post", "thread"]) == ("need-unavailable",)
    assert await lacking(PLACE, "11", ["post"]) is None
    assert await lacking("discord:1", PLACE, ["post"]) is None
