from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
import pytest_asyncio

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.platforms.discord.lasting import Lasting
from bot.platforms.recent import Post, Recent
from tests.clock import Clock
from tests.local_discord import Answer, User
from tests.platforms.discord.fakes import Slow
from tests.platforms.discord.stage import Stage, button, local_discord, served, shown, staged, until, verbs

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

CALLBACK = "/callback$"
LOOKED = "/messages/[0-9]+$"


class Noting(Recent):
    """Tells which posts it was told of: the bot hears from Discord a moment after the member sees the answer."""

    def __init__(self) -> None:
        self.clock = Clock(1000.0)
        super().__init__(clock=self.clock)
        self.noted: set[str] = set()

    def note(self, place: str, content: str, post: Post) -> None:
        super().note(place, content, post)
        self.noted.add(post.id)

    async def posted(self, member: User, query: str = "kronstadt") -> Answer:
        """The public answer to a query, noted."""
        answer = await member.slash("quote", query=query)
        await until(lambda: answer.message["id"] in self.noted)
        return answer


@pytest.fixture
def recent() -> Noting:
    return Noting()


@pytest_asyncio.fixture(loop_scope="module")
async def stage(commands: Registry, languages: Languages, tmp_path: Path, recent: Noting) -> AsyncIterator[Stage]:
    """A server where the bot remembers what it posted, by the clock of the test."""
    async with staged(commands, languages, Lasting(tmp_path, recent)) as built:
        yield built


def link(answer: Answer, user: User) -> str:
    """The link to the message of an answer."""
    assert user.guild
    return f"https://discord.com/channels/{user.guild.id}/{user.channel.id}/{answer.message['id']}"


def repeated(answer: Answer) -> bool:
    return answer.ephemeral and answer.texts()[0].startswith("Dit citaat staat hier al")


async def test_the_same_quotation_again_is_a_link_and_the_quotation_in_private(stage: Stage, recent: Noting) -> None:
    anna, bert = stage.member(), stage.member("en-US")
    first = await recent.posted(anna)
    second = await bert.slash("quote", query="kronstad")

    assert not first.ephemeral
    assert second.ephemeral
    assert second.texts()[0] == f"This quotation was posted here less than ten minutes ago: {link(first, anna)}"
    assert shown(second)[0].text == shown(first)[0].text
    assert verbs(second) == verbs(first)

    onward = await bert.press(second, button(second, "next"))
    assert shown(onward)[0].text != shown(first)[0].text
    assert stage.local.message(first.message) == first.message


async def test_what_was_shared_is_not_shared_again(stage: Stage, recent: Noting) -> None:
    anna, bert = stage.member(), stage.member("en-US")
    private = [await who.slash("quote", query="kronstadt", private=True) for who in (anna, bert)]
    first = await anna.press(private[0], button(private[0], "share"))
    await until(lambda: first.message["id"] in recent.noted)
    again = [await who.press(p, button(p, "share")) for who, p in zip((anna, bert), private, strict=True)]

    assert not first.ephemeral
    assert [(answer.ephemeral, shown(answer), verbs(answer)) for answer in again] == [(True, [], [])] * 2
    assert again[1].texts() == [f"This was posted here less than ten minutes ago: {link(first, anna)}"]


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("quote", {"query": "kronstadt"}),
        ("quote", {"query": "kronstadt", "card": True}),
        ("search", {"query": "kronstadt"}),
        ("positions", {"topic": "kronstadt"}),
        ("verify", {"text": "Trotski eiste onvoorwaardelijke overgave."}),
    ],
)
async def test_presses_of_share_at_the_same_moment_post_once(
    stage: Stage, recent: Noting, name: str, given: dict[str, str | bool]
) -> None:
    anna = stage.member()
    private = await anna.slash(name, private=True, **given)  # type: ignore[arg-type]  # options by name
    stage.local.faults.delay("POST", CALLBACK, 0.05)
    answers = await asyncio.gather(*(anna.press(private, button(private, "share")) for _ in range(3)))

    [public] = [answer for answer in answers if not answer.ephemeral]
    led = [answer.texts() for answer in answers if answer.ephemeral]
    assert led == [[f"Dit staat hier al, van nog geen tien minuten geleden: {link(public, anna)}"]] * 2


async def test_a_share_that_failed_keeps_no_other_from_being_posted(stage: Stage) -> None:
    anna = stage.member()
    private = await anna.slash("search", query="kronstadt", private=True)
    stage.local.faults.answer("POST", CALLBACK, status=404, body={"code": 10062, "message": "no"})
    lost, arrived = await asyncio.gather(
        *(anna.press(private, button(private, "share"), timeout=2) for _ in range(2)), return_exceptions=True
    )

    assert isinstance(lost, TimeoutError)
    assert isinstance(arrived, Answer)
    assert not arrived.ephemeral


async def test_another_page_of_what_was_shared_is_shared_too(stage: Stage) -> None:
    anna = stage.member()
    private = await anna.slash("search", query="rode leger", private=True)
    first = await anna.press(private, button(private, "share"))
    onward = await anna.press(private, button(private, "page"))
    second = await anna.press(onward, button(onward, "share"))

    assert (first.ephemeral, second.ephemeral) == (False, False)
    assert shown(first) != shown(second)


async def test_what_two_ask_at_the_same_moment_is_posted_once(stage: Stage) -> None:
    anna, bert = stage.member(), stage.member()
    answers = await asyncio.gather(*(who.slash("quote", query="kronstadt") for who in (anna, bert)))

    assert sorted(repeated(answer) for answer in answers) == [False, True]


async def test_the_asker_too_is_led_to_the_post(stage: Stage, recent: Noting) -> None:
    anna = stage.member()
    first = await recent.posted(anna)
    second = await anna.slash("quote", query="kronstadt")

    assert link(first, anna) in second.texts()[0]


async def test_after_ten_minutes_it_is_posted_again(stage: Stage, recent: Noting) -> None:
    member = stage.member()
    await recent.posted(member)
    recent.clock.advance(599)
    private = await member.slash("quote", query="kronstadt")
    recent.clock.advance(1)
    public = await recent.posted(member)
    then = await member.slash("quote", query="kronstadt")

    assert (private.ephemeral, public.ephemeral) == (True, False)
    assert link(public, member) in then.texts()[0]


async def test_another_quotation_another_channel_and_private_conversations_are_answered_as_ever(
    stage: Stage, recent: Noting
) -> None:
    anna, cato = stage.member(), stage.member()
    cato.channel = stage.guild.add_channel("boeken")
    friend = stage.local.direct("dora", "nl")
    group = stage.local.direct("eva", "nl", group=True)
    await recent.posted(anna)
    answers = [
        await anna.slash("quote", query="rode leger"),
        await cato.slash("quote", query="kronstadt"),
        *[await friend.slash("quote", query="kronstadt") for _ in range(2)],
        *[await group.slash("quote", query="kronstadt") for _ in range(2)],
    ]

    assert [(answer.ephemeral, len(shown(answer))) for answer in answers] == [(False, 1)] * 6


async def test_other_replies_are_given_as_often_as_they_are_asked_for(stage: Stage) -> None:
    member = stage.member()
    words = "Trotski eiste onvoorwaardelijke overgave."
    asked = [("positions", "topic", "kronstadt"), ("verify", "text", words), ("search", "query", "kronstadt")]
    for name, option, value in asked:
        first, second = [await member.slash(name, **{option: value}) for _ in range(2)]  # type: ignore[arg-type]

        assert first.texts() == second.texts()
        assert first.flags == second.flags


async def test_a_post_that_shows_something_else_by_now_is_not_linked_to(stage: Stage, recent: Noting) -> None:
    anna = stage.member()
    first = await recent.posted(anna)
    await anna.press(first, button(first, "next"))
    second = await anna.slash("quote", query="kronstadt")

    assert not second.ephemeral
    assert shown(second)[0].text == shown(first)[0].text


async def test_a_press_that_is_answered_in_private_leaves_the_post_where_it_is(stage: Stage, recent: Noting) -> None:
    anna, bert = stage.member(), stage.member()
    first = await recent.posted(anna)
    await bert.press(first, button(first, "next"))
    await anna.press(first, button(first, "context"))
    second = await bert.slash("quote", query="kronstadt")

    assert link(first, anna) in second.texts()[0]


async def test_a_post_that_was_deleted_is_posted_again(stage: Stage, recent: Noting) -> None:
    anna = stage.member()
    first = await recent.posted(anna)
    stage.local.delete(first.message)
    second = await recent.posted(anna)
    third = await anna.slash("quote", query="kronstadt")

    assert not second.ephemeral
    assert link(second, anna) in third.texts()[0]


@pytest.mark.parametrize("slow", [False, True])
async def test_a_post_that_discord_does_not_tell_of_counts_as_standing(
    stage: Stage, recent: Noting, *, slow: bool
) -> None:
    anna = stage.member()
    first = await recent.posted(anna)
    if slow:
        stage.local.faults.delay("GET", LOOKED, 2.5)
    else:
        stage.local.faults.answer("GET", LOOKED, status=403, body={"code": 50001, "message": "Missing Access"})
    second = await anna.slash("quote", query="kronstadt")

    assert link(first, anna) in second.texts()[0]
    assert shown(second)


async def test_only_what_was_delivered_counts(stage: Stage) -> None:
    anna = stage.member()
    stage.local.faults.answer("POST", CALLBACK, status=404, body={"code": 10062, "message": "no"})
    with pytest.raises(TimeoutError):
        await anna.slash("quote", query="kronstadt", timeout=0.5)

    assert not (await anna.slash("quote", query="kronstadt")).ephemeral


async def test_a_slow_answer_is_linked_to_and_a_slow_repetition_is_private(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow, recent = Slow(commands), Noting()
    async with staged(slow, languages, Lasting(tmp_path, recent)) as stage:
        anna = stage.member()
        answers = []
        for _ in range(2):
            slow.door.clear()
            deferred = await anna.slash("quote", query="kronstadt", settle=False)
            slow.door.set()
            answers.append(await deferred.changed())
            await until(lambda: bool(recent.noted))
        gone = answers[1] if answers[1].followups else await answers[1].changed()
        [private] = gone.followups
        seen = [link(answers[0], anna) in str(private), bool(private["flags"] & 64), gone.now is None]

    assert shown(answers[0])
    assert seen == [True, True, True]


async def test_what_one_connection_posted_the_next_does_not_repeat(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    recent = Noting()
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, commands, languages, Lasting(tmp_path, recent)):
            first = await recent.posted(member)
        async with served(local, commands, languages, Lasting(tmp_path, recent)):
            second = await member.slash("quote", query="kronstadt")

    assert not repeated(first)
    assert repeated(second)


async def test_what_discord_shows_to_the_asker_alone_is_no_post(stage: Stage, recent: Noting) -> None:
    guild = stage.local.add_guild("Zonder bots", "nl", bot=False)
    guild.external_apps = False
    anna = stage.local.member(guild, "anna", "nl")
    hidden = [await anna.slash("quote", query="kronstadt") for _ in range(2)]
    guild.external_apps = True
    public = [await recent.posted(anna), await anna.slash("quote", query="kronstadt")]

    assert [(answer.ephemeral, repeated(answer)) for answer in hidden] == [(True, False)] * 2
    assert [(answer.ephemeral, repeated(answer)) for answer in public] == [(False, False), (True, True)]
    assert link(public[0], anna) in public[1].texts()[0]


async def test_nor_is_a_slow_answer_that_discord_shows_to_the_asker_alone(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow, recent = Slow(commands), Noting()
    async with staged(slow, languages, Lasting(tmp_path, recent)) as stage:
        guild = stage.local.add_guild("Zonder bots", "nl", bot=False)
        guild.external_apps = False
        anna = stage.local.member(guild, "anna", "nl")
        deferred = await anna.slash("quote", query="kronstadt", settle=False)
        slow.door.set()
        first = await deferred.changed()
        second = await anna.slash("quote", query="kronstadt")

    assert (deferred.deferred, first.ephemeral, repeated(second)) == (True, True, False)
    assert recent.noted == set()


async def test_many_at_once_are_all_answered(stage: Stage) -> None:
    people = [stage.member() for _ in range(20)]
    answers = await asyncio.gather(*(p.slash("quote", query="kronstadt", timeout=10) for p in people))

    assert all(shown(answer) for answer in answers)
    assert not all(answer.ephemeral for answer in answers)
