from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.wishes import KEYWORDS, NAMES, QUESTION, TITLE, cleaned, listed, wish
from bot.errors import BadInput

UNSEEN = "\u202e\u2066\u200b\ufeff\0\ud800\udfff\x07\u3164\ue000"
ANY = st.text(st.characters(exclude_categories=())) | st.text(UNSEEN + "ab e\u0301\n,;")


def refused(*told: str) -> tuple[str, object]:
    with pytest.raises(BadInput) as e:
        wish(*told)
    return e.value.key, e.value.values.get("limit")


@pytest.mark.parametrize("sign", UNSEEN)
def test_what_is_not_seen_is_left_out(sign: str) -> None:
    assert wish(f"B{sign}rood{sign}", f"{sign},h{sign}onger").title == "Brood"
    assert wish("Brood", f"{sign},h{sign}onger").keywords == ("honger",)
    assert refused(sign * 3) == ("topic-title-empty", None)


def test_what_was_kept_apart_by_something_unseen_is_composed() -> None:
    assert wish("caf\u200be\u200d\u0301").title == "café"


@pytest.mark.parametrize("title", ["", "  ", "!!!", "…", "\n", "\u2800"])
def test_a_title_needs_a_word(title: str) -> None:
    assert refused(title) == ("topic-title-empty", None)


def test_each_limit_is_told_when_it_is_passed_and_not_before() -> None:
    kept = wish("t" * TITLE, ",".join(f"k{n}" for n in range(KEYWORDS)), "q" * QUESTION, "n" * 60)

    assert (len(kept.title), len(kept.keywords), len(kept.question)) == (TITLE, KEYWORDS, QUESTION)
    assert refused("t" * (TITLE + 1)) == ("topic-title-long", 60)
    assert refused("t", "k" * 61) == ("topic-keyword-long", 60)
    assert refused("t", ",".join(f"k{n}" for n in range(KEYWORDS + 1))) == ("topic-keywords-many", 20)
    assert refused("t", "", "q" * (QUESTION + 1)) == ("topic-question-long", QUESTION)
    assert refused("t", "", "", "n" * 61) == ("topic-name-long", 60)
    assert refused("t", "", "", ";".join(f"n{n}" for n in range(NAMES + 1))) == ("topic-names-many", NAMES)


def test_lists_are_divided_by_commas_or_else_semicolons_and_lines_and_have_each_word_once() -> None:
    assert wish("t", "Brood, brood,  honger\nkou ,, !").keywords == ("brood", "honger", "kou")
    assert wish("t", "brood, land en vrede; kou\nhonger, dorst;").keywords == (
        "brood, land en vrede",
        "kou",
        "honger, dorst",
    )


@given(ANY)
def test_whatever_was_typed_is_kept_in_one_clean_line(text: str) -> None:
    kept = cleaned(text)

    assert cleaned(kept) == kept
    assert kept == unicodedata.normalize("NFC", kept) == " ".join(kept.split())
    assert kept.encode().decode() == kept
    assert not {unicodedata.category(sign)[0] for sign in kept} & {"C"}


@given(st.tuples(ANY, ANY, ANY, ANY))
def test_whatever_was_typed_is_a_wish_within_the_limits_or_told_in_a_sentence(told: tuple[str, ...]) -> None:
    try:
        kept = wish(*told)
    except BadInput:
        return
    assert 1 <= len(kept.title) <= TITLE
    assert all(1 <= len(text) <= 60 for text in (*kept.keywords, *kept.names))
    assert wish(kept.title, listed(kept.keywords), kept.question, listed(kept.names)) == kept
