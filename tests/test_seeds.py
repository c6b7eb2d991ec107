"""The texts are the ones that were received, and everything that is read out of them stands in them."""

from __future__ import annotations

import hashlib

import pytest

from bot.corpus.passages import cut
from bot.corpus.sentences import sentences
from bot.corpus.works import Text, read_texts, read_works
from bot.errors import CorpusError
from bot.library.library import Library
from tests.texts import DATA, SEEDS, Corpus

RECEIVED = {
    "000_80314a258c1e2769.txt": "ab3f3e88bb2d569be513e6fb7fc44de93617b8cc495275a20b5cd9c60f1792a4",
    "003_8ea674c9972510e5.txt": "61594abc6a1dda20d0388384b7aa11a593d48f4c2dbb2f03117ff31ea9273670",
}
TEXTS = list(read_texts(read_works(DATA), SEEDS))


def test_the_seeds_are_byte_for_byte_as_received() -> None:
    found = {file.name: hashlib.sha256(file.read_bytes()).hexdigest() for file in SEEDS.iterdir()}

    assert found == RECEIVED


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.work.key)
def test_every_passage_and_sentence_stands_in_its_file_at_its_offsets(text: Text) -> None:
    content = (SEEDS / text.work.source).read_bytes().decode()
    for passage in cut(text).passages:
        assert content[passage.start : passage.end] == passage.text
        assert content.count("\n", 0, passage.start) + 1 == passage.line
        for at in sentences(passage.text, text.work.language):
            assert content[passage.start + at.start : passage.start + at.end] == passage.text[at.start : at.end]


@pytest.mark.parametrize("text", TEXTS, ids=lambda text: text.work.key)
def test_every_word_of_the_body_is_in_a_passage_or_a_heading(text: Text) -> None:
    parts = cut(text)
    kept = [p.text for p in parts.passages] + [s.title for s in parts.sections]
    body = "".join(text.content.split("\n")[line] for line in range(text.work.body - 1, text.content.count("\n") + 1))

    assert sum(len("".join(part.split())) for part in kept) == len("".join(body.split()))


def test_one_changed_character_stops_the_start(corpus: Corpus) -> None:
    file = corpus.seeds / "003_8ea674c9972510e5.txt"
    file.write_bytes(file.read_bytes().replace(b"Kronstadt", b"Kronstedt", 1))

    with pytest.raises(CorpusError, match="text-changed"):
        corpus.library()


def test_the_passages_are_the_paragraphs_of_the_body_and_nothing_else(library: Library) -> None:
    storm, westerlund = library.passage("storm-1"), library.passage("westerlund-1")

    assert (storm.line, westerlund.line) == (7, 5)
    assert storm.text.startswith("In de jaren 1917-1922 was Trotski")
    assert westerlund.section == "Stalin"


def test_a_list_belongs_to_the_sentence_that_opens_it(library: Library) -> None:
    passage = library.passage("westerlund-7")
    last = sentences(passage.text, "nl")[-1]

    assert passage.text[last.start :].startswith("Maar de Voorlopige Regering")
    assert passage.text.endswith("gecontroleerd door de tsaristische generaals.")
    assert passage.text.count("•") == 5
