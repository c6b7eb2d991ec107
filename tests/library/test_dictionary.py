from __future__ import annotations

import gzip
import json
from importlib.util import find_spec
from pathlib import Path

import pytest

from bot.library.dictionary import RARE, Dictionary


@pytest.fixture(scope="module")
def listed() -> dict[str, int]:
    found = find_spec("spellchecker")
    assert found
    assert found.origin
    file = Path(found.origin).parent / "resources" / "nl.json.gz"
    return dict(json.loads(gzip.decompress(file.read_bytes())))


def test_every_listed_word_is_found_with_its_count(listed: dict[str, int]) -> None:
    dictionary = Dictionary(["nl"])
    words = list(listed)

    for word in [words[0], words[-1], *words[:: len(words) // 2000]]:
        assert dictionary.count(word) == listed[word], word


@pytest.mark.parametrize("word", ["", "kronstad", "zzzzzz", "\u202e", "bitcoins zijn duur", "aa" * 60])
def test_a_word_that_is_not_listed_counts_nothing(word: str) -> None:
    assert word not in Dictionary(["nl", "en"])


def test_usual_words_are_told_from_rare_ones() -> None:
    dictionary = Dictionary(["nl", "en"])

    assert dictionary.count("kerk") > RARE
    assert dictionary.count("hamburg") >= RARE


def test_a_language_without_a_list_knows_no_word() -> None:
    assert "kerk" not in Dictionary(["xx"])
