"""A post a day: when it is due, what it quotes, and how it gets there once."""
