"""The sentences that belong to every quotation, whatever platform shows it."""

from __future__ import annotations

from bot.model import Message, MessageValue, Passage, Work
from bot.reply import Action, Quotation


def citation(work: Work, passage: Passage) -> Message:
    """Where a passage stands: its work, its section where it has one, its number and its id."""
    values: dict[str, MessageValue] = {"work": work.citation, "number": passage.number, "id": passage.id}
    if passage.section:
        return Message("citation-section", {**values, "section": passage.section})
    return Message("citation", values)


def speaker(quotation: Quotation) -> Message:
    """Who speaks in the quote and who quotes or renders them, or that nobody has checked it."""
    voice = quotation.voice
    if not voice.reviewed:
        return Message("speaker-unchecked")
    if voice.own:
        return _own(quotation)
    if voice.speaker is None:
        return Message("speaker-nobody", {"author": quotation.author})
    by: MessageValue = quotation.author
    for name in voice.through:
        by = Message("speaker-through", {"author": by, "speaker": name})
    return Message("speaker-report" if voice.rendered else "speaker-speech", {"author": by, "speaker": voice.speaker})


def _own(quotation: Quotation) -> Message:
    """The author, and whom they let speak besides."""
    heard = quotation.voice.heard
    if heard is None:
        return Message("speaker-author", {"speaker": quotation.author})
    key = "speaker-also-report" if quotation.voice.rendered else "speaker-also-speech"
    return Message(key, {"author": quotation.author, "speaker": heard})


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
    return None if same else Message("quoted-language", {"language": Message(_name(quotation.language))})


def footing(quotation: Quotation, locale: str) -> list[Message]:
    """What stands under a quote: who speaks, the citation, its language, where the paragraph goes on."""
    told = [
        speaker(quotation),
        quotation.citation,
        tongue(quotation, locale),
        goes_on(quotation),
    ]
    return [message for message in told if message]


def label(action: Action) -> Message:
    """The words on an action's button."""
    return action.label or Message(f"action-{action.verb}")


def _name(language: str) -> str:
    return f"language-{language}" if language in {"nl", "en", "de", "fr"} else "language-other"
