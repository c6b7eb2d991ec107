from __future__ import annotations

import pytest

from bot.corpus.quotations import quotations
from bot.corpus.voices import voice
from bot.model import Passage, Quote, Span
from tests.texts import work


def of(text: str, part: str) -> tuple[str | None, bool, str]:
    start = text.index(part)
    quote = Quote(Passage("proef", 1, 1, 0, text), Span(start, start + len(part)))
    found = voice(work(), quote)
    return found.speaker, found.own, found.kind


def test_a_quote_without_quotation_marks_is_the_authors() -> None:
    assert of("Zo was het. Hij zei: “Nee.”", "Zo was het.") == ("A. Auteur", True, "author")


@pytest.mark.parametrize(
    ("text", "part", "kind"),
    [
        ("Hij zei: “Nee. Nooit.” Klaar.", "Hij zei: “Nee. Nooit.”", "mixed"),
        ("“Nee. Nooit.” Klaar.", "“Nee. Nooit.”", "speech"),
        ("“Nee. Nooit. Echt.” Klaar.", "Nooit.", "speech"),
        ("Hij zei „Nee“ en ging.", "Hij zei „Nee“ en ging.", "mixed"),
        ("Il dit «Non» et sortit.", "Il dit «Non» et sortit.", "mixed"),
        ('Hij zei "Nee" en ging.', 'Hij zei "Nee" en ging.', "mixed"),
        ("Nooit gesloten: “Nee. Dan dit. En dit.", "En dit.", "speech"),
    ],
)
def test_a_quote_that_holds_or_touches_quotation_marks_is_unchecked(text: str, part: str, kind: str) -> None:
    assert of(text, part) == (None, False, kind)


def test_nested_quotations_are_part_of_the_one_around_them() -> None:
    text = "Hij: “Wij “bezig” waren, ‘Kom terug.’ Ja.” Uit."

    assert [text[q.start : q.end] for q in quotations(text)] == ["“Wij “bezig” waren, ‘Kom terug.’ Ja.”"]
