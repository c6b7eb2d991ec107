"""Topics under work: begun by a moderator or proposed by a member, kept until they are saved or given up."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Collection
from dataclasses import dataclass, replace

from bot.communities import drafts, sheets
from bot.communities.changing import Changes
from bot.communities.drafts import Draft
from bot.communities.keeper import TOPIC, Keeper, State
from bot.communities.likeness import same_title
from bot.communities.sheets import Sheet
from bot.communities.wishes import Wish
from bot.corpus.topics import Topic
from bot.corpus.words import folded_words
from bot.errors import NotFound
from bot.model import Ask
from bot.store.ledger import PETITIONS, Edit
from bot.store.petitions import ACCEPTED, DECLINED, OPEN, USED, WAITING, Petition, Petitions

# What a key may not hold, and how long it may be.
OTHER, KEY_LENGTH = re.compile(r"[^a-z0-9]+"), 40
# So many digits of a number tell titles apart.
DIGITS = 8


@dataclass(frozen=True, slots=True)
class Work:
    """A topic under work: the petition that it is kept in, what it is to become, and what that is to be seen as."""

    petition: Petition
    draft: Draft
    topic: Topic


@dataclass(frozen=True, slots=True)
class Saved:
    """The key of a topic that was saved, and the number of the change."""

    key: str
    number: int


class Workbench:
    """Where topics are under work. All that it does is in the asker's community."""

    def __init__(self, petitions: Petitions, changes: Changes, keeper: Keeper) -> None:
        self._petitions = petitions
        self._changes = changes
        self._keeper = keeper

    async def begin(self, ask: Ask, wanted: Wish) -> Work:
        """Begins a new topic."""
        return await self._begun(ask, Draft("", 0, Sheet()).reworded(wanted, ask.public_locale, None))

    async def take_up(self, ask: Ask, key: str) -> Work:
        """Begins to change a topic as it stands; NotFound where the community sees none of that key."""
        state = await self._keeper.state(ask.community)
        state.topic(key)
        return await self._begun(ask, Draft(key, state.version(TOPIC, key), state.sheets.get(key, Sheet())))

    async def work(self, ask: Ask, number: str, states: Collection[str] = (OPEN, WAITING)) -> Work:
        """A topic under work by the id of its petition: the asker's, or one that waits.

        NotFound where it is settled or was never there, or is open and another's: nobody changes that.
        """
        petition = await self._petitions.petition(ask.community, number)
        if petition is None or petition.kind != TOPIC or petition.state not in states:
            raise NotFound("petition-gone")
        if petition.state == OPEN and petition.member != ask.member:
            raise NotFound("petition-gone")
        return self.work_of(petition)

    def work_of(self, petition: Petition) -> Work:
        """What a petition for a topic says."""
        draft = drafts.read(petition.content)
        return Work(petition, draft, draft.sheet.over(draft.key, self._curated(draft.key)))

    async def reword(self, ask: Ask, work: Work, wanted: Wish) -> Work:
        """Gives a topic under work other words."""
        return await self.rewrite(
            ask, work, work.draft.reworded(wanted, ask.public_locale, self._curated(work.draft.key))
        )

    async def rewrite(self, ask: Ask, work: Work, draft: Draft) -> Work:
        """Keeps a draft in the place of the one that was seen; Conflict where somebody else changed that."""
        return self.work_of(await self._petitions.rewrite(ask.community, work.petition, drafts.written(draft)))

    async def rebase(self, ask: Ask, work: Work) -> Work:
        """Puts the draft over what stands there now, as if the work had begun just now."""
        state = await self._keeper.state(ask.community)
        key = work.draft.key or _titled(state, work)
        return await self.rewrite(ask, work, replace(work.draft, key=key, version=state.version(TOPIC, key)))

    async def send(self, ask: Ask, work: Work) -> Work:
        """Puts a topic before the moderators; LimitReached where too much waits for them already."""
        return self.work_of(await self._petitions.send(ask.community, work.petition))

    async def save(self, ask: Ask, work: Work) -> Saved:
        """Makes the topic what the draft says.

        Conflict where the topic is no longer what it was when the work began, or another one is called so.
        """
        state = await self._keeper.state(ask.community)
        key = work.draft.key or self._new_key(state, work.topic)
        deed = "topic-edit" if work.draft.key else "topic-add"
        proposed = work.petition.state == WAITING
        edits = [
            Edit(TOPIC, key, sheets.written(work.draft.sheet) or None, work.draft.version),
            settled(work.petition, ACCEPTED if proposed else USED),
        ]
        return Saved(key, await self._changes.make(ask, "proposal-accept" if proposed else deed, edits))

    async def unchanged(self, ask: Ask, work: Work) -> bool:
        """Whether a topic stands there already as the draft says."""
        key = work.draft.key
        there = (await self._keeper.state(ask.community)).sheets.get(key, Sheet())
        return bool(key) and sheets.alike(key, self._curated(key), there, work.draft.sheet)

    async def in_the_way(self, ask: Ask, work: Work) -> Topic | None:
        """The other topic that has the draft's title; or what stands there now where the draft would replace it."""
        state = await self._keeper.state(ask.community)
        return state.holdings.topics.get(_titled(state, work) or work.draft.key)

    async def decline(self, ask: Ask, petition: Petition, reason: str) -> int:
        """Refuses what a member put before the moderators; the number of the change."""
        return await self._changes.make(ask, f"{petition.kind}-decline", [settled(petition, DECLINED, reason)])

    async def discard(self, ask: Ask, work: Work) -> None:
        """Ends the work on a topic."""
        await self._petitions.give_up(ask.community, work.petition)

    async def _begun(self, ask: Ask, draft: Draft) -> Work:
        return self.work_of(await self._petitions.begin(ask.community, ask.member, TOPIC, drafts.written(draft)))

    def _curated(self, key: str) -> Topic | None:
        return self._keeper.curated.get(key)

    def _new_key(self, state: State, topic: Topic) -> str:
        """A key like the title that no topic has."""
        wanted = key_of(next(iter(topic.title.values())))
        taken = {*state.sheets, *self._keeper.curated}
        tries = (wanted, *(f"{wanted[: KEY_LENGTH - 4]}-{number}" for number in range(2, len(taken) + 3)))
        return next(key for key in tries if key not in taken)


def key_of(title: str) -> str:
    """A key for a title: its words; where a key cannot hold them all, what it can, and a number that is the title's."""
    spelt = "-".join(folded_words(title))
    bare = OTHER.sub("-", spelt).strip("-")
    if bare and bare == spelt and len(bare) <= KEY_LENGTH:
        return bare
    number = hashlib.sha256(spelt.encode()).hexdigest()[:DIGITS]
    return f"{bare[: KEY_LENGTH - DIGITS - 1].strip('-') or TOPIC}-{number}"


def _titled(state: State, work: Work) -> str:
    """The key of the other topic that has the title of the one under work; nothing where there is none."""
    others = {key: topic for key, topic in state.holdings.topics.items() if key != work.draft.key}
    return same_title(others, work.topic.title.values())


def settled(petition: Petition, state: str, reason: str = "") -> Edit:
    """What decides on a petition."""
    return Edit(PETITIONS, petition.id, {"state": state, "reason": reason}, petition.version)
