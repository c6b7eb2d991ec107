from __future__ import annotations

import time
import tomllib
from collections.abc import Callable
from dataclasses import dataclass, fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.lexicon import read_lexicon
from bot.corpus.proposing.marks import DEPTH, Marked, marked
from bot.corpus.proposing.proposal import Proposal
from bot.corpus.proposing.propose import Proposer, read_proposer
from bot.corpus.proposing.speech import Speech
from bot.corpus.words import folded_words
from bot.errors import CorpusError
from tests.texts import DATA, Corpus, text

LANGUAGES = ("nl", "en", "de", "fr")


@dataclass(frozen=True)
class Found:
    kind: str
    words: str
    speaker: str | None = None
    named: str | None = None


Propose = Callable[[str, str], list[Found]]


@pytest.fixture(scope="module")
def proposers() -> dict[str, Proposer]:
    return {language: read_proposer(DATA, language) for language in (*LANGUAGES, "it")}


@pytest.fixture
def propose(proposers: dict[str, Proposer]) -> Propose:
    def run(language: str, content: str) -> list[Found]:
        found = proposers[language].proposals(text(content, language=language))
        return [Found(p.kind, content[p.span.start : p.span.end], p.speaker, p.named) for p in found]

    return run


def nested(content: str) -> list[str]:
    def told(marks: list[Marked]) -> list[str]:
        return [one for m in marks for one in (content[m.span.start : m.span.end], *told(m.inside))]

    return told(marked(content))


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ('Zij zei “ja” en „nee” en "wel".', ["“ja”", "„nee”", '"wel"']),
        ("Er sagte „ja“ und ‚nein‘ und »doch«.", ["„ja“", "‚nein‘", "»doch«"]),
        ("Il dit « oui » et “non”.", ["« oui »", "“non”"]),
        ("Dat heet ‘vrij’ hier.", ["‘vrij’"]),
        ("“A ‘b’ c “d” e” f.", ["“A ‘b’ c “d” e”", "‘b’", "“d”"]),
        ("Lenin’s partij en Marx’ werk, ’s avonds.", []),
        ("De foto’s van ‘Lenin’s partij’ hier.", ["‘Lenin’s partij’"]),
        ("The ‘workers’ council’ met.", ["‘workers’ council’"]),
        ("It isn't 'so' here, don't.", ["'so'"]),
        ("In de jaren ‘80 en ‘s avonds.", []),
        ("Zij zei “nooit meer.", ["“nooit meer."]),
        ("“Wij ‘om te helpen.” Zo.", ["“Wij ‘om te helpen.”", "‘om te helpen."]),
        ("Nooit” geopend’ en » niets", ["» niets"]),
    ],
)
def test_marks_pair_and_apostrophes_do_not(content: str, expected: list[str]) -> None:
    assert nested(content) == expected


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("nl", "Bakoenin schrijft: “De staat moet weg.”", ("bakunin", "Bakoenin")),
        ("nl", "Ida Mett, die erover schreef, vat samen: “Het was een opstand van matrozen.”", ("mett", "Ida Mett")),
        ("nl", "“De staat moet weg”, aldus Bakoenin.", ("bakunin", "Bakoenin")),
        ("nl", "“De staat moet weg”, zei Bakoenin gisteren.", ("bakunin", "Bakoenin")),
        ("nl", "Een brief van Bakoenin, uit 1871: “De bond beslist.”", ("bakunin", "Bakoenin")),
        ("nl", "Hij schrijft: “De staat moet weg.”", (None, None)),
        ("nl", "Jan Zomaar stelde: “De staat moet weg.”", (None, "Jan Zomaar")),
        ("nl", "De staat werd door Bakoenin omschreven als “een groot kerkhof”.", ("bakunin", "Bakoenin")),
        ("en", "Emma Goldman wrote: “The state must go.”", ("goldman", "Emma Goldman")),
        ("en", "“The state must go,” said Emma Goldman.", ("goldman", "Emma Goldman")),
        ("en", "“The state must go,” she said.", (None, None)),
        ("de", "Rosa Luxemburg schrieb: „Der Staat muss weg.“", ("luxemburg", "Rosa Luxemburg")),
        ("de", "„Der Staat muss weg“, sagte Rosa Luxemburg.", ("luxemburg", "Rosa Luxemburg")),
        ("de", "Er schrieb: »Der Staat muss weg.«", (None, None)),
        ("fr", "Victor Serge écrivait : « L’État doit disparaître. »", ("serge", "Victor Serge")),
        ("fr", "« L’État doit disparaître », affirmait Victor Serge.", ("serge", "Victor Serge")),
        ("fr", "Il écrivait : « L’État doit disparaître. »", (None, None)),
    ],
)  # fmt: skip
def test_a_lead_in_names_the_speaker_and_a_pronoun_nobody(
    propose: Propose, language: str, content: str, expected: tuple[str | None, str | None]
) -> None:
    (found,) = [one for one in propose(language, content) if one.kind == "speech"]

    assert (found.speaker, found.named) == expected


def test_even_verderop_continues_the_last_speaker(propose: Propose) -> None:
    found = propose("nl", "Bakoenin schrijft: “De staat moet weg.” Zo was het. Even verderop: “En wel nu.”")

    assert [one.speaker for one in found] == ["bakunin", "bakunin"]


def test_a_quotation_on_its_own_is_whose_the_sentence_before_said(propose: Propose) -> None:
    found = propose("nl", "Bakoenin toonde hoe de staat werkt. “Hij vreet de vrijheid van allen op.”")

    assert [(one.kind, one.speaker) for one in found] == [("speech", "bakunin")]


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("nl", "In zijn boek “De grote strijd” staat het.", "title"),
        ("nl", "De ‘vrijheid’ van toen was niets.", "scare"),
        ("nl", "De zogenaamde ‘Vrije Staat’ viel.", "scare"),
        ("nl", "Het woord ‘vrijheid’ valt vaak.", "term"),
        ("nl", "Met de leus ‘Brood en vrede’ wonnen zij.", "speech"),
        ("en", "In his book “The Great Struggle” it stands.", "title"),
        ("en", "The so-called ‘freedom’ was nothing.", "scare"),
        ("de", "Das Buch „Der große Kampf“ erschien.", "title"),
        ("de", "Die sogenannte ‚Freiheit‘ galt nichts.", "scare"),
        ("fr", "Le livre « La grande lutte » parut.", "title"),
        ("fr", "Le mot « liberté » revient.", "term"),
    ],
)
def test_marks_are_told_apart_by_what_stands_before_them(
    propose: Propose, language: str, content: str, expected: str
) -> None:
    assert [one.kind for one in propose(language, content)] == [expected]


@pytest.mark.parametrize(
    ("language", "content", "expected"),
    [
        ("nl", "Bakoenin stelde dat de staat weg moet.", Found("report", "", "bakunin", "Bakoenin")),
        ("nl", "Toen de oorlog kwam, eiste Bakoenin vrijheid voor allen.[3]",
         Found("report", "eiste Bakoenin vrijheid voor allen.", "bakunin", "Bakoenin")),
        ("nl", "Volgens Bakoenin moet de staat weg, maar dat klopt niet.",
         Found("report", "Volgens Bakoenin moet de staat weg", "bakunin", "Bakoenin")),
        ("nl", "Het was in zijn optiek nodig om te vechten.", Found("report", "")),
        ("nl", "Bakoenin pleitte voor een vrije bond van gemeenten.", Found("report", "", "bakunin", "Bakoenin")),
        ("nl", "Voor Bakoenin was de staat een kerkhof.", Found("report", "", "bakunin", "Bakoenin")),
        ("nl", "Hun tegenstanders beweerden het tegendeel van alles.", Found("report", "", None, "Hun tegenstanders")),
        ("en", "Emma Goldman argued that the state must go.", Found("report", "", "goldman", "Emma Goldman")),
        ("en", "According to Emma Goldman, the state must go.", Found("report", "", "goldman", "Emma Goldman")),
        ("en", "They believed that the state must go.", Found("report", "")),
        ("de", "Rosa Luxemburg behauptete, dass er weg muss.", Found("report", "", "luxemburg", "Rosa Luxemburg")),
        ("de", "Laut Rosa Luxemburg muss der Staat weg.", Found("report", "", "luxemburg", "Rosa Luxemburg")),
        ("fr", "Victor Serge affirmait que le parti mentait.", Found("report", "", "serge", "Victor Serge")),
        ("fr", "Selon Victor Serge, le parti mentait.", Found("report", "", "serge", "Victor Serge")),
    ],
)  # fmt: skip
def test_a_view_without_marks_is_a_report(propose: Propose, language: str, content: str, expected: Found) -> None:
    words = expected.words or content

    assert propose(language, content) == [Found("report", words, expected.speaker, expected.named)]


@pytest.mark.parametrize(
    ("language", "content"),
    [
        ("nl", "Bakoenin wist dat de staat sterk was."),
        ("nl", "Bakoenin zag dat de staat sterk was."),
        ("nl", "Ik stel dat de staat weg moet."),
        ("nl", "Volgens de Russische kalender was het oktober."),
        ("en", "Emma Goldman knew that the state was strong."),
        ("en", "We argued that the state must go."),
        ("de", "Rosa Luxemburg wusste, dass der Staat stark war."),
        ("fr", "Victor Serge savait que le parti mentait."),
    ],
)
def test_what_the_author_holds_too_is_no_report(propose: Propose, language: str, content: str) -> None:
    assert propose(language, content) == []


def test_a_view_told_inside_a_quotation_names_who_quotes_it(proposers: dict[str, Proposer]) -> None:
    content = "Emma Goldman wrote: “Lenin argued that power is needed.”"
    speech, report = proposers["en"].proposals(text(content, language="en"))

    assert (speech.kind, speech.speaker, speech.through) == ("speech", "goldman", ())
    assert (report.kind, report.speaker, report.through) == ("report", "lenin", ("goldman",))


def test_in_another_language_marks_are_found_all_the_same(propose: Propose) -> None:
    found = propose("it", "Bakunin scrisse: “Lo Stato deve scomparire.”")

    assert [(one.kind, one.words) for one in found] == [("speech", "“Lo Stato deve scomparire.”")]


def test_a_proposal_knows_the_line_of_its_paragraph(proposers: dict[str, Proposer]) -> None:
    content = "Een.\n\nDat is\r\n‘nieuw’ hier.\n"
    lines = [next(iter(proposers["nl"].proposals(text(content, layout=layout)))).line for layout in ("lines", "blocks")]

    assert lines == [4, 3]


def test_an_empty_text_has_no_proposals(propose: Propose) -> None:
    assert propose("nl", "") == propose("nl", "\n \n") == []


@pytest.mark.parametrize(
    "unit",
    ["woord ", "Lenin en ", "Lenin stelt dat hij ", "“", "‘a ", "“A.” ", "'a' ", "riep ", "Lenin schrijft: “a” "],
)
def test_a_hundred_thousand_characters_without_an_end_take_seconds(propose: Propose, unit: str) -> None:
    content = (unit * 100_000)[:100_000]
    begun = time.process_time()
    found = propose("nl", content)

    assert time.process_time() - begun < 20
    assert sum(len(one.words) for one in found) <= (DEPTH + 1) * len(content)


@given(st.text(st.sampled_from("“”„‘’‚«»‹›\"' \n.:,aLenin") | st.characters(codec="utf-8"), max_size=300))
def test_whatever_stands_there_proposals_lie_in_the_text(content: str) -> None:
    for proposal in PROPOSER.proposals(text(content)):
        assert 0 <= proposal.span.start < proposal.span.end <= len(content)


PROPOSER = read_proposer(DATA, "nl")


def test_every_language_has_every_list() -> None:
    tables = tomllib.loads((DATA / "speech.toml").read_text("utf-8"))

    assert set(tables) == set(LANGUAGES)
    assert {frozenset(lists) for lists in tables.values()} == {frozenset(f.name.rstrip("_") for f in fields(Speech))}
    assert all(lists.values() for lists in tables.values())


def test_no_rule_names_anybody() -> None:
    tables = tomllib.loads((DATA / "speech.toml").read_text("utf-8"))
    phrases = (phrase for lists in tables.values() for listed in lists.values() for phrase in listed)
    names, entries = read_lexicon(DATA).names, tomllib.loads((DATA / "names.toml").read_text("utf-8"))
    spotted = (found.key for phrase in phrases for found in names.spot(folded_words(phrase)))

    assert [key for key in spotted if entries[key]["kind"] != "place"] == []


def test_an_unusable_list_is_told(corpus: Corpus) -> None:
    (corpus.data / "speech.toml").write_text("[nl]\nsays = 3\n", "utf-8")

    with pytest.raises(CorpusError, match="data-unreadable"):
        read_proposer(corpus.data, "nl")


def test_a_proposal_is_never_reviewed() -> None:
    assert "reviewed" not in Proposal.__dataclass_fields__
