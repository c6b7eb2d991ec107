"""Reads what people have reviewed about words: which carry no subject, and which point back."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.corpus.words import fold
from bot.errors import CorpusError


@dataclass(frozen=True, slots=True)
class Lexicon:
    """Folded words of all languages together, since members mix them."""

    function: frozenset[str]
    pointing_back: frozenset[str]


def read_lexicon(data: Path) -> Lexicon:
    """The lexicon in the folder `data`."""
    listed = read_toml(data / "words.toml")
    return Lexicon(_all(listed, "function"), _all(listed, "pointing_back"))


def read_toml(file: Path) -> dict[str, Any]:
    """A reviewed file, or CorpusError that says what is wrong with it."""
    try:
        return tomllib.loads(file.read_text("utf-8"))
    except FileNotFoundError:
        raise CorpusError("data-missing", file=file.name) from None
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as e:
        raise CorpusError("data-unreadable", file=file.name, reason=str(e)) from None


def _all(listed: dict[str, Any], kind: str) -> frozenset[str]:
    return frozenset(fold(word) for of in listed.values() for word in of.get(kind, ()))
