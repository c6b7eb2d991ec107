"""What members type is read as what they mean; what the texts lack stays unanswered."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.library.library import Library
from tests.texts import Corpus


def lines(library: Library, query: str, limit: int = 10) -> list[str]:
    return [f"{r.quote.passage.work[0]}{r.quote.passage.line}" for r in library.quote(query, limit=limit).results]


def read_as(library: Library, query: str) -> list[tuple[str, str, str]]:
    return [(u.word, u.read_as, u.how) for u in library.quote(query).understood]


@pytest.mark.parametrize(
    ("query", "read"),
    [
        ("kronstadt", ("kronstadt", "kronstadt", "word")),
        ("kronstad", ("kronstad", "kronstadt", "typo")),
        ("krosntadt", ("krosntadt", "kronstadt", "typo")),
        ("Cronstadt", ("Cronstadt", "kronstadt", "name")),
        ("burocratie", ("burocratie", "bureaucratie", "typo")),
        ("Makhno", ("Makhno", "machno", "name")),
        ("Sinowjew", ("Sinowjew", "zinoviev", "name")),
        ("red army", ("red army", "Rode Leger", "term")),
        ("guerre civile", ("guerre civile", "Burgeroorlog", "term")),
        ("Rote Armee", ("Rote Armee", "Rode Leger", "term")),
        ("grond bezit", ("grond bezit", "staatsgrootgrondbezit, grootgrondbezitters", "compound")),
        ("“politieke bom”", ("politieke bom", "politieke bom", "phrase")),
    ],
)
def test_each_word_is_read_by_the_rule_that_fits(library: Library, query: str, read: tuple[str, str, str]) -> None:
    found = read_as(library, query)

    assert len(found) == 1
    assert (found[0][0], set(found[0][1].split(", ")), found[0][2]) == (read[0], set(read[1].split(", ")), read[2])


@pytest.mark.parametrize(
    ("query", "line"),
    [
        ("staking", "s14"),
        ("industrialiseren", "s22"),
        ("een partij staat", "w55"),
        ("partij bureaucratie", "w87"),
        ("legerdiscipline", "s8"),
        ("sociaalrevolutionairen", "w35"),
        ("socialisties", "w11"),
        ("Zinovyev", "s27"),
        ("Georgian", "w79"),
        ("labor militarization", "s8"),
        ("New Economic Policy", "w61"),
        ("secret police", "s14"),
        ("wie was Miasnikov?", "s14"),
        ("what was the New Economic Policy?", "w61"),
        ("wat schreef Lenin over Stalin in zijn testament?", "w75"),
        ("wie bouwde het Rode Leger op?", "s8"),
        ("brood, land en vrede", "w27"),
    ],
)
def test_what_members_type_finds_the_paragraph(library: Library, query: str, line: str) -> None:
    assert line in lines(library, query)


@pytest.mark.parametrize(
    "query",
    [
        "bitcoin",
        "een en al onzinwoordje",
        "Robespierre",
        "Robespiere",
        "Rosa Luxemburg",
        "Sverdlovsk",
        "Martov",
        "1938",
        "Zapatistas",
        "mutual aid",
        "kerk",
        "paus",
        "voetbal",
        "slag bij Stalingrad",
        "opstand in Hamburg",
        "Duitse revolutie in Hamburg",
        "Trotski in Mexico",
        "wat vond Lenin van bitcoin?",
        "what did Trotsky say about football?",
        "Lenin over kunst",
        '"bom politieke"',
    ],
)
def test_what_the_texts_lack_stays_unanswered(library: Library, query: str) -> None:
    assert lines(library, query) == []


def test_an_exact_hit_comes_before_compounds_and_corrected_words(corpus: Corpus) -> None:
    corpus.add("vijfde", b"Over zeepaardjes en zeewier.\n\nDe zeepaardjesvijver is leeg.\n\nDe vijver vriest.")
    library = corpus.library()

    assert lines(library, "zeepaardjes") == ["v1", "v3"]


def test_of_several_words_those_of_the_text_itself_come_before_parts_of_compounds(corpus: Corpus) -> None:
    apart = "Het zeewier groeit. " + "Er gebeurt verder niets bijzonders. " * 12 + "De vijver vriest."
    corpus.add("vijfde", f"In de vijver is zeewiersoep.\n\n{apart}\n\nHeerlijke soep.".encode())
    library = corpus.library()

    assert lines(library, "zeewier vijver") == ["v3", "v1"]


def test_parts_of_compounds_are_learnt_from_any_text(corpus: Corpus) -> None:
    corpus.add("zesde", b"Er was een vuurtorenwachter.\n\nDe vuurtoren brandde.\n\nEen wachter sliep.")
    library = corpus.library()

    assert set(lines(library, "wachter")) == {"z1", "z5"}
    assert "z1" in lines(library, "vuurtoren wachter")


@pytest.mark.parametrize(
    ("query", "kept", "gone"),
    [
        ("lenin -stalin", "s13", "w75"),
        ("lenin author:storm", "s13", "w75"),
        ("trotski section:burgeroorlog", "w45", "s7"),
    ],
)
def test_words_can_be_shut_out_and_answers_filtered(library: Library, query: str, kept: str, gone: str) -> None:
    found = lines(library, query, limit=60)

    assert kept in found
    assert gone not in found


def test_near_subjects_with_answers_are_offered_where_there_is_nothing(library: Library) -> None:
    answer = library.quote("xyzzystalin")

    assert answer.results == ()
    assert 1 <= len(answer.suggestions) <= 3
    assert all(library.quote(subject).results for subject in answer.suggestions)


def test_one_edit_is_mended_from_four_letters_and_two_from_eight(library: Library) -> None:
    assert lines(library, "boechrain") == lines(library, "boecharin")
    assert lines(library, "mensjewiekn") == lines(library, "mensjewieken")
    assert lines(library, "lxnxn") == []
    assert lines(library, "bxr") == []


def test_the_passage_whose_sentences_hold_more_of_the_query_comes_first(corpus: Corpus) -> None:
    far = "De zeepaardjes zwemmen. " + "Er gebeurt verder niets bijzonders. " * 12 + "Het zeewier groeit."
    corpus.add("zevende", f"{far}\n\nDe zeepaardjes eten zeewier.".encode())
    library = corpus.library()

    assert lines(library, "zeepaardjes zeewier") == ["z3", "z1"]


ADJOINING = (
    "De macht was van de raden en de partij had de macht.\n\n"
    "Alle macht aan de raden, zei men in de fabriek, en de partij zweeg over de macht van de raden.\n\n"
    "De aan raden gegeven macht, alle macht van raden, alle raden en alle macht.\n\n"
)


@pytest.fixture
def adjoining(tmp_path: Path) -> Library:
    corpus = Corpus(tmp_path)
    corpus.clear()
    corpus.add("proef", ADJOINING.encode())
    return corpus.library()


@pytest.mark.parametrize(
    ("query", "first"), [("alle macht aan de raden", "proef-2"), ("partij had de macht", "proef-1")]
)
def test_a_passage_that_holds_the_words_side_by_side_comes_first(adjoining: Library, query: str, first: str) -> None:
    assert adjoining.quote(query).results[0].quote.passage.id == first


def test_a_mistyped_word_is_what_stands_between_its_neighbours(adjoining: Library) -> None:
    answer = adjoining.quote("zweeg over de maccht")

    assert ("maccht", "macht") in {(u.word, u.read_as) for u in answer.understood}


def test_words_that_form_no_word_of_the_texts_together_are_not_joined(library: Library) -> None:
    assert all(u.how != "compound" for u in library.quote("partij en staat").understood)


def test_an_ordinary_word_is_not_read_as_another_because_of_its_neighbours(adjoining: Library) -> None:
    answer = adjoining.quote("zweeg over de nacht")

    assert ("nacht", "macht") not in {(u.word, u.read_as) for u in answer.understood}
