"""`/balance` tells what was posted, in that place and in that community, and nothing else."""

from __future__ import annotations

from dataclasses import replace

from bot.commands.changed import OF_SCHEDULES
from bot.commands.daily.balancing import AUTHORS, NAMED, Share, _lines, percent
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.reply import Entry, Reply
from bot.store.deliveries import TOLD
from tests.commands.daily.made import EVENING, MORNING, put
from tests.commands.daily.posting import ELSEWHERE, HERE, Posts
from tests.daily.platform import REFUSED

MEMBER = replace(HERE, role=Role.ASKER)


def keys(reply: Reply) -> list[str]:
    """What is said, by the keys of blocks and their lines."""
    found = []
    for block in reply.blocks:
        messages = (block.title, *block.lines) if isinstance(block, Entry) else (block.message,)  # type: ignore[union-attr]
        found += [message.key for message in messages]
    return found


def table(reply: Reply, where: str) -> dict[object, tuple[object, object, object]]:
    """The shares that are told, by the author."""
    [entry] = [of for of in reply.blocks if isinstance(of, Entry) and of.title.key == f"balance-{where}"]
    lines = [line.values for line in entry.lines]
    return {of["author"]: (of["characters"], of["posts"], of["percent"]) for of in lines}


async def quoted(agenda: Agenda, community: str, place: str) -> dict[str, int]:
    """The characters of each author that were posted in a place."""
    found: dict[str, int] = {}
    for post in await agenda.deliveries.told(community, place):
        for said in (post.content or {})["quotes"]:
            found[said["author"]] = found.get(said["author"], 0) + said["end"] - said["start"]
    return found


async def test_where_nothing_was_posted_that_is_said_to_the_asker_alone(everything: Registry, desk: Desk) -> None:
    await put(desk, HERE, aaaa=MORNING)

    reply = await everything.run(MEMBER, "balance", {})

    assert (keys(reply), reply.private) == (["balance-nothing"], True)


async def test_every_member_is_told_the_shares_here_and_in_the_whole_community(
    everything: Registry, posted: Posts, library: Library
) -> None:
    await put(posted.desk, HERE, aaaa=MORNING, bbbb=EVENING)
    for _ in range(3):
        await posted.go(days=1)
    reply = await everything.run(MEMBER, "balance", {})

    here = await quoted(posted.agenda, HERE.community, "11")
    both = {of: here.get(of, 0) + n for of, n in (await quoted(posted.agenda, HERE.community, "12")).items()}
    names = library.authors
    assert not reply.private
    assert {of: n[0] for of, n in table(reply, "here").items()} == {names[of]: n for of, n in here.items()}
    assert {of: n[0] for of, n in table(reply, "everywhere").items()} == {names[of]: n for of, n in both.items()}
    assert sum(int(str(of[2])) for of in table(reply, "here").values()) in (99, 100, 101)
    # Three excerpts and three pairs.
    assert sum(int(str(of[1])) for of in table(reply, "here").values()) == 3
    assert sum(int(str(of[1])) for of in table(reply, "everywhere").values()) == 3 + 2 * 3


async def test_what_was_posted_in_another_community_or_longer_ago_does_not_count(
    everything: Registry, posted: Posts
) -> None:
    await put(posted.desk, ELSEWHERE, aaaa=MORNING)
    await put(posted.desk, HERE, aaaa=replace(MORNING, weekdays=(0,)))
    await posted.go(days=1)
    assert keys(await everything.run(replace(MEMBER, community="discord:7"), "balance", {})) == ["balance-nothing"]
    assert "balance-all-here" in keys(await everything.run(MEMBER, "balance", {}))
    await put_away(posted, HERE)
    posted.time.go(days=31)

    assert keys(await everything.run(MEMBER, "balance", {})) == ["balance-nothing"]


async def put_away(posted: Posts, ask: Ask) -> None:
    """Takes the community's schedule away: what it posted still counts."""
    await posted.desk.changes.undo(ask, 1, OF_SCHEDULES)


async def test_what_was_refused_does_not_count(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    posted.platform.script = [REFUSED]
    await posted.go(days=1)
    [post] = await posted.agenda.deliveries.of_schedule(HERE.community, "aaaa")
    assert post.state not in TOLD

    assert keys(await everything.run(MEMBER, "balance", {})) == ["balance-nothing"]


async def test_who_is_asked_elsewhere_says_that_nothing_was_posted_there(everything: Registry, posted: Posts) -> None:
    await put(posted.desk, HERE, aaaa=MORNING)
    await posted.go(days=1)

    found = keys(await everything.run(replace(MEMBER, place="99"), "balance", {}))

    assert found[:2] == ["balance-heading", "balance-nothing-here"]
    assert "balance-everywhere" in found


async def test_a_schedule_that_quotes_one_author_only_is_said_to(
    everything: Registry, desk: Desk, languages: Languages
) -> None:
    only = replace(MORNING, author="storm", topic="kronstadt", language="nl")
    await put(desk, HERE, aaaa=only, bbbb=replace(only, place="12"), cccc=MORNING)

    reply = await everything.run(MEMBER, "balance", {})

    assert keys(reply) == [
        "balance-nothing",
        "schedule-title",
        "balance-only-author",
        "balance-only-topic",
        "balance-only-language",
        "balance-restricted",
    ]
    [entry] = [of for of in reply.blocks if isinstance(of, Entry)]
    assert languages.say(entry.lines[0], "en") == "Quotes only Peter Storm, because it was made so."


async def test_of_many_restricted_schedules_some_are_named(everything: Registry, desk: Desk) -> None:
    only = replace(MORNING, author="storm")
    await put(desk, HERE, **{f"aaa{at}": only for at in range(NAMED + 2)})

    reply = await everything.run(MEMBER, "balance", {})

    assert keys(reply).count("schedule-title") == NAMED
    assert reply.blocks[-1].message.values == {"count": 2}  # type: ignore[union-attr]


def test_of_many_authors_the_greatest_are_named_by_their_names_and_the_others_counted() -> None:
    every = [Share(f"a{at:02}", 100 - at, 1) for at in range(AUTHORS + 2)]

    found = list(_lines(every))

    assert [of.values.get("author") for of in found[:-1]] == [f"a{at:02}" for at in range(AUTHORS)]
    assert found[-1] == Message("balance-more", {"count": 2, "characters": 89 + 90})
    assert percent(Share("x", 0, 0), [Share("x", 0, 0)]) == 0
