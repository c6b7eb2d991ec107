"""Forks the bot as on one day, as `tests.dated` runs it, for whoever asks: `tests.asking` does, in a shell."""

from __future__ import annotations

import importlib
import pkgutil

import bot.app
import bot.cli
from tests import dated, warm

if __name__ == "__main__":
    # What commands import when they are run.
    for of in (bot.app, bot.cli):
        for module in pkgutil.iter_modules(of.__path__, f"{of.__name__}."):
            importlib.import_module(module.name)
    dated.begin()
    warm.serve(())
