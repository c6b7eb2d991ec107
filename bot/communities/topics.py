"""What changes a topic at once, without being put together first: another title, a quote more or less, its end."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from bot.communities import sheets
from bot.communities.changing import Changes
from bot.communities.drafts import Draft, spoken
from bot.communities.keeper import TOPIC, Keeper, State
from bot.communities.sheets import Sheet, same_place, same_words
from bot.communities.wishes import wish
from bot.corpus.topics import Pin, Topic
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

    async def remove(self, ask: Ask, key: str) -> int:
        """Removes a topic that is the community's own; hides a curated one."""
        state, _ = await self._seen(ask, key)
        if key in self._keeper.curated:
            return await self._write(ask, "topic-hide", state, key, replace(_sheet(state, key), hidden=True))
        return await self._write(ask, "topic-remove", state, key, None)

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
        after = sheets.written(sheet) if sheet else None
        return await self._changes.make(ask, deed, [Edit(TOPIC, key, after or None, state.version(TOPIC, key))])


def without(pins: Iterable[Pin], pin: Pin) -> tuple[Pin, ...]:
    """The pins but for those at the place of one."""
    return tuple(of for of in pins if not same_place(of, pin))


def with_pin(pins: tuple[Pin, ...], pin: Pin) -> tuple[Pin, ...]:
    """The pins and one behind them; where one of them has its place, it takes that."""
    kept = tuple(pin if same_place(of, pin) else of for of in pins)
    return kept if pin in kept else (*kept, pin)


def _sheet(state: State, key: str) -> Sheet:
    return state.sheets.get(key, Sheet())


def _draft(state: State, key: str) -> Draft:
    return Draft(key, state.version(TOPIC, key), _sheet(state, key))
