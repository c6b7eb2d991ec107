"""Every command, action and form, over texts that nobody would write, as Matrix shows them."""

from __future__ import annotations

from dataclasses import dataclass, field

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
