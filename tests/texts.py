"""Makes small corpora for tests: seed files with their works.toml, and the library over them."""

from __future__ import annotations

import hashlib
import shutil
from dataclasses import dataclass
from pathlib import Path

from bot.app.reading import open_library
from bot.config import HOME, Config
from bot.corpus.works import Text
from bot.library.library import Library
from bot.model import Work

SEEDS = HOME / "seeds"
DATA = HOME / "data"


def config(state: Path, seeds: Path = SEEDS, data: Path = DATA) -> Config:
    """Settings without any platform."""
    return Config(state=state, seeds=seeds, data=data, locale="nl", discord=None)


def work(key: str = "proef", **facts: object) -> Work:
    """A work with made-up facts."""
    given = {
        "author": "A. Auteur",
        "author_key": key,
        "title": "Proef",
        "year": 2000,
        "language": "nl",
        "source": f"{key}.txt",
        "sha256": "",
        "body": 1,
        "layout": "lines",
        "rights": "none",
        "citation": {"nl": "A. Auteur, Proef", "en": "A. Auteur, Proef"},
    }
    return Work(key=key, **{**given, **facts})  # type: ignore[arg-type]  # facts are given by name


def text(content: str, **facts: object) -> Text:
    """A work with this content."""
    return Text(work(**facts), content)  # type: ignore[arg-type]  # facts are given by name


@dataclass
class Corpus:
    """A folder of seeds and data that tests may fill and change."""

    folder: Path

    def __post_init__(self) -> None:
        self.seeds = self.folder / "seeds"
        self.data = self.folder / "data"
        shutil.copytree(SEEDS, self.seeds)
        shutil.copytree(DATA, self.data)

    def clear(self) -> None:
        """Leaves no text, only what is known about words."""
        (self.data / "works.toml").write_text("", "utf-8")

    def forget(self) -> None:
        """Leaves no terms and topics, which take a second to read."""
        for name in ("terms.toml", "topics.toml"):
            (self.data / name).write_text("", "utf-8")

    def add(self, key: str, content: bytes, language: str = "nl", author: str = "A. Auteur") -> None:
        """Adds a work of this content."""
        (self.seeds / f"{key}.txt").write_bytes(content)
        sha256 = hashlib.sha256(content).hexdigest()
        entry = (
            f'\n[works.{key}]\nauthor = "{author}"\ntitle = "Proef {key}"\nyear = 1999\nlanguage = "{language}"\n'
            f'file = "{key}.txt"\nsha256 = "{sha256}"\nrights = "made up"\n'
            f'[works.{key}.citation]\nnl = "{author}, Proef {key}"\n'
        )
        with (self.data / "works.toml").open("a", encoding="utf-8") as file:
            file.write(entry)

    def config(self) -> Config:
        """Settings for this corpus."""
        return config(self.folder / "state", self.seeds, self.data)

    def library(self) -> Library:
        """The library over this corpus."""
        return open_library(self.config())
