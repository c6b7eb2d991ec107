"""A community's own topics, those that it has hidden or changed, and what it shares with all others."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.corpus.topics import Pin, Topic
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.library.subjects import offered
from bot.model import Localised

GARDENS = Topic("own-moestuinen", {"": "Moestuinen"}, {"": ("Kronstadt", "eigen groente")}, {}, {})
MOST = 25


def topic(title: Localised, names: tuple[str, ...] = (), key: str = "own-1", **sides: tuple[Pin, ...]) -> Topic:
    return Topic(key, title, {"": names}, {}, sides)


def held(library: Library, *own: Topic, hidden: tuple[str, ...] = ()) -> Holdings:
    kept = {key: of for key, of in library.curated.topics.items() if key not in hidden}
    return library.holdings(kept | {of.key: of for of in own})


def offers(holdings: Holdings, typed: str, locale: str = "nl") -> list[str]:
    return [subject.shown(locale) for subject in offered([holdings.subjects], typed, locale, MOST)]


def test_a_community_without_anything_of_its_own_holds_what_is_curated(library: Library) -> None:
    assert library.holdings(dict(library.curated.topics)) is library.curated
    assert held(library, replace(library.curated.topics["nep"])) is library.curated

    banning = library.holdings(library.curated.topics, ["storm-4"])
    assert banning.names is library.curated.names
    assert banning.subjects is library.curated.subjects


@pytest.mark.parametrize("title", [{"": "Moestuinen"}, {"nl": "Moestuinen"}, {"en": "Moestuinen"}])
@pytest.mark.parametrize("asked", ["moestuinen", "Moestuine", "de moestuinen", "eigen groente", "own-1"])
def test_an_own_topic_is_found_by_any_of_its_names_in_whatever_language_it_has(
    library: Library, title: Localised, asked: str
) -> None:
    own = topic(title, ("eigen groente",))
    holdings = held(library, own)

    assert library.positions(asked, holdings).topic is own
    assert library.positions(asked).topic is None
    assert library.positions(asked, held(library)).topic is None


def test_a_title_comes_before_another_topics_further_name_whosever_it_is(library: Library) -> None:
    holdings = held(library, GARDENS, topic({"": "NEP"}))

    assert library.positions("Kronstadt", holdings).topic is library.curated.topics["kronstadt"]
    assert library.positions("NEP", holdings).topic is holdings.topics["own-1"]


def test_a_hidden_topic_is_no_topic_and_leaves_its_names_to_others(library: Library) -> None:
    holdings = held(library, hidden=("kronstadt",))

    assert library.positions("kronstadt", holdings).topic is None
    assert library.positions("opstand van Kronstad", holdings).topic is None
    assert "kronstadt" not in {of.topic.key for of in library.positions("kronstadt", holdings).related}
    assert library.positions("kronstadt", held(library, GARDENS, hidden=("kronstadt",))).topic is GARDENS


def test_a_changed_topic_is_met_under_its_new_names_and_no_longer_under_those_it_has_lost(library: Library) -> None:
    changed = replace(library.curated.topics["nep"], title={"nl": "Nieuwe koers"}, names={})
    holdings = held(library, changed)

    assert library.positions("nieuwe koers", holdings).topic is changed
    assert library.positions("new economic policy", holdings).topic is not library.curated.topics["nep"]
    assert offers(holdings, "nieuwe koers") == ["Nieuwe koers"]
    assert holdings.subjects.meant("topic/nep") == holdings.subjects.called("nieuwe koers")


def test_own_topics_are_offered_before_curated_ones_of_equal_fit(library: Library) -> None:
    own = topic({"": "Bureaus"})
    holdings = held(library, own)

    assert offers(holdings, "bureau")[:2] == ["Bureaus", "Bureaucratie"]
    assert offers(holdings, "bureaucratie")[0] == "Bureaucratie"
    assert offers(holdings, "")[0] == "Bureaus"
    assert offers(holdings, "buraeus") == ["Bureaus"]
    assert offers(library.curated, "bureau") == [title for title in offers(holdings, "bureau") if title != "Bureaus"]


def test_an_own_topic_on_which_all_are_marked_silent_is_offered_last(library: Library) -> None:
    silent = replace(topic({"": "Bureaus"}), sides=dict.fromkeys(library.authors, ()))

    found = offers(held(library, silent), "bureau")
    assert found.index("Bureaucratie als heersende klasse") < found.index("Bureaus")
    assert found.index("Bureaus") < found.index("Strijd tegen de bureaucratie")
    assert "Bureaus" not in offers(held(library, silent), "")


def test_a_hidden_topic_is_not_offered_however_it_is_typed(library: Library) -> None:
    hidden = held(library, hidden=("bureaucratie",))

    for typed in ("bureaucratie", "bureauc", "bureacratie", ""):
        assert "Bureaucratie" in offers(library.curated, typed)
        assert "Bureaucratie" not in offers(hidden, typed)
    assert hidden.subjects.meant("topic/bureaucratie") is None
    assert library.asked("topic/bureaucratie", hidden) == "topic/bureaucratie"


@pytest.mark.parametrize("typed", ["", "k", "kronstadt", "bureacracy", "revolutie", "stryd tegen de bu", "xyz", "de"])
@pytest.mark.parametrize("locale", ["nl", "en"])
def test_what_has_nothing_to_do_with_ones_own_topic_is_offered_as_to_all(
    library: Library, typed: str, locale: str
) -> None:
    own = [title for title in offers(held(library, topic({"": "Qwerty"})), typed, locale) if title != "Qwerty"]

    assert own[: MOST - 1] == offers(library.curated, typed, locale)[: MOST - 1]


def test_a_side_for_which_nobody_chose_anything_is_what_search_finds_by_any_of_the_names(library: Library) -> None:
    own = topic({"nl": "Moestuinen"}, ("bureaucratie",))
    given = library.positions("moestuinen", held(library, own))
    [westerlund, storm] = given.sides

    assert westerlund.results
    assert storm.results
    assert westerlund.found
    assert [side.results for side in library.sides("bureaucratie")] == [side.results for side in given.sides]
    assert library.preview(own).sides == given.sides


def test_a_side_is_silent_only_where_it_is_marked_so(library: Library) -> None:
    pin = library.pins.pin_of(library.quote("ida mett", "storm").results[0].quote)
    marked = topic({"": "Bureaucratie bij beiden"}, ("bureaucratie",), westerlund=(), storm=(pin,))
    sides = {side.key: side for side in library.preview(marked).sides}

    assert sides["westerlund"].results == ()
    assert [library.pins.pin_of(result.quote) for result in sides["storm"].results] == [pin]
    assert not sides["storm"].found


@pytest.mark.parametrize("pin", [Pin("storm-4", 1, 999), Pin("storm-999", 1, 1), Pin("lenin-1", 1, 1), Pin("?", 1, 1)])
def test_a_pin_that_is_gone_is_skipped(library: Library, pin: Pin) -> None:
    there = Pin("storm-4", 1, 1)

    assert library.pinned(pin, "kronstadt") is None
    own = topic({"": "Moestuinen"}, storm=(pin, there), westerlund=())
    [_, storm] = library.preview(own).sides
    assert [library.pins.pin_of(result.quote) for result in storm.results] == [there]


@pytest.mark.parametrize("title", [{}, {"": ""}, {"": "?!"}, {"nl": "wat is dat"}, {"": "x" * 300}])
def test_a_title_that_cannot_be_searched_for_leaves_the_sides_empty_and_the_pins_as_they_are(
    library: Library, title: Localised
) -> None:
    given = library.preview(topic(title, storm=(Pin("storm-4", 1, 1),)))

    assert [len(side.results) for side in given.sides] == [0, 1]


def test_what_is_about_an_own_topic_is_asked_by_its_name(library: Library) -> None:
    text = "Wat vinden jullie eigenlijk van zuurdesembrood?"
    own = topic({"": "Zuurdesembrood"})

    assert library.about(text) == ""
    assert library.about(text, held(library, own)) == "~zuurdesembrood"
    assert library.about(text, held(library, replace(own, sides=dict.fromkeys(library.authors, ())))) == ""
    assert library.about("de opstand van kronstadt", held(library, own)) == library.about("de opstand van kronstadt")
    assert library.about("Toestanden in Moskou", held(library, topic({"": "Moskou"}))) != ""
    assert library.about("Toestanden in Moskou") == ""


def test_a_topic_that_search_finds_nothing_for_is_quoted_as_its_community_has_it(library: Library) -> None:
    pin = Pin("storm-4", 1, 1)
    pinned = held(library, topic({"": "Moestuinen"}, storm=(pin,), westerlund=()))
    named = held(library, topic({"": "Moestuinen"}, ("kronstadt",)))

    for _ in range(2):
        assert [library.pins.pin_of(of.quote) for of in library.quote("moestuinen", holdings=pinned).results] == [pin]
        assert library.quote("moestuinen", holdings=named).results
        assert not library.quote("moestuinen").results


def test_communities_share_remembered_answers_that_depend_on_nothing_of_theirs(library: Library) -> None:
    one, other = held(library, GARDENS), held(library, topic({"": "Iets anders"}))

    answer = library.quote("de wegen van de zee", limit=2, holdings=one)
    found = library.quote("ida mett", limit=2, holdings=one)

    assert library.answered("ida mett", limit=2, holdings=other) is found
    assert library.answered("ida mett", limit=2) is found
    assert library.answered("ida mett", limit=2, holdings=library.holdings({}, ["storm-1"])) is None
    if not answer.results:
        assert library.answered("de wegen van de zee", limit=2, holdings=other) is None


def test_candidates_begin_with_what_positions_finds_and_go_on_without_repeating_any(library: Library) -> None:
    for words in ("bureaucratie", "Lenin en de partij", ("moestuinen", "kronstadt")):
        for side in library.sides(words):
            pages = [library.candidates(words, side.key, limit=3, offset=offset) for offset in range(0, 60, 3)]
            every = [result for page in pages for result in page]

            assert len(every) <= 50
            assert len({of.quote.passage.id for of in every}) == len(every)
            assert {of.quote for of in side.results} <= {of.quote for of in every}
            assert all(of.voice.kind == "author" for of in every)
            assert all(library.work_of(of.quote.passage).author_key == side.key for of in every)
    assert len(library.candidates("Lenin", "westerlund", limit=50)) > 5


def test_a_pin_of_a_quote_gives_the_quote_again(library: Library) -> None:
    for result in library.quote("bureaucratie", limit=10).results:
        pinned = library.pinned(library.pins.pin_of(result.quote), "bureaucratie")

        assert pinned
        assert (pinned.quote, pinned.marks, pinned.voice) == (result.quote, result.marks, result.voice)


def test_a_single_quote_that_meets_what_was_asked_once_is_thin_and_silence_is_not(library: Library) -> None:
    found = library.sides("bureaucratie")[0].results
    once = next(of for of in library.candidates("bureaucratie", "storm", limit=50) if len(of.marks) == 1)
    often = next(of for of in library.candidates("bureaucratie", "storm", limit=50) if len(of.marks) > 1)

    assert library.thin([once])
    assert not library.thin([often])
    assert not library.thin([])
    assert not library.thin(found[:2])
