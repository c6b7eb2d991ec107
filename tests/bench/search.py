"""Search, side by side: our whole path, tantivy alone, SQLite FTS5, bm25s and rapidfuzz over the same passages."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from bot.config import HOME
from bot.corpus.words import folded_words
from tests.bench import verifying
from tests.bench.figures import Build, Figures, Latency, Memory, percentiles
from tests.bench.generate import generate
from tests.bench.progress import say
from tests.bench.queries import Query, cases
from tests.bench.worker import Answers, Worker

OURS, BARE, FTS5, BM25S, RAPIDFUZZ = "tegenspraak", "tantivy", "fts5", "bm25s", "rapidfuzz"
ENGINES = (OURS, BARE, FTS5, BM25S, RAPIDFUZZ)
SLOW = {RAPIDFUZZ: 100_000}
"""Up to how many passages an engine takes part that needs a second a query beyond."""
WARMING, TIMED, IN_TURN = 20, 200, 20
SECONDS_IN_TURN = 2.0


@dataclass
class _Timed:
    """What an engine answered in a case: whether it was right, for the queries that every engine came to."""

    ms: list[float] = field(default_factory=list)
    right: list[bool] = field(default_factory=list)


def run(sizes: Sequence[int], figures: Figures) -> None:
    """Measures at each size, in a temporary folder of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
            _measure(Path(folder), size, figures)


def _measure(folder: Path, size: int, figures: Figures) -> None:
    say(f"{size:,} passages: writing them")
    corpus = generate(folder, size)
    asked = cases(corpus, WARMING + TIMED)
    engines = [engine for engine in ENGINES if size <= SLOW.get(engine, size)]
    for engine in engines:
        say(f"{size:,} passages: building {engine}")
        with Worker(engine, folder) as worker:
            built = Build(size, engine, worker.build(), worker.memory()["peak"])
        say(f"{size:,} passages: built {engine} in {built.seconds:.0f} s with {built.peak_mb:.0f} MB")
        figures.builds.append(built)
    settled = _settled(folder, asked)
    with ExitStack() as stack:
        workers = {engine: stack.enter_context(Worker(engine, folder)) for engine in engines}
        opened = {engine: worker.open() for engine, worker in workers.items()}
        for case, queries in asked.items():
            say(f"{size:,} passages: {case}")
            found = list(_compared(case, size, workers, list(zip(queries, settled[case], strict=True))))
            say(", ".join(f"{of.engine} {of.p50_ms:.2f} / {of.p99_ms:.2f} ms" for of in found))
            figures.latencies += found
        figures.memories += [_memory(size, engine, worker, opened[engine]) for engine, worker in workers.items()]
    verifying.measure(corpus, figures)
    with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as alone:
        figures.memories.append(_with_seeds(Path(alone), size, asked))


def _settled(folder: Path, asked: dict[str, list[Query]]) -> dict[str, list[str]]:
    """The words that our path settles on, asked of another process so that the one that is timed knows no query."""
    with Worker("settled", folder) as worker:
        worker.open()
        typed = {case: [(query.text, "") for query in queries] for case, queries in asked.items()}
        return {case: worker.ask(queries, float("inf")).tops for case, queries in typed.items()}


def _compared(case: str, size: int, workers: dict[str, Worker], queries: list[tuple[Query, str]]) -> Iterator[Latency]:
    """Each engine in turn takes the next few queries; the first ones warm it up. No query comes twice."""
    timed = {engine: _Timed() for engine in workers}
    for at in (0, *range(WARMING, len(queries), IN_TURN)):
        turn = queries[at : at + (IN_TURN if at else WARMING)]
        answers = {engine: _answers(worker, turn) for engine, worker in workers.items()}
        answered = min(len(of.tops) for of in answers.values())
        for engine, of in answers.items() if at else ():
            timed[engine].ms += of.ms
            pairs = zip(turn[:answered], of.tops, strict=False)
            timed[engine].right += [_is_right(query, top) for (query, _), top in pairs if query.sought]
    for engine, found in timed.items():
        first = sum(found.right) / len(found.right) if found.right else None
        yield Latency(case, size, engine, *percentiles(found.ms), len(found.ms), first)


def _answers(worker: Worker, turn: list[tuple[Query, str]]) -> Answers:
    return worker.ask([(query.text, words) for query, words in turn], SECONDS_IN_TURN)


def _is_right(query: Query, top: str) -> bool:
    return f" {query.sought} " in f" {' '.join(folded_words(top))} "


def _memory(size: int, engine: str, worker: Worker, opened: float) -> Memory:
    held = worker.memory()
    return Memory(size, engine, held["anonymous"], held["peak"], opened)


def _with_seeds(folder: Path, size: int, asked: dict[str, list[Query]]) -> Memory:
    """The memory of our path over the two seeds alone, asked the same."""
    for name in ("seeds", "data"):
        (folder / name).symlink_to(HOME / name)
    with Worker(OURS, folder) as worker:
        opened = worker.open()
        for queries in asked.values():
            worker.ask([(query.text, "") for query in queries], float("inf"))
        return _memory(size, "tegenspraak with the two seeds", worker, opened)
