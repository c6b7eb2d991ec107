from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Span
from bot.platforms.discord.markup import escape, mark, one_line
from tests.platforms.discord.rendering import render

# fmt: off
TOKENS = [
    "@everyone", "@here", "<@1>", "<@!1>", "<#1>", "<@&1>", "</quote:1>", "<id:guide>", "<id:customize>", "<t:1>",
    "<t:1:R>", "<:e:1>", "<a:e:1>", ":smile:", ":+1:", "https://example.org", "http://a.b/c?d=e#f",
    "<https://example.org>", "[a](b)", "[a](https://b)", "**a**", "__a__", "*a*", "_a_", "~~a~~", "||a||", "`a`",
    "```a```", "\\", "\\*", "#", "##", "-#", "-", "+", "*", ">", ">>>", "1.", "12)", "•", "¯\\_(ツ)_/¯",
    "discord://", "a:b", "::", ":", "<>", "<@", "@", "12:30", "snake_case_name",
]
# fmt: on
SPACES = [
    " ",
    "  ",
    "\n",
    "\n\n",
    "\n  ",
    "\t",
    "\r\n",
    "\u2028",
    "\n> ",
    "\n- ",
    "\n1. ",
    "\n# ",
    "\n-# ",
    "\n  • ",
    "\n```\n",
]
HOSTILE = st.lists(st.one_of(st.sampled_from(TOKENS + SPACES), st.text(max_size=4)), max_size=12).map("".join)


@given(HOSTILE)
def test_escaped_text_shows_as_itself_and_as_nothing_else(text: str) -> None:
    shown = render(escape(text))

    assert (shown.text, shown.bold, shown.tokens) == (text, [], [])


@given(HOSTILE, st.lists(st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=5))
def test_marked_stretches_are_bold_and_change_nothing_else(text: str, pairs: list[tuple[int, int]]) -> None:
    stretches = [Span(min(pair), max(pair)) for pair in pairs]

    shown = render(mark(text, stretches))

    marked = {at for s in stretches for at in range(s.start, min(s.end, len(text))) if not text[at].isspace()}
    bold = {at for start, end in shown.bold for at in range(start, end)}
    assert (shown.text, shown.tokens) == (text, [])
    assert {at for at in bold if not text[at].isspace()} == marked


@pytest.mark.parametrize("token", TOKENS)
@pytest.mark.parametrize("before", ["", "\n", "  ", "a ", "a\n  "])
def test_no_token_survives(token: str, before: str) -> None:
    shown = render(escape(before + token))

    assert (shown.text, shown.tokens) == (before + token, [])


@pytest.mark.parametrize(
    ("text", "markdown"),
    [
        ("Hij zei: ‘nee’.", "Hij zei: ‘nee’."),
        ("- een\n  - twee", "\\- een\n  \\- twee"),
        ("1. een", "1\\. een"),
        ("in 1921. Toen", "in 1921. Toen"),
        ("anti-lenin", "anti-lenin"),
        ("https://a.b", "https\\://a.b"),
        ("@everyone", "\\@everyone"),
    ],
)
def test_prose_gets_no_more_backslashes_than_it_needs(text: str, markdown: str) -> None:
    assert escape(text) == markdown


def test_stretches_that_touch_are_one() -> None:
    assert mark("abcd", [Span(0, 2), Span(2, 3)]) == "**abc**d"


def test_a_sentence_stays_on_its_line() -> None:
    assert one_line("a\n# b\r\nc") == "a # b c"
