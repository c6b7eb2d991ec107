"""The text of an HTML page, as HTML5 has it read."""

from __future__ import annotations

import re
from collections.abc import Iterator

from selectolax.lexbor import LexborHTMLParser, LexborNode

from bot.corpus.extracting.elements import AROUND, UNCLOSED
from bot.corpus.extracting.encodings import characters, declared_in, written
from bot.corpus.extracting.extract import Extract
from bot.corpus.extracting.page import Page
from bot.corpus.extracting.walker import Walker
from bot.errors import BadInput

TAG = re.compile(r"<(/?)([a-zA-Z][^\s/>]*)")
# No page of a person is as deep, and the parser's time grows with the square of it.
DEEPEST = 500
WORDS = "-text"


def page_text(content: bytes, encoding: str = "") -> Extract:
    """The text of a page of the Web: of its one article, where it says which that is, else of all of it."""
    return text_of(characters(content, encoding, declared_in(content)), AROUND)


def text_of(markup: str, around: frozenset[str] = frozenset()) -> Extract:
    """The text of a page but for what stands `around` it. BadInput where it is nested too deeply."""
    _check_depth(markup)
    tree, page = LexborHTMLParser(markup), Page()
    root = tree.css_first("html")
    language = (root.attributes.get("lang") or "") if root else ""
    if body := _body(tree):
        _walk(body, Walker(page, around))
    extract = page.extract(language)
    written(extract.text)
    return extract


def _body(tree: LexborHTMLParser) -> LexborNode | None:
    for named in ("main", "article"):
        found = tree.css(named)
        if len(found) == 1:
            return found[0]
    return tree.body


def _check_depth(markup: str) -> None:
    depth = 0
    for closing, name in TAG.findall(markup):
        if name.lower() not in UNCLOSED:
            depth = max(depth - 1, 0) if closing else depth + 1
            if depth > DEEPEST:
                raise BadInput("add-nested")


def _walk(root: LexborNode, walker: Walker) -> None:
    """Without recursion: elements stand in each other without end."""
    passed: list[bool] = []
    for node, begins in _steps(root):
        if node.tag == WORDS:
            if begins:
                walker.words(node.text_content or "")
        elif node.tag and node.tag[0] not in "-_!":
            if begins:
                passed.append(walker.begin(node.tag, node.attributes))
            else:
                walker.end(node.tag, passed=passed.pop())


def _steps(root: LexborNode) -> Iterator[tuple[LexborNode, bool]]:
    """Each node where it begins, and again where it ends."""
    open_nodes: list[LexborNode] = []
    node: LexborNode | None = root
    while node is not None:
        yield node, True
        if node.child is not None:
            open_nodes.append(node)
            node = node.child
            continue
        yield node, False
        while open_nodes and node.next is None:
            node = open_nodes.pop()
            yield node, False
        node = node.next if open_nodes else None
