"""What is posted each day."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import pytest

from bot.commands.daily.excerpt import GONE, Excerpts
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.choosing import Choosing
from bot.daily.courier import Skip
from bot.daily.outbox import marker
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role
from bot.platforms.console.plain import Plain
from bot.reply import Reference, Reply
from bot.reply.telling import label
from bot.store.content import Fields
from bot.store.deliveries import NOW, POST, Delivery
from bot.store.ledger import Edit
from tests.commands.daily.made import MORNING, put
from tests.daily.clocks import Time

HERE = "discord:1"
SLOT = date(2026, 11, 22)
TOPIC = "bureaucratie"
SILENT = "Naast Peter Storm zegt niemand in deze teksten hier iets over."
MANAGER = Ask("nl", "nl", HERE, "11", "7", Role.MANAGER)


def delivery(time: Time, kind: str = POST) -> Delivery:
    """A delivery of the schedule `k` that is due now."""
    due = time.wall()
    return Delivery(
        HERE, "k", kind, SLOT, "abcdefghij2345678901", "claimed", "11", due, due + timedelta(hours=4), "me", due,
        1, None, None, None, None, None, None, "", None,
    )  # fmt: skip


@pytest.fixture
def composer(library: Library, desk: Desk, agenda: Agenda) -> Excerpts:
    """In a community that Discord has in Dutch."""
    choosing = Choosing(agenda.picker, desk.keeper, agenda.deliveries, agenda.clock)
    return Excerpts(library, desk.keeper, choosing, {HERE: "nl"}.__getitem__)


async def made(composer: Excerpts, of: Delivery) -> tuple[Reply, Fields]:
    content = await composer.choose(of)
    return await composer.reply(of, content), content


def lines(languages: Languages, reply: Reply) -> list[str]:
    return Plain(languages).reply(reply).split("\n")


async def test_an_excerpt_says_what_it_is_who_speaks_and_what_to_discuss_and_ends_with_its_marker(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages
) -> None:
    await put(desk, MANAGER, k=replace(MORNING, topic=TOPIC))

    reply, content = await made(composer, delivery(time))

    [quotation] = reply.quotations()
    said = lines(languages, reply)
    assert said[0] == "Fragment van de dag"
    assert quotation.quote.text in Plain(languages).reply(reply)
    assert 200 <= len(quotation.quote.text) <= 1200
    assert quotation.voice.own
    assert f"[{quotation.quote.passage.id}]" in Plain(languages).reply(reply)
    assert f"Om over te praten: {content['question']}" in said
    assert content["question"]
    assert said[-3] == "Dagelijks fragment · 2026-11-22 · #abcdefghij2345678901"
    assert [languages.say(label(of), "nl") for of in reply.actions] == ["Context", "Andere auteur"]
    assert not reply.private


async def test_the_other_author_is_asked_about_the_topic_where_one_speaks_on_it(
    composer: Excerpts, desk: Desk, time: Time, everything: Registry
) -> None:
    await put(desk, MANAGER, k=replace(MORNING, topic=TOPIC, author="storm"))
    reply, _ = await made(composer, delivery(time))
    [_, other] = reply.actions

    answer = await everything.press(MANAGER, other.verb, other.target, reply.shared)

    assert {of.author_key for of in answer.quotations()} == {"storm", "westerlund"}


async def test_positions_name_their_topic_and_go_on_as_those_that_somebody_asks_for(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages, everything: Registry
) -> None:
    await put(desk, MANAGER, k=replace(MORNING, kind="positions", topic=TOPIC))

    reply, _ = await made(composer, delivery(time))
    asked = await everything.run(MANAGER, "positions", {"topic": TOPIC})

    assert lines(languages, reply)[0] == f"Standpunten: {lines(languages, asked)[0]}"
    assert len({of.author for of in reply.quotations()}) == 2
    assert {(of.verb, of.target) for of in reply.actions} == {(of.verb, of.target) for of in asked.actions}
    more = next(of for of in reply.actions if of.verb == "side")
    following = await everything.press(MANAGER, more.verb, more.target, reply.shared)
    assert following.quotations()[0].quote not in [of.quote for of in reply.quotations()]


async def test_every_button_of_a_post_is_answered(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages, everything: Registry
) -> None:
    await put(desk, MANAGER, k=MORNING, p=replace(MORNING, kind="positions"))
    for key in ("k", "p"):
        reply, _ = await made(composer, replace(delivery(time), schedule=key))
        for of in reply.actions:
            answer = await everything.press(MANAGER, of.verb, of.target, reply.shared)
            said = Plain(languages).reply(answer)

            assert answer.quotes or answer.form or isinstance(answer.blocks[0], Reference) or said == SILENT, of


async def test_a_post_that_comes_late_says_so_and_one_in_time_does_not(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages
) -> None:
    await put(desk, MANAGER, k=MORNING)
    of = delivery(time)
    early, _ = await made(composer, of)
    time.go(hours=1)

    late, _ = await made(composer, of)

    assert "Later geplaatst dan gepland." in lines(languages, late)
    assert "Later geplaatst dan gepland." not in lines(languages, early)


async def test_one_that_somebody_asked_for_is_not_called_the_days(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages
) -> None:
    await put(desk, MANAGER, k=MORNING)

    reply, _ = await made(composer, delivery(time, NOW))

    said = lines(languages, reply)
    assert said[0] == "Een fragment"
    # It may have the slot of another day, which is nobody's business.
    assert f"Fragment · {marker(delivery(time, NOW).key)}" in said


async def test_it_speaks_the_language_that_managers_set_and_else_the_platforms(
    composer: Excerpts, desk: Desk, time: Time, languages: Languages, everything: Registry
) -> None:
    await put(desk, MANAGER, k=MORNING)
    before, _ = await made(composer, delivery(time))
    await everything.run(MANAGER, "settings", {"language": "en"})

    after, _ = await made(composer, delivery(time))

    assert lines(languages, before)[0] == "Fragment van de dag"
    assert lines(languages, after)[0] == "Excerpt of the day"
    assert lines(languages, after)[-3].endswith(marker(delivery(time).key))


async def test_it_stays_as_it_was_chosen_whatever_the_community_changes_meanwhile(
    composer: Excerpts, desk: Desk, time: Time, everything: Registry
) -> None:
    await put(desk, MANAGER, k=replace(MORNING, topic=TOPIC))
    of = delivery(time)
    first, content = await made(composer, of)

    await everything.run(MANAGER, "settings", {"language": "en"})
    await desk.topics.rename(MANAGER, TOPIC, "Ambtenarij")
    time.go(hours=1)

    assert await composer.reply(of, content) == first


async def test_what_was_banned_or_is_gone_since_it_was_chosen_is_not_posted(
    composer: Excerpts, desk: Desk, time: Time, everything: Registry
) -> None:
    await put(desk, MANAGER, k=MORNING)
    of = delivery(time)
    content = await composer.choose(of)
    [said] = content["quotes"]
    gone = {**content, "quotes": [{**said, "passage": "storm-99999"}]}
    cut = {**content, "quotes": [{**said, "start": said["start"] + 1}]}

    for other in (gone, cut):
        with pytest.raises(Skip, match=GONE):
            await composer.reply(of, other)
    await desk.changes.make(MANAGER, "ban", [Edit("ban", said["passage"], {}, 0)])
    with pytest.raises(Skip, match=GONE):
        await composer.reply(of, content)


@pytest.mark.parametrize("locale", ["nl", "en"])
@pytest.mark.parametrize("kind", ["excerpt", "positions"])
def test_every_language_ends_a_post_with_its_marker(languages: Languages, locale: str, kind: str) -> None:
    said = languages.say(Message("daily-marker", {"kind": kind, "date": "2026-11-22", "marker": "#k"}), locale)

    assert said.endswith("· 2026-11-22 · #k")
