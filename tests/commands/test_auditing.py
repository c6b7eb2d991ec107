from __future__ import annotations

from dataclasses import dataclass, field

import pytest
from structlog.testing import capture_logs

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.commands.auditing import Lost
from bot.communities.desk import Desk
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Channel, Message, Role
from bot.reply import Entry, Notice, Reply
from bot.store.deliveries import Write, nothing_else

HERE = "discord:5"
MANAGER = Ask("nl", "en", HERE, "place", "1", Role.MANAGER, overheard=True)
AUDIT, OTHER = Channel("100"), Channel("200")


@dataclass
class Board:
    """A platform that keeps what it is to post; where it `fails` it says so at once, or raises."""

    posts: list[tuple[str, Reply, str]] = field(default_factory=list)
    fails: str = ""

    def announce(self, place: str, reply: Reply, key: str, lost: Lost) -> None:
        if self.fails == "raise":
            raise RuntimeError
        if self.fails:
            lost()
        else:
            self.posts.append((place, reply, key))

    def writing(self, place: str, reply: Reply, key: str) -> Write:
        return nothing_else


@pytest.fixture
def board() -> Board:
    return Board()


@pytest.fixture
def audited(library: Library, desk: Desk, board: Board) -> Registry:
    return registry(library, desk=desk, ports=Ports(announcer=board))


def lines(reply: Reply, languages: Languages) -> list[str]:
    return [languages.say(line, reply.locale) for of in reply.blocks if isinstance(of, Entry) for line in of.lines]


async def test_changes_are_told_only_where_a_channel_was_chosen(audited: Registry, desk: Desk, board: Board) -> None:
    await desk.topics.rename(MANAGER, "bureaucratie", "Ambtenarij")

    assert board.posts == []


async def test_every_change_is_told_in_the_language_of_the_community(
    audited: Registry, desk: Desk, board: Board, languages: Languages
) -> None:
    await audited.run(MANAGER, "settings", {"audit": AUDIT})
    number = await desk.topics.rename(MANAGER, "bureaucratie", "Ambtenarij")
    await audited.run(MANAGER, "topic undo", {"change": str(number)})

    places, replies, keys = zip(*board.posts, strict=True)
    assert places == ("100",) * 3
    assert len(set(keys)) == 3
    assert {of.locale for of in replies} == {"en"}
    assert lines(replies[0], languages) == ["Where changes are told: (as usual) → #100"]
    assert any("Ambtenarij" in line for line in lines(replies[1], languages))
    stamp = replies[2].blocks[1]
    assert isinstance(stamp, Entry)
    assert stamp.stamp
    assert stamp.stamp.member == "1"


async def test_moving_or_ending_it_is_told_in_the_channel_that_was_left(audited: Registry, board: Board) -> None:
    await audited.run(MANAGER, "settings", {"audit": AUDIT})
    await audited.run(MANAGER, "settings", {"audit": OTHER})
    await audited.press(MANAGER, "no-audit", "", "")

    assert [place for place, *_ in board.posts] == ["100", "200", "100", "200"]


async def test_other_communities_hear_nothing(audited: Registry, desk: Desk, board: Board) -> None:
    await audited.run(MANAGER, "settings", {"audit": AUDIT})
    elsewhere = Ask("nl", "nl", "discord:6", "place", "1", Role.MANAGER)
    await desk.topics.rename(elsewhere, "bureaucratie", "Ambtenarij")

    assert len(board.posts) == 1


async def test_a_platform_that_fails_fails_no_command(audited: Registry, board: Board) -> None:
    board.fails = "raise"
    with capture_logs() as events:
        reply = await audited.run(MANAGER, "settings", {"audit": AUDIT})

    assert isinstance(reply.blocks[0], Notice)
    assert reply.blocks[0].message == Message("settings-changed", {"number": 1})
    told = {(e["event"], e["log_level"]) for e in events if e["log_level"] != "debug"}
    assert told == {("change not told", "error"), ("asked", "info")}


async def test_what_could_not_be_told_is_said_to_managers_of_that_community_once(
    audited: Registry, board: Board
) -> None:
    moderator = Ask("nl", "nl", HERE, "place", "2", Role.MODERATOR)
    await audited.run(MANAGER, "settings", {"audit": AUDIT})
    board.fails = "lost"
    replies = [
        await audited.run(moderator, "topic ban", {"passage": "storm-4"}),
        await audited.run(moderator, "topic unban", {"passage": "storm-4"}),
        await audited.run(Ask("nl", "nl", "discord:6", "place", "1", Role.MANAGER), "help", {}),
    ]
    told = await audited.run(MANAGER, "help", {})
    later = await audited.run(MANAGER, "help", {})

    assert [reply.aside for reply in (*replies, later)] == [()] * 4
    assert told.aside == (Notice(Message("audit-failing", {"channel": AUDIT, "count": 2})),)


async def test_a_channel_where_the_bot_may_not_write_is_not_chosen(audited: Registry, desk: Desk) -> None:
    reply = await audited.run(MANAGER, "settings", {"audit": Channel("100", ("permission-view-channel",))})

    assert reply.private
    assert (await desk.state(MANAGER)).settings.audit == ""


async def test_in_a_typed_line_there_are_no_channels(audited: Registry) -> None:
    reply = await audited.line(MANAGER, "settings audit=100")

    assert isinstance(reply.blocks[0], Notice)
    assert reply.blocks[0].message == Message("channel-not-here")


@pytest.mark.parametrize(("typed", "offered"), [("", ["standard", "slow", "very-slow"]), ("sl", ["slow"])])
async def test_what_a_setting_can_be_is_offered_with_its_name(
    audited: Registry, languages: Languages, typed: str, offered: list[str]
) -> None:
    found = await audited.complete(MANAGER, "settings", "pace", typed)

    assert [of.value for of in found] == offered
    assert all(of.label and languages.say(of.label, "nl") != of.value for of in found if of.value != "standard")


async def test_what_is_typed_in_words_of_a_language_offers_all_that_a_setting_can_be(audited: Registry) -> None:
    assert len(await audited.complete(MANAGER, "settings", "pace", "drie")) == 3
