"""The reviewed map of the two texts: whole, at its place, and with the voices that readers found."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from bot.config import HOME
from bot.corpus.lexicon import read_lexicon
from bot.corpus.utterances import Utterance, check_utterances, read_utterances
from bot.corpus.works import Text, read_texts, read_works
from bot.errors import CorpusError
from tests.texts import Corpus

LEXICON = read_lexicon(HOME / "data")
UTTERANCES, SAID = read_utterances(HOME / "data", LEXICON.titles)
TEXTS = {text.work.key: text for text in read_texts(read_works(HOME / "data"), HOME / "seeds")}


def spoken(work: str, *kinds: str) -> list[Utterance]:
    return [of for of in UTTERANCES[work] if of.kind in kinds]


@pytest.mark.parametrize("work", TEXTS)
def test_every_span_stands_where_the_map_says(work: str) -> None:
    check_utterances(TEXTS[work], UTTERANCES[work], SAID[work])

    assert len(UTTERANCES[work]) > 70


@pytest.mark.parametrize("work", TEXTS)
def test_every_quotation_mark_of_a_file_begins_or_ends_a_span(work: str) -> None:
    text = TEXTS[work].content
    starts, ends = {of.span.start for of in UTTERANCES[work]}, {of.span.end for of in UTTERANCES[work]}

    assert {at.start() for at in re.finditer("[“‘]", text)} <= starts
    assert {at.end() for at in re.finditer("”", text)} <= ends


@pytest.mark.parametrize("work", TEXTS)
def test_everything_in_the_map_was_reviewed_by_people(work: str) -> None:
    assert all(of.reviewed for of in UTTERANCES[work])


@pytest.mark.parametrize("work", TEXTS)
def test_a_speaker_is_named_as_the_work_does(work: str) -> None:
    named = [of.named for of in UTTERANCES[work] if of.speaker]

    assert all(name and name in TEXTS[work].content for name in named)


@pytest.mark.parametrize("work", TEXTS)
def test_no_two_spans_cross(work: str) -> None:
    listed = [of.span for of in UTTERANCES[work]]
    crossing = [(a, b) for a in listed for b in listed if a.start < b.start < a.end < b.end]

    assert crossing == []


@pytest.mark.parametrize(
    ("work", "words", "kind", "speaker"),
    [
        ("storm", "In de eerste plaats: de Linkse Oppositie kon geen strijd", "speech", "marot"),
        ("storm", "De weg naar het Socialisme gaat door", "speech", "trotsky"),
        ("storm", "Wij zullen met al onze kracht vechten", "speech", "united-opposition"),
        ("storm", "Voor Trotski was het nog steeds een arbeidersstaat", "report", "trotsky"),
        ("storm", "Hij pleitte voor vrijheid van meningsuiting", "report", "miasnikov"),
        ("westerlund", "Er is een oude Russische traditie", "speech", "skott"),
        ("westerlund", "kwaadwillig genie", "speech", "skott"),
        ("westerlund", "Volgens de burgerij werd het de hel op aarde", "report", "bourgeoisie"),
        ("westerlund", "Neem nu Moskou met 4.700 communisten", "speech", "lenin"),
        ("westerlund", "In de lente en het begin van de zomer", "speech", "carr"),
        ("westerlund", "Stalin weet niet nooit wat", "speech", "trotsky"),
    ],
)
def test_words_of_others_are_theirs(work: str, words: str, kind: str, speaker: str) -> None:
    at = TEXTS[work].content.index(words)
    around = [of for of in spoken(work, "speech", "report") if of.span.start <= at < of.span.end]
    innermost = min(around, key=lambda of: len(of.span))

    assert (innermost.kind, innermost.speaker) == (kind, speaker)


def test_a_span_that_does_not_fit_its_text_is_refused() -> None:
    storm = TEXTS["storm"]
    moved = Text(storm.work, " " + storm.content)

    with pytest.raises(CorpusError, match="voices-misplaced"):
        check_utterances(moved, UTTERANCES["storm"], SAID["storm"])


def test_a_speaker_who_is_no_key_of_the_names_is_refused(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    file = corpus.data / "voices.toml"
    file.write_text(file.read_text("utf-8").replace('"marot"', '"merot"'), "utf-8")

    with pytest.raises(CorpusError, match="voices-speaker"):
        corpus.library()


def test_a_map_of_another_text_is_refused(tmp_path: Path) -> None:
    corpus = Corpus(tmp_path)
    file = corpus.data / "voices.toml"
    file.write_text(file.read_text("utf-8").replace("start = 147\nend = 209", "start = 148\nend = 210"), "utf-8")

    with pytest.raises(CorpusError, match="voices-misplaced"):
        corpus.library()
