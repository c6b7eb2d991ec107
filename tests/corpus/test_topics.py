"""The curated topics of the two texts: what people pinned stands there, in the author's own voice."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

import pytest

from bot.config import HOME
from bot.corpus.lexicon import read_lexicon
from bot.corpus.passages import cut
from bot.corpus.sentences import sentences
from bot.corpus.topics import Pin, Topic, read_topics
from bot.corpus.utterances import read_utterances
from bot.corpus.voices import SPOKEN, Voices
from bot.corpus.words import folded_words
from bot.corpus.works import read_texts, read_works
from bot.errors import CorpusError
from bot.index.words import stem
from bot.model import Passage, Quote, Span
from tests.texts import Corpus

DATA = HOME / "data"
LEXICON = read_lexicon(DATA)
VOICES = Voices(read_utterances(DATA, LEXICON.titles)[0], LEXICON.titles)
WORKS = {work.key: work for work in read_works(DATA)}
PASSAGES = {p.id: p for text in read_texts(tuple(WORKS.values()), HOME / "seeds") for p in cut(text).passages}
TOPICS = read_topics(DATA)
PINS = [(topic, author, pin) for topic in TOPICS.values() for author, pins in topic.sides.items() for pin in pins]
# A quote longer than this fills a phone.
LONGEST = 900


def quoted(pin: Pin) -> Quote:
    passage = PASSAGES[pin.passage]
    cuts = sentences(passage.text, WORKS[passage.work].language)
    return Quote(passage, Span(cuts[pin.first - 1].start, cuts[pin.last - 1].end))


def stems(text: str) -> list[str]:
    return [stem(word, "nl") for word in folded_words(text)]


def names(topic: Topic, text: str) -> bool:
    """Whether a text holds one of a topic's Dutch names, in some form or as a part of a word."""
    found = " ".join(stems(text))
    called = (topic.title["nl"], *topic.names.get("nl", ()))
    return any(" ".join(stems(name)) in found for name in called)


def own_words(quote: Quote) -> str:
    """What of a quote neither quotes nor renders anybody else."""
    spoken = [of.span for of in VOICES.within(quote.passage) if of.kind in SPOKEN]
    at = enumerate(quote.text, quote.start)
    return "".join(" " if any(span.start <= place < span.end for span in spoken) else c for place, c in at)


def own_sentences(passage: Passage) -> list[str]:
    cuts = sentences(passage.text, WORKS[passage.work].language)
    quotes = [Quote(passage, cut) for cut in cuts]
    return [quote.text for quote in quotes if VOICES.voice(WORKS[passage.work], quote).kind == "author"]


def test_there_are_topics_enough_and_each_is_called_in_both_languages() -> None:
    assert len(TOPICS) >= 40
    assert all({"nl", "en"} <= of.title.keys() and {"nl", "en"} <= of.question.keys() for of in TOPICS.values())
    assert all(question.endswith("?") for of in TOPICS.values() for question in of.question.values())


def test_every_topic_has_a_side_for_each_author() -> None:
    assert all(topic.sides.keys() == WORKS.keys() for topic in TOPICS.values())


def test_no_two_topics_share_a_name() -> None:
    names = Counter(
        (" ".join(folded_words(name)), topic.key) for topic in TOPICS.values() for name in set(topic.spellings)
    )
    called = Counter(name for name, _ in names)

    assert [name for name, count in called.items() if count > 1] == []


def test_related_topics_exist() -> None:
    assert all(key in TOPICS for topic in TOPICS.values() for key in topic.related)


@pytest.mark.parametrize(
    ("topic", "author", "pin"), PINS, ids=lambda of: getattr(of, "key", getattr(of, "passage", of))
)
def test_a_pin_is_readable_and_in_the_authors_own_voice(topic: Topic, author: str, pin: Pin) -> None:
    quote = quoted(pin)
    voice = VOICES.voice(WORKS[quote.passage.work], quote)

    assert WORKS[quote.passage.work].author_key == author
    assert voice.own
    assert len(quote.text) <= LONGEST
    assert pin.reason or names(topic, own_words(quote)), quote.text


@pytest.mark.parametrize("topic", TOPICS.values(), ids=lambda topic: topic.key)
def test_a_passage_is_pinned_once_a_side(topic: Topic) -> None:
    assert all(len({pin.passage for pin in pins}) == len(pins) for pins in topic.sides.values())


@pytest.mark.parametrize("topic", [of for of in TOPICS.values() if not all(of.sides.values())], ids=lambda of: of.key)
def test_who_is_silent_nowhere_names_the_topic_in_their_own_voice(topic: Topic) -> None:
    silent = {author for author, pins in topic.sides.items() if not pins}
    said = [s for p in PASSAGES.values() if WORKS[p.work].author_key in silent for s in own_sentences(p)]
    called = (topic.title["nl"], *topic.names.get("nl", ()))
    whole = [re.compile(rf"\b{re.escape(' '.join(folded_words(name)))}\b") for name in called]

    named = [s for s in said if any(name.search(" ".join(folded_words(s))) for name in whole)]

    assert named == []


TITLED = '[topics.a]\ntitle = { nl = "x" }\n'
PINNED = '[[topics.a.storm]]\npassage = "storm-1"\nsentences = '


@pytest.mark.parametrize(
    "broken",
    [
        '[topics."Een Topic"]\ntitle = { nl = "x" }',
        f"{TITLED}{PINNED}[3, 1]",
        f'{TITLED}silent = ["storm"]\n{PINNED}[1, 1]',
        "[topics.a]\n",
        "[topics.a",
    ],
    ids=["a key with capitals", "sentences turned round", "silent and pinned", "no title", "no TOML"],
)
def test_unusable_topics_are_refused_in_a_sentence(tmp_path: Path, broken: str) -> None:
    corpus = Corpus(tmp_path)
    (corpus.data / "topics.toml").write_text(broken, "utf-8")

    with pytest.raises(CorpusError):
        corpus.library().positions("kronstadt")
