"""What a life does: it serves as `tegenspraak serve` does, at a pace for tests."""

from __future__ import annotations

import asyncio

import structlog

from bot.app.on_discord import OnDiscord
from bot.app.posting import Tempo
from bot.app.service import serve as serve_all
from bot.app.storing import ready_backend
from bot.config import Config
from bot.daily.courier import Pace
from bot.daily.ticker import Beat
from bot.library.library import Library

TEMPO = Tempo(Pace(lease=2, send=1, quiet=0.9, patience=0.7, again=0.3), Beat(tick=0.1, workers=4, drain=1))


def serve(config: Config, library: Library) -> None:
    """Serves until it is told to stop."""
    structlog.configure(logger_factory=structlog.ReturnLoggerFactory())
    assert config.discord
    services = OnDiscord(config, config.discord, library, TEMPO).services
    asyncio.run(serve_all(ready_backend(config), [services]))
