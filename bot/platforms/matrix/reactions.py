"""What can be done with a reply of the bot: chosen with a reaction to its message, or by replying to that with a word.

A message of the bot keeps in its own content, under `KEPT`, what its reply offers: of each thing that can be done the
verb and what it acts on, the sign to react with and the words to reply with; besides, what all have in common, and who
asked. There is no other memory, so that a choice is understood after a restart and a week later, as it was offered
then. Only what stands in an event that the bot itself sent is trusted; what does not look like something that it wrote
is not there.

- The bot reacts to its own message with the signs of what is done most, so that a press chooses it; all are named in
  its text. Each reaction is an event, and homeservers let few be sent at a time.
- Typed is the verb, the words for it in any language of the interface, or its number: hits are numbered first, then
  what has the verb of something else; a sign can be typed too.
- Whoever asked, and moderators, change the message by a reaction: the bot edits it. Others get an answer of their own
  in the thread, of which they are those who asked. So does everyone where the message cannot be changed as a whole: a
  reply in several messages, one with a picture or a file, one that is meant to stand beside the other.
- What is typed is answered below it, where whoever typed it looks.
- When the message is edited, so is what it keeps: the latest edit counts (`standing`).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from bot.i18n import Languages
from bot.model import Role
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.signs import LEADING, SIGNS, numbered, same
from bot.platforms.matrix.untrusted import mapping, string
from bot.reply import Action, Hits, Reply
from bot.reply.choices import actions_of, first_number
from bot.reply.telling import label

# So many reactions the bot adds to its own message.
OFFERED = 6
VERB = re.compile(r"[a-z]+(?:-[a-z]+)*")
# No target, and nothing that actions share, is nearly as long.
LONGEST = 4000
MOST = 100
# What surrounds a word without being part of it.
AROUND = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Offer:
    """Something that can be done with a reply: the sign to react with, and the words to reply with, folded."""

    sign: str
    words: tuple[str, ...]
    action: Action


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen under a message of the bot: the arguments of `Registry.press`, and who had asked for it.

    A `changeable` message can be edited into what comes of it.
    """

    verb: str
    target: str
    shared: str
    asker: str
    changeable: bool = False

    def changes(self, member: str, role: Role) -> bool:
        """Whether the choice of this member changes the message."""
        return self.changeable and (member == self.asker or role >= Role.MODERATOR)


@dataclass(frozen=True, slots=True)
class Reaction:
    """A reaction: by whom, to which event, with which sign."""

    event: str
    sender: str
    to: str
    sign: str


def reaction(event: Mapping[str, Any], me: str) -> Reaction | None:
    """The reaction that a raw event is; None where it is none, or the bot's own. Never fails, whatever it holds."""
    relation = mapping(mapping(event.get("content")).get("m.relates_to"))
    found, sender = string(event.get("event_id")), string(event.get("sender"))
    to, sign = string(relation.get("event_id")), string(relation.get("key"))
    if relation.get("rel_type") != "m.annotation" or not (found and sender and to and sign) or sender == me:
        return None
    return Reaction(found, sender, to, sign)


def offers(reply: Reply, languages: Languages) -> tuple[Offer, ...]:
    """All that can be done with a reply, in reading order: hits first."""
    actions, hits = actions_of(reply), _hits(reply)
    verbs = Counter(action.verb for action in actions[hits:])
    found = []
    for at, (number, action) in enumerate(enumerate(actions, first_number(reply))):
        alone = at >= hits and verbs[action.verb] == 1
        sign = SIGNS.get(action.verb) if alone else None
        words = (action.verb, *_labels(action, languages)) if alone else _labels(action, languages)
        found.append(Offer(sign or numbered(number), (str(number), *map(_folded, words)), action))
    return tuple(found)


def reactions(offered: Sequence[Offer]) -> list[str]:
    """The signs that the bot reacts with to its own message, best first."""
    ranks = {SIGNS[verb]: rank for rank, verb in enumerate(LEADING)}
    known = [offer.sign for offer in offered if offer.sign in ranks or offer.sign not in SIGNS.values()]
    return sorted(known, key=lambda sign: ranks.get(sign, len(ranks)))[:OFFERED]


def kept(reply: Reply, offered: Sequence[Offer], asker: str, *, changeable: bool) -> dict[str, Any]:
    """What a message keeps of its reply, under `KEPT`; nothing where nothing can be done."""
    if not offered:
        return {}
    actions = [
        {"verb": of.action.verb, "target": of.action.target, "sign": of.sign, "words": list(of.words)} for of in offered
    ]
    return {KEPT: {"asker": asker, "shared": reply.shared, "changeable": changeable, "actions": actions}}


def standing(event: Mapping[str, Any], edit: Mapping[str, Any] | None = None) -> dict[str, Any]:
    """The event as its latest edit left it; the homeserver tells that with it, unless it is given."""
    bundled = mapping(mapping(mapping(event.get("unsigned")).get("m.relations")).get("m.replace"))
    latest = mapping(edit if edit is not None else bundled)
    new = mapping(latest.get("content")).get("m.new_content")
    if latest.get("sender") != event.get("sender") or not isinstance(new, Mapping):
        return dict(event)
    return {**event, "content": new}


def chosen(said: str, event: Mapping[str, Any], me: str) -> Chosen | None:
    """What a sign or a word chooses under an event (as it is `standing`).

    None where the event is not the bot's, has no such, or has several that the word could mean.
    """
    if event.get("sender") != me:
        return None
    of = mapping(mapping(event.get("content")).get(KEPT))
    asker, shared = string(of.get("asker")) or "", of.get("shared")
    if not isinstance(shared, str) or len(shared) > LONGEST:
        return None
    found = [action for action in _actions(of.get("actions")) if _names(action, said)]
    if len(found) != 1:
        return None
    return Chosen(found[0]["verb"], found[0]["target"], shared, asker, of.get("changeable") is True)


def _names(action: Mapping[str, Any], said: str) -> bool:
    """Whether what was said is the sign of an action, or one of its words."""
    word = _folded(said)
    return same(action["sign"], said.strip()) or bool(word and word in action["words"])


def _actions(written: object) -> Iterator[Mapping[str, Any]]:
    """The actions that were written, without those that cannot have been."""
    for action in written[:MOST] if isinstance(written, list) else []:
        of = mapping(action)
        texts = [of.get(name) for name in ("verb", "target", "sign")]
        short = all(isinstance(text, str) and len(text) <= LONGEST for text in texts)
        if short and VERB.fullmatch(of["verb"]) and isinstance(of.get("words"), list):
            yield of


def _labels(action: Action, languages: Languages) -> Iterator[str]:
    for locale in languages.locales:
        yield languages.say(label(action), locale)


def _hits(reply: Reply) -> int:
    return sum(len(block.hits) for block in reply.blocks if isinstance(block, Hits))


def _folded(word: str) -> str:
    """A word as it is compared: `Next!` is `next`."""
    return AROUND.sub("", " ".join(word.casefold().split()))
