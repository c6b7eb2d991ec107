from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.words import fold, folded_lines, folded_words, words


@given(st.one_of(st.text(), st.text(alphabet="abcÉéßİ_-'’“”–…•.0٣²½\u0301\u00ad\u200b \n\t𐍈漢")))
def test_the_fast_way_and_the_one_with_places_find_the_same_words(text: str) -> None:
    assert folded_words(text) == [folded for _, folded in words(text)]


@given(st.lists(st.text(alphabet="abCÉé'-–\u0301. _\n\r\x85\t漢", max_size=90)))
def test_many_texts_at_once_have_the_words_of_each(texts: list[str]) -> None:
    assert folded_lines(texts) == [folded_words(text) for text in texts]


@given(st.text())
def test_every_word_stands_where_it_is_said_to(text: str) -> None:
    for span, folded in words(text):
        assert fold(text[span.start : span.end]) == folded


@pytest.mark.parametrize(
    ("word", "folded"),
    [("Éénpartijstaat", "eenpartijstaat"), ("e\u0301e\u0301n", "een"), ("GEORGIË", "georgie"), ("Straße", "strasse")],
)
def test_case_and_accents_do_not_matter(word: str, folded: str) -> None:
    assert fold(word) == folded
