"""Every method of the store, called for communities in any order; after each call the store equals their models."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine
from datetime import timedelta
from itertools import islice
from typing import Any

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from bot.errors import BotError
from bot.store.communities import Communities
from bot.store.database import Database
from bot.store.expiring import Expiring
from bot.store.ledger import PETITIONS, Change, Changed, Deed, Document, Edit, Ledger
from bot.store.members import Members
from bot.store.missed import Asked, Missed
from bot.store.petitions import SETTLED, Petition, Petitions
from tests.store.dump import dumped, emptied
from tests.store.model import MOST, MOST_MISSED, MOST_OPEN, MOST_WAITING, Model
from tests.store.timing import FIRST

# The one's name begins as the other's does.
PLATFORM = "discord"
COMMUNITIES = "discord:1", "discord:10", "console"

NAMED = st.sampled_from(COMMUNITIES)
MEMBERS = st.sampled_from(["7", "7", "8"])
KINDS = st.sampled_from(["topic", "ban"])
KEYS = st.sampled_from(["a", "a", "b", "c"])
WORDS = st.sampled_from(["tuin", "moes", "‘t"])
CONTENTS = st.sampled_from([{"title": "Moestuinen"}, {"title": "Volkstuinen", "names": ["‘t", "\0"]}])
ABOUT = st.integers(0, 5)
"""Which of the petitions there are, the latest first."""


class Store(RuleBasedStateMachine):
    """The store beside a model of each community."""

    def __init__(self, database: Database, runner: asyncio.Runner) -> None:
        super().__init__()
        self._run = runner.run
        self._database = database
        self._now = FIRST
        self._models = {community: Model() for community in COMMUNITIES}
        self._ledger = Ledger(database, MOST, self._clock)
        self._petitions = Petitions(database, MOST_WAITING, MOST_OPEN, self._clock)
        self._missed = Missed(database, MOST_MISSED, self._clock)
        self._communities = Communities(database, self._clock)
        self._made: list[Petition] = []
        self._run(emptied(database))

    def _clock(self) -> Any:  # noqa: ANN401 - a time
        return self._now

    def _both(self, of_model: Callable[[], object], of_store: Coroutine[Any, Any, object]) -> object:
        """What the store gives, or raises: as the model does."""
        expected = told(of_model)
        found = told(lambda: self._run(of_store))
        if isinstance(expected, type) or isinstance(found, type):
            assert found == expected
        return found

    def _about(self, about: int) -> Petition:
        """A petition of any community, as it was last seen; one that nobody made where there is none."""
        nobodys = Petition("niemands", "7", "topic", "open", 1, {}, "", FIRST)
        return next(islice(reversed(self._made), about, None), nobodys)

    def _keep(self, found: object) -> None:
        if isinstance(found, Petition):
            self._made.append(found)

    @initialize(filled=st.sampled_from([True, True, False]), first=NAMED)
    def settle_in(self, first: str, *, filled: bool) -> None:
        """Mostly all begin alike and the first of them goes on, so that who takes one for another soon shows."""
        for community in COMMUNITIES if filled else ():
            self.put(community, "7", "topic", ["a"], {"title": community})
            self.begin(community, "7", {"title": community})
            self.send(community, 0)
            self.begin(community, "7", {"title": community})
            self.note(community, "tuin")
            self.note(community, "moes")
        self.note(first, "‘t")

    # Time passes between any two, or not.
    @rule(seconds=st.sampled_from([0, 1, 3600]), days=st.sampled_from([0, 0, 0, 8, 31, 91, 401]))
    def pass_by(self, seconds: int, days: int) -> None:
        self._now += timedelta(days=days, seconds=seconds)

    @rule(community=NAMED, member=MEMBERS, kind=KINDS, keys=st.lists(KEYS, min_size=1, unique=True), to=CONTENTS)
    def put(self, community: str, member: str, kind: str, keys: list[str], to: dict[str, object]) -> None:
        edits = [Edit(kind, key, to, self._version(community, kind, key)) for key in keys]
        self._change(community, Deed(member, "put"), edits)

    @rule(community=NAMED, member=MEMBERS, kind=KINDS, key=KEYS)
    def remove(self, community: str, member: str, kind: str, key: str) -> None:
        edit = Edit(kind, key, None, self._version(community, kind, key))
        self._change(community, Deed(member, "remove", undoes=1), [edit])

    @rule(community=NAMED, kind=KINDS, key=KEYS, version=st.integers(0, 4), to=CONTENTS)
    def put_unseen(self, community: str, kind: str, key: str, version: int, to: dict[str, object]) -> None:
        self._change(community, Deed("9", "late"), [Edit(kind, key, to, version)])

    @rule(community=NAMED, about=ABOUT, state=st.sampled_from([*SETTLED, "waiting"]), to=CONTENTS)
    def settle(self, community: str, about: int, state: str, to: dict[str, object]) -> None:
        petition = self._about(about)
        version = self._models[community].petitions.get(petition.id, {"version": petition.version})["version"]
        settled = Edit(PETITIONS, petition.id, {"state": state, "reason": "Zo."}, version)
        added = Edit("topic", "a", to, self._version(community, "topic", "a"))
        self._change(community, Deed("9", "accept"), [settled, added])

    def _version(self, community: str, kind: str, key: str) -> int:
        return self._models[community].documents.get((kind, key), ({}, 0))[1]

    def _change(self, community: str, deed: Deed, edits: list[Edit]) -> None:
        model = self._models[community]
        changed = self._ledger.change(community, deed, edits)
        number = self._both(lambda: model.change(self._now, deed, edits), changed)
        assert isinstance(number, type) or number == model.revision

    @rule(community=NAMED, member=MEMBERS, content=CONTENTS)
    def begin(self, community: str, member: str, content: dict[str, object]) -> None:
        begun = self._run(self._petitions.begin(community, member, "topic", content))
        self._models[community].begin(self._now, begun.id, member, content)
        self._keep(begun)

    @rule(community=NAMED, about=ABOUT, content=CONTENTS)
    def rewrite(self, community: str, about: int, content: dict[str, object]) -> None:
        seen, model = self._about(about), self._models[community]
        rewritten = self._petitions.rewrite(community, seen, content)
        self._keep(self._both(lambda: model.rewrite(self._now, seen.id, seen.version, content), rewritten))

    @rule(community=NAMED, about=ABOUT)
    def send(self, community: str, about: int) -> None:
        seen, model = self._about(about), self._models[community]
        sent = self._petitions.send(community, seen)
        self._keep(self._both(lambda: model.send(self._now, seen.id, seen.version), sent))

    @rule(community=NAMED, about=ABOUT)
    def give_up(self, community: str, about: int) -> None:
        seen, model = self._about(about), self._models[community]
        given_up = self._petitions.give_up(community, seen)
        self._both(lambda: model.give_up(self._now, seen.id, seen.version), given_up)

    @rule(community=NAMED, about=ABOUT)
    def tell(self, community: str, about: int) -> None:
        number = self._about(about).id
        self._run(self._petitions.told(community, [number]))
        self._models[community].told(self._now, number)

    @rule(community=NAMED, words=WORDS)
    def note(self, community: str, words: str) -> None:
        self._run(self._missed.note(community, words))
        self._models[community].note(self._now, words)

    @rule(community=NAMED, words=WORDS)
    def dismiss(self, community: str, words: str) -> None:
        self._run(self._missed.dismiss(community, words))
        self._models[community].dismiss(words)

    @rule(community=NAMED)
    def join(self, community: str) -> None:
        self._run(self._communities.joined(community))
        self._models[community].joined(self._now)

    @rule(community=NAMED)
    def leave(self, community: str) -> None:
        self._run(self._communities.left(community))
        self._models[community].left(self._now)

    @rule(present=st.sets(st.sampled_from(COMMUNITIES[:2])), share=st.sets(NAMED))
    def reconcile(self, present: set[str], share: set[str]) -> None:
        self._run(self._communities.present(PLATFORM, present, share))
        for community in COMMUNITIES[:2]:
            if community in present:
                self._models[community].joined(self._now)
            elif community in share:
                self._models[community].left(self._now)

    @rule(platform=st.sampled_from([PLATFORM, "console", "matrix"]), member=MEMBERS)
    def forget(self, platform: str, member: str) -> None:
        known = self._run(Members(self._database).forget(platform, member))
        models = [of for name, of in self._models.items() if name.partition(":")[0] == platform]
        counts = [of.forget(member) for of in models]
        assert (len(known.written), known.changes) == (sum(of for of, _ in counts), sum(of for _, of in counts))

    @rule()
    def expire(self) -> None:
        gone = self._run(Expiring(self._database, self._clock).expire())
        counts = [of.expire(self._now) for of in self._models.values()]
        # Of deliveries, which have tests of their own, there are none.
        assert gone == {name: sum(of.get(name, 0) for of in counts) for name in gone}

    @rule(community=NAMED, about=ABOUT)
    def look(self, community: str, about: int) -> None:
        """All that can be asked about a community, and about another's petition."""
        model = self._models[community]
        self._run(self._look_at_documents(community, model))
        self._run(self._look_at_petitions(community, model, self._about(about)))
        missed = [Asked(words, *of) for words, of in model.missed.items()]
        found = self._run(self._missed.most_wanted(community))
        assert found == sorted(missed, key=lambda of: (-of.times, FIRST - of.last_at, of.words))

    async def _look_at_documents(self, community: str, model: Model) -> None:
        ledger = self._ledger
        everything: dict[str, dict[str, Document]] = {}
        for (kind, key), of in sorted(model.documents.items()):
            everything.setdefault(kind, {})[key] = Document(*of)
        changes = [_change(number, of) for number, of in sorted(model.changes.items(), reverse=True)]
        assert await ledger.everything(community) == (model.revision, everything)
        assert await ledger.revision(community) == model.revision
        assert await ledger.changes(community, limit=99) == changes
        assert await ledger.made(community, 1) == next((of for of in changes if of.number == 1), None)
        for kind, key in (("topic", "a"), ("ban", "b")):
            gone = [row for of in changes for row in of.changed if row.kind == kind and row.after is None]
            assert await ledger.removals(community, kind) == gone
            here = everything.get(kind, {})
            of_one = [of for of in changes if any((row.kind, row.key) == (kind, key) for row in of.changed)]
            assert await ledger.documents(community, kind) == here
            assert await ledger.document(community, kind, key) == here.get(key)
            assert await ledger.changes(community, of=(kind, key), limit=99) == of_one

    async def _look_at_petitions(self, community: str, model: Model, about: Petition) -> None:
        petitions, rows = self._petitions, model.petitions
        waiting = sorted((row["made_at"], number) for number, row in rows.items() if row["state"] == "waiting")
        untold = {of: row for of, row in rows.items() if row["state"] in SETTLED and row["told_at"] is None}
        found = await petitions.petition(community, about.id)
        assert (found.id if found else None) == (about.id if about.id in rows else None)
        assert (await petitions.several(community, [about.id])).keys() == {about.id} & rows.keys()
        assert [of.id for of in await petitions.waiting(community, limit=99)] == [number for _, number in waiting]
        assert await petitions.count_waiting(community) == len(waiting)
        assert await petitions.counts_waiting(community) == ({"topic": len(waiting)} if waiting else {})
        assert await petitions.untold_members(community) == {of["member"] for of in untold.values()}
        for member in "78":
            mine = {of for of, row in untold.items() if row["member"] == member}
            assert {of.id for of in await petitions.untold(community, member, limit=99)} == mine
            begun = [row for row in rows.values() if (row["member"], row["state"]) == (member, "open")]
            assert await petitions.count_of(community, member, "open") == len(begun)
            await self._look_at_member(member)

    async def _look_at_member(self, member: str) -> None:
        known = await Members(self._database).known(PLATFORM, member)
        here = {community: self._models[community] for community in COMMUNITIES[:2]}
        written = {of: sum(row["member"] == member for row in model.petitions.values()) for of, model in here.items()}
        assert {of: sum(row.community == of for row in known.written) for of in here} == written
        assert len(known.written) == sum(written.values())
        made = [row for model in here.values() for row in model.changes.values() if row["member"] == member]
        assert known.changes == len(made)

    @invariant()
    def holds_what_the_models_hold(self) -> None:
        known = {community: of for community, of in self._models.items() if of.first_seen}
        assert self._run(dumped(self._database)) == known

    def teardown(self) -> None:
        for community in COMMUNITIES:
            self.look(community, 0)


def told(do: Callable[[], object]) -> object:
    """What something gives, or the kind of error that it raises."""
    try:
        return do()
    except BotError as e:
        return type(e)


def _change(number: int, row: dict[str, Any]) -> Change:
    changed = tuple(Changed(*of, *row["changed"][of]) for of in sorted(row["changed"]))
    return Change(number, row["made_at"], row["member"], row["deed"], row["undoes"], changed)
