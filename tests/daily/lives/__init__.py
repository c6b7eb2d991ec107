"""Kills the whole bot, with the real client of a platform, at every named point; counts what stands there."""
