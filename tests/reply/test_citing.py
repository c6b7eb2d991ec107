from __future__ import annotations

import pytest

from bot.i18n import Languages
from bot.model import Message, Passage, Quote, Span, Voice
from bot.reply import Reference
from bot.reply.bibliography import Record
from bot.reply.citing import copies
from bot.reply.telling import citation
from tests.texts import work

TEXT = "Eerst dit.\n  • *Dan* “dit”; @everyone.\nEn `dat` tot slot."
WORK = work(author="Anna Bakker", citation={"nl": "Anna Bakker, Proef", "en": "Anna Bakker, Trial"})
LENIN = Voice("Lenin", own=False, kind="speech")


def reference(voice: Voice, section: str = "") -> Reference:
    passage = Passage("proef", 4, 1, 0, TEXT, section)
    return Reference(Quote(passage, Span(0, len(TEXT))), voice, citation(WORK, passage), WORK, Record())


def under(cited: Reference, languages: Languages, locale: str) -> str:
    """What stands under the quoted characters, which must be the text's own."""
    quotation, _, _ = copies(cited, lambda message: languages.say(message, locale))
    assert quotation.text.startswith(f"{TEXT}\n\n— ")
    return quotation.text.removeprefix(f"{TEXT}\n\n— ")


SPEECH = ("{}, geciteerd in: ", "{}, quoted in: ")
UNCHECKED = ("Spreker niet nagegaan, in: ", "Speaker not checked, in: ")


def view(dutch: str, english: str) -> tuple[str, str]:
    return f"{dutch}, weergegeven door ", f"{english}, as rendered by "


@pytest.mark.parametrize(
    ("voice", "told"),
    [
        (Voice("Anna Bakker", own=True, kind="author"), ("", "")),
        (Voice("Anna Bakker", own=True, kind="mixed"), ("", "")),
        (Voice("Lenin", own=True, kind="mixed"), ("", "")),
        (Voice("Anna Bakker", own=False, kind="speech"), ("", "")),
        (Voice("Lenin", own=False, kind="speech"), SPEECH),
        (Voice("Lenin", own=False, kind="mixed"), SPEECH),
        (Voice("Skott", own=False, kind="report"), view("Skotts visie", "Skott’s view")),
        (Voice("Trotski", own=False, kind="report"), view("Trotski’s visie", "Trotski’s view")),
        (Voice("Marx", own=False, kind="report"), view("Marx’ visie", "Marx’s view")),
        (Voice("Rousseau", own=False, kind="report"), view("Rousseaus visie", "Rousseau’s view")),
        (Voice("de burgerij", own=False, kind="report"), view("Visie van de burgerij", "View of de burgerij")),
        (Voice("Deze mensen", own=False, kind="report"), view("Visie van Deze mensen", "View of Deze mensen")),
        (Voice(None, own=False, kind="speech", reviewed=False), UNCHECKED),
        (Voice(None, own=False, kind="mixed", reviewed=False), UNCHECKED),
    ],
)
def test_a_citation_names_who_speaks(languages: Languages, voice: Voice, told: tuple[str, str]) -> None:
    dutch, english = (lead.format(voice.speaker) for lead in told)

    assert under(reference(voice), languages, "nl") == f"{dutch}Anna Bakker, Proef, alinea 4 [proef-4]"
    assert under(reference(voice), languages, "en") == f"{english}Anna Bakker, Trial, paragraph 4 [proef-4]"


def test_the_entries_name_the_speaker_and_the_place(languages: Languages) -> None:
    cited = reference(LENIN, "Stalin")

    _, bibtex, csl = copies(cited, lambda message: languages.say(message, "en"))

    told = "Lenin, quoted in: Anna Bakker, ‘Stalin’, paragraph 4 [proef-4]"
    assert f"  note = {{{told}}},\n" in bibtex.text
    assert f'  "note": "{told}"\n' in csl.text
    assert '  "locator": "‘Stalin’, paragraph 4 [proef-4]",\n' in csl.text


def test_an_authors_own_entry_repeats_no_author(languages: Languages) -> None:
    _, bibtex, _ = copies(
        reference(Voice("Anna Bakker", own=True, kind="author")), lambda message: languages.say(message, "nl")
    )

    assert "  note = {alinea 4 [proef-4]},\n" in bibtex.text


def test_each_copy_has_a_file_of_its_own(languages: Languages) -> None:
    found = copies(reference(LENIN), lambda message: languages.say(message, "nl"))

    assert [copy.name for copy in found] == ["proef-4.txt", "proef-4.bib", "proef-4.json"]
    assert [copy.label for copy in found] == [Message(f"copy-{kind}") for kind in ("quotation", "bibtex", "csl")]
