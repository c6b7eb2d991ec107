from __future__ import annotations

import unicodedata
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.passages import cut, is_heading
from bot.corpus.sentences import sentences
from tests.texts import text

WORDS = st.sampled_from(
    [
        "Kronstadt",
        "de",
        "sovjets",
        "e\u0301e\u0301n",
        "Zinovjev’s",
        "😀",
        "𐍈𐍉",
        "“Kom",
        "terug.”",
        "‘ja’",
        "d.w.z.",
        "11de",
    ]
)
SENTENCE = st.lists(WORDS, min_size=1, max_size=12).map(lambda ws: " ".join(ws) + ".")
LINE = st.one_of(
    st.lists(SENTENCE, min_size=1, max_size=4).map(" ".join),
    st.sampled_from(["", "Een kop", "  • punt één.", "\t- punt twee", "\u00a0", "(slot)"]),
)
FILE = st.builds(
    lambda lines, newline, bom, last: bom + newline.join(lines) + last,
    st.lists(LINE, max_size=12),
    st.sampled_from(["\n", "\r\n", "\n\n", "\r\n\r\n"]),
    st.sampled_from(["", "\ufeff"]),
    st.sampled_from(["", "\n", "\r\n"]),
)


@given(FILE, st.sampled_from(["lines", "blocks"]), st.sampled_from(["nl", "en", "de", "fr", "xx"]))
def test_passages_and_sentences_of_any_text_stand_in_it_at_their_offsets(
    content: str, layout: str, language: str
) -> None:
    for passage in cut(text(content, layout=layout)).passages:
        assert content[passage.start : passage.end] == passage.text
        assert content.count("\n", 0, passage.start) + 1 == passage.line
        spans = sentences(passage.text, language)
        assert all(a.end <= b.start for a, b in pairwise(spans))
        assert "".join(passage.text.split()) == "".join("".join(passage.text[s.start : s.end].split()) for s in spans)


@given(FILE)
def test_decomposed_text_is_kept_as_it_is(content: str) -> None:
    decomposed = unicodedata.normalize("NFD", content)

    for passage in cut(text(decomposed)).passages:
        assert decomposed[passage.start : passage.end] == passage.text


def test_lines_before_the_body_are_no_passages() -> None:
    found = cut(text("Navigatie\nDoor iemand\nDit is de eerste alinea.", body=3))

    assert [(p.id, p.line) for p in found.passages] == [("proef-1", 3)]


def test_headings_become_sections_of_the_passages_under_them() -> None:
    found = cut(text("Begin\n\nEen zin.\n\nHet vervolg\n\nNog een zin.\n\nEn een derde."))

    assert [(s.title, s.first) for s in found.sections] == [("Begin", 1), ("Het vervolg", 2)]
    assert [p.section for p in found.passages] == ["Begin", "Het vervolg", "Het vervolg"]


def test_blocks_keep_their_line_breaks() -> None:
    found = cut(text("Een zin die\nover twee regels loopt.\n\nEen tweede alinea\nook.", layout="blocks"))

    assert [p.text for p in found.passages] == ["Een zin die\nover twee regels loopt.", "Een tweede alinea\nook."]


@pytest.mark.parametrize("block", ["De burgeroorlog", "NEP en bureaucratisering", "Hoofdstuk 3", "Wat te doen (1902)x"])
def test_a_short_line_without_a_stop_is_a_heading(block: str) -> None:
    assert is_heading(block)


@pytest.mark.parametrize("block", ["Dat mocht niet.", "Wat nu?", "• een punt", "Hij zei: “ja.”", "Zo.[3]", "x" * 81])
def test_a_sentence_is_no_heading(block: str) -> None:
    assert not is_heading(block)
