from __future__ import annotations

import re
from pathlib import Path

from bot.config import HOME
from bot.library.library import Library
from tests.pictures.asking import pages
from tests.pictures.scenes import DUTCH, ENGLISH, OWN

PICTURES = HOME / "docs" / "pictures"
SHOWN = {
    "quote-nl": "Andere auteur",
    "quote": "Other author",
    "read-as": "Read as: burocracy",
    "nothing": "say nothing about this",
    "speaker": "Lenin, quoted by Per-Åke Westerlund",
    "positions": "Fight against bureaucracy",
    "silent": "says nothing on this",
    "search": "Open 2",
    "excerpt": "Another",
    "about": "Looked for:",
    "verbatim": "Verbatim:",
    "altered": "Claim: voorwaardelijke",
    "altered-limit": "what was left out denies or limits",
    "misattributed": "words of Peter Storm, not of",
    "absent": "Not found:",
    "check": "Says who?",
    "context": "Narrower",
    "paragraph": "Back to the quotation",
    "other": "Apart from Peter Storm",
    "cite": "BibTeX",
    "card": "As text",
    "card-dark": "Light",
    "shared": "Shared by Anna",
    "someone-else": "Previous",
    "again": "less than ten minutes ago",
    "too-fast": "Not so fast",
    "offered": "Kronstadt",
    "offered-first": "Red Army",
    "sources": "The texts",
    "help": "/positions",
    "topics": "Anarchism",
    "topic-form": "Keywords",
    "preview": "A preview",
    "choosing": "Leave out",
    "saved": "Saved as change",
    "history": "change 1 undone",
    "report": "What is wrong?",
    "review": "Reported: out of context",
}


async def test_every_picture_shows_what_it_is_for(library: Library, tmp_path: Path) -> None:
    laid_out = await pages(library, tmp_path, {*DUTCH, *ENGLISH, *OWN})

    assert laid_out.keys() == SHOWN.keys()
    assert [name for name, html in laid_out.items() if SHOWN[name] not in html] == []


async def test_a_page_loads_nothing_from_outside(library: Library, tmp_path: Path) -> None:
    html = (await pages(library, tmp_path, {"card"}))["card"]

    addresses = re.findall(r"(?:src|href)=\"?([^\">]+)|url\(([^)]*)", html)
    assert [source[:15] for source, _ in addresses] == ["data:image/png;"]


def test_every_scene_has_its_picture() -> None:
    assert {file.name for file in PICTURES.iterdir()} == {f"{name}.png" for name in (*DUTCH, *ENGLISH, *OWN)}
