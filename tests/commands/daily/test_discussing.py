"""What follows a post, in words: a name for its thread, a call, a poll; and how the poll came out, in the next post."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta

import pytest

from bot.commands.daily.discussing import POST_GONE, ROLE_GONE, Composing, Discussing
from bot.commands.daily.excerpt import Excerpts
from bot.commands.daily.results import result
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import Choosing
from bot.daily.courier import Courier, Means, Pace, Skip
from bot.daily.outbox import CannotSee, RetryAfter, marker
from bot.daily.polls import HOURS, Counting, Tally
from bot.daily.steps import CALL, POLL, STEPS, THREAD
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.platforms.console.plain import Plain
from bot.reply import Reply
from bot.reply.telling import label
from bot.store.deliveries import NOW, POST, Delivery
from bot.store.ledger import Edit
from bot.store.schedules import KIND
from tests.commands.daily.made import MORNING, put
from tests.daily.clocks import Time
from tests.daily.platform import Platform

HERE = "discord:1"
MANAGER = Ask("nl", "nl", HERE, "11", "7", Role.MANAGER)
WANTED = replace(MORNING, time="11:30", topic="arbeidersstaat", kind="positions", thread=True, role="5", poll=True)
AUTHORS = {"westerlund": "Per-Åke Westerlund", "storm": "Peter Storm"}
Votes = Tally | Exception


@dataclass
class Ballots:
    """Polls that came out as it says."""

    out: Votes = field(default_factory=lambda: Tally((3, 1), final=True))
    asked: list[tuple[str, str]] = field(default_factory=list)

    async def tally(self, place: str, message: str) -> Tally:
        self.asked.append((place, message))
        if isinstance(self.out, Exception):
            raise self.out
        return self.out


@dataclass
class Scene:
    """A community whose post comes at half past eleven, with all that follows it."""

    library: Library
    desk: Desk
    agenda: Agenda
    time: Time
    platform: Platform
    ballots: Ballots

    @property
    def composer(self) -> Composing:
        deliveries = self.agenda.deliveries
        choosing = Choosing(self.agenda.picker, self.desk.keeper, deliveries, self.time.wall)
        posts = Excerpts(
            self.library, self.desk.keeper, Counting(choosing, deliveries, self.ballots), {HERE: "nl"}.__getitem__
        )
        return Composing(posts, Discussing(self.library, self.desk.keeper, deliveries))

    async def day(self, **passed: float) -> None:
        """Time goes by, and what is due then is delivered."""
        self.time.go(**passed)
        while await self.agenda.schedules.plan():
            pass
        means = Means("discord", self.agenda.deliveries, self.composer, self.platform, (POST, NOW, *STEPS))
        courier = Courier(means, Pace(), self.time.clocks, self.time.now - timedelta(days=9))
        while await courier.deliver():
            pass

    async def last(self, kind: str) -> Delivery:
        return (await self.agenda.deliveries.of_schedule(HERE, "k", kind, 1))[0]

    async def reply(self, kind: str) -> Reply:
        """The last of a kind, as it is shown."""
        of = await self.last(kind)
        assert of.content is not None
        return await self.composer.reply(of, of.content)


@pytest.fixture
def scene(library: Library, desk: Desk, agenda: Agenda, time: Time) -> Scene:
    return Scene(library, desk, agenda, time, Platform(time), Ballots())


def lines(languages: Languages, reply: Reply) -> list[str]:
    return [line for line in Plain(languages).reply(reply).split("\n") if line]


async def change(scene: Scene, **changes: object) -> None:
    """The schedule is changed; removed where nothing is said."""
    seen = (await scene.desk.keeper.state(HERE)).documents[KIND]["k"]
    after = {**seen.content, **changes} if changes else None
    await scene.desk.changes.make(MANAGER, "daily-edit", [Edit(KIND, "k", after, seen.version)])


async def test_a_thread_is_called_after_the_topic(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)

    thread, post = await scene.reply(THREAD), await scene.reply(POST)
    assert (thread.name, thread.blocks, thread.locale) == ("Arbeidersstaat", (), "nl")
    assert post.name == "Arbeidersstaat"


async def test_without_a_topic_it_is_called_after_the_section_or_the_work(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=replace(MORNING, time="11:30", thread=True))
    for _ in range(9):
        await scene.day(days=1)
        post = await scene.last(POST)
        assert post.content is not None
        passage = scene.library.passage(post.content["quotes"][0]["passage"])
        other = passage.section or scene.library.works[passage.work].title
        assert (await scene.reply(THREAD)).name == (post.content["title"] or other)
        assert (await scene.reply(THREAD)).name


async def test_a_call_names_the_one_role_and_can_be_found_again(scene: Scene, languages: Languages) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)

    call = await scene.reply(CALL)
    assert call.calls == "5"
    assert lines(languages, call)[:2] == [
        "@5 De post van vandaag staat er: Arbeidersstaat",
        f"Oproep · {marker((await scene.last(CALL)).key)}",
    ]
    assert [languages.say(label(of), "nl") for of in call.actions] == ["Roep mij", "Roep mij niet meer"]
    assert {of.target for of in call.actions} == {"k"}


async def test_a_poll_asks_which_of_the_authors_and_can_be_found_again(scene: Scene, languages: Languages) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)

    asked = await scene.reply(POLL)
    assert asked.poll is not None
    assert languages.say(asked.poll.question, "nl") == "Arbeidersstaat: wie staat hier sterker?"
    assert sorted(asked.poll.answers) == sorted(AUTHORS.values())
    post = (await scene.reply(POST)).quotations()
    assert asked.poll.answers == tuple(of.author for of in post)
    assert asked.poll.hours == HOURS
    assert lines(languages, asked)[0] == f"Peiling · {marker((await scene.last(POLL)).key)}"


async def test_a_role_that_is_no_longer_wanted_is_not_called(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=replace(WANTED, thread=False, poll=False))
    await scene.day(days=1)
    call = await scene.last(CALL)
    await change(scene, role=None)

    with pytest.raises(Skip, match=ROLE_GONE):
        await scene.composer.choose(call)
    await change(scene)
    with pytest.raises(Skip, match=ROLE_GONE):
        await scene.composer.choose(call)


async def test_a_step_whose_post_is_not_known_is_left_out(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)

    with pytest.raises(Skip, match=POST_GONE):
        await scene.composer.choose(replace(await scene.last(CALL), follows="another"))


@pytest.mark.parametrize(
    ("out", "told"),
    [
        (Tally((1234, 1), final=True), "De peiling over Arbeidersstaat: {} 1.234, {} 1."),
        (Tally((0, 2), final=False), "De peiling over Arbeidersstaat tot nu toe: {} 0, {} 2."),
        (Tally((0, 0), final=True), "In de peiling over Arbeidersstaat heeft niemand gestemd."),
        (CannotSee(), "Hoe de peiling over Arbeidersstaat afliep, is niet te lezen."),
        (TimeoutError(), "Hoe de peiling over Arbeidersstaat afliep, is niet te lezen."),
    ],
)
async def test_the_next_post_tells_how_the_poll_came_out(
    scene: Scene, languages: Languages, out: Votes, told: str
) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)
    poll = await scene.last(POLL)
    first = lines(languages, await scene.reply(POST))
    names = (await scene.reply(POLL)).poll
    assert names is not None
    scene.ballots.out = out
    await scene.day(days=1)

    assert told.format(*names.answers) in lines(languages, await scene.reply(POST))
    assert scene.ballots.asked == [(poll.place, poll.message)]
    assert not any("eiling" in line for line in first)


async def test_a_post_waits_where_the_platform_wants_no_request(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)
    scene.ballots.out = RetryAfter(60)
    await scene.day(days=1)
    assert (await scene.last(POST)).state == "claimed"

    scene.ballots.out = Tally((1, 0), final=True)
    await scene.day(minutes=2)
    content = (await scene.last(POST)).content
    assert content is not None
    assert content["poll"]["votes"] == [1, 0]


async def test_only_the_post_that_comes_next_tells_it(scene: Scene) -> None:
    await put(scene.desk, MANAGER, k=WANTED)
    await scene.day(days=1)
    await change(scene, poll=False)
    times = {"due": scene.time.now, "until": scene.time.now + timedelta(hours=4)}
    await scene.agenda.deliveries.add(
        HERE, {"schedule": "k", "kind": NOW, "slot": date(2026, 11, 23), "place": "11", **times}
    )
    await scene.day()
    asked = await scene.last(NOW)
    await scene.day(days=1)
    await scene.day(days=1)

    posts = await scene.agenda.deliveries.of_schedule(HERE, "k", POST)
    assert [("poll" in of.content) for of in (*posts, asked) if of.content] == [False, True, False, False]


def test_a_poll_of_several_is_told_in_one_line(languages: Languages) -> None:
    [told] = result({"title": "Staat", "authors": ["a", "b", "c"], "votes": [1, 0, 2], "final": True}, {"a": "Anna"})

    assert lines(languages, Reply((told,), locale="en"))[0] == "The poll on Staat: Anna 1, b 0, c 2."
    assert isinstance(told.message, Message)  # type: ignore[union-attr]  # a notice
