"""Asks the texts: what they say on a query, what the other author says, an excerpt, and what stands around a quote."""
