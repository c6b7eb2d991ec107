"""The pace of posts in such a week."""

from __future__ import annotations

from bot.app.posting import Tempo
from bot.daily.courier import Pace
from bot.daily.ticker import Beat

# As for lives that are killed, with more time for a machine that is busy with commands.
TEMPO = Tempo(
    Pace(lease=6, send=4, quiet=1, patience=3, again=0.3), Beat(tick=0.5, workers=4, drain=2), lease=4, apart=0.1
)
