"""How long a quotation takes to become a picture: off the event loop, on one core."""

from __future__ import annotations

import time
from collections.abc import Iterator

from bot.cards.card import Card
from bot.cards.drawing import Cards
from bot.config import HOME
from bot.reply.accents import ACCENTS
from tests.bench.figures import Drawn, percentiles
from tests.bench.progress import say

CASES = {"one sentence": 25, "three sentences": 90, "long": 200}
WARMING, TIMED = 3, 60


def run() -> Iterator[Drawn]:
    """The cases, each a number of words; no text comes twice."""
    words = "\n".join(file.read_text("utf-8") for file in sorted((HOME / "seeds").glob("*.txt"))).split()
    cards = Cards()
    for case, length in CASES.items():
        took = [_timed(cards, " ".join(words[at * 7 :][:length]), dark=at % 2 == 1) for at in range(WARMING + TIMED)]
        found = Drawn(case, length, *percentiles(took[WARMING:]))
        say(f"card, {case}: {found.p50_ms:.0f} / {found.p99_ms:.0f} ms")
        yield found


def _timed(cards: Cards, text: str, *, dark: bool) -> float:
    source = ("Peter Storm, ‘Notities over Trotski en trotskisme (2)’, alinea 4 [storm-4]", "De alinea loopt door.")
    card = Card(text, "Lenin, geciteerd door Peter Storm", source, ACCENTS[0], dark)
    begun = time.perf_counter()
    cards.draw(card)
    return (time.perf_counter() - begun) * 1000
