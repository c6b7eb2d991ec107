from __future__ import annotations

import pytest

from bot.corpus.sentences import sentences
from bot.library.library import Library


def cut(text: str, language: str = "nl") -> list[str]:
    return [text[s.start : s.end] for s in sentences(text, language)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Het 11de congres kwam. Dat was in maart.", ["Het 11de congres kwam.", "Dat was in maart."]),
        ("Van 1917. De 2de keer.", ["Van 1917.", "De 2de keer."]),
        ("Zoals in de VS. Vandaag ook.", ["Zoals in de VS.", "Vandaag ook."]),
        ("Wij zijn “de enige partij.”[7] Het Platform.", ["Wij zijn “de enige partij.”[7]", "Het Platform."]),
        ("Dat was zo.[1] Hij schrijft meer.", ["Dat was zo.[1]", "Hij schrijft meer."]),
        ("Dat was zo. [2] Hij schrijft meer.", ["Dat was zo. [2]", "Hij schrijft meer."]),
        ("Hij zei: “Een. Twee. Drie.” Daarna niets.", ["Hij zei: “Een. Twee. Drie.”", "Daarna niets."]),
        ("“Wij “bezig” waren. En toen.” Zo was het.", ["“Wij “bezig” waren. En toen.”", "Zo was het."]),
        ("De (linkse. Echt) partij. Goed.", ["De (linkse. Echt) partij.", "Goed."]),
        ("Het was, d.w.z. de staat, zo. Ja.", ["Het was, d.w.z. de staat, zo.", "Ja."]),
        ("Dhr. A. B. Jansen kwam. Goed.", ["Dhr. A. B. Jansen kwam.", "Goed."]),
        ("De staat (…) Net als een lamp. Ja.", ["De staat (…) Net als een lamp.", "Ja."]),
        ("Dit is “nooit gesloten. En toen. Klaar.", ["Dit is “nooit gesloten.", "En toen.", "Klaar."]),
        ("“Wat?” zei hij. Niets.", ["“Wat?” zei hij.", "Niets."]),
    ],
)
def test_dutch_sentences_end_where_a_reader_ends_them(text: str, expected: list[str]) -> None:
    assert cut(text) == expected


@pytest.mark.parametrize(
    ("passage", "begins", "ends"),
    [
        ("westerlund-32", "Lenin stelde: “Het apparaat", "tegen de hongersnood.”"),
        ("westerlund-33", "Lenin benadrukte net als", "te overstijgen.”"),
        ("westerlund-17", "Twintig jaar later", "van het kapitalisme in de VS."),
        ("storm-20", "John Eric Marot, aan wiens", "van de arbeidersklasse.”[6]"),
        ("storm-21", "Trotski in 1923, in De Nieuwe", "niet anders kunnen zijn.”[7]"),
        ("storm-22", "“Rakovski riep trotskisten", "in de weg staan.”"),
    ],
)
def test_quotations_of_the_texts_are_never_cut_open(library: Library, passage: str, begins: str, ends: str) -> None:
    found = [s for s in cut(library.passage(passage).text) if s.startswith(begins)]

    assert len(found) == 1
    assert found[0].endswith(ends)


def test_no_sentence_of_the_texts_holds_half_a_quotation(library: Library) -> None:
    for work, count in (("westerlund", 40), ("storm", 24)):
        for number in range(1, count + 1):
            for sentence in cut(library.passage(f"{work}-{number}").text):
                assert sentence.count("“") == sentence.count("”")
