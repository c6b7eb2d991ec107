"""Tegenspraak: a discussion bot that answers with the exact words of texts that disagree."""
