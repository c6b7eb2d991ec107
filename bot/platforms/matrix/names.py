"""The names of our own on Matrix: of states of rooms and of a field in messages. Nobody else's begin so."""

from __future__ import annotations

# A room may demand a level of its own for this state, in its power levels; who has it moderates what the bot holds.
STATE = "bot.tegenspraak.topics"
# By this state a room says as what kind of message (`msgtype`) it wants the posts of each day.
POSTS = "bot.tegenspraak.posts"
# What a message of the bot keeps of the reply that it shows.
KEPT = "bot.tegenspraak.reply"
# The room that it is done in, where what is said to one alone came from there.
ORIGIN = "room"
# Where a message of the bot says by which key it was sent.
KEY = "bot.tegenspraak.key"
