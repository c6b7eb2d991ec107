"""How a reply is shown in a room: its messages, what they keep of it, and what the bot reacts to them with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from bot.i18n import Languages
from bot.platforms.matrix.forms import Step, opened
from bot.platforms.matrix.reactions import kept, offers, reactions
from bot.platforms.matrix.rendering import Body, Rendering
from bot.reply import Reply


@dataclass(frozen=True, slots=True)
class Shown:
    """The messages of a reply. The last one keeps `kept`, and has the reactions `signs` of the bot.

    One that is `changeable` can take the place of another such, by an edit.
    """

    bodies: Sequence[Body]
    kept: Mapping[str, Any] = field(default_factory=dict)
    signs: Sequence[str] = ()
    changeable: bool = False


class Showing:
    """Shows replies in a room where commands begin with `prefix`; `rooms` are names of rooms, by their ids."""

    def __init__(self, languages: Languages, prefix: str, rooms: Mapping[str, str] | None = None) -> None:
        self._languages = languages
        self._rendering = Rendering(languages, prefix, rooms)

    def reply(self, reply: Reply, asker: str) -> Shown:
        """A reply to somebody."""
        return self.step(opened(reply, asker), asker)

    def step(self, step: Step, asker: str) -> Shown:
        """What is said next while somebody fills in a form."""
        if step.question:
            return Shown(self._rendering.bodies(step.reply), step.question.kept)
        offered = offers(step.reply, self._languages)
        bodies = self._rendering.bodies(step.reply, offered)
        alone = len(bodies) == 1 and bodies[0].file is None
        changeable = alone and not (step.reply.private or step.reply.fresh)
        remembered = kept(step.reply, offered, asker, changeable=changeable)
        return Shown(bodies, remembered, reactions(offered), changeable)
