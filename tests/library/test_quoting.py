from __future__ import annotations

import random
from contextlib import suppress

import pytest
from hypothesis import given, settings

from bot.errors import BadInput, NotFound
from bot.library.answers import Result
from bot.library.cutting import MOST_CHARACTERS
from bot.library.library import Library
from bot.library.searching import LOOKED_INTO
from bot.model import Span
from tests.fuzz.queries import HOSTILE
from tests.texts import SEEDS, Corpus

FILES = {file.name: file.read_bytes().decode() for file in SEEDS.iterdir()}


def assert_verbatim(library: Library, result: Result) -> None:
    source = library.work_of(result.quote.passage).source

    assert FILES[source][result.quote.start : result.quote.end] == result.quote.text


@pytest.mark.parametrize("query", ["kronstadt", "rode leger", "lenin", "bureaucratie", "trotski stalin", "nep"])
def test_every_quote_stands_in_its_file_and_is_one_to_three_whole_sentences(library: Library, query: str) -> None:
    results = library.quote(query, limit=100).results

    assert results
    for result in results:
        assert_verbatim(library, result)
        library.at(result.quote.passage.id, result.quote.span)
        assert len(result.quote.text) <= MOST_CHARACTERS or library.at(result.quote.passage.id, result.quote.span)


def test_each_passage_is_found_once(library: Library) -> None:
    ids = [r.quote.passage.id for r in library.quote("stalin", limit=100).results]

    assert len(ids) == len(set(ids)) > 10


def test_the_words_that_matched_are_marked(library: Library) -> None:
    result = library.quote("kronstadt").results[0]

    assert {result.quote.text[m.start : m.end].casefold() for m in result.marks} == {"kronstadt", "kronstedelijke"}


def test_inflected_words_are_found_by_their_stem(library: Library) -> None:
    assert "storm-8" in {r.quote.passage.id for r in library.quote("staking").results}


def test_a_phrase_in_any_quotation_marks_is_exact(library: Library) -> None:
    for query in ('"politieke bom"', "“politieke bom”", "„politieke bom“", "«politieke bom»"):
        assert [r.quote.passage.id for r in library.quote(query).results] == ["westerlund-36"]
    assert not library.quote('"bom politieke"').results


def test_an_author_is_named_by_key_or_name_in_any_case(library: Library) -> None:
    for named in ("storm", "STORM", "Peter Storm", " storm "):
        works = {r.quote.passage.work for r in library.quote("lenin", named).results}
        assert works == {"storm"}
    with pytest.raises(BadInput, match="author-unknown"):
        library.quote("lenin", "skott")


def test_what_the_texts_do_not_hold_is_not_answered(library: Library) -> None:
    assert not library.quote("qzxvwy").results
    assert not library.quote("bitcoin").results


@pytest.mark.parametrize("page", [1, 3])
@pytest.mark.parametrize("query", ["lenin", "stalin partij", "lenin trotski revolutie", "macht partij"])
def test_results_go_on_where_the_last_page_ended(library: Library, query: str, page: int) -> None:
    whole = [r.quote.passage.id for r in library.quote(query, limit=15).results]
    paged = [r.quote.passage.id for n in range(0, 15, page) for r in library.quote(query, limit=page, offset=n).results]

    assert len(whole) > LOOKED_INTO
    assert paged == whole


@pytest.mark.parametrize("written", ["storm-2", "Storm-2", "STORM-2", " [storm-2] "])
def test_a_passage_is_opened_by_its_id_as_members_type_and_copy_it(library: Library, written: str) -> None:
    [result] = library.quote(written).results

    assert result.quote.passage.id == "storm-2"
    assert result.quote.text == result.quote.passage.text


def test_a_passage_that_a_work_lacks_is_told_so_and_of_one_author_only_theirs_are_opened(library: Library) -> None:
    with pytest.raises(NotFound) as caught:
        library.quote("storm-999")

    assert caught.value.key == "passage-gone"
    assert library.quote("storm-2", "westerlund").results == ()
    assert len(library.quote("storm-2", "storm").results) == 1


def test_the_other_author_is_never_the_same_one(library: Library) -> None:
    for result in library.quote("bureaucratie", limit=20).results:
        other = library.other(result.quote.passage.id, "bureaucratie")
        assert other is not None
        assert other.quote.passage.work != result.quote.passage.work


def test_where_the_other_author_says_nothing_there_is_no_answer(library: Library) -> None:
    assert library.other("storm-4", "kronstadt") is None


def test_the_context_holds_the_quote_and_stays_in_its_passage(library: Library) -> None:
    for result in library.quote("trotski", limit=30).results:
        wider = library.context(result.quote)
        assert_verbatim(library, wider)
        assert wider.quote.start <= result.quote.start
        assert wider.quote.end >= result.quote.end


def test_positions_are_in_the_authors_own_voice_or_silent(library: Library) -> None:
    sides = {side.key: side for side in library.positions("kronstadt").sides}

    assert not sides["westerlund"].results
    assert all(r.voice.own for r in sides["storm"].results)
    assert {r.quote.passage.id for r in sides["storm"].results[:2]} == {"storm-4", "storm-5"}


@pytest.mark.parametrize("seed", range(60))
def test_an_excerpt_can_be_read_on_its_own(library: Library, seed: int) -> None:
    result = library.excerpt(None, random.Random(seed))

    assert_verbatim(library, result)
    assert 200 <= len(result.quote.text) <= 1200
    assert result.voice.own
    assert result.quote.text.split()[0].lower().strip(",") not in {"maar", "dat", "dit", "hij", "daarmee", "deze"}


def test_an_excerpt_is_not_the_passage_that_was_seen_last(library: Library) -> None:
    for seed in range(40):
        first = library.excerpt("storm", random.Random(seed)).quote.passage.id
        assert library.excerpt("storm", random.Random(seed), first).quote.passage.id != first


def test_both_authors_have_their_turn(library: Library) -> None:
    chance = random.Random(3)
    works = [library.excerpt(None, chance).quote.passage.work for _ in range(200)]

    assert 60 <= works.count("storm") <= 140


@pytest.mark.parametrize(("start", "end"), [(0, 5), (3, 110), (50, 20), (0, 10**6), (-1, 110)])
def test_a_stretch_that_is_no_whole_sentences_is_no_quote(library: Library, start: int, end: int) -> None:
    with pytest.raises(NotFound):
        library.at("storm-1", Span(start, end))


@pytest.mark.parametrize("passage", ["storm-999", "lenin-1", "storm-0", "storm", ""])
def test_a_passage_that_is_not_there_is_said_to_be_gone(library: Library, passage: str) -> None:
    with pytest.raises(NotFound):
        library.passage(passage)


@pytest.mark.parametrize(
    ("query", "reason"),
    [
        ("", "query-empty"),
        (" \t\n", "query-empty"),
        ("\x00\u202e\ud800", "query-empty"),
        ("x" * 10_000, "query-long"),
        ("?!…—", "query-wordless"),
        ('""', "query-wordless"),
        ("wie was dat", "query-wordless"),
        ("AND OR NOT", "query-wordless"),
        ("@#$%^&*()", "query-wordless"),
    ],
)
def test_an_unusable_query_gets_a_reason(library: Library, query: str, reason: str) -> None:
    with pytest.raises(BadInput) as caught:
        library.quote(query)

    assert caught.value.key == reason


@pytest.mark.parametrize(
    "query",
    [
        "field:x",
        "@everyone",
        "**vet**",
        '"niet gesloten',
        "(((",
        "kron*",
        "NEAR(",
        "a AND",
        "lenin\x00stalin",
        "^2",
        "[1 TO 2]",
    ],
)
def test_what_looks_like_syntax_is_plain_text(library: Library, query: str) -> None:
    with suppress(BadInput):
        assert {word.how for word in library.quote(query).understood} <= {"word", "typo", "term", "compound"}


@settings(max_examples=2000)
@given(HOSTILE)
def test_no_query_raises_anything_but_a_reason(library: Library, query: str) -> None:
    try:
        answer = library.quote(query, limit=2)
    except BadInput:
        return
    for result in answer.results:
        assert_verbatim(library, result)


def test_a_work_in_another_language_is_found_by_its_own_stems(corpus: Corpus) -> None:
    corpus.add("goldman", b"The lighthouse keepers of the island had been rowing all night.", "en", "E. Goldman")

    library = corpus.library()

    assert library.quote("lighthouse keeper row").results[0].quote.passage.id == "goldman-1"
    assert [side.key for side in library.positions("lighthouse").sides] == ["westerlund", "storm", "goldman"]


@pytest.mark.parametrize(
    ("language", "text", "query"),
    [
        ("de", "Die Leuchtturmwächter ruderten durch die stürmischen Nächte.", "stürmische Nacht rudern"),
        ("fr", "Les gardiens du phare ramaient pendant des nuits orageuses.", "gardienne orageux ramer"),
        ("xx", "Nokturnaj remistoj laboris.", "remistoj"),
    ],
)
def test_any_language_may_be_added_as_a_file_and_its_facts(
    corpus: Corpus, language: str, text: str, query: str
) -> None:
    corpus.add("vierde", text.encode(), language)

    assert corpus.library().quote(query).results[0].quote.passage.id == "vierde-1"


def test_decomposed_texts_and_queries_meet(corpus: Corpus) -> None:
    corpus.add("nfd", "De e\u0301e\u0301nwording van Go\u0308ttingen was nog lang niet voltooid.".encode())

    library = corpus.library()
    found = library.quote("G\u00f6ttingen").results[0]

    assert [found.quote.text[m.start : m.end] for m in found.marks] == ["Go\u0308ttingen"]


def test_a_question_asked_before_is_answered_from_memory_each_page_and_author_by_itself(library: Library) -> None:
    first = library.quote("trotski", limit=2)

    assert library.quote("trotski", limit=2) is first
    assert library.quote("trotski", limit=2, offset=1).results[0] == first.results[1]
    assert {r.quote.passage.work for r in library.quote("trotski", "storm", limit=2).results} == {"storm"}
