"""Writes proposals as entries of voices.toml, for a person to review."""

from __future__ import annotations

import json

from bot.corpus.proposing.proposal import Proposal
from bot.corpus.works import Text

# TOML allows no raw DEL in a string; JSON does.
DELETE = {0x7F: "\\u007f"}


def as_toml(text: Text, proposal: Proposal) -> str:
    """A proposal as an entry of the map of voices; nobody has reviewed it."""
    fields = {
        "work": text.work.key,
        "start": proposal.span.start,
        "end": proposal.span.end,
        "text": text.content[proposal.span.start : proposal.span.end],
        "kind": proposal.kind,
        "speaker": proposal.speaker,
        "named": proposal.named,
        "also": list(proposal.also) or None,
        "through": list(proposal.through) or None,
        "reviewed": False,
    }
    lines = (f"{name} = {_value(value)}" for name, value in fields.items() if value is not None)
    return "\n".join(["[[span]]", *lines, ""])


def _value(value: object) -> str:
    """A value as TOML has it: JSON’s strings, numbers, truth and lists are TOML’s too."""
    return json.dumps(value, ensure_ascii=False).translate(DELETE)
