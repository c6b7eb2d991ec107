"""Moderators are told that a post could not be made: once a day, in one place or another, whatever restarts."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from structlog.testing import capture_logs

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.commands.changed import OF_SCHEDULES
from bot.commands.daily.undelivered import AGAIN, AT_ONCE
from bot.daily.besides import post_now
from bot.daily.outbox import Grounds
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Channel, Role
from bot.reply import Entry, Heading
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.daily.posting import ELSEWHERE, HERE, Posts
from tests.commands.daily.test_asking import Guard
from tests.commands.test_auditing import Board
from tests.daily.platform import REFUSED, RESET, UNSEEN

MANAGER = replace(HERE, role=Role.MANAGER)
Start = Callable[[], Registry]
SPOKEN = {HERE.community: "en"}.__getitem__


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def guard() -> Grounds:
    return Guard(("permission-send-messages",))


@pytest.fixture
def start(library: Library, posted: Posts, board: Board, guard: Grounds) -> Start:
    """Starts the bot anew over the same database."""

    def started() -> Registry:
        return registry(
            library, desk=posted.desk, agenda=posted.agenda, ports=Ports(announcer=board, grounds=guard, spoken=SPOKEN)
        )

    return started


def keys(blocks: tuple[object, ...]) -> list[list[str]]:
    """What is said of each schedule."""
    return [[line.key for line in of.lines] for of in blocks if isinstance(of, Entry)]


async def asides(commands: Registry, *asks: object) -> list[list[list[str]]]:
    """What each is told besides an answer."""
    return [keys((await commands.run(ask, "help", {})).aside) for ask in asks]  # type: ignore[arg-type]  # who asks


UNDELIVERED = ["undelivered", "refused-since", "lacking-permissions", "channel-lacking-line", "undelivered-more"]


async def test_what_was_refused_is_told_in_the_channel_for_changes_with_why_and_until_when(
    start: Start, posted: Posts, board: Board, languages: Languages
) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=MORNING)
    board.posts.clear()
    posted.platform.script = [REFUSED]
    await posted.go(days=1)

    [(place, reply, _)] = board.posts
    assert (place, reply.locale) == ("100", "en")
    assert isinstance(reply.blocks[0], Heading)
    assert keys(reply.blocks) == [UNDELIVERED]
    assert isinstance(reply.blocks[1], Entry)
    assert languages.say(reply.blocks[1].lines[0], "en") == (
        "Daily post: Monday 23 November 2026, 08:00, refused: the bot may not post in that channel."
    )
    assert await asides(commands, HERE) == [[]]


async def test_it_is_told_in_the_language_that_was_set(start: Start, posted: Posts, board: Board) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100"), "language": "nl"})
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=1)

    assert board.posts[-1][1].locale == "nl"


async def test_it_is_told_each_day_until_the_bot_stops_and_that_it_has_stopped(
    start: Start, posted: Posts, board: Board
) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=MORNING)
    board.posts.clear()
    posted.platform.script = [REFUSED] * 9
    await posted.go(days=7)

    told = [lines[1] for _, reply, _ in board.posts for lines in keys(reply.blocks)]
    assert told == ["refused-since"] * 3 + ["refused-stopped"]
    assert len({key for *_, key in board.posts}) == 4


async def test_an_edit_lets_it_post_again_and_tells_anew_where_it_cannot(
    start: Start, posted: Posts, board: Board
) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED] * 4
    await posted.go(days=4)
    await posted.desk.changes.make(HERE, "daily-edit", [Edit(KIND, "aaaa", MORNING.content, 2)])
    board.posts.clear()
    posted.platform.script = [REFUSED]
    await posted.go(days=2)

    assert [lines[1] for _, reply, _ in board.posts for lines in keys(reply.blocks)] == ["refused-since"]
    assert len(posted.platform.keys()) == 1


async def test_where_no_channel_was_chosen_the_next_moderator_who_asks_is_told_once(
    start: Start, posted: Posts, board: Board
) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=1)
    member = replace(HERE, role=Role.ASKER)

    assert board.posts == []
    assert await asides(commands, member, ELSEWHERE, HERE, HERE) == [[], [], [UNDELIVERED], []]


async def test_who_was_told_is_not_told_again_after_a_restart_and_who_was_not_is(
    start: Start, posted: Posts, board: Board
) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING, bbbb=replace(MORNING, time="13:00"))
    posted.platform.script = [REFUSED]
    await posted.go(hours=2)
    assert await asides(start(), HERE) == [[UNDELIVERED]]
    assert await asides(start(), HERE) == [[]]
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    board.posts.clear()
    posted.platform.script = [REFUSED] * 2
    await posted.go(days=1)

    # The next day is another: both are refused, and each is told.
    assert len(board.posts) == 2
    assert await asides(start(), HERE) == [[]]


async def test_of_one_schedule_nobody_is_told_twice_within_a_day(library: Library, posted: Posts, board: Board) -> None:
    commands = registry(library, desk=posted.desk, agenda=posted.agenda, ports=Ports(announcer=board))
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=replace(MORNING, time="13:00"))
    board.posts.clear()
    posted.platform.script = [REFUSED] * 3
    await posted.go(hours=1)
    await commands.run(HERE, "daily now", {})
    await posted.now()
    assert len(board.posts) == 1
    posted.time.go(seconds=AGAIN.total_seconds())
    await commands.run(HERE, "daily now", {})
    await posted.now()

    assert len(board.posts) == 2


async def test_what_could_not_be_told_in_the_channel_is_told_to_the_next_moderator(
    start: Start, posted: Posts, board: Board
) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=MORNING)
    board.fails = "lost"
    posted.platform.script = [REFUSED]
    await posted.go(days=1)

    assert [UNDELIVERED] in await asides(commands, HERE)
    assert await asides(commands, HERE) == [[]]


async def test_a_platform_that_fails_stops_no_post(start: Start, posted: Posts, board: Board) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=MORNING, bbbb=EVENING)
    board.fails = "raise"
    posted.platform.script = [REFUSED]
    with capture_logs() as events:
        await posted.go(days=1)

    assert len(posted.platform.keys()) == 1
    assert [e["log_level"] for e in events if e["event"] == "undelivered not told"] == ["error"]
    assert "delivery-failed" not in [e["event"] for e in events]


async def test_while_another_is_on_its_way_what_was_refused_is_told(start: Start, posted: Posts) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=1)
    await post_now(posted.agenda, HERE.community, "aaaa", MORNING)

    assert await asides(commands, HERE) == [[UNDELIVERED]]


@pytest.mark.parametrize("language", ["de", None])
async def test_where_nothing_fits_that_is_told_and_where_nothing_was_to_come_it_is_not(
    start: Start, posted: Posts, language: str | None
) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=replace(MORNING, language=language, time="13:00"))
    posted.time.go(hours=1)
    await posted.agenda.schedules.plan()
    if language is None:
        paused = replace(MORNING, paused=True, time="13:00")
        await posted.desk.changes.make(HERE, "daily-pause", [Edit(KIND, "aaaa", paused.content, 1)])
    await posted.now()
    told = await asides(commands, HERE)

    assert [len(of) for of in told] == [1 if language else 0]


async def test_what_may_stand_there_and_cannot_be_seen_is_told(start: Start, posted: Posts) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = ["accepted, answer lost"]
    posted.platform.reading = [UNSEEN] * 99
    await posted.go(days=1, hours=6)

    assert await asides(commands, HERE) == [[UNDELIVERED]]


async def test_what_failed_for_hours_is_told_once_with_why_and_what_nobody_tried_is_not(
    start: Start, posted: Posts, board: Board, languages: Languages
) -> None:
    commands = start()
    await commands.run(MANAGER, "settings", {"audit": Channel("100")})
    await put(posted.desk, HERE, aaaa=replace(MORNING, time="13:00"))
    board.posts.clear()
    posted.platform.script = [RESET] * 99
    await posted.go(hours=9)
    posted.time.go(days=1)
    await posted.now()

    [(_, reply, _)] = board.posts
    assert keys(reply.blocks) == [["undelivered", *UNDELIVERED[2:]]]
    assert isinstance(reply.blocks[1], Entry)
    assert languages.say(reply.blocks[1].lines[0], "en") == (
        "Daily post: Sunday 22 November 2026, 13:00, not posted: it was tried in time, but something went wrong"
        " each time, and then it was too late; what went wrong is in the bot\u2019s log."
    )
    assert [of.reason for of in await posted.agenda.deliveries.of_schedule(HERE.community, "aaaa")] == [
        "missed",
        "in-vain",
    ]
    assert await asides(commands, HERE) == [[]]


async def test_what_was_refused_before_a_post_that_was_made_is_no_news(start: Start, posted: Posts) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=2)

    assert await asides(commands, HERE) == [[]]


async def test_of_many_some_are_told_at_once_and_the_others_next(start: Start, posted: Posts) -> None:
    commands = start()
    count = 2 * AT_ONCE - 1
    await put(posted.desk, HERE, **{f"k{at:03}": MORNING for at in range(count)})
    posted.platform.script = [REFUSED] * count
    await posted.go(days=1)

    assert [len(of) for of in await asides(commands, HERE, HERE, HERE)] == [AT_ONCE, AT_ONCE - 1, 0]


async def test_a_schedule_that_was_removed_is_not_told_of(start: Start, posted: Posts) -> None:
    commands = start()
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=1)
    await posted.desk.changes.undo(HERE, 1, OF_SCHEDULES)

    assert await asides(commands, HERE) == [[]]
