"""A renderer of Discord's markdown for tests, written from its rules and not from our escaping."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

JSON = dict[str, Any]

LINE_START = re.compile(r"[ \t]*(?:-#|#{1,3}|>|-|\+|\*(?!\*)|\d+[.)])")
ESCAPED = re.compile(r"\\([^0-9A-Za-z\s])", re.DOTALL)
TOKENS = re.compile(
    r"""
    <@[!&]?\d+> | <\#\d+> | </[^>\n]*:\d+> | <id:\w+> | <t:-?\d+(?::\w)?> | <a?:\w+:\d+> | <(?:https?|mailto|tel):[^>]*>
    | @everyone | @here | :[\w+~-]+: | \w+://\S | \[[^\]]*\]\([^)]*\) | \* | _ | ~~ | \|\| | `
    """,
    re.VERBOSE,
)


@dataclass
class Rendered:
    """What a member sees: the text, what of it is bold, and whatever Discord would have made something else of."""

    text: str = ""
    bold: list[tuple[int, int]] = field(default_factory=list)
    tokens: list[str] = field(default_factory=list)


def render(markdown: str) -> Rendered:
    """Shows markdown as Discord would."""
    shown, opened, at = Rendered(), -1, 0
    while at < len(markdown):
        if at == 0 or markdown[at - 1] == "\n":
            shown.tokens += [found.group() for found in [LINE_START.match(markdown, at)] if found]
        if escaped := ESCAPED.match(markdown, at):
            shown.text += escaped.group(1)
            at = escaped.end()
        elif markdown.startswith("**", at):
            if opened >= 0:
                shown.bold.append((opened, len(shown.text)))
            opened = len(shown.text) if opened < 0 else -1
            at += 2
        else:
            shown.tokens += [found.group() for found in [TOKENS.match(markdown, at)] if found]
            shown.text += markdown[at]
            at += 1
    if opened >= 0:
        shown.tokens.append("**")
    return shown


def small_print(line: str) -> str:
    """The sentence of a small line."""
    assert line.startswith("-# ")
    return render(line.removeprefix("-# ")).text


@dataclass(frozen=True)
class Shown:
    """A quotation as it stands in a message: its characters, its small print, its colour."""

    text: str
    told: list[str]
    accent: int

    @property
    def passage(self) -> str:
        """The id of the passage that the citation names."""
        found = re.search(r"\[([a-z0-9-]+)\]$", self.told[1])
        assert found, self.told
        return found.group(1)


def quotations(components: list[JSON]) -> list[Shown]:
    """The quotations of a message, from top to bottom."""
    return [_shown(component) for component in components if component["type"] == 17]


def sentences(components: list[JSON]) -> list[str]:
    """The sentences outside quotations."""
    texts = [component["content"] for component in components if component["type"] == 10]
    rendered = [render(re.sub(r"^(?:### |-# )", "", line)) for text in texts for line in text.split("\n")]
    assert all(not shown.tokens for shown in rendered), texts
    return [shown.text for shown in rendered]


def _shown(container: JSON) -> Shown:
    inner = container["components"]
    texts = inner[0]["components"] if inner[0]["type"] == 9 else inner
    rendered = render(texts[0]["content"])
    assert not rendered.tokens, texts[0]["content"]
    told = [small_print(line) for line in texts[1]["content"].split("\n")]
    return Shown(rendered.text, told, container["accent_color"])
