"""How Sphinx makes a site of the README and these pages. They are plain Markdown, and can be read without it."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sphinx.application import Sphinx

PAGES = (
    "members",
    "moderators",
    "operate",
    "discord",
    "voices",
    "search-quality",
    "performance",
    "security",
    "privacy",
    "terms",
    "developers",
    "decisions",
    "forms",
)

project = html_title = "Tegenspraak"
extensions = ["myst_parser"]
html_theme = "furo"
root_doc = "README"
include_patterns = ["README.md", "docs/*.md"]
myst_heading_anchors = 4
# Transcripts show what a terminal shows.
highlight_language = "text"


def setup(app: Sphinx) -> None:
    """Gives the README the list of pages, which as a page by itself it does not need."""
    app.connect("source-read", _with_contents)


def _with_contents(_: Sphinx, name: str, source: list[str]) -> None:
    if name == root_doc:
        pages = "".join(f"docs/{page}\n" for page in PAGES)
        source[0] += f"\n```{{toctree}}\n:hidden:\n\n{pages}```\n"
