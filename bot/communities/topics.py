"""What changes a topic at once, without being put together first: another title, a quote more or less, its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.communities import sheets
from bot.communities.changing import Changes
from bot.communities.drafts import Draft, spoken
from bot.communities.keeper import TOPIC, Keeper, State
from bot.communities.merging import merged
from bot.communities.sheets import Sheet, same_place, same_words, saying
from bot.communities.wishes import wish
from bot.corpus.topics import Pin, Topic
from bot.corpus.topics import Topics as Curated
from bot.errors import BadInput, NotFound
from bot.library.naming import in_locale
from bot.model import Ask
from bot.store.ledger import Edit


class Topics:
    """Changes the topics of the asker's community, each time by one change, of which it gives the number.

    NotFound where the community sees no topic of a key, BadInput where nothing would be otherwise.
    """

    def __init__(self, changes: Changes, keeper: Keeper) -> None:
        self._changes = changes
        self._keeper = keeper

    async def rename(self, ask: Ask, key: str, title: str) -> int:
        """Gives a topic another title in the community's language; Conflict where another topic is called so."""
        state, topic = await self._seen(ask, key)
        draft = _draft(state, key).retitled(
            wish(title).title, spoken(topic.title, ask.public_locale), self._keeper.curated.get(key)
        )
        return await self._write(ask, "topic-rename", state, key, draft.sheet)

    async def merge(self, ask: Ask, key: str, into: str) -> int:
        """Gives a topic all that another one has, and ends that one; LimitReached where that is too much for one."""
        if key == into:
            raise BadInput("merge-same")
        state, going = await self._seen(ask, key)
        curated = self._keeper.curated
        kept = saying(merged(state.topic(into), going), curated.get(into))
        searched = {author: None for author, pins in _sheet(state, into).sides.items() if pins is None}
        kept = replace(kept, sides={**searched, **kept.sides})
        edits = [_edit(state, into, kept), _edit(state, key, _ended(state, key, curated))]
        return await self._changes.make(ask, "topic-merge", edits)

    async def remove(self, ask: Ask, key: str) -> int:
        """Removes a topic that is the community's own; hides a curated one."""
        state, _ = await self._seen(ask, key)
        deed = "topic-hide" if key in self._keeper.curated else "topic-remove"
        return await self._write(ask, deed, state, key, _ended(state, key, self._keeper.curated))

    async def pin(self, ask: Ask, key: str, author: str, pin: Pin) -> int:
        """Adds a quote to those that were chosen for an author's side, behind them; BadInput where it is among them."""
        state, topic = await self._seen(ask, key)
        chosen = topic.sides.get(author, ())
        if any(same_words(of, pin) for of in chosen):
            raise BadInput("pin-already")
        draft = _draft(state, key).with_side(author, with_pin(chosen, pin))
        return await self._write(ask, "topic-pin", state, key, draft.sheet)

    async def unpin(self, ask: Ask, key: str, author: str, pin: Pin) -> int:
        """Takes a quote away from those that were chosen; a side without any is searched for."""
        state, topic = await self._seen(ask, key)
        chosen = topic.sides.get(author, ())
        left = without(chosen, pin)
        if len(left) == len(chosen):
            raise NotFound("pin-unknown")
        draft = _draft(state, key)
        draft = draft.with_side(author, left) if left else draft.without_side(author)
        return await self._write(ask, "topic-unpin", state, key, draft.sheet)

    async def _seen(self, ask: Ask, key: str) -> tuple[State, Topic]:
        state = await self._keeper.state(ask.community)
        return state, state.topic(key)

    async def _write(self, ask: Ask, deed: str, state: State, key: str, sheet: Sheet | None) -> int:
        """Makes the change; BadInput where nobody would see one."""
        if sheet and sheets.alike(key, self._keeper.curated.get(key), sheet, _sheet(state, key)):
            raise BadInput("topic-unchanged", title=in_locale(state.topic(key).title, ask.locale))
        return await self._changes.make(ask, deed, [_edit(state, key, sheet)])


def without(pins: Iterable[Pin], pin: Pin) -> tuple[Pin, ...]:
    """The pins but for those at the place of one."""
    return tuple(of for of in pins if not same_place(of, pin))


def with_pin(pins: tuple[Pin, ...], pin: Pin) -> tuple[Pin, ...]:
    """The pins and one behind them; where one of them has its place, it takes that."""
    kept = tuple(pin if same_place(of, pin) else of for of in pins)
    return kept if pin in kept else (*kept, pin)


def _sheet(state: State, key: str) -> Sheet:
    return state.sheets.get(key, Sheet())


def raised(pins: tuple[Pin, ...], pin: Pin) -> tuple[Pin, ...]:
    """The pins with one before that which stood before it."""
    at = next((at for at, of in enumerate(pins) if same_place(of, pin)), 0)
    return (*pins[: at - 1], pins[at], pins[at - 1], *pins[at + 1 :]) if at else pins


def _ended(state: State, key: str, curated: Curated) -> Sheet | None:
    """What makes a topic go: nothing more of a community's own, a hidden curated one."""
    return replace(_sheet(state, key), hidden=True) if key in curated else None


def _edit(state: State, key: str, sheet: Sheet | None) -> Edit:
    after = sheets.written(sheet) if sheet else None
    return Edit(TOPIC, key, after or None, state.version(TOPIC, key))


def _draft(state: State, key: str) -> Draft:
    return Draft(key, state.version(TOPIC, key), _sheet(state, key))
