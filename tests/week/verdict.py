"""What became of such a week."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from tests.week.members import ANSWERED, FAILED, TROUBLE, UNANSWERED
from tests.week.serving import Held

# Connections to the database, of which so many may be open and are as they are needed; and to Discord, of the session
# that has just begun.
SOCKETS = 4 + 4
# Of the pools for what would hold up the loop: they grow as they are needed, to four more than the machine has cores.
THREADS = 8
# What may be under way at any moment: a chore, and the workers of a tick, each with what it has of the database.
TASKS = 1 + 2 * 4


@dataclass(frozen=True)
class Posted:
    """What became of the posts of each day that were wanted: how many, how often too many, and which are not there."""

    wanted: int
    twice: int
    lost: Sequence[str]
    unwanted: Sequence[str]


@dataclass(frozen=True)
class Verdict:
    """What was asked and posted, what went wrong meanwhile, what the bot held after the beginning and in the end."""

    came: Counter[str]
    unanswered: Sequence[str]
    posted: Posted
    trouble: Counter[str]
    bad: Sequence[str]
    held: Sequence[Held]
    growth: float
    s: float
    ended: int = 0
    stuck: Sequence[str] = field(default_factory=tuple)

    @property
    def grown(self) -> float:
        """By how much its memory grew since the beginning was over, as a part of it."""
        return self.held[-1].memory_mb / self.held[0].memory_mb - 1

    @property
    def told(self) -> str:
        """The figures in a line."""
        asked, first, last = sum(self.came.values()), self.held[0], self.held[-1]
        came = ", ".join(f"{self.came[of]:,} {of}" for of in (TROUBLE, FAILED, UNANSWERED))
        trouble = sum(self.trouble.values())
        posts = f"{self.posted.wanted:,} posts, {self.posted.twice} twice, {len(self.posted.lost)} lost"
        files = f"{first.files.total()} to {last.files.total()} files"
        tasks = f"{first.threads} to {last.threads} threads, {first.tasks.total()} to {last.tasks.total()} tasks"
        memory = f"{first.memory_mb:.1f} to {last.memory_mb:.1f} MB ({self.grown:+.1%})"
        return (
            f"{asked:,} asked ({came}); {posts}; {trouble} times trouble; {memory}, {files}, {tasks} ({self.s:.0f} s)"
        )

    @property
    def wrong(self) -> list[str]:
        """What is not as it must be."""
        return [*self._lost(), *self._leaked()]

    def _lost(self) -> Iterator[str]:
        if not self.came[ANSWERED]:
            yield "nothing was answered"
        if self.came[FAILED] or self.came[UNANSWERED]:
            yield f"not answered as it must be: {self.came[FAILED]} {FAILED}, {self.unanswered[:9]} {UNANSWERED}"
        if self.came[TROUBLE] and not any(of.startswith("database") for of in self.trouble):
            yield f"{self.came[TROUBLE]} {TROUBLE}, where there was none"
        if self.posted.twice or self.posted.lost or self.posted.unwanted:
            yield f"posts: {self.posted.twice} twice, lost {self.posted.lost[:9]}, unwanted {self.posted.unwanted[:9]}"
        yield from (f"stuck: {of}" for of in self.stuck)
        yield from (f"logged: {of}" for of in self.bad)
        if self.ended:
            yield f"the bot ended with {self.ended}"

    def _leaked(self) -> Iterator[str]:
        first, last = self.held[0], self.held[-1]
        if self.grown > self.growth:
            yield f"memory grew by {self.grown:.1%}"
        for kind, more in (last.files - first.files).items():
            if more > (SOCKETS if kind == "socket" else 0):
                yield f"{more} more files open: {kind}"
        if last.threads - first.threads > THREADS:
            yield f"{last.threads - first.threads} more threads"
        if last.tasks.total() - first.tasks.total() > TASKS:
            yield f"more tasks: {dict(last.tasks - first.tasks)}"
