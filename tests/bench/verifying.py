"""How long a verdict on a quotation takes, and how often it is right."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.bench.claims import claims
from tests.bench.figures import Figures, Latency, percentiles
from tests.bench.generate import Corpus, generate
from tests.bench.progress import say
from tests.bench.worker import Worker

VERIFY = "verify"
WARMING, TIMED = 20, 200


def run(sizes: Sequence[int], figures: Figures) -> None:
    """Measures at each size, in a temporary folder of its own."""
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="tegenspraak-bench-") as folder:
            say(f"{size:,} passages: writing and indexing them")
            corpus = generate(Path(folder), size)
            with Worker(VERIFY, Path(folder)) as worker:
                worker.build()
            measure(corpus, figures)


def measure(corpus: Corpus, figures: Figures) -> None:
    """Measures over a corpus that has its index."""
    with Worker(VERIFY, corpus.folder) as worker:
        worker.open()
        for found in _measured(corpus, worker):
            say(f"{corpus.count:,} passages, verify {found.case}: {found.p50_ms:.2f} / {found.p99_ms:.2f} ms")
            figures.verdicts.append(found)


def _measured(corpus: Corpus, worker: Worker) -> Iterator[Latency]:
    """No claim comes twice; the first ones warm up."""
    for case, made in claims(corpus, WARMING + TIMED).items():
        answers = worker.ask([(claim, "") for claim, _ in made], float("inf"))
        pairs = zip(made, answers.tops, strict=True)
        right = [verdict.startswith(f"verify-{expected}") for (_, expected), verdict in pairs]
        ms = answers.ms[WARMING:]
        yield Latency(case, corpus.count, VERIFY, *percentiles(ms), len(ms), sum(right) / len(right))
