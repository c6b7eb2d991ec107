from __future__ import annotations

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from bot.cards.breaking import Line, broken

MEASURE = 20
TEXTS = st.text(
    st.one_of(st.sampled_from("abcdefgh ,.“”’-\n\t\u00a0\u0301\u200b\u2028"), st.characters(codec="utf-8")),
    max_size=200,
)


def width(text: str) -> float:
    """Every character as wide as any other."""
    return len(text)


def lines(text: str) -> list[str]:
    return [line.text for line in broken(text, MEASURE, width)]


@given(TEXTS)
def test_the_lines_with_the_white_space_between_them_are_the_text(text: str) -> None:
    found = broken(text, MEASURE, width)

    assert "".join(line.text + line.gap for line in found) == text
    assert all(not line.gap.strip() for line in found)


@given(TEXTS)
def test_a_line_ends_within_a_word_only_where_the_word_is_wider_than_a_line(text: str) -> None:
    found = broken(text, MEASURE, width)

    for line, following in pairwise(found):
        if not line.gap:
            word = re.findall(r"[^\s]*$", line.text)[0] + re.findall(r"^[^\s]*", following.text)[0]
            assert len(word) > MEASURE or "\u00a0" in text or "\u2007" in text or "\u202f" in text


@given(TEXTS)
def test_no_line_is_wider_than_the_measure_unless_one_letter_is(text: str) -> None:
    for line in broken(text, MEASURE, width):
        assert width(line.text) <= MEASURE or re.fullmatch(r"(?s).[\u0300-\U0010ffff]*", line.text)


def test_a_line_break_of_the_text_stays_one() -> None:
    assert lines("een twee\n• drie\n• vier") == ["een twee", "• drie", "• vier"]


def test_lines_are_as_even_as_they_can_be() -> None:
    a, b, c, d, e = "a" * 13, "b" * 6, "c" * 12, "d" * 20, "e" * 10

    # Filled one by one they would be 20, 12, 20 and 10 wide.
    assert lines(f"{a} {b} {c} {d} {e}") == [a, f"{b} {c}", d, e]


def test_no_word_is_left_alone_on_the_last_line() -> None:
    assert lines("aaaa bbbb cccc dddd e") == ["aaaa bbbb cccc", "dddd e"]


def test_words_that_are_held_together_stay_on_one_line() -> None:
    assert lines("aaaaaaaaaaaaaaa alinea\u00a04") == ["aaaaaaaaaaaaaaa", "alinea\u00a04"]


def test_a_word_that_is_too_wide_is_divided_between_letters_with_their_marks() -> None:
    word = "e\u0301" * 30

    found = broken(word, MEASURE, width)

    assert found == [Line("e\u0301" * 10)] * 3
