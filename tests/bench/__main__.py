"""`make bench`: measures, compares and prints. It never fails because something was slow."""

from __future__ import annotations

import argparse
import json
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.config import HOME
from tests.bench import cards, discord_latency, search, starts, verifying
from tests.bench.figures import Figures, kept
from tests.bench.machine import described, load
from tests.bench.report import page, write
from tests.bench.verifying import VERIFY

SIZES = "1000,10000"
COMMANDS = 1000
CARDS = "cards"


def main() -> None:
    """Runs the benches and keeps their figures."""
    asked = _arguments()
    alone = len(asked.only) == 1 and asked.only[0] in ADDED
    figures = _before(asked.docs, ADDED[asked.only[0]]) if alone else Figures(described())
    for name in asked.only or ALL:
        BENCHES[name](asked, figures)
    if not alone:
        figures.machine["load at the end"] = load()
    write(figures, asked.docs)
    print(json.dumps(figures.plain()["latencies"], indent=1) if asked.json else page(figures))  # noqa: T201 - the result


def _before(docs: Path, replaced: str) -> Figures:
    """The figures of the last run, to which those of one bench are added."""
    figures = kept(json.loads((docs / "performance.json").read_text("utf-8")))
    getattr(figures, replaced).clear()
    return figures


def _search(asked: argparse.Namespace, figures: Figures) -> None:
    search.run(sorted(int(size) for size in asked.sizes.split(",")), figures)


def _verify(asked: argparse.Namespace, figures: Figures) -> None:
    verifying.run(sorted(int(size) for size in asked.sizes.split(",")), figures)


def _start(asked: argparse.Namespace, figures: Figures) -> None:
    starts.run(figures)


def _discord(asked: argparse.Namespace, figures: Figures) -> None:
    figures.answering.append(discord_latency.run(COMMANDS))


def _cards(asked: argparse.Namespace, figures: Figures) -> None:
    figures.cards.extend(cards.run())


BENCHES: Mapping[str, Callable[[argparse.Namespace, Figures], None]] = {
    "search": _search,
    "start": _start,
    "discord": _discord,
    VERIFY: _verify,
    CARDS: _cards,
}
# Benches that measure one thing and, asked for alone, leave the other figures as they were: what they replace.
ADDED = {VERIFY: "verdicts", CARDS: "cards"}
# The search measures verdicts too, over the index that it builds.
ALL = ("search", "start", "discord", CARDS)


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m tests.bench", description=__doc__)
    parser.add_argument("only", nargs="*", metavar="bench", help=f"of {', '.join(BENCHES)}; all where none is named")
    parser.add_argument("--sizes", default=SIZES, help=f"numbers of passages, with commas between them ({SIZES})")
    parser.add_argument("--json", action="store_true", help="print the latencies as JSON")
    parser.add_argument("--docs", type=Path, default=HOME / "docs", help="the folder that keeps the figures")
    return parser.parse_args()


if __name__ == "__main__":
    main()
