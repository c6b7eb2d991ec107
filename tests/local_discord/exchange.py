"""One interaction and all that the bot answered to it."""

from __future__ import annotations

import asyncio
import secrets
from dataclasses import dataclass, field

from .bell import Bell
from .components import JSON, buttons, texts
from .places import EPHEMERAL, LOADING, Account, Channel, snowflake
from .world import World

COMMAND, COMPONENT, AUTOCOMPLETE, MODAL_SUBMIT = 2, 3, 4, 5
REPLY, DEFER, DEFER_UPDATE, UPDATE, CHOICES, MODAL = 4, 5, 6, 7, 8, 9

# Which first answers Discord takes; updates need a message that a component or modal came from.
TAKEN = {
    COMMAND: {REPLY, DEFER, MODAL},
    COMPONENT: {REPLY, DEFER, DEFER_UPDATE, UPDATE, MODAL},
    AUTOCOMPLETE: {CHOICES},
    MODAL_SUBMIT: {REPLY, DEFER, DEFER_UPDATE, UPDATE},
}


@dataclass(eq=False)
class Exchange:
    """What Discord remembers of one interaction: its token opens the webhook for the answers."""

    kind: int
    account: Account
    channel: Channel
    patience: float
    source: JSON | None = None
    owners: dict[str, str] = field(default_factory=dict)
    id: int = field(default_factory=snowflake)
    token: str = field(default_factory=lambda: secrets.token_urlsafe(48))
    callback: JSON | None = None
    original: int | None = None
    edited: bool = False
    followups: list[int] = field(default_factory=list)
    revision: int = 0
    bell: Bell = field(default_factory=Bell)

    def __post_init__(self) -> None:
        self.deadline = asyncio.get_running_loop().time() + self.patience

    @property
    def late(self) -> bool:
        """Whether Discord has given up waiting for the first answer."""
        return asyncio.get_running_loop().time() > self.deadline

    @property
    def callback_kind(self) -> int | None:
        """The type of the first answer, once there is one."""
        return None if self.callback is None else int(self.callback["type"])

    def takes(self, kind: int) -> bool:
        """Whether this interaction may be answered first with that type."""
        if kind in (UPDATE, DEFER_UPDATE) and self.source is None:
            return False
        return kind in TAKEN[self.kind]

    def touch(self) -> None:
        """Something about the answers changed."""
        self.revision += 1
        self.bell.ring()

    def settled(self) -> bool:
        """Whether a deferred answer has been given."""
        return self.edited or (self.callback_kind == DEFER_UPDATE and bool(self.followups))

    def metadata(self) -> JSON:
        """What a message says about the interaction that it answers."""
        about: JSON = {"id": str(self.id), "type": self.kind, "user": self.account.payload()}
        about["authorizing_integration_owners"] = self.owners
        if self.source is not None:
            about["interacted_message_id"] = self.source["id"]
        return about


class Answer:
    """What a person sees after acting. `message` stays as it was when the answer came."""

    def __init__(self, world: World, exchange: Exchange) -> None:
        self._world = world
        self.exchange = exchange
        self.kind: int = exchange.callback_kind or 0
        self._data: JSON = (exchange.callback or {}).get("data") or {}
        self._revision = exchange.revision
        self._seen = self.now

    @property
    def message(self) -> JSON:
        """The message as Discord held it when the answer came; LookupError when there is none."""
        if self._seen is None:
            raise LookupError(f"an answer of type {self.kind} without a message")
        return self._seen

    @property
    def now(self) -> JSON | None:
        """The message as it is at this moment; None when there is none, or it was deleted."""
        shown = self.exchange.original
        if self.kind == DEFER_UPDATE and not self.exchange.edited and self.exchange.followups:
            shown = self.exchange.followups[0]
        return None if shown is None else self._world.messages.get(shown)

    @property
    def flags(self) -> int:
        """The flags of the message, 0 without one."""
        return int(self._seen["flags"]) if self._seen else 0

    @property
    def ephemeral(self) -> bool:
        """Whether only the person who asked can see the message."""
        return bool(self.flags & EPHEMERAL)

    @property
    def deferred(self) -> bool:
        """Whether the bot was still 'thinking' when this answer was taken down."""
        return bool(self.flags & LOADING)

    @property
    def content(self) -> str:
        """The plain text of the message, '' without one."""
        return str(self._seen["content"]) if self._seen else ""

    @property
    def components(self) -> list[JSON]:
        """The components of the message, or of the modal."""
        held = self._data if self._seen is None else self._seen
        return list(held.get("components") or [])

    @property
    def modal(self) -> JSON:
        """The modal that opened: `custom_id`, `title`, `components`; LookupError without one."""
        if self.kind != MODAL:
            raise LookupError(f"an answer of type {self.kind} opens no modal")
        return self._data

    @property
    def choices(self) -> list[JSON]:
        """What autocomplete offered."""
        return list(self._data.get("choices") or []) if self.kind == CHOICES else []

    @property
    def followups(self) -> list[JSON]:
        """The further messages of the bot to this interaction, as they are now."""
        messages = self._world.messages
        return [messages[number] for number in self.exchange.followups if number in messages]

    def texts(self) -> list[str]:
        """What the TextDisplays say, in order."""
        return texts(self.components)

    def buttons(self) -> list[JSON]:
        """All buttons, nested ones too, as dicts with `custom_id`, `label`, `disabled`, `url`."""
        return buttons(self.components)

    async def changed(self, timeout: float = 3.0) -> Answer:
        """Wait until the bot edits, deletes or adds something; the answer as it is then."""
        seen, exchange = self._revision, self.exchange
        await exchange.bell.until(lambda: exchange.revision > seen, timeout, "no further answer")
        return Answer(self._world, exchange)
