"""Tells what marks are for: somebody's words, a title, a term, or a word that the author keeps off."""

from __future__ import annotations

from bot.corpus.proposing.leadins import Lead
from bot.corpus.proposing.marks import Marked
from bot.corpus.proposing.reading import Reading
from bot.corpus.proposing.speech import Wordlist
from bot.corpus.utterances import Kind
from bot.corpus.words import folded_words

# Somebody's words are as many at least, unless a verb or a colon gives them the floor.
SPEECH = 7
TITLE = 12
# A noun may stand so far before the title that it announces: *zijn werk, de “…”*.
NEAR = 3
ENDS = (".", "!", "?", "…")


def kind(place: Marked, reading: Reading, lead: Lead | None, *, quoted: bool) -> Kind:
    """The kind of a marked stretch; `quoted` where it stands inside somebody's words."""
    said = reading.sentence.text[place.words.start : place.words.end].strip()
    speech = reading.sentence.speech
    count = len(folded_words(said))
    if said[:1].isupper() and count <= TITLE and not said.endswith(".") and _before(reading, place, speech.works):
        return "title"
    if _before(reading, place, speech.so_called):
        return "scare"
    if (lead and lead.by != "verb") or count >= SPEECH or _before(reading, place, speech.cries):
        return "speech"
    if _before(reading, place, speech.called) or (place.single and count > 1 and _is_known(reading, said, count)):
        return "term"
    if _is_speech(place, lead, said, count, quoted=quoted):
        return "speech"
    return "term" if said[:1].isupper() else "scare"


def _is_speech(place: Marked, lead: Lead | None, said: str, count: int, *, quoted: bool) -> bool:
    if count > 1 and said.endswith(ENDS) and (said[:1].isupper() or not place.single):
        return True
    if quoted:
        return count >= NEAR
    return (lead is not None and count > 1) or (count > NEAR and not place.single)


def _is_known(reading: Reading, said: str, count: int) -> bool:
    """Whether the glossary holds it as a concept."""
    found = reading.sentence.lexicon.glossary.spot(folded_words(said))
    return any(spotted.end - spotted.start == count for spotted in found)


def _before(reading: Reading, place: Marked, words: Wordlist) -> bool:
    """Whether one of these stands close before the marks, in their clause."""
    until = reading.until(place.span.start)
    before = reading.sentence.words[max(0, until - NEAR) : until]
    return any(words.at(before, at) is not None for at in range(len(before)))
