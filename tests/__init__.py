"""Tests, mirroring bot/. Each name states a fact that could be false."""
