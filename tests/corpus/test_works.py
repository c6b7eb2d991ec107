from __future__ import annotations

import hashlib
from pathlib import Path

import pytest

from bot.corpus import works
from bot.corpus.works import read_text, read_works
from bot.errors import CorpusError
from tests.texts import DATA, Corpus


def sha256(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "text-empty"),
        (b"\xef\xbb\xbf \n\t\r\n", "text-empty"),
        (b"goed\nniet goed: \xff\xfe", "text-not-utf8"),
        ("alleen Latijn: é".encode("latin-1"), "text-not-utf8"),
    ],
)
def test_an_unusable_text_is_refused_by_name_and_reason(tmp_path: Path, content: bytes, reason: str) -> None:
    file = tmp_path / "naam.txt"
    file.write_bytes(content)

    with pytest.raises(CorpusError) as caught:
        read_text(file, sha256(content))

    assert (caught.value.key, caught.value.values["file"]) == (reason, "naam.txt")


def test_a_text_over_the_limit_is_refused_unread(tmp_path: Path) -> None:
    file = tmp_path / "groot.txt"
    with file.open("wb") as sparse:
        sparse.truncate(works.MAX_BYTES + 1)

    with pytest.raises(CorpusError, match="text-too-large"):
        read_text(file, "")


def test_a_missing_text_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"text-missing.*weg\.txt"):
        read_text(tmp_path / "weg.txt", "")


def test_no_newline_is_translated_and_a_bom_counts_as_one_character(tmp_path: Path) -> None:
    content = b"\xef\xbb\xbfEen.\r\nTwee.\rDrie."
    file = tmp_path / "bom.txt"
    file.write_bytes(content)

    assert read_text(file, sha256(content)) == "\ufeffEen.\r\nTwee.\rDrie."


@pytest.mark.parametrize(
    ("before", "after", "reason"),
    [
        ("[works.storm]", "[works.Storm]", "work-key"),
        ('layout = "lines"', 'layout = "columns"', "work-layout"),
        ('type = "chapter"', 'type = "chapters"', "work-type"),
        ('file = "003_8ea674c9972510e5.txt"', 'file = "../003.txt"', "work-file"),
        ("author =", "writer =", "data-unreadable"),
        ("[works.storm]", "[works.storm", "data-unreadable"),
    ],
)
def test_unusable_facts_stop_the_start(corpus: Corpus, before: str, after: str, reason: str) -> None:
    file = corpus.data / "works.toml"
    file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")

    with pytest.raises(CorpusError, match=reason):
        corpus.library()


def test_missing_facts_stop_the_start(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match="data-missing"):
        read_works(tmp_path)


def test_every_fact_of_the_two_works_is_given() -> None:
    westerlund, storm = read_works(DATA)

    assert (westerlund.author, westerlund.year, westerlund.language) == ("Per-Åke Westerlund", 2019, "nl")
    assert (storm.author, storm.title) == ("Peter Storm", "Notities over Trotski en trotskisme (2)")
    assert all(work.citation.keys() == {"nl", "en"} and work.rights for work in (westerlund, storm))
