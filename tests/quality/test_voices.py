"""The accuracy that docs/voices.md publishes is the present one, and has a floor."""

from __future__ import annotations

import pytest

from bot.model import Span
from tests.quality.voices import PAGE, Heard, kind_row, page, pairs, proposed, reviewed, span_rows, speaker_rows


@pytest.fixture(scope="module")
def given() -> list[Heard]:
    return proposed()


def test_the_published_figures_are_the_present_ones() -> None:
    assert PAGE.read_text("utf-8") == page()


def test_stretches_are_found_as_well_as_was_promised(given: list[Heard]) -> None:
    rows = {row.kind: row.figures for row in span_rows(given, reviewed())}

    assert rows["marks, exact"]["F1"] >= 0.98
    assert rows["reports, half"]["precision"] >= 0.8
    assert rows["reports, half"]["recall"] >= 0.45
    assert rows["reports, exact"]["F1"] >= 0.5


def test_a_speaker_is_left_open_rather_than_wrong(given: list[Heard]) -> None:
    for row in speaker_rows(given, reviewed()):
        assert row.figures["wrong"] <= 0.05
        assert row.figures["right"] >= 0.4


def test_somebodys_words_are_told_from_terms_and_titles(given: list[Heard]) -> None:
    assert kind_row(given, reviewed()).figures["speech or not"] >= 0.9


def test_each_stretch_is_matched_once_and_with_the_nearest() -> None:
    right = Heard("a", Span(0, 10), "speech", None)
    near, far = Heard("a", Span(0, 9), "speech", None), Heard("a", Span(0, 6), "speech", None)
    elsewhere = Heard("b", Span(0, 10), "speech", None)

    assert pairs([far, near, elsewhere], [right], 0.5) == [(near, right)]
    assert pairs([far, near, elsewhere], [right], 1.0) == []
