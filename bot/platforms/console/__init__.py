"""The terminal as a platform: for trying the bot, for pipes, and for operators."""
