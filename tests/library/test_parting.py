from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.sentences import sentences
from bot.library.parting import after_blanks, part_before, part_from
from bot.model import Passage, Quote, Span

SENTENCE = st.lists(st.sampled_from(["molen", "koren", "meel", "a*b", "e\u0301"]), min_size=1, max_size=30).map(
    lambda words: f"M{' '.join(words)}."
)
TEXTS = st.lists(st.one_of(SENTENCE, st.just("W" * 90)), min_size=1, max_size=12).map(" ".join)
ROOMS = st.integers(20, 120)


def quote_of(text: str) -> Quote:
    return Quote(Passage("proef", 1, 1, 0, text), Span(0, len(text)))


def parts_of(quote: Quote, room: int) -> list[Span]:
    parts: list[Span] = []
    begin = quote.span.start
    while begin < quote.span.end:
        parts.append(part_from(quote, "nl", begin, room, lambda span: len(span) <= room))
        begin = after_blanks(quote, parts[-1].end)
    return parts


@given(TEXTS, ROOMS)
def test_the_parts_fit_and_hold_every_character(text: str, room: int) -> None:
    parts = parts_of(quote_of(text), room)

    assert all(0 < len(part) <= room for part in parts)
    assert "".join("".join(text[p.start : p.end].split()) for p in parts) == "".join(text.split())


@given(TEXTS, ROOMS)
def test_a_part_ends_within_a_sentence_only_where_that_is_longer_than_a_part(text: str, room: int) -> None:
    cuts = sentences(text, "nl")

    for part in parts_of(quote_of(text), room):
        broken = [cut for cut in cuts if cut.start < part.end < cut.end]
        assert all(cut.end - max(cut.start, part.start) > room and cut.start <= part.start for cut in broken)


@given(TEXTS, ROOMS)
def test_a_part_ends_within_a_word_only_where_that_is_longer_than_a_part(text: str, room: int) -> None:
    for part in parts_of(quote_of(text), room):
        inside = part.end < len(text) and not text[part.end].isspace() and not text[part.end - 1].isspace()
        assert not inside or " " not in text[part.start : part.end]


@given(TEXTS, ROOMS)
def test_the_part_before_ends_where_the_next_began_and_fits(text: str, room: int) -> None:
    quote = quote_of(text)

    for following in parts_of(quote, room)[1:]:
        before = part_before(quote, "nl", following.start, room, lambda span: len(span) <= room)
        assert 0 < len(before) <= room
        assert after_blanks(quote, before.end) == following.start
        assert before.start == 0 or text[before.start - 1].isspace() or " " not in text[before.start : before.end]
