"""What a claim turned out to be: frozen, and free of any platform."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from bot.library.answers import Result
from bot.model import Quote, Voice

Kind = Literal["verbatim", "elided", "altered", "misattributed", "absent"]


@dataclass(frozen=True, slots=True)
class Difference:
    """Words of a claim, and the words of the text in whose place they stand, each as they stand there.

    `delete`: the claim left words of the text out. `insert`: it has words that the text lacks.
    """

    op: Literal["replace", "insert", "delete"]
    claimed: str
    source: str


@dataclass(frozen=True, slots=True)
class Match:
    """Where a claim stands, or comes from. `result` is exactly that stretch, with its voice and the differing words.

    `shown` is the same widened to whole sentences.
    """

    result: Result
    shown: Result
    similarity: float
    differences: tuple[Difference, ...] = ()

    @property
    def quote(self) -> Quote:
        """The stretch of the text."""
        return self.result.quote

    @property
    def voice(self) -> Voice:
        """Whose words the stretch holds."""
        return self.result.voice


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a claim is, and where in the texts, best first.

    `named` is whose words they are said to be, where that was said; `unchecked`, that nobody has checked whose they
    are. `limit_lost`: words that deny or limit were left out.
    """

    kind: Kind
    matches: tuple[Match, ...] = ()
    named: str = ""
    unchecked: bool = False
    limit_lost: bool = False
