"""Texts that an operator adds are held to the same word as the seeds, and can be removed again."""

from __future__ import annotations

import json
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from bot.app import adding
from bot.app.adding import Facts, add
from bot.app.reading import added, listings_of
from bot.app.works import held, remove, states
from bot.config import Config
from bot.corpus.added import Added
from bot.corpus.collected import texts_of
from bot.corpus.passages import cut
from bot.errors import BadInput, BotError, CorpusError
from bot.library.library import Library
from bot.model import Quote, Span
from tests.corpus.extracting.books import book, chapter
from tests.texts import Corpus

FACTS = Facts("Rosa Luxemburg", "De Russische revolutie", 1918, "Publiek domein")
WORDS = (
    "De vrijheid is altijd de vrijheid van wie anders denkt, en zij is niet van hen die regeren. "
    "Wie haar alleen aan de eigen partij geeft, heeft haar van allen genomen."
)
REPORT = "Lenin vindt dat de partij moet leiden. “Zonder haar is er niets”, zei hij. Dat is volgens mij niet waar."
TEXT = f"Vrijheid\n\n{WORDS}\n\n{REPORT}\n"
MARKUP = f"<h1>Vrijheid</h1><p>{WORDS}</p><p>{REPORT}</p>"
FILES = {
    "rosa.txt": TEXT.encode(),
    "rosa.md": f"# Vrijheid\n\n{WORDS}\n\n{REPORT}\n".encode(),
    "rosa.html": f"<!doctype html><meta charset=utf-8><main>{MARKUP}</main>".encode(),
    "rosa.epub": book({"een.xhtml": chapter(MARKUP)}),
}


@pytest.fixture
def settings(corpus: Corpus) -> Config:
    """Two seeds and little else that takes time to read."""
    corpus.forget()
    return corpus.config()


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return written(tmp_path, "rosa.txt", TEXT.encode())


def written(folder: Path, name: str, content: bytes) -> Path:
    file = folder / name
    file.write_bytes(content)
    return file


def tree(folder: Path) -> dict[str, bytes]:
    """All files of a folder."""
    return {str(of.relative_to(folder)): of.read_bytes() for of in sorted(folder.rglob("*")) if of.is_file()}


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_kind_is_quoted_verified_and_listed_from_the_text_that_is_kept(
    settings: Config, corpus: Corpus, tmp_path: Path, name: str
) -> None:
    seeds = tree(corpus.seeds)
    found = add(settings, written(tmp_path, name, FILES[name]), FACTS)

    library = corpus.library()
    [result] = library.quote("vrijheid van wie anders denkt", "luxemburg", limit=1).results
    kept = (settings.state / "works" / "luxemburg" / "luxemburg.txt").read_bytes().decode()

    assert (found.work.key, found.passages, found.work.language) == ("luxemburg", 2, "nl")
    assert kept[result.quote.start : result.quote.end] == result.quote.text
    assert result.quote.text in WORDS
    assert library.verify(WORDS, "luxemburg").kind == "verbatim"
    assert library.work_of(result.quote.passage).rights == FACTS.rights
    assert (settings.state / "works" / "luxemburg" / f"original.{name.partition('.')[2]}").read_bytes() == FILES[name]
    assert all(of.well for of in states(settings))
    assert tree(corpus.seeds) == seeds


@pytest.mark.parametrize("name", FILES)
def test_every_character_of_every_passage_stands_in_the_kept_file(settings: Config, tmp_path: Path, name: str) -> None:
    add(settings, written(tmp_path, name, FILES[name]), FACTS)

    for text in texts_of(listings_of(settings), ["luxemburg"]):
        content = (settings.state / "works" / "luxemburg" / text.work.source).read_bytes().decode()
        passages = cut(text).passages
        assert [content[of.start : of.end] for of in passages] == [of.text for of in passages] == [WORDS, REPORT]


def voice_of(library: Library, words: str) -> tuple[bool, bool]:
    """Whether words of the second passage are the author's own, and whether anybody has checked."""
    passage = library.passage("luxemburg-2")
    start = passage.text.index(words)
    voice = library._texts.voice(Quote(passage, Span(start, start + len(words))))
    return voice.own, voice.reviewed


def test_what_another_may_say_is_not_the_authors_own_until_somebody_has_looked(
    settings: Config, corpus: Corpus, file: Path
) -> None:
    found = add(settings, file, FACTS)
    before = corpus.library()
    voices = settings.state / "works" / "luxemburg" / "voices.toml"
    voices.write_text(voices.read_text("utf-8").replace("reviewed = false", "reviewed = true"), "utf-8")
    after = corpus.library()

    assert found.unreviewed == 2
    assert voice_of(before, "Lenin vindt dat de partij moet leiden.") == (False, False)
    assert voice_of(before, "“Zonder haar is er niets”, zei hij.") == (False, False)
    assert voice_of(before, "Dat is volgens mij niet waar.") == (True, True)
    assert voice_of(after, "Lenin vindt dat de partij moet leiden.") == (False, True)


def test_what_a_file_sets_apart_as_a_quotation_is_not_the_authors_own(
    settings: Config, corpus: Corpus, tmp_path: Path
) -> None:
    page = f"<p>{WORDS}</p><blockquote>Het woord is aan de anderen, zolang zij er nog zijn om te spreken.</blockquote>"
    add(settings, written(tmp_path, "a.html", page.encode()), FACTS)

    assert voice_of(corpus.library(), "Het woord is aan de anderen") == (False, False)


def test_a_work_of_a_known_author_goes_with_the_others(settings: Config, file: Path) -> None:
    work = add(settings, file, replace(FACTS, author="peter  storm", title="Vrijheid nu")).work

    assert (work.key, work.author_key) == ("storm-vrijheid", "storm")


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ({"author": " "}, "add-fact-needed"),
        ({"rights": ""}, "add-fact-needed"),
        ({"title": "x" * 201}, "add-fact"),
        ({"title": "a\x00b"}, "add-fact"),
        ({"url": "javascript:alert(1)"}, "add-url"),
        ({"url": "https://een twee"}, "add-url"),
        ({"key": "Hoofd"}, "add-key"),
        ({"key": "../x"}, "add-key"),
        ({"key": "titel-2"}, "add-key"),
        ({"key": "title"}, "add-key"),
        ({"key": "storm"}, "add-key-taken"),
        ({"author": "李大釗"}, "add-key-needed"),
        ({"type": "roman"}, "work-type"),
        ({"language": "it"}, "add-language-unknown"),
        ({"language": "de"}, "add-language-other"),
        ({"body": 9}, "add-empty"),
        ({"encoding": "utf-7"}, "add-encoding-unknown"),
    ],
)
def test_facts_that_cannot_be_used_are_refused_and_nothing_is_kept(
    settings: Config, file: Path, facts: dict[str, str], reason: str
) -> None:
    with pytest.raises(BadInput) as caught:
        add(settings, file, replace(FACTS, **facts))  # type: ignore[arg-type]  # facts are given by name

    assert caught.value.key == reason
    assert not (settings.state / "works").exists()


@pytest.mark.parametrize("again", FILES)
def test_a_text_that_is_here_already_is_refused_in_whatever_file(
    settings: Config, file: Path, tmp_path: Path, again: str
) -> None:
    add(settings, file, FACTS)

    with pytest.raises(BadInput, match=r"add-twice\(work='luxemburg'\)"):
        add(settings, written(tmp_path, again, FILES[again]), replace(FACTS, title="Anders", key="anders"))


def test_a_seed_is_not_added_again(settings: Config, corpus: Corpus, tmp_path: Path) -> None:
    body = (corpus.seeds / "003_8ea674c9972510e5.txt").read_text("utf-8").partition("\n")[2]

    with pytest.raises(BadInput, match=r"add-twice\(work='storm'\)"):
        add(settings, written(tmp_path, "s.txt", body.encode()), replace(FACTS, body=6))


@pytest.mark.parametrize(
    ("name", "content", "reason"),
    [
        ("a.txt", b"Zo. " * 20_000, "add-paragraph"),
        ("a.txt", "Быть или не быть. ".encode() * 9, "add-language-unclear"),
        ("a.txt", b"Te kort.", "add-language-unclear"),
        ("a.pdf", b"x", "add-kind"),
    ],
)
def test_texts_that_cannot_be_quoted_are_refused(
    settings: Config, tmp_path: Path, name: str, content: bytes, reason: str
) -> None:
    with pytest.raises(BadInput) as caught:
        add(settings, written(tmp_path, name, content), FACTS)

    assert caught.value.key == reason


def test_a_file_over_the_limit_a_folder_and_none_at_all_are_refused_unread(
    settings: Config, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(adding, "MAX_BYTES", 1000)
    large = written(tmp_path, "a.txt", b"x" * 1001)
    (tmp_path / "map.txt").mkdir()

    for file, reason in ((large, "add-too-large"), (tmp_path / "map.txt", "add-no-file"), (Path("weg.txt"), "add-un")):
        with pytest.raises(BadInput, match=reason):
            add(settings, file, FACTS)


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("The freedom of those who think otherwise is not what they want, and they have said so to us. " * 3, "en"),
        ("Die Freiheit ist immer die Freiheit der anders Denkenden, und sie ist nicht nur für uns. " * 3, "de"),
        ("La liberté est toujours celle de ceux qui pensent autrement, et elle n’est pas à nous. " * 3, "fr"),
    ],
)
def test_the_language_is_told_by_the_words(settings: Config, tmp_path: Path, text: str, language: str) -> None:
    found = add(settings, written(tmp_path, "a.txt", text.encode()), FACTS, keep=False)

    assert found.work.language == language


def test_a_dry_run_keeps_nothing(settings: Config, file: Path) -> None:
    found = add(settings, file, FACTS, keep=False)

    assert (found.work.key, found.passages, found.unreviewed) == ("luxemburg", 2, 2)
    assert not (settings.state / "works").exists()


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("luxemburg.txt", lambda of: of.replace(b"vrijheid", b"gelijkheid", 1)),
        ("luxemburg.txt", lambda of: b"\xff" + of),
        ("original.txt", lambda of: of + b" "),
        ("voices.toml", lambda of: of.replace(b"Zonder haar", b"Met haar")),
        ("voices.toml", lambda of: of.replace(b'speaker = "lenin"', b'speaker = "niemand"')),
    ],
)
def test_what_was_changed_since_is_found(settings: Config, file: Path, name: str, change: object) -> None:
    add(settings, file, FACTS)
    kept = settings.state / "works" / "luxemburg" / name
    kept.write_bytes(change(kept.read_bytes()))  # type: ignore[operator]  # see above

    assert {of.key: of.well for of in states(settings)} == {"westerlund": True, "storm": True, "luxemburg": False}


def test_a_text_that_was_changed_stops_the_start(settings: Config, corpus: Corpus, file: Path) -> None:
    add(settings, file, FACTS)
    written(settings.state / "works" / "luxemburg", "luxemburg.txt", b"Anders.")

    with pytest.raises(CorpusError, match="text-changed"):
        corpus.library()


def test_added_works_come_after_the_seeds_in_the_order_in_which_they_were_added(
    settings: Config, file: Path, tmp_path: Path
) -> None:
    add(settings, file, replace(FACTS, key="zetkin"))
    add(settings, written(tmp_path, "b.txt", WORDS.encode()), replace(FACTS, title="Anders", key="adler"))

    assert [(of.work.key, of.added is not None) for of in held(settings)] == [
        ("westerlund", False),
        ("storm", False),
        ("zetkin", True),
        ("adler", True),
    ]


def test_a_removed_work_is_gone_with_its_files_and_its_key_stays_that_of_its_text(
    settings: Config, corpus: Corpus, file: Path, tmp_path: Path
) -> None:
    add(settings, file, FACTS)
    remove(settings, "luxemburg", sure=False)

    assert "luxemburg" not in corpus.library().works
    assert WORDS.encode() not in b"".join(tree(settings.state / "works").values())
    with pytest.raises(BadInput, match="add-key-once"):
        add(settings, written(tmp_path, "b.txt", WORDS.encode()), replace(FACTS, key="luxemburg"))
    assert add(settings, file, FACTS).work.key == "luxemburg"


@pytest.mark.parametrize(("key", "reason"), [("storm", "remove-seed"), ("niemand", "work-unknown"), ("..", "unknown")])
def test_seeds_and_what_is_not_here_cannot_be_removed(settings: Config, key: str, reason: str) -> None:
    with pytest.raises(BadInput, match=reason):
        remove(settings, key, sure=True)


def test_a_work_is_there_as_a_whole_or_not_at_all(settings: Config, file: Path) -> None:
    def killed(draft: object) -> None:
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        added(settings).put("luxemburg", {"luxemburg.txt": b"half"}, killed)
    assert added(settings).listings() == ()
    # As a process leaves it that was killed on the way.
    written_to = settings.state / "works" / ".adding-luxemburg"
    written_to.mkdir()
    written(written_to, "luxemburg.txt", b"half")

    add(settings, file, FACTS)

    assert sorted(of.name for of in (settings.state / "works").iterdir()) == [".lock", "luxemburg"]


def test_of_several_who_add_under_one_key_one_does(tmp_path: Path) -> None:
    kept, told = Added(tmp_path), []

    def put(number: int) -> None:
        try:
            kept.put("k", {"a": str(number).encode()}, lambda _: None)
        except BotError as e:
            told.append(e.key)

    threads = [threading.Thread(target=put, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()

    assert told == ["add-key-taken"] * 3
    assert len(tree(tmp_path / "k")) == 1


def test_a_folder_that_holds_another_work_stops_the_start(settings: Config, corpus: Corpus, file: Path) -> None:
    add(settings, file, FACTS)
    (settings.state / "works" / "luxemburg").rename(settings.state / "works" / "anders")

    with pytest.raises(CorpusError, match="added-odd"):
        corpus.library()


def test_facts_travel_to_where_they_are_read(settings: Config, corpus: Corpus, file: Path) -> None:
    facts = replace(FACTS, url="https://example.org/a", published="Berlijn", type="pamphlet", container="Spartacus")
    add(settings, file, facts)

    library = corpus.library()
    work, record = library.works["luxemburg"], library.record_of(library.passage("luxemburg-1"))

    assert (work.url, work.published, work.year) == ("https://example.org/a", "Berlijn", 1918)
    assert (record.type, record.container) == ("pamphlet", "Spartacus")
    assert json.dumps(dict(work.citation), ensure_ascii=False).count("‘De Russische revolutie’ (1918)") == 2
