"""Every command, action and form, over texts that nobody would write, as Matrix shows them."""

from __future__ import annotations

import asyncio
import json
import random
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.app.commands import registry
from bot.dispatch.command import Command
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Message, Role, Upload
from bot.platforms.matrix.names import KEPT
from bot.reply import Picture
from bot.reply.sharing import SHARE
from tests.desks import desk_in
from tests.fuzz.queries import HOSTILE
from tests.fuzz.texts import EVERYTHING, WORKS, Written
from tests.platforms.matrix.reading import quoted, read
from tests.platforms.matrix.room import ANNA, Answer, Room
from tests.texts import Corpus

EXAMPLES = 3
PRESSES = 90
MOST = 30_000
FOUND = "molen"
# Nothing is left after these.
ENDING = ("save", "overwrite", "discard", "send", "withdraw", "import", "forgo", "uphold", "decline", "undo", "forget")


@dataclass
class Driven:
    """What was driven so far."""

    commands: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
