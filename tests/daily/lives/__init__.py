"""Kills the whole bot, with the real discord.py client, at every named point; counts what stands in the channels."""
