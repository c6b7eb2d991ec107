"""The names of our own on Matrix: of a state of rooms and of a field in messages. Nobody else's begin so."""

from __future__ import annotations

# A room may demand a level of its own for this state, in its power levels; who has it moderates what the bot holds.
STATE = "bot.tegenspraak.topics"
# What a message of the bot keeps of the reply that it shows.
KEPT = "bot.tegenspraak.reply"
