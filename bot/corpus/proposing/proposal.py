"""What is proposed: a stretch of a work's file and who may be speaking in it."""

from __future__ import annotations

from dataclasses import dataclass

from bot.corpus.utterances import Kind
from bot.model import Span


@dataclass(frozen=True, slots=True)
class Proposal:
    """A stretch that somebody else may speak in; nobody has checked it.

    `speaker` is a key of `names.toml`, `named` how the work spells it; `through` says who quotes them, outermost first.
    `line`, counted from 1, is the one on which the paragraph begins.
    """

    span: Span
    kind: Kind
    speaker: str | None = None
    named: str | None = None
    also: tuple[str, ...] = ()
    through: tuple[str, ...] = ()
    line: int = 1
