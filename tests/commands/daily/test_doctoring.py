"""`/daily doctor` says how schedules do, and why something was late or missing."""

from __future__ import annotations

import ast
import importlib
from collections.abc import Collection, Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import TypeGuard

import pytest

import bot
from bot.app.commands import registry
from bot.app.ports import Ports
from bot.commands.daily.outcomes import REASONS, came, reason
from bot.communities.desk import Desk
from bot.communities.keeper import BAN
from bot.daily.outbox import FORBIDDEN, CannotSee, Need
from bot.daily.schedule import MISSED, Schedule
from bot.daily.steps import THREAD
from bot.dispatch.registry import Registry
from bot.errors import PlatformUnreachable
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import LocalTime, Message, Role
from bot.reply import Entry, Notice, Reply
from bot.store.deliveries import FAILED, Delivery
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.daily.posting import ELSEWHERE, HERE, PLATFORM, Posts
from tests.commands.daily.test_asking import Guard
from tests.daily.platform import REFUSED

SOURCES = Path(bot.__file__).parent


class Away:
    """A platform that answers nothing."""

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        raise PlatformUnreachable("discord-unreachable", reason="x")


def entries(reply: Reply) -> list[Entry]:
    return [block for block in reply.blocks if isinstance(block, Entry)]


async def lines(commands: Registry, languages: Languages, key: str = "aaaa") -> list[str]:
    """What is said of a schedule, in English."""
    [entry] = entries(await commands.run(HERE, "daily doctor", {"schedule": key}))
    return [languages.say(line, "en") for line in entry.lines]


def words() -> Iterator[str]:
    """Every reason that the code gives to a delivery, wherever it is written."""
    yield MISSED
    unseen: list[type[CannotSee]] = [CannotSee, *CannotSee.__subclasses__()]
    yield from (of.reason for of in unseen)
    for file in SOURCES.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"Skip", "Refused"}:
                yield from _words(file, node.args[0])
            elif _ends(node):
                yield from _words(file, node.args[2])


def _ends(node: ast.AST) -> TypeGuard[ast.Call]:
    """Whether a courier ends a delivery there, for a reason of its own."""
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute) or node.func.attr != "_end":
        return False
    # Other methods of that name take less.
    return len(node.args) > 2 and not isinstance(node.args[2], ast.Attribute)


def _words(file: Path, said: ast.expr) -> Iterator[str]:
    """The words that stand there, or that names of that module stand for."""
    module = importlib.import_module(".".join(["bot", *file.relative_to(SOURCES).with_suffix("").parts]))
    named = [node.id for node in ast.walk(said) if isinstance(node, ast.Name)]
    values = [node.value for node in ast.walk(said) if isinstance(node, ast.Constant)]
    values += [getattr(module, name, None) for name in named]
    found = [value for value in values if isinstance(value, str)]
    assert found, f"{file}: {ast.unparse(said)}"
    yield from found


def test_every_reason_that_the_code_writes_has_a_sentence(languages: Languages) -> None:
    assert set(words()) <= REASONS
    for word in REASONS:
        assert languages.say(Message(f"reason-{word}"), "nl") != languages.say(Message(f"reason-{word}"), "en")


def test_each_reason_has_a_sentence_of_its_own(languages: Languages) -> None:
    assert len({languages.say(Message(f"reason-{word}"), "nl") for word in REASONS}) == len(REASONS)


def test_a_reason_of_a_newer_version_is_told_as_it_is(posted_as: Delivery) -> None:
    assert reason(replace(posted_as, reason="newer")) == Message("reason-other", {"word": "newer"})


@pytest.fixture
def posted_as(posted: Posts) -> Delivery:
    """A delivery of no importance."""
    now = posted.time.now
    nothing = dict.fromkeys(("owner", "content", "anchor", "first_send", "last_send", "message", "ended_at", "follows"))
    times = {"due": now, "until": now, "not_before": now, "slot": now.date(), "attempts": 1}
    named = {"community": HERE.community, "schedule": "aaaa", "kind": "post", "key": "k", "place": "11"}
    return Delivery(**named, **times, **nothing, state="skipped", reason="")  # type: ignore[arg-type]  # by name


def test_every_state_has_a_sentence_with_its_reason(posted_as: Delivery, languages: Languages) -> None:
    at = LocalTime(posted_as.due)
    states = ("planned", "claimed", "sending", "sent", "skipped", "failed", "unknown")
    told = [languages.say(came(replace(posted_as, state=state, reason=MISSED), at), "en") for state in states]

    assert len(set(told)) == 5
    assert [state for state, line in zip(states, told, strict=True) if "too late" in line] == [*states[4:]]


async def test_what_comes_next_and_what_came_last_is_told(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    assert "Nothing was posted by it yet." in await lines(everything, languages)
    await posted.go(days=1)
    told = await lines(everything, languages)

    days = "Tuesday 24", "Wednesday 25", "Thursday 26"
    assert told[0] == "Next: " + "; ".join(f"{day} November 2026, 08:00" for day in days)
    assert told[1] == "Last: Monday 23 November 2026, 08:00, posted."
    assert told[-1].startswith("Posted in this channel in 30 days: ")
    assert " 100 %" in told[-1]


async def test_a_late_post_says_by_how_much(everything: Registry, posted: Posts, languages: Languages) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, time="13:00"))
    posted.time.go(hours=2, minutes=30)
    await posted.now()

    assert any("posted 90 minutes late" in line for line in await lines(everything, languages))


async def test_what_was_not_made_says_why_and_which_was_the_last(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    await posted.go(days=1)
    posted.time.go(days=1, hours=2)
    await posted.now()
    told = await lines(everything, languages)

    assert told[1].startswith("Last: Tuesday 24 November 2026, 08:00, not posted: at its time the bot did not run, or")
    assert told[2] == "Last one that was made: Monday 23 November 2026, 08:00, posted."


async def test_since_when_posts_are_refused_is_told_and_that_the_bot_stops_and_has_stopped(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED] * 5
    await posted.go(days=1)
    first = await lines(everything, languages)
    await posted.go(days=3)
    last = await lines(everything, languages)

    assert first[0].startswith("Since Monday 23 November")
    assert "until Thursday 26 November" in first[0]
    assert any("refused: the bot may not post in that channel." in line for line in first)
    assert last[0].startswith("Paused by the bot on Thursday 26 November")
    assert not any(line.startswith("Next: ") for line in last)


@pytest.mark.parametrize("command", ["daily resume", "daily edit"])
async def test_an_edit_tries_anew(everything: Registry, posted: Posts, languages: Languages, command: str) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED] * 4
    await posted.go(days=4)
    [listed] = entries(await everything.run(HERE, "daily list", {}))
    assert "schedule-stopped" in [line.key for line in listed.lines]
    await everything.run(HERE, command, {"days": "daily", "time": "9:00"} if command == "daily edit" else {})
    told = await lines(everything, languages)
    await posted.go(days=1)

    assert told[0].startswith("Next: Friday 27 November")
    assert any("posted." in line for line in await lines(everything, languages))


@pytest.mark.parametrize(
    ("schedule", "told"),
    [
        (
            replace(MORNING, time="02:30"),
            ["March 28, 2027 the clocks are set forward", "October 31, 2027 the clocks are set back"],
        ),
        (MORNING, []),
        (replace(MORNING, time="02:30", weekdays=(0,)), []),
        (replace(MORNING, time="02:30", zone="UTC"), []),
        (replace(MORNING, time="02:30", skipped=("2027-03-28", "2027-10-31")), []),
    ],
)
async def test_a_year_ahead_it_is_told_where_clocks_are_set(
    everything: Registry, desk: Desk, languages: Languages, schedule: Schedule, told: list[str]
) -> None:
    await put(desk, HERE, aaaa=schedule)
    found = [line for line in await lines(everything, languages) if "clocks" in line]

    assert len(found) == len(told)
    assert all(part in line for part, line in zip(told, found, strict=True))
    if found:
        assert found[0].endswith("it is posted at 03:30.")


@pytest.mark.parametrize(
    ("lacks", "told"),
    [
        ((), None),
        (None, "The bot sees no channel #11: it is gone, or the bot may not see it."),
        (("permission-send-messages",), "The bot lacks in #11:"),
    ],
)
async def test_what_the_bot_lacks_is_told(
    library: Library, posted: Posts, languages: Languages, lacks: tuple[str, ...] | None, told: str | None
) -> None:
    guarded = registry(library, desk=posted.desk, agenda=posted.agenda, ports=Ports(grounds=Guard(lacks)))
    await put(posted.desk, HERE, aaaa=MORNING)
    found = await lines(guarded, languages)

    assert [line for line in found if line.startswith("The bot")] == ([told] if told else [])


async def test_where_the_platform_does_not_answer_that_is_told_with_all_else(
    library: Library, posted: Posts, languages: Languages
) -> None:
    guarded = registry(library, desk=posted.desk, agenda=posted.agenda, ports=Ports(grounds=Away()))
    await put(posted.desk, HERE, aaaa=MORNING)
    found = await lines(guarded, languages)

    assert "What the bot may do in #11 cannot be told now: the platform does not answer." in found
    assert found[0].startswith("Next: ")


async def test_of_many_dates_that_are_left_out_the_first_to_come_are_told(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    dates = tuple(f"2026-{month}-{day:02}" for month in (11, 12) for day in range(20, 30))
    await put(posted.desk, HERE, aaaa=replace(MORNING, skipped=dates))
    found = await lines(everything, languages)

    assert [line for line in found if line.startswith("Skips")] == [
        f"Skips {day}, 2026" for day in ("Sunday, November 22", "Monday, November 23", "Tuesday, November 24")
    ]
    assert "And 15 more." in found


async def test_what_was_asked_for_besides_is_told_until_the_next_post(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=EVENING)
    await everything.run(HERE, "daily now", {})
    asked = await lines(everything, languages)
    await posted.now()
    made = await lines(everything, languages)
    await posted.go(days=1)
    later = await lines(everything, languages)

    assert "Asked for besides: Sunday 22 November 2026, 12:00, on its way." in asked
    assert "Asked for besides: Sunday 22 November 2026, 12:00, posted." in made
    assert not any(line.startswith("Asked") for line in later)


async def test_a_paused_schedule_is_said_to_be_so(everything: Registry, desk: Desk, languages: Languages) -> None:
    await put(desk, HERE, aaaa=replace(MORNING, paused=True))

    assert (await lines(everything, languages))[:2] == ["Paused", "Nothing was posted by it yet."]


async def test_twenty_schedules_come_in_pages_with_those_first_that_are_refused(
    everything: Registry, posted: Posts
) -> None:
    keys = [f"k{at:03}" for at in range(20)]
    await put(posted.desk, HERE, **{key: replace(MORNING, place=key) for key in keys})
    broken = replace(MORNING, time="13:00", place="x")
    await posted.desk.changes.make(HERE, "daily-edit", [Edit(KIND, keys[9], broken.content, 1)])
    posted.platform.script = [REFUSED]
    await posted.go(hours=1)
    reply = await everything.run(HERE, "daily doctor", {})
    seen = [entry.title.values["key"] for entry in entries(reply)]
    while action := next((of for of in reply.actions if of.label is None), None):
        reply = await everything.press(HERE, action.verb, action.target, reply.shared)
        seen += [entry.title.values["key"] for entry in entries(reply)]

    assert seen == [keys[9], *keys[:9], *keys[10:]]
    back = await everything.press(HERE, "checkup", reply.actions[0].target, "")
    assert [entry.title.values["key"] for entry in entries(back)] == seen[-4:-2]


async def test_other_communities_and_members_hear_nothing_of_it(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    await put(posted.desk, ELSEWHERE, aaaa=EVENING)
    await posted.desk.changes.make(ELSEWHERE, "ban", [Edit(BAN, "storm-4", {}, 0)])
    posted.platform.script = [REFUSED]
    await posted.go(hours=10)
    [here] = entries(await everything.run(HERE, "daily doctor", {}))
    [there] = entries(await everything.run(ELSEWHERE, "daily doctor", {}))
    refused = await everything.run(replace(HERE, role=Role.ASKER), "daily doctor", {})

    assert "check-none-yet" in [line.key for line in here.lines]
    assert "refused-since" in [line.key for line in there.lines]
    assert refused.blocks == (Notice(Message("for-moderators")),)


async def test_what_did_not_follow_the_last_post_is_told_with_why(
    everything: Registry, posted: Posts, languages: Languages
) -> None:
    await put(posted.desk, HERE, aaaa=replace(MORNING, thread=True, role="5"))
    await posted.go(days=1)
    deliveries = posted.agenda.deliveries
    thread = await deliveries.claim(PLATFORM, (THREAD,), timedelta(minutes=1))
    assert thread is not None
    assert not any("did not come" in line for line in await lines(everything, languages))
    await deliveries.end(thread, FAILED, FORBIDDEN)

    told = [line for line in await lines(everything, languages) if "did not come" in line]
    assert told == ["The last post’s thread did not come: the bot may not post in that channel"]
