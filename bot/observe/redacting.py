"""Takes secrets out of what is written: those that are known, and what looks like one."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from urllib.parse import quote, quote_plus

HIDDEN = "[hidden]"
# Shorter ones are no secrets, and stand in many a word.
SHORTEST = 4

# What a secret looks like, and words of which one stands in every such text: they are soon looked for. What goes before
# the secret stays, to be recognised by.
LOOKS: tuple[tuple[tuple[str, ...], re.Pattern[str]], ...] = (
    # A token of Discord: an id, a time and a signature.
    ((".",), re.compile(r"()\b[\w-]{23,30}\.[\w-]{6,7}\.[\w-]{27,}")),
    # Tokens of Matrix, as Synapse and its authentication service write them.
    (("syt_", "syr_", "mat_", "mct_", "mcr_"), re.compile(r"()\b(?:syt|syr|mat|mct|mcr)_[\w=-]{8,}")),
    (("bearer",), re.compile(r"(\bBearer\s+)[^\s\"',;]+", re.IGNORECASE)),
    (
        ("access_token", "passw"),
        re.compile(r"((?:access_token|password|passwd)\\?[\"']?\s*[=:]\s*\\?[\"']?)[^\s\"'\\&,;}]+", re.IGNORECASE),
    ),
    # The password in an address; no longer than that, so that no line takes long.
    (("://",), re.compile(r"(\w://[^\s:/@]{0,100}:)[^\s@/]{1,200}(?=@)")),
    # What an interaction or a webhook is answered by.
    (("/interactions/", "/webhooks/"), re.compile(r"(/(?:interactions|webhooks)/\d+/)[\w-]{20,}")),
)


class Redactor:
    """Knows secrets, however they are written."""

    def __init__(self, secrets: Iterable[str] = ()) -> None:
        forms = set[str]().union(*(_forms(secret) for secret in secrets if len(secret) >= SHORTEST))
        # The longest first: one may be a part of another.
        written = "|".join(re.escape(form) for form in sorted(forms, key=len, reverse=True))
        self._known = re.compile(written) if written else None

    def redact(self, text: str) -> str:
        """A text without secrets."""
        if self._known:
            text = self._known.sub(HIDDEN, text)
        lower = text.lower()
        for words, looks in LOOKS:
            if any(word in lower for word in words):
                text = looks.sub(rf"\1{HIDDEN}", text)
        return text


def _forms(secret: str) -> set[str]:
    """A secret as it stands in a line, and in what is shown within something else that is shown."""
    once = set(_written(secret))
    return once.union(*map(_written, once))


def _written(text: str) -> Iterator[str]:
    """A text as it stands in a line, in JSON, in an address, and as Python shows it."""
    yield from (text, json.dumps(text)[1:-1], json.dumps(text, ensure_ascii=False)[1:-1])
    yield from (quote(text, safe=""), quote(text), quote_plus(text))
    yield from (repr(text)[1:-1], repr(text.encode("utf-8", "surrogatepass"))[2:-1])
