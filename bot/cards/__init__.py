"""Quotation cards: plain text, a colour and a theme become a picture. Knows no platform, no reply and no language."""
