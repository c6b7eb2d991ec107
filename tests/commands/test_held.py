"""What one community holds is what all commands go by, and no other community meets it."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest

from bot.app.commands import registry
from bot.corpus.topics import Pin, Topic
from bot.dispatch.registry import Registry
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Ask
from bot.reply import Notice, Reply
from tests.commands.test_commands import notices, press, quotation

GARDENS = Topic(
    "tuinen", {"": "Moestuinen"}, {"": ("groente",)}, {}, {"storm": (Pin("storm-4", 1, 1),), "westerlund": ()}
)
PASSAGE_VERBS = ("context", "cite", "picture", "dark", "open")
VIEW_VERBS = ("view", "wider", "narrower", "before", "after", "return")


class Communities:
    """What each community holds; one that is not listed holds what is curated."""

    def __init__(self, library: Library) -> None:
        self._library = library
        self._holdings: dict[str, Holdings] = {}

    async def held(self, ask: Ask) -> Holdings:
        """What the asker's community holds."""
        return self._holdings.get(ask.community, self._library.curated)

    def give(self, community: str, *own: Topic, banned: tuple[str, ...] = ()) -> None:
        """Gives a community topics of its own, and bans."""
        topics = {**self._library.curated.topics, **{topic.key: topic for topic in own}}
        self._holdings[community] = self._library.holdings(topics, banned)


@pytest.fixture
def communities(library: Library) -> Communities:
    return Communities(library)


@pytest.fixture
def commands(library: Library, communities: Communities) -> Registry:
    return registry(library, random.Random(7), held=communities.held)


@pytest.fixture
def other(ask: Ask) -> Ask:
    """Somebody of another community."""
    return replace(ask, community="other", place="other")


def passages(reply: Reply) -> set[str]:
    return {quoted.quote.passage.id for quoted in reply.quotations()}


async def names(commands: Registry, ask: Ask, typed: str = "") -> list[str]:
    return [found.name for found in await commands.complete(ask, "quote", "query", typed)]


async def test_an_own_topic_is_offered_and_answered_in_its_community_alone(
    commands: Registry, communities: Communities, ask: Ask, other: Ask
) -> None:
    communities.give(ask.community, GARDENS)

    assert (await names(commands, ask, "moes"))[0] == "Moestuinen"
    assert "Moestuinen" not in await names(commands, other, "moes")
    assert passages(await commands.line(ask, "/positions moestuinen")) == {"storm-4"}
    assert passages(await commands.line(ask, "/quote moestuinen")) == {"storm-4"}
    assert passages(await commands.line(ask, "/search moestuinen")) == {"storm-4"}
    for line in ("/positions moestuinen", "/quote moestuinen", "/positions topic/tuinen"):
        assert not passages(await commands.line(other, line))


async def test_a_chosen_topic_is_asked_by_its_key_and_its_side_goes_on(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    more = replace(GARDENS, sides={"storm": (Pin("storm-4", 1, 1), Pin("storm-5", 1, 1)), "westerlund": ()})
    communities.give(ask.community, more)
    first = await commands.run(ask, "positions", {"topic": "topic/tuinen"})
    onward = next(action for action in first.actions if action.verb == "side")

    assert passages(await commands.press(ask, "side", onward.target, first.shared)) == {"storm-5"}


async def test_what_was_asked_in_a_place_is_offered_as_its_community_holds_it(
    commands: Registry, communities: Communities, ask: Ask, other: Ask
) -> None:
    communities.give(ask.community, replace(GARDENS, title={"nl": "Moestuinen", "en": "Gardens"}))
    await commands.line(ask, "/positions moestuinen")

    assert (await names(commands, replace(ask, locale="en")))[0] == "Gardens"
    assert "Moestuinen" not in await names(commands, other)
    communities.give(ask.community)
    assert (await names(commands, replace(ask, locale="en")))[0] == "moestuinen"


async def test_topics_near_a_silent_one_are_told_whatever_languages_their_titles_have(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    silent = Topic("stil", {"": "Stilte"}, {}, {}, {"storm": (), "westerlund": ()}, ("tuinen", "kronstadt"))
    communities.give(ask.community, GARDENS, silent)
    reply = await commands.line(ask, "/positions stilte")
    [told] = [b.message for b in reply.blocks if isinstance(b, Notice) and b.message.key == "positions-related"]

    assert told.values["topics"] == dict.fromkeys(("", "nl", "en"), "Moestuinen, Kronstadt")


async def test_a_topic_that_only_search_answers_is_told_to_be_found(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    communities.give(ask.community, replace(GARDENS, names={"": ("bureaucratie",)}, sides={}))

    assert "positions-found" in notices(await commands.line(ask, "/positions moestuinen"))
    assert "positions-found" not in notices(await commands.line(ask, "/positions bureaucratie"))


async def test_about_knows_the_communitys_topics(
    commands: Registry, communities: Communities, ask: Ask, other: Ask
) -> None:
    communities.give(ask.community, replace(GARDENS, title={"": "Zuurdesembrood"}))
    text = {"text": "Wat vinden jullie eigenlijk van zuurdesembrood?"}

    assert passages(await commands.run(ask, "about", text)) == {"storm-4"}
    assert notices(await commands.run(other, "about", text)) == ["about-nothing"]


async def test_no_command_answers_with_a_banned_passage(
    commands: Registry, communities: Communities, ask: Ask, other: Ask
) -> None:
    lines = ("/quote kronstadt", "/search kronstadt", "/positions kronstadt", "/excerpt", "/about Kronstadt?")
    for line in lines:
        before = passages(await commands.line(ask, line))
        communities.give(ask.community, banned=tuple(before))
        assert before
        assert not passages(await commands.line(ask, line)) & before
        assert line == "/excerpt" or passages(await commands.line(other, line)) == before
        communities.give(ask.community)


async def test_a_banned_passage_is_refused_by_its_id_and_by_every_button_of_before_the_ban(
    commands: Registry, communities: Communities, ask: Ask, other: Ask
) -> None:
    shown = await commands.line(ask, "/quote kronstadt")
    view = await press(commands, ask, shown, "context")
    passage = quotation(shown).quote.passage.id
    communities.give(ask.community, banned=(passage,))

    assert notices(await commands.line(ask, f"/quote {passage}")) == ["passage-banned"]
    for verb in PASSAGE_VERBS:
        assert notices(await commands.press(ask, verb, "", shown.shared)) == ["passage-banned"], verb
        assert notices(await commands.press(other, verb, "", shown.shared)) != ["passage-banned"], verb
    for verb in VIEW_VERBS:
        assert notices(await commands.press(ask, verb, "", view.shared)) == ["passage-banned"], verb
    for verb in ("next", "other"):
        assert passage not in passages(await commands.press(ask, verb, "", shown.shared))


async def test_a_shared_reply_to_a_banned_passage_is_refused(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    shown = await commands.line(ask, "/quote kronstadt")
    communities.give(ask.community, banned=(quotation(shown).quote.passage.id,))

    assert notices(await commands.press(ask, "share", "open", shown.shared)) == ["passage-banned"]


async def test_a_banned_neighbour_is_passed_over_and_that_is_said(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    view = await press(commands, ask, await commands.line(ask, "/quote storm-4"), "context")
    communities.give(ask.community, banned=("storm-5", "storm-6", "storm-1", "storm-2", "storm-3"))
    after = await commands.press(ask, "after", "", view.shared)

    assert quotation(after).quote.passage.id == "storm-7"
    assert notices(after)[0] == "passage-banned"
    assert "passage-banned" not in notices(await press(commands, ask, after, "after"))
    assert quotation(await press(commands, ask, after, "before")).quote.passage.id == "storm-4"
    assert notices(await commands.press(ask, "before", "", view.shared)) == ["passage-banned"]
    assert "before" not in [action.verb for action in (await commands.press(ask, "view", "", view.shared)).actions]


async def test_a_check_is_answered_and_answered_again_whatever_is_banned(
    commands: Registry, communities: Communities, ask: Ask
) -> None:
    quote = quotation(await commands.line(ask, "/quote kronstadt")).quote
    communities.give(ask.community, banned=(quote.passage.id,))
    checked = await commands.run(ask, "verify", {"text": quote.text})

    assert passages(checked) == {quote.passage.id}
    assert checked.again
    assert passages(await commands.press(ask, "verify", checked.again.target, checked.shared)) == {quote.passage.id}
