"""What a life does: it serves as `tegenspraak serve` does, at a pace for tests."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence

from bot.app.posting import Tempo
from bot.app.service import Platform
from bot.app.service import serve as serve_all
from bot.app.storing import ready_backend
from bot.config import Config
from bot.daily.courier import Pace
from bot.daily.ticker import Beat

TEMPO = Tempo(
    Pace(lease=2, send=1, quiet=0.9, patience=0.7, again=0.3), Beat(tick=0.1, workers=4, drain=1), lease=2, apart=0
)


def serve(config: Config, platforms: Sequence[Platform]) -> None:
    """Serves until it is told to stop."""
    assert not asyncio.run(serve_all(ready_backend(config), platforms))
