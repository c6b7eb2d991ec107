"""Topics under work, and what happens where two work on the same; on both databases."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.desk import MOST_OPEN, Desk
from bot.communities.keeper import MOST, TOPIC
from bot.communities.wishes import wish
from bot.communities.working import Saved, Work, key_of
from bot.corpus.topics import KEY, Pin
from bot.corpus.words import folded_words
from bot.errors import Conflict, LimitReached, NotFound
from bot.model import Ask
from tests.communities.asking import member, moderator

ANNA, BRAM = moderator("anna"), moderator("bram")
BREAD = wish("Brood en honger", "honger")


async def titles(desk: Desk, ask: Ask = ANNA) -> dict[str, str]:
    """The topics of the community's own."""
    state = await desk.state(ask)
    return {key: state.holdings.topics[key].title["nl"] for key in state.sheets if key in state.holdings.topics}


async def added(desk: Desk, title: str = "Brood en honger", ask: Ask = ANNA) -> Saved:
    return await desk.workbench.save(ask, await desk.workbench.begin(ask, wish(title)))


async def outcomes(desk: Desk, *works: tuple[Ask, Work]) -> tuple[list[Saved], list[BaseException]]:
    """What came of saving these at once: those that were saved, and what the others were told."""
    done = await asyncio.gather(*(desk.workbench.save(ask, work) for ask, work in works), return_exceptions=True)
    return [of for of in done if isinstance(of, Saved)], [of for of in done if isinstance(of, BaseException)]


async def test_a_new_topic_is_there_at_once_in_its_community_alone(either: Desk) -> None:
    saved = await either.workbench.save(ANNA, await either.workbench.begin(ANNA, BREAD))

    assert saved == Saved("brood-en-honger", 1)
    assert await titles(either) == {"brood-en-honger": "Brood en honger"}
    assert "brood-en-honger" not in (await either.holdings(moderator(community="test:2"))).topics
    with pytest.raises(NotFound):
        await either.workbench.take_up(moderator(community="test:2"), "brood-en-honger")


async def test_of_two_who_change_a_topic_at_once_one_wins_and_the_other_is_shown_it(either: Desk) -> None:
    bench, key = either.workbench, (await added(either)).key
    works = [(who, await bench.take_up(who, key)) for who in (ANNA, BRAM)]
    works = [(who, await bench.reword(who, work, wish(f"Brood van {who.member}"))) for who, work in works]

    [saved], [refused] = await outcomes(either, *works)

    assert isinstance(refused, Conflict)
    [kept] = (await titles(either)).values()
    [first] = [of for of in works if of[1].topic.title["nl"] == kept]
    [second] = [of for of in works if of != first]
    theirs = await bench.in_the_way(*second)
    assert theirs is not None
    assert theirs.title == first[1].topic.title
    assert saved.number == 2

    over = await bench.save(second[0], await bench.rebase(*second))
    assert (over.key, await titles(either)) == (key, {key: second[1].topic.title["nl"]})


async def test_of_two_who_add_the_same_title_at_once_one_wins_and_the_other_may_overwrite_it(either: Desk) -> None:
    bench = either.workbench
    works = [(who, await bench.begin(who, wish(title))) for who, title in ((ANNA, "Brood!"), (BRAM, "bróód"))]

    [saved], [refused] = await outcomes(either, *works)

    assert isinstance(refused, Conflict)
    [kept] = (await titles(either)).values()
    who, work = next(of for of in works if of[1].topic.title["nl"] != kept)
    theirs = await bench.in_the_way(who, work)
    assert theirs is not None
    assert theirs.title["nl"] == kept
    over = await bench.save(who, await bench.rebase(who, work))
    assert (over.key, await titles(either)) == (saved.key, {saved.key: work.topic.title["nl"]})


async def test_a_title_that_is_there_already_is_not_added_again(either: Desk) -> None:
    await added(either)
    with pytest.raises(Conflict, match="title-taken"):
        await added(either, "brood  EN honger")


async def test_different_titles_that_make_the_same_key_are_different_topics(desk: Desk) -> None:
    titles = ("Хлеб", "Мир", "x" * 60, "x" * 59 + "y")
    works = [(ANNA, await desk.workbench.begin(ANNA, wish(title))) for title in titles]
    saved, refused = await outcomes(desk, *works)

    assert refused == []
    assert len({of.key for of in saved}) == 4
    assert all(KEY.fullmatch(of.key) for of in saved)


@pytest.mark.parametrize(
    ("title", "key"),
    [("Brood & honger!", "brood-honger"), ("État d’urgence", "etat-d-urgence"), ("k" * 40, "k" * 40),
     ("ХЛЕБ", key_of("Хлеб")), ("Хлеб", "topic-c0cbec0e"), ("Łódź 1905", "odz-1905-bd746bb9")],
)  # fmt: skip
def test_a_key_is_made_of_the_title_alone(title: str, key: str) -> None:
    assert key_of(title) == key


@given(st.text(max_size=60), st.text(max_size=60))
def test_titles_that_differ_have_keys_that_do(title: str, other: str) -> None:
    assert KEY.fullmatch(key_of(title))
    assert (key_of(title) == key_of(other)) == (folded_words(title) == folded_words(other))


async def test_what_somebody_removed_meanwhile_can_be_saved_all_the_same(desk: Desk) -> None:
    key = (await added(desk)).key
    work = await desk.workbench.reword(BRAM, await desk.workbench.take_up(BRAM, key), wish("Brood"))
    await desk.topics.remove(ANNA, key)

    with pytest.raises(Conflict):
        await desk.workbench.save(BRAM, work)
    assert await desk.workbench.in_the_way(BRAM, work) is None
    await desk.workbench.save(BRAM, await desk.workbench.rebase(BRAM, work))
    assert await titles(desk) == {key: "Brood"}


async def test_a_draft_is_saved_once(desk: Desk) -> None:
    work = await desk.workbench.begin(ANNA, BREAD)
    [saved], [refused] = await outcomes(desk, (ANNA, work), (ANNA, work))

    assert isinstance(refused, Conflict)
    with pytest.raises(NotFound):
        await desk.workbench.work(ANNA, work.petition.id)
    assert (await desk.state(ANNA)).revision == saved.number


async def test_a_draft_that_somebody_changed_is_not_changed_over_it(desk: Desk) -> None:
    work = await desk.workbench.begin(ANNA, BREAD)
    await desk.workbench.rewrite(ANNA, work, work.draft.with_side("storm", ()))
    with pytest.raises(Conflict):
        await desk.workbench.rewrite(ANNA, work, work.draft.with_side("westerlund", ()))


async def test_of_curated_topics_only_what_differs_is_kept(desk: Desk) -> None:
    key, curated = next(iter(desk.keeper.curated.items()))
    work = await desk.workbench.take_up(ANNA, key)
    author, pins = next((author, pins) for author, pins in curated.sides.items() if pins)

    await desk.workbench.save(ANNA, await desk.workbench.rewrite(ANNA, work, work.draft.with_side(author, pins[:1])))

    [content] = [of.content for of in (await desk.state(ANNA)).documents[TOPIC].values()]
    assert content.keys() == {"sides"}
    assert (await desk.holdings(moderator(community="test:2"))).topics[key] == curated


async def test_a_member_keeps_the_drafts_that_they_worked_on_last(desk: Desk) -> None:
    works = [await desk.workbench.begin(ANNA, wish(f"Draft {n}")) for n in range(MOST_OPEN + 1)]

    with pytest.raises(NotFound):
        await desk.workbench.work(ANNA, works[0].petition.id)
    assert await desk.workbench.work(ANNA, works[1].petition.id)


async def test_a_community_has_so_many_topics_of_its_own_and_no_more(desk: Desk) -> None:
    for n in range(MOST[TOPIC]):
        await added(desk, f"Topic {n}")
    with pytest.raises(LimitReached) as e:
        await added(desk, "One more")
    assert e.value.values == {"limit": 200}
    assert len(await titles(desk)) == 200


async def test_a_proposal_that_is_accepted_is_a_topic_and_one_change(either: Desk) -> None:
    bench = either.workbench
    sent = await bench.send(member(), await bench.begin(member(), BREAD))
    saved = await bench.save(ANNA, await bench.work(ANNA, sent.petition.id))

    [change] = await either.changes.latest(ANNA, None, None, 5)
    assert (change.number, change.deed, change.member) == (saved.number, "proposal-accept", "anna")
    assert await titles(either) == {saved.key: "Brood en honger"}
    assert (await either.state(ANNA)).untold == {"bram"}


async def test_of_two_who_decide_on_a_proposal_at_once_one_does(either: Desk) -> None:
    bench = either.workbench
    sent = await bench.send(member(), await bench.begin(member(), BREAD))
    done = await asyncio.gather(
        bench.save(ANNA, sent), bench.decline(BRAM, sent.petition, "no"), return_exceptions=True
    )

    assert [type(of) for of in done].count(Conflict) == 1
    assert len(await either.changes.latest(ANNA, None, None, 5)) == 1


async def test_pinned_quotes_are_kept_with_what_they_say(desk: Desk) -> None:
    pin = Pin("storm-4", 1, 1, digest="0123456789abcdef")
    work = await desk.workbench.begin(ANNA, BREAD)
    work = await desk.workbench.rewrite(ANNA, work, work.draft.with_side("storm", (pin,)))
    key = (await desk.workbench.save(ANNA, work)).key

    assert (await desk.state(ANNA)).topic(key).sides["storm"][0].digest == pin.digest
