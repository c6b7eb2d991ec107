"""Whose words a quote holds: by the map that people reviewed, and where none did, by the quotation marks."""

from __future__ import annotations

import pytest

from bot.corpus.quotations import quotations
from bot.corpus.utterances import Utterance
from bot.corpus.voices import Voices
from bot.model import Passage, Quote, Span, Voice
from tests.texts import work

SAID = "Lenin schreef: “Trotski zei ‘nee’ tegen mij.” Dat klopt niet. Volgens Marot was hij moe."


def spans(text: str, *listed: tuple[str, dict[str, object]]) -> tuple[Utterance, ...]:
    made = []
    for part, facts in listed:
        start = text.index(part)
        given = {"kind": "speech", "reviewed": True, **facts}
        made.append(Utterance(Span(start, start + len(part)), **given))  # type: ignore[arg-type]  # given by name
    return tuple(made)


MAP = spans(
    SAID,
    ("“Trotski zei ‘nee’ tegen mij.”", {"speaker": "lenin", "named": "Lenin"}),
    ("‘nee’", {"speaker": "trotsky", "named": "Trotski", "through": ("lenin",)}),
    ("Volgens Marot was hij moe.", {"kind": "report", "speaker": "marot", "named": "Marot"}),
)


def of(text: str, part: str, utterances: tuple[Utterance, ...] = ()) -> Voice:
    start = text.index(part)
    quote = Quote(Passage("proef", 1, 1, 0, text), Span(start, start + len(part)))
    return Voices({"proef": utterances}, {"lenin": "Vladimir Lenin"}).voice(work(), quote)


def test_a_quote_without_quotation_marks_is_the_authors() -> None:
    voice = of("Zo was het. Hij zei: “Nee.”", "Zo was het.")

    assert (voice.speaker, voice.own, voice.kind) == ("A. Auteur", True, "author")


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
def test_a_quote_that_holds_or_touches_unread_quotation_marks_is_unchecked(text: str, part: str, kind: str) -> None:
    voice = of(text, part)

    assert (voice.speaker, voice.own, voice.kind, voice.reviewed) == (None, False, kind, False)


def test_a_span_that_nobody_has_reviewed_is_unchecked() -> None:
    listed = spans("“Nee.” Klaar.", ("“Nee.”", {"speaker": "lenin", "named": "Lenin", "reviewed": False}))

    assert of("“Nee.” Klaar.", "“Nee.”", listed).speaker is None


@pytest.mark.parametrize(
    ("part", "speaker", "kind", "own"),
    [
        ("“Trotski zei ‘nee’ tegen mij.”", "Lenin", "speech", False),
        ("Lenin schreef: “Trotski zei ‘nee’ tegen mij.”", "Lenin", "mixed", False),
        ("‘nee’", "Trotski", "speech", False),
        ("Volgens Marot was hij moe.", "Marot", "report", False),
        ("Dat klopt niet.", "A. Auteur", "author", True),
        ("Dat klopt niet. Volgens Marot was hij moe.", "Marot", "mixed", False),
        (SAID, "Lenin", "mixed", False),
    ],
)
def test_who_says_most_of_a_quote_speaks_in_it(part: str, speaker: str, kind: str, own: bool) -> None:  # noqa: FBT001 - a case's value
    voice = of(SAID, part, MAP)

    assert (voice.speaker, voice.kind, voice.own) == (speaker, kind, own)


def test_who_quotes_the_speaker_to_the_author_is_named_as_the_work_does() -> None:
    assert of(SAID, "‘nee’", MAP).through == ("Lenin",)


def test_a_quote_that_is_half_the_authors_is_the_authors_and_tells_who_is_heard() -> None:
    voice = of(
        "Lenin heeft dit toen anders gezegd: “Nee.”",
        "Lenin heeft dit toen anders gezegd: “Nee.”",
        spans("Lenin heeft dit toen anders gezegd: “Nee.”", ("“Nee.”", {"speaker": "lenin", "named": "Lenin"})),
    )

    assert (voice.speaker, voice.own, voice.kind, voice.heard) == ("A. Auteur", True, "mixed", "Lenin")


def test_a_term_a_title_and_a_scare_quote_are_the_authors_own_words() -> None:
    text = "De ‘revolutionaire’ regering las “Wat te doen?” en noemde het “socialisme”."
    listed = spans(
        text,
        ("‘revolutionaire’", {"kind": "scare"}),
        ("“Wat te doen?”", {"kind": "title"}),
        ("“socialisme”", {"kind": "term"}),
    )

    assert of(text, text, listed).kind == "author"


def test_nested_quotations_are_part_of_the_one_around_them() -> None:
    text = "Hij: “Wij “bezig” waren, ‘Kom terug.’ Ja.” Uit."

    assert [text[q.start : q.end] for q in quotations(text)] == ["“Wij “bezig” waren, ‘Kom terug.’ Ja.”"]
