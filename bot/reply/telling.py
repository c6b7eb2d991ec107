"""The sentences that belong to every quotation, whatever platform shows it."""

from __future__ import annotations

from bot.model import Message, MessageValue, Passage, Voice, Work
from bot.reply import Action, Entry, Quotation


def citation(work: Work, passage: Passage) -> Message:
    """Where a passage stands: its work, its section where it has one, its number and its id."""
    values: dict[str, MessageValue] = {"work": work.citation, "number": passage.number, "id": passage.id}
    if passage.section:
        return Message("citation-section", {**values, "section": passage.section})
    return Message("citation", values)


def speaker(voice: Voice, author: str) -> Message:
    """Who speaks in a quote from an author's work, and who quotes or renders them, or that nobody has checked it."""
    if not voice.reviewed:
        return Message("speaker-unchecked")
    if voice.own:
        return _own(voice, author)
    if voice.speaker is None:
        return Message("speaker-nobody", {"author": author})
    by: MessageValue = author
    for name in voice.through:
        by = Message("speaker-through", {"author": by, "speaker": name})
    if voice.heard:
        return Message("speaker-speech-on", {"author": by, "speaker": voice.speaker, "heard": voice.heard})
    return Message("speaker-report" if voice.rendered else "speaker-speech", {"author": by, "speaker": voice.speaker})


def _own(voice: Voice, author: str) -> Message:
    """The author, and whom they let speak besides."""
    if voice.heard is None:
        return Message("speaker-author", {"speaker": author})
    key = "speaker-also-report" if voice.rendered else "speaker-also-speech"
    return Message(key, {"author": author, "speaker": voice.heard})


def goes_on(quotation: Quotation) -> Message | None:
    """Where the paragraph has more than is quoted; None where it is whole."""
    before, after = quotation.quote.before, quotation.quote.after
    if before and after:
        return Message("goes-on-both")
    if before:
        return Message("goes-on-before")
    return Message("goes-on-after") if after else None


def tongue(quotation: Quotation, locale: str) -> Message | None:
    """Which language the quote is in, for a reader of another."""
    same = quotation.language == locale
    return None if same else Message("quoted-language", {"language": language_name(quotation.language)})


def footing(quotation: Quotation, locale: str) -> list[Message]:
    """What stands under a quote: who speaks, the citation, its language, where the paragraph goes on."""
    told = [
        speaker(quotation.voice, quotation.author),
        quotation.citation,
        tongue(quotation, locale),
        goes_on(quotation),
    ]
    return [message for message in told if message]


def entry_lines(entry: Entry) -> list[Message]:
    """What is said of an entry, and last who did it and when, for platforms without a way of their own to tell it."""
    if entry.stamp is None:
        return list(entry.lines)
    who: MessageValue = Message("stamp-former") if entry.stamp.member is None else entry.stamp.member
    return [*entry.lines, Message("stamp", {"member": who, "at": entry.stamp.at})]


def label(action: Action) -> Message:
    """The words on an action's button."""
    return action.label or Message(f"action-{action.verb}")


def language_name(language: str) -> Message:
    """What a language is called."""
    return Message(f"language-{language}" if language in {"nl", "en", "de", "fr"} else "language-other")
