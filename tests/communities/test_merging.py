"""Two topics become one, by one change that can be taken back."""

from __future__ import annotations

import asyncio

import pytest

from bot.communities.desk import Desk
from bot.communities.keeper import TOPIC
from bot.communities.merging import left_out, merged
from bot.communities.wishes import wish
from bot.corpus.topics import Pin, Topic
from bot.errors import BadInput, LimitReached, NotFound
from tests.communities.asking import moderator

ANNA, BRAM = moderator("anna"), moderator("bram")
ONE, TWO, THREE = Pin("storm-4", 1, 1), Pin("storm-5", 1, 1), Pin("westerlund-4", 1, 1)
BREAD = Topic("brood", {"nl": "Brood"}, {"nl": ("meel",)}, {"nl": "Wie at?"}, {"storm": (ONE,)}, (), ("honger",))
GRAIN = Topic(
    "graan",
    {"nl": "Graan", "en": "Grain"},
    {"nl": ("Méél!", "koren")},
    {"nl": "Wie had?", "en": "Who had?"},
    {"storm": (TWO, ONE), "westerlund": (THREE,)},
    (),
    ("Honger", "oogst"),
)


def test_the_one_keeps_its_title_and_question_and_gets_the_rest_once() -> None:
    assert merged(BREAD, GRAIN) == Topic(
        "brood",
        {"nl": "Brood"},
        {"nl": ("meel", "Graan", "koren"), "en": ("Grain",)},
        {"nl": "Wie at?", "en": "Who had?"},
        {"storm": (ONE, TWO), "westerlund": (THREE,)},
        (),
        ("honger", "oogst"),
    )


@pytest.mark.parametrize(
    ("one", "two", "side"),
    [
        (None, None, None),
        ((), None, ()),
        (None, (), None),
        ((), (ONE,), (ONE,)),
        ((ONE,), (), (ONE,)),
        (None, (ONE,), (ONE,)),
    ],
)
def test_what_was_chosen_counts_before_silence_and_search(
    one: tuple[Pin, ...] | None, two: tuple[Pin, ...] | None, side: tuple[Pin, ...] | None
) -> None:
    topics = [
        Topic("a", {"nl": name}, {}, {}, {} if pins is None else {"storm": pins})
        for name, pins in (("A", one), ("B", two))
    ]

    assert merged(topics[0], topics[1]).sides.get("storm") == side


@pytest.mark.parametrize(
    ("into", "key"),
    [
        ({"keywords": tuple(f"k{n}" for n in range(19))}, "topic-keywords-many"),
        ({"names": {"nl": tuple(f"n{n}" for n in range(38))}}, "topic-names-many"),
    ],
)
def test_what_is_too_much_for_one_topic_is_refused(into: dict[str, object], key: str) -> None:
    full = {"title": {"nl": "Vol"}, "names": {}, "question": {}, "sides": {}, **into}

    with pytest.raises(LimitReached, match=key):
        merged(Topic("vol", **full), GRAIN)  # type: ignore[arg-type]


def test_of_quotes_as_many_are_kept_as_there_is_room_for_and_the_rest_is_known() -> None:
    first = tuple(Pin("storm-4", n, n) for n in range(1, 5))
    full = Topic("vol", {"nl": "Vol"}, {}, {}, {"storm": first})
    two = (ONE, TWO, Pin("storm-6", 1, 1))
    other = Topic("b", {"nl": "B"}, {}, {}, {"storm": two, "westerlund": (THREE,)})

    assert merged(full, other).sides == {"storm": (*first, TWO), "westerlund": (THREE,)}
    assert left_out(full, other) == (two[-1],)
    assert left_out(BREAD, GRAIN) == ()


async def added(desk: Desk, title: str, keywords: str) -> str:
    return (await desk.workbench.save(ANNA, await desk.workbench.begin(ANNA, wish(title, keywords)))).key


async def test_two_topics_become_one_by_one_change_that_is_taken_back_whole(either: Desk) -> None:
    bread, grain = [await added(either, *of) for of in (("Brood", "honger"), ("Graan", "oogst"))]
    await either.topics.pin(ANNA, grain, "storm", ONE)
    before = (await either.state(ANNA)).sheets

    number = await either.topics.merge(ANNA, grain, bread)
    state = await either.state(ANNA)
    assert state.sheets.keys() == {bread}
    topic = state.topic(bread)
    assert (topic.names, topic.keywords, topic.sides) == ({"nl": ("Graan",)}, ("honger", "oogst"), {"storm": (ONE,)})

    await either.changes.undo(BRAM, number, {TOPIC})
    assert (await either.state(ANNA)).sheets == before


async def test_curated_topics_are_merged_here_alone(desk: Desk) -> None:
    bread = await added(desk, "Brood", "honger")
    curated = desk.keeper.curated
    await desk.topics.merge(ANNA, "kronstadt", bread)
    await desk.topics.merge(ANNA, bread, "bureaucratie")

    seen = (await desk.holdings(ANNA)).topics
    assert not {bread, "kronstadt"} & seen.keys()
    assert {"Brood", curated["kronstadt"].title["nl"]} <= set(seen["bureaucratie"].names["nl"])
    assert seen["bureaucratie"].title == curated["bureaucratie"].title
    assert (await desk.holdings(moderator(community="test:2"))).topics == curated


async def test_a_side_that_was_left_to_search_stays_so(desk: Desk) -> None:
    bread = await added(desk, "Brood", "honger")
    author = next(author for author, pins in desk.keeper.curated["kronstadt"].sides.items() if pins)
    work = await desk.workbench.take_up(ANNA, "kronstadt")
    work = await desk.workbench.rewrite(ANNA, work, work.draft.without_side(author))
    await desk.workbench.save(ANNA, work)

    await desk.topics.merge(ANNA, bread, "kronstadt")
    assert author not in (await desk.state(ANNA)).topic("kronstadt").sides


async def test_a_topic_is_not_merged_with_itself_nor_with_what_is_gone_or_was_changed(either: Desk) -> None:
    bread, grain = [await added(either, *of) for of in (("Brood", "honger"), ("Graan", "oogst"))]
    with pytest.raises(BadInput, match="merge-same"):
        await either.topics.merge(ANNA, bread, bread)
    for pair in ((bread, "weg"), ("weg", bread)):
        with pytest.raises(NotFound):
            await either.topics.merge(ANNA, *pair)
    done = await asyncio.gather(
        either.topics.merge(ANNA, grain, bread), either.topics.rename(BRAM, grain, "Koren"), return_exceptions=True
    )
    assert sorted(type(of).__name__ for of in done) == ["Conflict", "int"]
