"""Replies for tests of how they are shown: of every kind, with texts that nobody would write."""

from __future__ import annotations

from datetime import UTC, datetime

from hypothesis import strategies as st

from bot.model import Channel, Message, Option, Passage, Quote, Span, Usage, Voice
from bot.reply import (
    Action,
    Enclosed,
    Entry,
    Heading,
    Hit,
    Hits,
    Link,
    Notice,
    Picture,
    Quotation,
    Reference,
    Reply,
    Stamp,
)
from bot.reply.bibliography import Record
from tests.fuzz.texts import EVERYTHING, PLAIN, STRANGE
from tests.texts import work

HTML = ("<b>", "</blockquote>", "&amp;", "&#0;", '"', "'", "<script>alert(1)</script>", "<!--", "]]>", "<", "&lt")
MATRIX = ("@room", "@anna:here.org", "https://matrix.to/#/@anna:here.org", "<mx-reply>", "> <@a:b> x", "\ufdd0", "#a:b")
BLANKS = (" ", "  ", "\n", "\n\n", "\t", "\r\n", "\u2028", "\xa0", "\x0b")
WORDS = st.sampled_from([*PLAIN, *STRANGE, *HTML, *MATRIX])


def texts(most: int = 12) -> st.SearchStrategy[str]:
    """Texts of words that are anything, with blanks between them that are any."""
    pairs = st.lists(st.tuples(WORDS, st.sampled_from(BLANKS)), min_size=1, max_size=most)
    return pairs.map(lambda found: "".join(word + blank for word, blank in found))


LONG = st.builds(lambda part, times: part * times, texts(), st.sampled_from([1, 1, 1, 30, 300]))
NAMES = texts(2).filter(str.split)


@st.composite
def quotations(draw: st.DrawFn, content: st.SearchStrategy[str] = LONG) -> Quotation:
    """A quotation of any length, with any stretches of it marked."""
    text = draw(content)
    start = draw(st.integers(0, len(text) - 1))
    end = draw(st.integers(start + 1, len(text)))
    edges = st.integers(-3, end - start + 3)
    marks = tuple(Span(min(pair), max(pair)) for pair in draw(st.lists(st.tuples(edges, edges), max_size=4)))
    return quotation(text, Span(start, end), marks, draw(NAMES))


def quotation(
    text: str, span: Span | None = None, marks: tuple[Span, ...] = (), author: str = "A. Auteur"
) -> Quotation:
    """A stretch of a passage with this text."""
    passage = Passage("proef", 1, 1, 0, text)
    voice = Voice(author, own=True, kind="author")
    citation = Message("citation", {"work": {"nl": author, "en": author}, "number": 1, "id": passage.id})
    quote = Quote(passage, span or Span(0, len(text)))
    return Quotation(quote, voice, citation, "nl", author, "proef", marks, focus=None if span is None else span)


def said(words: str) -> Message:
    """A sentence that says just this."""
    return Message("positions-title", {"title": words})


SENTENCES = st.one_of(
    texts().map(said),
    st.builds(lambda a, b: Message("speaker-through", {"speaker": said(a), "author": {"nl": b}}), NAMES, NAMES),
    st.just(Message("help-usage", {"usage": Usage("/quote <query>", "quote", (Option("query"),))})),
    NAMES.map(lambda room: Message("audit-failing", {"channel": Channel(f"!{room}"), "count": 2})),
    st.just(Message("command-unknown")),
)
MOMENT = datetime(2026, 11, 22, 17, 30, tzinfo=UTC)
BLOCKS = st.one_of(
    quotations(),
    st.builds(
        lambda found, first: Hits(tuple(Hit(one, Action("open", "x")) for one in found), first),
        st.lists(quotations(), min_size=1, max_size=4),
        st.integers(1, 12),
    ),
    st.builds(Heading, SENTENCES),
    st.builds(Notice, SENTENCES, st.booleans()),
    st.builds(Link, SENTENCES, st.sampled_from(["https://matrix.to/#/!a:b/$c", "javascript:alert(1)", '"><b>'])),
    st.builds(Entry, SENTENCES, st.lists(SENTENCES, max_size=6).map(tuple), st.none()),
    st.builds(lambda title, member: Entry(title, (), Stamp(member, MOMENT)), SENTENCES, st.one_of(st.none(), NAMES)),
    st.builds(Picture, quotations(texts())),
    st.builds(
        lambda found: Reference(found.quote, found.voice, found.citation, work(author=found.author), Record()),
        quotations(),
    ),
    st.builds(lambda text: Enclosed("file.txt", text), LONG),
)
VERBS = ("next", "context", "side", "side", "forget", "undo", "topics")
ACTIONS = st.lists(st.builds(Action, st.sampled_from(VERBS), NAMES, st.none()), max_size=6)
REPLIES = st.builds(
    lambda blocks, actions, locale: Reply(tuple(blocks), tuple(actions), locale=locale),
    st.lists(BLOCKS, min_size=1, max_size=6),
    ACTIONS,
    st.sampled_from(["nl", "en"]),
)
LONGEST = "\n".join(EVERYTHING[0].lines)
