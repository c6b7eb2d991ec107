"""A week of busy communities, in less: one process of the bot, and what it holds in the end that it did not before."""
