"""Adds a work: from a file that an operator hands over to a text that is quoted like any other."""

from __future__ import annotations

import hashlib
import re
import stat
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import tomli_w

from bot.app.reading import added, listings_of
from bot.config import Config
from bot.corpus.added import ORIGINAL
from bot.corpus.collected import WORKS, Listing, map_of, texts_of, works_of
from bot.corpus.extracting.extract import Extract
from bot.corpus.extracting.kinds import extracted, kind_of
from bot.corpus.languages import Tongues
from bot.corpus.lexicon import read_lexicon
from bot.corpus.passages import Cut, cut
from bot.corpus.proposing.proposal import Proposal
from bot.corpus.proposing.propose import read_proposer
from bot.corpus.proposing.writing import as_toml
from bot.corpus.quotations import MARK
from bot.corpus.topics import FACTS
from bot.corpus.utterances import FILE as VOICES
from bot.corpus.voices import SPOKEN
from bot.corpus.words import fold, folded_words
from bot.corpus.works import KEY, MAX_BYTES, Text
from bot.errors import BadInput
from bot.model import Work
from bot.reply.bibliography import TYPES

# In characters: what is longer is no paragraph, and no platform could show it.
LONGEST = 50_000
ROOM: Mapping[str, int] = {"author": 100, "title": 200, "rights": 500, "url": 300, "published": 100, "container": 200}
NO_KEY = re.compile(r"[^a-z0-9]+")
# A passage's number follows its work's key: *storm-2* is the second passage of *storm*.
NUMBERED = re.compile(r".*-\d+")
CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f]")
HEAD = """\
# Where somebody else than the author may be speaking: found by rule, and nobody has looked. As long as `reviewed` is
# false the bot says so, and takes none of it for the author's own. Look at each: correct it and set `reviewed = true`,
# or remove it.

"""


@dataclass(frozen=True, slots=True)
class Facts:
    """What an operator says of a work; what is empty is found out, or left out."""

    author: str
    title: str
    year: int
    rights: str
    language: str = ""
    url: str = ""
    published: str = ""
    type: str = ""
    container: str = ""
    key: str = ""
    encoding: str = ""
    layout: str = ""
    body: int = 1


@dataclass(frozen=True, slots=True)
class Addition:
    """A work that was added, or would be: how many passages it has, and stretches in which nobody knows who speaks."""

    work: Work
    passages: int
    characters: int
    unreviewed: int


def add(config: Config, file: Path, told: Facts, *, keep: bool = True) -> Addition:
    """Adds a work, or with `keep` false only says what it would be. BadInput where it is refused."""
    told = _checked(told)
    content, kind = _content(file), kind_of(file.name)
    extract = extracted(kind, content, told.encoding)
    text = _text(config, told, extract)
    parts = _parts(text)
    _check_new(config, parts)
    proposals = list(_proposals(config, text, extract))
    if keep:
        facts = _facts(told, text.work, content, f"{ORIGINAL}{kind}")
        files = {
            WORKS: tomli_w.dumps({"works": {text.work.key: facts}}).encode(),
            text.work.source: text.content.encode(),
            f"{ORIGINAL}{kind}": content,
            VOICES: (HEAD + "\n".join(as_toml(text, of) for of in proposals)).encode(),
        }
        speakers = read_lexicon(config.data).titles
        added(config).put(text.work.key, files, lambda draft: _check_draft(draft, speakers))
    characters = sum(len(of.text) for of in parts.passages)
    return Addition(text.work, len(parts.passages), characters, len(proposals))


def _content(file: Path) -> bytes:
    """What the file holds; no more is read than may be kept."""
    try:
        if not stat.S_ISREG(file.stat().st_mode):
            raise BadInput("add-no-file", file=file.name)
        with file.open("rb") as opened:
            content = opened.read(MAX_BYTES + 1)
    except OSError as e:
        raise BadInput("add-unreadable", file=file.name, reason=e.strerror or type(e).__name__) from None
    if len(content) > MAX_BYTES:
        raise BadInput("add-too-large", limit=MAX_BYTES // 1_000_000)
    return content


def _checked(told: Facts) -> Facts:
    """The facts without blanks around them; BadInput where one of them cannot be used."""
    cleaned = {name: " ".join(str(getattr(told, name)).split()) for name in ROOM}
    for name, value in cleaned.items():
        if len(value) > ROOM[name] or CONTROL.search(value):
            raise BadInput("add-fact", fact=name, limit=ROOM[name])
    for name in ("author", "title", "rights"):
        if not cleaned[name]:
            raise BadInput("add-fact-needed", fact=name)
    if cleaned["url"] and (urlsplit(cleaned["url"]).scheme not in {"http", "https"} or " " in cleaned["url"]):
        raise BadInput("add-url")
    if told.type and told.type not in TYPES:
        raise BadInput("work-type", work=cleaned["title"], types=", ".join(TYPES))
    return replace(told, **cleaned)  # type: ignore[arg-type]  # all of them are text


def _text(config: Config, told: Facts, extract: Extract) -> Text:
    """The text with its work, as it will be read."""
    works = works_of(listings_of(config))
    sha256 = hashlib.sha256(extract.text.encode()).hexdigest()
    key = _key(config, told, works, sha256)
    hinted = extract.language.partition("-")[0].lower()
    work = Work(
        key=key,
        author=told.author,
        author_key=_author_key(told.author, works) or key,
        title=told.title,
        year=told.year,
        language=Tongues(config.data).language(extract.text, told.language, hinted),
        source=f"{key}.txt",
        sha256=sha256,
        body=told.body,
        layout=told.layout or extract.layout,  # type: ignore[arg-type]  # the command line takes these two alone
        rights=told.rights,
        citation={"nl": _citation(told), "en": _citation(told)},
        url=told.url or None,
        published=told.published or None,
    )
    return Text(work, extract.text)


def _citation(told: Facts) -> str:
    return f"{told.author}, ‘{told.title}’ ({told.year})"


def _author_key(author: str, works: Iterable[Work]) -> str | None:
    """The key of an author of whom there is a work here."""
    name = folded_words(author)
    return next((work.author_key for work in works if folded_words(work.author) == name), None)


def _key(config: Config, told: Facts, works: Sequence[Work], sha256: str) -> str:
    """The key that was told, or else the author's last name, with words of the title where that is taken."""
    author = _author_key(told.author, works)
    taken = {work.key for work in works} | {work.author_key for work in works if work.author_key != author}
    if told.key:
        _check_key(config, told.key, taken, sha256)
        return told.key
    for key in _keys(told):
        if key not in taken and _is_key(key) and added(config).once(key) in {"", sha256}:
            return key
    raise BadInput("add-key-needed")


def _keys(told: Facts) -> Iterable[str]:
    """The author's last name, then more and more of the title behind it."""
    name, title = _slug(folded_words(told.author)[-1:]), list(map(_slug, [[of] for of in folded_words(told.title)]))
    return ("-".join(filter(None, [name, *title[:count]])) for count in range(len(title) + 1)) if name else ()


def _slug(words: Iterable[str]) -> str:
    return NO_KEY.sub("", "".join(map(fold, words)))


def _is_key(key: str) -> bool:
    return bool(KEY.fullmatch(key)) and key not in FACTS and not NUMBERED.fullmatch(key)


def _check_key(config: Config, key: str, taken: Iterable[str], sha256: str) -> None:
    if not _is_key(key):
        raise BadInput("add-key", work=key[:50])
    if key in taken:
        raise BadInput("add-key-taken", work=key)
    if added(config).once(key) not in {"", sha256}:
        raise BadInput("add-key-once", work=key)


def _parts(text: Text) -> Cut:
    """What the text is cut into; BadInput where nothing in it can be quoted, or a paragraph has no end."""
    parts = cut(text)
    if not parts.passages:
        raise BadInput("add-empty")
    if long := next((of for of in parts.passages if len(of.text) > LONGEST), None):
        raise BadInput("add-paragraph", line=long.line, limit=LONGEST)
    if len(text.content.encode()) > MAX_BYTES:
        raise BadInput("add-too-large", limit=MAX_BYTES // 1_000_000)
    return parts


def _check_new(config: Config, parts: Cut) -> None:
    """Refuses a text that is here already: each of its quotes would be found twice."""
    bare = _bare(parts)
    for text in texts_of(listings_of(config)):
        if _bare(cut(text)) == bare:
            raise BadInput("add-twice", work=text.work.key)


def _bare(parts: Cut) -> str:
    """The passages without any white space."""
    return "".join("".join(of.text for of in parts.passages).split())


def _proposals(config: Config, text: Text, extract: Extract) -> Iterable[Proposal]:
    """Where somebody else may be speaking: what the file sets apart, what words say, what stands in double marks."""
    quoted = [Proposal(span, "speech") for span in extract.quoted]
    found = read_proposer(config.data, text.work.language).proposals(text)
    heard = [of for of in found if of.kind in SPOKEN or MARK.match(text.content, of.span.start)]
    return sorted([*quoted, *heard], key=lambda of: (of.span.start, -of.span.end))


def _facts(told: Facts, work: Work, content: bytes, original: str) -> dict[str, Any]:
    """What works.toml says of the work."""
    facts = {
        "author": work.author,
        "author_key": work.author_key,
        "title": work.title,
        "year": work.year,
        "language": work.language,
        "file": work.source,
        "sha256": work.sha256,
        "body": work.body,
        "layout": work.layout,
        "rights": work.rights,
        "url": work.url,
        "published": work.published,
        "type": told.type,
        "container": told.container,
        "added": datetime.now(UTC).isoformat(timespec="microseconds"),
        "original": original,
        "original_sha256": hashlib.sha256(content).hexdigest(),
        "encoding": told.encoding,
        "citation": dict(work.citation),
    }
    return {name: value for name, value in facts.items() if value not in (None, "")}


def _check_draft(draft: Listing, speakers: Iterable[str]) -> None:
    """Reads what was written as it will be read."""
    works_of([draft])
    voices = map_of([draft], speakers)
    for text in texts_of([draft]):
        voices.check(text)
