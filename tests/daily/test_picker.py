from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.daily.picker import Picker
from bot.daily.pool import Pool, Runs
from bot.daily.ring import Ring
from bot.daily.schedule import Schedule
from bot.daily.told import Told, shares, times_said
from bot.library.library import Library
from bot.model import Quote
from bot.store.content import Fields
from tests.texts import Corpus

FIRST = date(2026, 1, 1)
SLOTS = [FIRST + timedelta(days=of) for of in range(90)]
EXCERPTS = Schedule("p", "08:00", "UTC", "seed")
POSITIONS = replace(EXCERPTS, kind="positions")
SENTENCE = "De molen van Groningen maalt het koren van alle boeren die er in dit lange jaar zijn geweest. "


@pytest.fixture(scope="module")
def picker(library: Library) -> Picker:
    return Picker(library)


def told(contents: list[Fields | None], slots: list[date] = SLOTS) -> list[Told]:
    return [Told.of(slot, content) for slot, content in zip(slots, contents, strict=False) if content]


def every_run(library: Library) -> list[Quote]:
    numbered = [(of.key, number + 1) for of in library.works.values() for number in range(library.size(of.key))]
    return [run for work, number in numbered for run in library.excerpts(library.passage(f"{work}-{number}"))]


@pytest.mark.parametrize("seed", ["a", "b"])
def test_nothing_is_said_twice_until_all_that_fits_was(library: Library, picker: Picker, seed: str) -> None:
    runs = every_run(library)
    posts = told(picker.preview(replace(EXCERPTS, seed=seed), SLOTS, []))
    said = [quote for post in posts for quote in post.quotes]
    repeats = [
        number
        for number, quote in enumerate(said)
        if any(of.passage == quote.passage and of.span.overlaps(quote.span) for of in said[:number])
    ]
    first = repeats[0]

    assert first > 40
    assert [run for run in runs if times_said(run, said[:first]) == 0] == []
    assert [run for run in runs if times_said(run, said[: first - 1]) == 0] != []
    # Then all that was said once goes before what would come a third time.
    assert max(times_said(run, said[:first]) for run in runs) == 1
    assert len(posts) == len(SLOTS)


@pytest.mark.parametrize("kind", ["excerpt", "alternating"])
def test_authors_have_as_many_characters_as_each_other_within_one_post(picker: Picker, kind: str) -> None:
    schedule = replace(EXCERPTS, kind=kind)  # type: ignore[arg-type]  # of the kinds
    posts = told(picker.preview(schedule, SLOTS[:40], []))
    for number in range(1, 41):
        had = shares(posts[:number], SLOTS[number - 1])

        assert max(had.values()) - min(had.values()) <= 1200


def test_an_excerpt_is_whole_sentences_of_its_authors_own_voice(library: Library, picker: Picker) -> None:
    for post in told(picker.preview(EXCERPTS, SLOTS[:30], [])):
        [said] = post.quotes
        result = library.at(said.passage, said.span)

        assert result.voice.own
        assert 200 <= len(result.quote.text) <= 1200
        assert library.work_of(result.quote.passage).author_key == said.author


def test_topics_are_spread_and_nearly_every_excerpt_has_one(picker: Picker) -> None:
    topics = [post.topic for post in told(picker.preview(EXCERPTS, SLOTS[:30], []))]

    assert None not in topics
    assert all(topic not in topics[max(0, number - 7) : number] for number, topic in enumerate(topics))


def test_the_same_schedule_slot_and_posts_before_give_the_same_and_another_seed_something_else(picker: Picker) -> None:
    for schedule in (EXCERPTS, POSITIONS, replace(EXCERPTS, kind="alternating")):
        previewed = picker.preview(schedule, SLOTS[:7], [])
        posts: list[Told] = []
        for slot, content in zip(SLOTS, previewed, strict=False):
            assert picker.pick(schedule, slot, posts) == picker.pick(schedule, slot, posts) == content
            assert content is not None
            posts.append(Told.of(slot, content))

        assert picker.preview(replace(schedule, seed="other"), SLOTS[:7], []) != previewed


def test_positions_pair_authors_in_turn_and_use_every_topic_before_one_comes_again(
    library: Library, picker: Picker
) -> None:
    both = [of for of, topic in library.curated.topics.items() if all(map(topic.sides.get, library.authors))]
    slots = [FIRST + timedelta(days=of) for of in range(len(both) + 10)]
    posts = told(picker.preview(POSITIONS, slots, []), slots)
    topics = [post.topic for post in posts]

    assert all({said.author for said in post.quotes} == set(library.authors) for post in posts)
    assert all(one.quotes[0].author != other.quotes[0].author for one, other in pairwise(posts))
    assert set(topics[: len(both)]) == set(both)
    assert topics[len(both) :] == topics[:10]


def test_alternating_goes_by_what_came_before_whatever_the_weekdays(picker: Picker) -> None:
    mondays = [FIRST + timedelta(days=14 * of) for of in range(6)]
    kinds = [post.kind for post in told(picker.preview(replace(EXCERPTS, kind="alternating"), mondays, []), mondays)]

    assert kinds == ["excerpt", "positions"] * 3


def test_an_author_a_language_and_a_topic_restrict_what_is_said(library: Library, picker: Picker) -> None:
    of_storm = told(picker.preview(replace(EXCERPTS, author="storm"), SLOTS[:9], []))
    assert {said.author for post in of_storm for said in post.quotes} == {"storm"}
    topic = "bureaucratie"
    pinned = {pin.passage for pins in library.curated.topics[topic].sides.values() for pin in pins}
    on_topic = told(picker.preview(replace(EXCERPTS, topic=topic), SLOTS[:9], []))
    chosen = [library.pins.quote_of(pin) for pins in library.curated.topics[topic].sides.values() for pin in pins]
    assert {said.passage for post in on_topic for said in post.quotes} <= pinned
    for said in (said for post in on_topic for said in post.quotes):
        assert any(of and of.passage.id == said.passage and said.span.holds(of.span) for of in chosen)
    assert {post.topic for post in on_topic} == {topic}
    pairs = told(picker.preview(replace(POSITIONS, topic=topic), SLOTS[:4], []))
    assert {post.topic for post in pairs} == {topic}
    assert len({said for post in pairs for said in post.quotes}) > 2


@pytest.mark.parametrize(
    "schedule",
    [
        replace(EXCERPTS, language="en"),
        replace(EXCERPTS, author="nobody"),
        replace(EXCERPTS, topic="nothing"),
        replace(POSITIONS, author="storm"),
        replace(POSITIONS, topic="nothing"),
    ],
)
def test_where_nothing_fits_nothing_is_said(picker: Picker, schedule: Schedule) -> None:
    assert picker.pick(schedule, FIRST, []) is None


def test_without_topics_alternating_gives_excerpts_of_several_works_without_any(corpus: Corpus) -> None:
    corpus.clear()
    corpus.forget()
    for key in ("een", "twee", "drie"):
        lines = (f"{key} {number}. {SENTENCE * 3}".strip() for number in range(4))
        corpus.add(key, "\n".join(("Kop", *lines)).encode(), author="A. Auteur")
    library = corpus.library()
    runs = every_run(library)
    slots = SLOTS[: len({run.passage.id for run in runs})]
    posts = told(Picker(library).preview(replace(EXCERPTS, kind="alternating"), slots, []))

    assert len({said.passage for post in posts for said in post.quotes}) == len(slots) >= 9
    assert {post.topic for post in posts} == {None}


def test_posts_of_texts_that_are_gone_do_no_harm(picker: Picker) -> None:
    gone = Told.of(
        FIRST, {"kind": "excerpt", "quotes": [_said("weg-7", "weg"), _said("storm-900", "storm")], "topic": "x"}
    )

    assert picker.pick(EXCERPTS, FIRST + timedelta(days=1), [gone]) is not None


def _said(passage: str, author: str) -> Fields:
    return {"passage": passage, "start": 0, "end": 500, "author": author}


@given(st.integers(1, 3000), st.text(max_size=5), st.data())
def test_a_ring_goes_once_round_and_on_from_anywhere(size: int, seed: str, data: st.DataObject) -> None:
    ring = Ring(size, seed)
    order = list(ring.round())
    at = data.draw(st.integers(0, size - 1))

    assert sorted(order) == list(range(size))
    assert list(ring.round(order[at])) == order[at + 1 :] + order[: at + 1]


def test_a_pool_takes_in_only_what_the_library_holds(library: Library) -> None:
    pool = Pool(library, library.curated, Runs(library))

    assert [of.id for of in pool.passages(EXCERPTS, "storm", "storm-900")][:1]
    assert len({of.id for of in pool.passages(EXCERPTS, "storm", None)}) == library.size("storm")


@pytest.mark.parametrize("kind", ["excerpt", "positions"])
def test_what_a_community_banned_is_never_said(library: Library, picker: Picker, kind: str) -> None:
    banned = {f"{work}-{number}" for work in library.works for number in range(1, library.size(work) + 1, 2)}
    schedule = replace(EXCERPTS, kind=kind)  # type: ignore[arg-type]  # of the kinds
    holdings = library.holdings(library.curated.topics, banned)
    said = {quote.passage for post in told(picker.preview(schedule, SLOTS, [], holdings)) for quote in post.quotes}

    assert said
    assert not said & banned


def test_a_topic_that_came_up_out_of_turn_is_left_out_when_its_turn_comes(picker: Picker) -> None:
    one, two, three, four = told(picker.preview(POSITIONS, SLOTS[:4], []))

    assert [of.topic for of in told(picker.preview(POSITIONS, SLOTS[4:6], [three, one]))] == [two.topic, four.topic]
