"""What the project set out to reach, and what the run measured of it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from tests.bench.bots import AGAIN, CONSTANT
from tests.bench.bots import OURS as BOT
from tests.bench.figures import Answering, Figures, Latency
from tests.bench.search import BARE, FTS5, OURS, RAPIDFUZZ
from tests.bench.starts import IMPORTS, QUOTE

FUZZY_AT = 100_000
VERDICT_MS, VERDICT_AT = 50, 1_000_000
COMPLETION_MS = 20
OWNING_MS = 50
SOAK_FROM, SOAK_TO = 10_000, 100_000
CARD_MS = 300
TICK_MS, TICKS_AT = 100, 100_000
POSTED_S, POSTS_AT, MEANWHILE_MS = 75, 1000, 300
CHATTING_MS, CHATTING_AT = 300, 300
RESTARTING_AT, KILLS_AT = 1000, 20
JOINING_MB, ROOMS_AT = 60, 200
FOLLOWING_S = 240
SEEDS = f"{OURS} with the two seeds"


@dataclass(frozen=True, slots=True)
class Outcome:
    """A goal, what was measured of it, and whether that meets it; `sure` unless it is a goal for more passages."""

    goal: str
    measured: str
    met: bool
    sure: bool = True


def outcomes(figures: Figures) -> list[Outcome]:
    """Every goal of which this run measured enough, at its largest size."""
    served = [*_start(figures), *_answering(figures), *_soaked(figures), *_ticking(figures), *_posting(figures)]
    served += [*_chatting(figures), *_restarting(figures), *_joining(figures), *_following(figures)]
    if not figures.sizes:
        return [*_verdicts(figures), *_completing(figures), *_owning(figures), *_cards(figures), *served]
    most, least = figures.sizes[-1], figures.sizes[0]
    found = [*_bare(figures, most), *_fts5(figures, most), *_fuzzy(figures)]
    if most > least:
        found += _growth(figures, least, most)
    found += [*_verdicts(figures), *_completing(figures), *_owning(figures), *_cards(figures)]
    return [*found, *_memory(figures, most), *_indexing(figures, most), *served]


def _pairs(figures: Figures, size: int, other: str) -> Iterator[tuple[str, Latency, Latency]]:
    for case in figures.names:
        ours, theirs = figures.latency(case, size, OURS), figures.latency(case, size, other)
        if ours and theirs:
            yield case, ours, theirs


def _bare(figures: Figures, size: int) -> Iterator[Outcome]:
    for case, ours, bare in _pairs(figures, size, BARE):
        for rank, our, their, more in (("p50", ours.p50_ms, bare.p50_ms, 2), ("p99", ours.p99_ms, bare.p99_ms, 3)):
            goal = f"{case}, {rank}: at most 3 × tantivy alone, or {more} ms more"
            measured = f"{our:.2f} ms against {their:.2f} ms ({our / their:.1f} ×, {our - their:+.2f} ms)"
            yield Outcome(goal, measured, our <= max(3 * their, their + more))


def _fts5(figures: Figures, size: int) -> Iterator[Outcome]:
    for case, ours, theirs in _pairs(figures, size, FTS5):
        if case == "common word":
            times = theirs.p99_ms / ours.p99_ms
            yield Outcome(f"{case}, p99: 50 × as fast as FTS5", _against(ours.p99_ms, theirs.p99_ms), times >= 50)


def _fuzzy(figures: Figures) -> Iterator[Outcome]:
    for case, ours, theirs in _pairs(figures, FUZZY_AT, RAPIDFUZZ):
        if theirs.sought_first is not None and ours.sought_first is not None:
            times = theirs.p50_ms / ours.p50_ms
            at = f"{case}, {FUZZY_AT:,} passages"
            yield Outcome(f"{at}, p50: 300 × as fast as rapidfuzz", _against(ours.p50_ms, theirs.p50_ms), times >= 300)
            first = f"{ours.sought_first:.0%} against {theirs.sought_first:.0%}"
            yield Outcome(f"{at}: what was sought first as often", first, ours.sought_first >= theirs.sought_first)


def _against(ours: float, theirs: float) -> str:
    return f"{ours:.2f} ms against {theirs:.1f} ms ({theirs / ours:.0f} ×)"


def _growth(figures: Figures, least: int, most: int) -> Iterator[Outcome]:
    """What the whole path adds to the bare search at p50."""
    few = {case: ours.p50_ms - bare.p50_ms for case, ours, bare in _pairs(figures, least, BARE)}
    for case, ours, bare in _pairs(figures, most, BARE):
        added = ours.p50_ms - bare.p50_ms
        goal = f"{case}, p50: what the path adds grows at most 2 × from {least:,} to {most:,} passages"
        measured = f"{few[case]:.2f} ms to {added:.2f} ms ({added / few[case]:.1f} ×)"
        yield Outcome(goal, measured, added <= 2 * few[case])


def _verdicts(figures: Figures) -> Iterator[Outcome]:
    size = max((found.passages for found in figures.verdicts), default=0)
    for found in figures.verdicts:
        if found.passages == size:
            goal = f"verify, {found.case}: ≤ {VERDICT_MS} ms p99 at {VERDICT_AT:,} passages"
            measured = f"{found.p99_ms:.1f} ms at {size:,} passages"
            yield Outcome(goal, measured, found.p99_ms <= VERDICT_MS, size >= VERDICT_AT)


def _completing(figures: Figures) -> Iterator[Outcome]:
    for found in figures.completing:
        goal = f"completion, {found.typed}: ≤ {COMPLETION_MS} ms p99 at {found.topics:,} topics"
        yield Outcome(goal, f"{found.p99_ms:.1f} ms", found.p99_ms <= COMPLETION_MS)


def _owning(figures: Figures) -> Iterator[Outcome]:
    for found in figures.owning:
        goal = f"{found.what} in a community with {found.topics:,} topics of its own: ≤ {OWNING_MS} ms p99"
        yield Outcome(goal, f"{found.p99_ms:.1f} ms", found.p99_ms <= OWNING_MS)


def _memory(figures: Figures, size: int) -> Iterator[Outcome]:
    ours, seeds = figures.memory(size, OURS), figures.memory(size, SEEDS)
    if ours and seeds:
        more = ours.anonymous_mb - seeds.anonymous_mb
        measured = f"{more:.0f} MB ({ours.anonymous_mb:.0f} against {seeds.anonymous_mb:.0f} MB)"
        yield Outcome("memory beyond the two seeds': at most 100 MB", measured, more <= 100)


def _indexing(figures: Figures, size: int) -> Iterator[Outcome]:
    ours, bare = figures.build(size, OURS), figures.build(size, BARE)
    if ours and bare:
        measured = f"{bare.seconds / ours.seconds:.2f} × ({size / ours.seconds:,.0f} passages a second)"
        goal = "indexing: at least 0.4 × the rate of tantivy alone"
        yield Outcome(goal, measured, bare.seconds >= 0.4 * ours.seconds)


def _start(figures: Figures) -> Iterator[Outcome]:
    took = {start.process: start.p50_ms for start in figures.starts}
    if QUOTE in took and IMPORTS in took:
        times = took[QUOTE] / took[IMPORTS]
        measured = f"{times:.2f} × ({took[QUOTE]:.0f} against {took[IMPORTS]:.0f} ms)"
        yield Outcome("`tegenspraak quote` as a process: at most 2 × its imports", measured, times <= 2)


def _answering(figures: Figures) -> Iterator[Outcome]:
    bots = {found.bot: found for found in figures.answering}
    for name, asked in ((BOT, "a new question"), (AGAIN, "a question asked before")):
        if name in bots and CONSTANT in bots:
            yield from _beside(asked, bots[name], bots[CONSTANT])


def _beside(asked: str, ours: Answering, other: Answering) -> Iterator[Outcome]:
    rate = ours.per_second / other.per_second
    measured = f"{rate:.2f} × ({ours.per_second:.0f} against {other.per_second:.0f} a second)"
    yield Outcome(f"`/quote` on Discord, {asked}: at least 0.75 × the rate of a constant reply", measured, rate >= 0.75)
    times = ours.p50_ms / other.p50_ms
    measured = f"{times:.2f} × ({ours.p50_ms:.1f} against {other.p50_ms:.1f} ms)"
    yield Outcome(f"`/quote` on Discord, {asked}, p50: at most 1.3 × a constant reply", measured, times <= 1.3)
    measured = f"{ours.lost} of {ours.at_once:,} lost, the last after {ours.last_s:.1f} s ({other.last_s:.1f} s)"
    goal = f"`/quote` on Discord, {asked}, 1,000 at once: none lost"
    yield Outcome(goal, measured, not ours.lost, ours.at_once >= 1000)


def _soaked(figures: Figures) -> Iterator[Outcome]:
    held = {found.commands: found.anonymous_mb for found in figures.held}
    if SOAK_FROM in held and max(held) > SOAK_FROM:
        last = max(held)
        more = held[last] / held[SOAK_FROM] - 1
        goal = f"memory after {SOAK_TO:,} commands: at most 5% more than after {SOAK_FROM:,}"
        measured = f"{more:+.1%} ({held[SOAK_FROM]:.1f} to {held[last]:.1f} MB after {last:,})"
        yield Outcome(goal, measured, more <= 0.05, last >= SOAK_TO)


def _cards(figures: Figures) -> Iterator[Outcome]:
    for found in figures.cards:
        goal = f"quote card, {found.case} ({found.words} words): ≤ {CARD_MS} ms p99"
        yield Outcome(goal, f"{found.p99_ms:.0f} ms", found.p99_ms <= CARD_MS)


def _ticking(figures: Figures) -> Iterator[Outcome]:
    empty = {found.database: found.p99_ms for found in figures.ticking if not found.schedules}
    for found in figures.ticking:
        if found.schedules:
            goal = f"a tick with {TICKS_AT:,} schedules of which none is due, {found.database}: ≤ {TICK_MS} ms p99"
            measured = f"{found.p99_ms:.1f} ms ({empty[found.database]:.1f} ms with none)"
            yield Outcome(goal, measured, found.p99_ms <= TICK_MS, found.schedules >= TICKS_AT)


def _posting(figures: Figures) -> Iterator[Outcome]:
    bots = {found.bot: found for found in figures.posting}
    if BOT not in bots or CONSTANT not in bots:
        return
    ours, other = bots[BOT], bots[CONSTANT]
    at = f"{POSTS_AT:,} posts due in one minute"
    sure = ours.posts >= POSTS_AT
    measured = f"{ours.p99_s:.0f} s ({other.p99_s:.0f} s)"
    yield Outcome(f"{at}: p99 ≤ {POSTED_S} s late", measured, ours.p99_s <= POSTED_S, sure)
    measured = f"{ours.lost} lost, {ours.twice} twice, {ours.unwanted} requests while Discord wanted none"
    done = (ours.lost, ours.twice, ours.unwanted) == (0, 0, 0)
    yield Outcome(f"{at}: each once, and no request that Discord does not want", measured, done, sure)
    measured = f"{ours.p99_ms:.0f} ms ({other.p99_ms:.0f} ms)"
    yield Outcome(f"{at}: answers meanwhile ≤ {MEANWHILE_MS} ms p99", measured, ours.p99_ms <= MEANWHILE_MS, sure)


def _chatting(figures: Figures) -> Iterator[Outcome]:
    bots = {found.bot: found for found in figures.chatting}
    if BOT in bots and CONSTANT in bots:
        ours, other = bots[BOT], bots[CONSTANT]
        measured = f"{ours.p99_ms:.0f} ms ({other.p99_ms:.0f} ms)"
        goal = f"on Matrix, from a command to its answer: ≤ {CHATTING_MS} ms p99"
        yield Outcome(goal, measured, ours.p99_ms <= CHATTING_MS, ours.commands >= CHATTING_AT)


def _restarting(figures: Figures) -> Iterator[Outcome]:
    for found in figures.restarting:
        goal = f"on Matrix, {RESTARTING_AT:,} commands while the bot is killed {KILLS_AT} times: each answered once"
        measured = f"{found.lost} lost, {found.twice} twice of {found.commands:,}, killed {found.kills} times"
        sure = found.commands >= RESTARTING_AT and found.kills >= KILLS_AT
        yield Outcome(goal, measured, (found.lost, found.twice) == (0, 0), sure)


def _joining(figures: Figures) -> Iterator[Outcome]:
    for found in figures.joining:
        more = found.both_mb - found.discord_mb
        goal = f"memory with Matrix in {ROOMS_AT} rooms: at most {JOINING_MB} MB more than with Discord alone"
        measured = f"{more:.1f} MB ({found.both_mb:.1f} against {found.discord_mb:.1f} MB)"
        yield Outcome(goal, measured, more <= JOINING_MB, found.rooms >= ROOMS_AT)


def _following(figures: Figures) -> Iterator[Outcome]:
    for found in figures.following:
        goal = f"of two processes one is killed; {found.what}, from the other: ≤ {FOLLOWING_S} s"
        yield Outcome(goal, f"{found.seconds:.1f} s", found.seconds <= FOLLOWING_S)
