"""The command that checks a quotation: `/verify`."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import accumulate
from typing import Annotated

from bot.commands.place import Search, place_of, read_place, read_search, shared
from bot.commands.quoting import quotation
from bot.dispatch.command import Arg, action, command
from bot.library.answers import Result
from bot.library.library import Library
from bot.library.question import clean, cut
from bot.library.verdicts import Difference, Match, Verdict
from bot.model import Ask, Message
from bot.reply import Action, Block, Entry, Hit, Hits, Notice, Reply

# So many differences are told, of so many characters a side; the quotation marks them all.
DIFFERENCES, DIFFERENCE_CHARACTERS = 8, 120
# Together they leave room for the quotation, whatever a platform makes of their characters.
DIFFERENCES_CHARACTERS = 900
# Further places are shown as far as there is room.
SHOWN_CHARACTERS = 2000
# A claim up to this length is kept in the actions of a reply, so that it can be checked again; a query is no longer.
KEPT_CLAIM, KEPT_AUTHOR = 200, 24
# Of a longer claim its beginning is shown to those who read along.
SHOWN_CLAIM = 300

Author = Annotated[str, Arg(complete="authors")]


class Verifying:
    """Says whether a text is quoted as it stands."""

    def __init__(self, library: Library) -> None:
        self._library = library

    @command("verify", examples=["verify Trotski eiste onvoorwaardelijke overgave."], of_quotation="text")
    async def verify(self, ask: Ask, text: str, author: Author = "") -> Reply:
        """Whether the texts say this, word for word, and what differs."""
        verdict = await asyncio.to_thread(self._library.verify, text, author)
        reply = verdict_reply(self._library, verdict)
        if ask.overheard and not ask.alone:
            reply = replace(reply, blocks=(_claimed(text), *reply.blocks))
        claim = " ".join(text.split())
        if not verdict.matches or len(author) > KEPT_AUTHOR or not (len(claim) <= KEPT_CLAIM or _is_shown(verdict)):
            return reply
        kept = shared(Search(claim if len(claim) <= KEPT_CLAIM else ""), place_of(verdict.matches[0].shown.quote))
        return replace(reply, shared=kept, again=Action("verify", author))

    @action("verify")
    async def again(self, ask: Ask, target: str, kept: str) -> Reply:
        """The same claim checked again: as it was kept, or the very words that were shown."""
        claim, place = read_search(kept).query, read_place("", kept)
        shown = await self._library.consult(self._library.at, place.passage, place.span)
        return await self.verify(ask, claim or shown.quote.text, target)


def verdict_reply(library: Library, verdict: Verdict) -> Reply:
    """The verdict, the text as it stands, and each difference."""
    told = tuple(Notice(message, quiet=bool(at)) for at, message in enumerate(_told(verdict)))
    if not verdict.matches:
        return Reply(told)
    first, *others = (match.shown for match in verdict.matches)
    shown_first = quotation(library, first, Action("context", str(place_of(first.quote))))
    blocks: list[Block] = [*told, shown_first, *_differences(verdict.matches)]
    shown = _with_room(others, SHOWN_CHARACTERS - len(first.quote.text))
    if shown:
        hits = tuple(Hit(quotation(library, of), Action("open", str(place_of(of.quote)))) for of in shown)
        blocks += [Notice(Message("verify-further"), quiet=True), Hits(hits, 2)]
    return Reply(
        tuple(blocks), (Action("context"), Action("cite"), Action("report")), shared(Search(), place_of(first.quote))
    )


def _claimed(text: str) -> Entry:
    """What was checked, for those who read along. It is no quotation, and may be shortened."""
    claim = clean(text)
    shown = cut(claim, SHOWN_CLAIM)
    return Entry(Message("verify-claim"), (Message("verify-claimed", {"claim": shown + " …" * (shown != claim)}),))


def _is_shown(verdict: Verdict) -> bool:
    """Whether the claim is word for word what is shown of the text."""
    first, *others = verdict.matches
    return verdict.kind in ("verbatim", "misattributed") and not others and first.quote == first.shown.quote


def _told(verdict: Verdict) -> Iterator[Message]:
    """The verdict in a sentence or two."""
    match verdict.kind:
        case "verbatim":
            yield Message("verify-verbatim")
        case "elided":
            yield Message("verify-elided")
        case "altered":
            yield Message("verify-altered-limit" if verdict.limit_lost else "verify-altered")
        case "misattributed":
            yield _speaker(verdict)
        case "absent":
            yield Message("verify-absent")
    if verdict.unchecked:
        yield Message("verify-unchecked", {"author": verdict.named})


def _speaker(verdict: Verdict) -> Message:
    voice = verdict.matches[0].voice
    if voice.speaker is None:
        return Message("verify-not-of", {"author": verdict.named})
    if voice.rendered and not voice.own:
        key = "verify-others-view" if voice.speaker != verdict.named else "verify-view-told"
        return Message(key, {"author": verdict.named, "speaker": voice.speaker})
    return Message("verify-misattributed", {"author": verdict.named, "speaker": voice.speaker})


def _differences(matches: Sequence[Match]) -> Iterator[Notice]:
    found = [difference for match in matches for difference in match.differences]
    lengths = accumulate(_told_length(difference) for difference in found[:DIFFERENCES])
    told = sum(length <= DIFFERENCES_CHARACTERS for length in lengths)
    for difference in found[:told]:
        yield Notice(_difference(difference))
    if len(found) > told:
        yield Notice(Message("verify-differences-more", {"count": len(found) - told}), quiet=True)


def _difference(difference: Difference) -> Message:
    sides = {"claimed": _side(difference.claimed), "source": _side(difference.source)}
    return Message("verify-difference", sides)


def _told_length(difference: Difference) -> int:
    """How many characters of both sides are told, where they are not too many to be repeated."""
    sides = (len(difference.claimed), len(difference.source))
    return sum(length for length in sides if length <= DIFFERENCE_CHARACTERS)


def _side(words: str) -> str | Message:
    """The words, or how many where they are too many to repeat."""
    if len(words) > DIFFERENCE_CHARACTERS:
        return Message("verify-words", {"count": len(words.split())})
    return words or Message("verify-nothing")


def _with_room(others: Sequence[Result], room: int) -> list[Result]:
    """The results that there is room for."""
    kept = []
    for result in others:
        room -= len(result.quote.text)
        if room >= 0:
            kept.append(result)
    return kept
