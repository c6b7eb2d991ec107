"""What a member takes along: a quotation with its source, and the work for a bibliography, as text to copy."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass

from bot.model import Message, MessageValue, Passage, Voice
from bot.reply import Reference
from bot.reply.bibliography import Item, bibtex, csl

# How a Dutch genitive is written depends on the end of the name; what is no name of one person takes none.
PERSON = re.compile(r"(?:[^\W\d_a-zß-öø-ÿ][\w.’'-]*)(?: [^\W\d_a-zß-öø-ÿ][\w.’'-]*)*")
ENDINGS = (
    ("none", re.compile(r"(?:e|en)$")),
    ("apostrophe", re.compile(r"[sxzß]$")),
    ("plain", re.compile(r"(?:[aeo]y|ou|eau)$")),
    ("vowel", re.compile(r"[aiouy]$")),
)


@dataclass(frozen=True, slots=True)
class Copy:
    """A text to be copied as it stands. `name` is what a file of it is called."""

    label: Message
    name: str
    text: str


def copies(reference: Reference, say: Callable[[Message], str]) -> tuple[Copy, ...]:
    """The quotation with its source, and the work as BibTeX and as CSL-JSON; `say` puts sentences into words."""
    passage = reference.quote.passage
    item = Item(passage.id, reference.work, reference.record, say(place(passage)), say(note(reference)))
    told = f"{reference.quote.text}\n\n— {say(source(reference))}"
    return (
        Copy(Message("copy-quotation"), f"{passage.id}.txt", told),
        Copy(Message("copy-bibtex"), f"{passage.id}.bib", bibtex(item)),
        Copy(Message("copy-csl"), f"{passage.id}.json", csl(item)),
    )


def source(reference: Reference) -> Message:
    """Who speaks, and where it stands: what belongs under the quotation."""
    return _told(reference.voice, reference.work.author, reference.citation) or reference.citation


def note(reference: Reference) -> Message:
    """Who speaks where it is not the author, and the place in the work, which the entry names already."""
    where = place(reference.quote.passage)
    by_author = Message("place-author", {"author": reference.work.author, "place": where})
    return _told(reference.voice, reference.work.author, by_author) or where


def place(passage: Passage) -> Message:
    """Where in its work a passage stands."""
    values: dict[str, MessageValue] = {"number": passage.number, "id": passage.id}
    if passage.section:
        return Message("place-section", {**values, "section": passage.section})
    return Message("place", values)


def _told(voice: Voice, author: str, where: Message) -> Message | None:
    """Whose words they are, by way of where they stand; None where they are the author's own."""
    if not voice.reviewed:
        return Message("cite-unchecked", {"source": where})
    if voice.own or voice.speaker == author:
        return None
    if voice.speaker is None:
        return Message("cite-nobody", {"source": where})
    if voice.kind == "report" or voice.rendered:
        ending = _ending(voice.speaker)
        return Message("cite-report", {"speaker": voice.speaker, "ending": ending, "source": where})
    return Message("cite-speech", {"speaker": _chain(voice), "source": where})


def _chain(voice: Voice) -> MessageValue:
    """The speaker, with whoever quotes them to the author."""
    speaker: MessageValue = voice.speaker or ""
    for name in reversed(voice.through):
        speaker = Message("speaker-through", {"speaker": speaker, "author": name})
    return speaker


def _ending(speaker: str) -> str:
    """Which genitive a speaker takes: `none` for *de burgerij* and *Linkse Oppositie*, which are many."""
    if not PERSON.fullmatch(speaker):
        return "none"
    return next((ending for ending, shape in ENDINGS if shape.search(speaker)), "plain")
