"""What was got out of a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.model import Span

Layout = Literal["lines", "blocks"]


@dataclass(frozen=True, slots=True)
class Extract:
    """The running text of a file. What is kept of it is this text, and offsets count in it.

    `quoted` are the stretches that the file sets apart as somebody else's words; `language` is what it says that it is
    in, "" where it does not say.
    """

    text: str
    layout: Layout
    quoted: tuple[Span, ...] = ()
    language: str = ""
