"""Characters as readers see them: a letter with the marks on it is one."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator

# Signs that are no more to be seen than a space, whatever a font has for them: controls, and what joins or divides.
UNSEEN = {"Cc", "Cf"}


def clusters(text: str) -> Iterator[str]:
    """The text in pieces that belong together: a character with the combining marks behind it."""
    found = ""
    for character in text:
        if found and not unicodedata.category(character).startswith("M"):
            yield found
            found = ""
        found += character
    if found:
        yield found


def printed(cluster: str) -> str:
    """What is printed of a cluster: white space as a space, composed letters as one, of the unseen nothing."""
    if cluster.isspace():
        return " "
    return "".join(c for c in unicodedata.normalize("NFC", cluster) if unicodedata.category(c) not in UNSEEN)
