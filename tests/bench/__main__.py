"""`make bench`: measures, compares and prints. It never fails because something was slow."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.config import HOME
from tests.bench import answering, cards, completing, on_matrix, owning, posting, search, starts, ticking, verifying
from tests.bench.figures import Figures, kept
from tests.bench.machine import described, load
from tests.bench.report import page, write
from tests.bench.verifying import VERIFY

SIZES = "1000,10000"


def main() -> None:
    """Runs the benches and keeps their figures."""
    asked = _arguments()
    figures = _before(asked.docs) if asked.only else Figures(described())
    for name in asked.only or ALL:
        BENCHES[name](asked, figures)
    if not asked.only:
        figures.machine["load at the end"] = load()
    write(figures, asked.docs)
    print(json.dumps(figures.plain()["latencies"], indent=1) if asked.json else page(figures))  # noqa: T201 - the result


def _before(docs: Path) -> Figures:
    """The figures of the last run; a bench that is named takes the place of its own."""
    return kept(json.loads((docs / "performance.json").read_text("utf-8")))


def _search(asked: argparse.Namespace, figures: Figures) -> None:
    for before in (figures.latencies, figures.builds, figures.memories, figures.verdicts):
        before.clear()
    search.run(sorted(int(size) for size in asked.sizes.split(",")), figures)


def _verify(asked: argparse.Namespace, figures: Figures) -> None:
    figures.verdicts.clear()
    verifying.run(sorted(int(size) for size in asked.sizes.split(",")), figures)


def _complete(asked: argparse.Namespace, figures: Figures) -> None:
    figures.completing.clear()
    completing.run(figures)


def _own(asked: argparse.Namespace, figures: Figures) -> None:
    figures.owning.clear()
    owning.run(figures)


def _start(asked: argparse.Namespace, figures: Figures) -> None:
    figures.starts.clear()
    starts.run(figures)


def _discord(asked: argparse.Namespace, figures: Figures) -> None:
    answering.run(figures)


def _soak(asked: argparse.Namespace, figures: Figures) -> None:
    answering.soak(figures, asked.commands)


def _cards(asked: argparse.Namespace, figures: Figures) -> None:
    figures.cards.clear()
    figures.cards.extend(cards.run())


def _tick(asked: argparse.Namespace, figures: Figures) -> None:
    figures.ticking.clear()
    ticking.run(figures)


def _post(asked: argparse.Namespace, figures: Figures) -> None:
    figures.posting.clear()
    posting.run(figures)


def _matrix(asked: argparse.Namespace, figures: Figures) -> None:
    on_matrix.run(figures)


def _follow(asked: argparse.Namespace, figures: Figures) -> None:
    on_matrix.follow(figures)


BENCHES: Mapping[str, Callable[[argparse.Namespace, Figures], None]] = {
    "search": _search,
    "start": _start,
    "discord": _discord,
    "soak": _soak,
    VERIFY: _verify,
    "complete": _complete,
    "own": _own,
    "cards": _cards,
    "tick": _tick,
    "post": _post,
    "matrix": _matrix,
    "follow": _follow,
}
# The search measures verdicts too, over the index that it builds.
ALL = ("search", "start", "discord", "soak", "complete", "own", "cards", "tick", "post", "matrix", "follow")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="bench", help=f"of {', '.join(BENCHES)}; all where none is named")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of passages, with commas between them ({SIZES})")
    parser.add_argument("--commands", type=int, default=answering.SOAKED[-1], help="how many the soak runs")
    parser.add_argument("--json", action="store_true", help="print the latencies as JSON")
    parser.add_argument("--docs", type=Path, default=HOME / "docs", help="the folder that keeps the figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
