"""What a message is about is told by what the texts share with it; one that touches nothing in them asks nothing."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.library.library import Library
from bot.library.question import MAX_QUERY, SOME

KRONSTADT = """Ik heb gisteren die documentaire over de matrozen van 1921 gezien en ik snap nog steeds niet waarom
de bolsjewieken zo hard optraden. Kronstadt was toch hét bolwerk van de revolutie geweest? Volgens mijn oom waren de
eisen van de opstandelingen (vrije verkiezingen voor de sovjets, einde aan de graanvorderingen) gewoon redelijk."""
KRONSTADT_EN = """I just finished reading about the sailors' uprising at Kronstadt and honestly I can't decide
whether Trotsky was right to crush it. Was there really a danger that the Whites would use the fortress, or is that
just an excuse made up afterwards? Anyway, let's talk about it tonight :)"""
TESTAMENT = """In zijn laatste brieven waarschuwde Lenin voor Stalin, die te grof was om secretaris-generaal te
blijven. Dat testament is jarenlang verzwegen. Heeft iemand daar een goede bron over? ik moet er morgen een stukje
over schrijven"""
TESTAMENT_EN = """So apparently Lenin wrote a testament just before he died in which he asked the party to remove
Stalin from his post as general secretary, but nobody dared to read it out loud at the congress. Is that true?"""
BUREAUCRACY = """Waarom ontstaat er na elke revolutie toch altijd weer een laag ambtenaren die de baas gaat spelen?
Bij de Sovjet-Unie zie je dat het duidelijkst: de bureaucratie groeide als kool."""
FACTIONS_EN = """Wasn't the ban on factions in 1921 supposed to be temporary? I keep hearing that it paved the way
for Stalinism but the Left Opposition itself voted for it."""
ABOUT = [
    (KRONSTADT, "storm-4"),
    (KRONSTADT_EN, "storm-5"),
    (TESTAMENT, "westerlund-29"),
    (TESTAMENT_EN, "westerlund-29"),
    (FACTIONS_EN, "westerlund-22"),
    ("kronstadt?", "storm-4"),
]
NOTHING = [
    """Wat een wedstrijd gisteren! Ajax speelde de eerste helft sterk, maar na de rode kaart was het een gelopen
    partij. De aanval van de tegenstander was gewoon beter en onze verdediging stond te slapen. De leiding van de
    club doet niks.""",
    """What a match last night! Spain beat Germany on penalties after extra time, the captain scored twice and the
    referee missed a clear foul. The whole team fought for every ball. Our manager says next year we will win the
    league.""",
    """Recept voor pannenkoeken: meng 250 gram bloem met een halve liter melk, twee eieren en een snufje zout. Laat
    het beslag een half uur rusten, verhit wat boter in de pan en bak ze aan beide kanten goudbruin.""",
    """My grandmother's recipe: chop two onions, fry them in olive oil, add garlic, tomatoes and a spoon of sugar,
    then let it simmer for an hour. Serve with fresh bread and a glass of red wine. You can freeze what is left.""",
    """We gaan deze zomer drie weken naar Frankrijk en daarna een week naar Italië. Heeft iemand tips voor een leuke
    camping bij Parijs? De kinderen willen graag naar het strand en in de auto is het altijd strijd.""",
    "Mijn laptop start niet meer op sinds de laatste update. De winkel is pas maandag weer open.",
    "lol ik ook",
    "",
    "?! 1 2 3",
]


@pytest.mark.parametrize(("text", "passage"), ABOUT, ids=[text[:20] for text, _ in ABOUT])
def test_a_text_finds_the_passage_on_what_it_is_about(library: Library, text: str, passage: str) -> None:
    results = library.quote(library.about(text)).results

    assert results[0].quote.passage.id == passage
    assert results[0].marks


@pytest.mark.parametrize("text", NOTHING, ids=[text[:20] for text in NOTHING])
def test_a_text_that_touches_nothing_asks_nothing(library: Library, text: str) -> None:
    assert library.about(text) == ""


def test_what_tells_most_comes_first_without_ordinary_words(library: Library) -> None:
    assert library.about(BUREAUCRACY) == "~de bureaucratie Sovjet Unie revolutie"
    assert library.about(TESTAMENT) == "~Lenin Stalin secretaris generaal testament"


def test_of_two_things_that_no_passage_joins_one_is_enough(library: Library) -> None:
    assert library.about("Ida Mett, dienstplicht") == "~Ida Mett dienstplicht"
    assert library.quote("~Ida Mett dienstplicht").results


def test_a_long_text_asks_as_short_a_question(library: Library) -> None:
    for text in (KRONSTADT * 50, "Trotski " * 5000, " ".join(library.curated.topics).replace("-", " ")):
        query = library.about(text)

        assert query.startswith(SOME)
        assert len(query) <= MAX_QUERY
        assert library.quote(query).results


def test_a_query_for_some_words_needs_no_more_than_a_few(library: Library) -> None:
    words = "kronstadt testament dienstplicht voetbalclub"

    assert not library.quote(words).results
    assert library.quote(f"{SOME}{words} lenin").results


@given(st.text(max_size=400))
def test_whatever_a_text_says_its_question_can_be_asked(library: Library, text: str) -> None:
    query = library.about(f"{text} Kronstadt {text}")

    assert not query or library.quote(query).query == query
