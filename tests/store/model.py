"""A community as plain dicts: what the store is held against."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from copy import deepcopy
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from bot.errors import Conflict, LimitReached
from bot.store.content import Fields
from bot.store.expiring import CHANGES_DAYS, LEFT_DAYS, MISSED_DAYS, OPEN_DAYS, SETTLED_DAYS
from bot.store.ledger import PETITIONS, Deed, Edit

MOST = {"topic": 2}
MOST_WAITING, MOST_OPEN, MOST_MISSED = 2, 2, 2

Row = dict[str, Any]


@dataclass
class Model:
    """One community; `first_seen` is None while nobody knows of it. What fails leaves it as it was."""

    first_seen: datetime | None = None
    left_at: datetime | None = None
    revision: int = 0
    documents: dict[tuple[str, str], tuple[Fields, int]] = field(default_factory=dict)
    changes: dict[int, Row] = field(default_factory=dict)
    petitions: dict[str, Row] = field(default_factory=dict)
    missed: dict[str, tuple[int, datetime]] = field(default_factory=dict)

    def joined(self, now: datetime) -> None:
        self.known(now)
        self.left_at = None

    def left(self, now: datetime) -> None:
        if self.first_seen is not None and self.left_at is None:
            self.left_at = now

    def known(self, now: datetime) -> None:
        self.first_seen = self.first_seen or now

    def change(self, now: datetime, deed: Deed, edits: Sequence[Edit]) -> int:
        made = deepcopy(self)
        made.known(now)
        made.revision += 1
        told = {(edit.kind, edit.key): (made._edit(now, edit), edit.after) for edit in edits}
        of_topics = [kind for kind, _ in made.documents if kind == "topic"]
        if len(of_topics) > MOST["topic"] and any(edit.kind == "topic" for edit in edits):
            raise LimitReached("too-many-topic")
        entry = {"made_at": now, "member": deed.member, "deed": deed.name, "undoes": deed.undoes, "changed": told}
        made.changes[made.revision] = entry
        self.__dict__.update(made.__dict__)
        return self.revision

    def _edit(self, now: datetime, edit: Edit) -> Fields | None:
        if edit.kind == PETITIONS:
            return self._settle(now, edit)
        before, version = self.documents.pop((edit.kind, edit.key), (None, 0))
        if version != edit.version:
            raise Conflict("changed-meanwhile")
        if edit.after is not None:
            self.documents[edit.kind, edit.key] = edit.after, self.revision
        return before

    def _settle(self, now: datetime, edit: Edit) -> Fields:
        found = self._seen(edit.key, edit.version)
        before = {"state": found["state"], "reason": found["reason"]}
        found |= {**(edit.after or {}), "version": edit.version + 1, "changed_at": now, "told_at": None}
        return before

    def _seen(self, number: str, version: int, states: Collection[str] = ()) -> Row:
        found = self.petitions.get(number)
        if found is None or found["version"] != version or (states and found["state"] not in states):
            raise Conflict("changed-meanwhile")
        return found

    def begin(self, now: datetime, number: str, member: str, content: Fields) -> None:
        self.known(now)
        mine = {of: row for of, row in self.petitions.items() if row["member"] == member and row["state"] == "open"}
        for gone in sorted(mine, key=latest(mine, "made_at"))[MOST_OPEN - 1 :]:
            del self.petitions[gone]
        row = {"member": member, "kind": "topic", "state": "open", "version": 1, "content": content, "reason": ""}
        self.petitions[number] = {**row, "made_at": now, "changed_at": now, "told_at": None}

    def rewrite(self, now: datetime, number: str, version: int, content: Fields) -> None:
        found = self._seen(number, version, ("open", "waiting"))
        found |= {"content": content, "version": version + 1, "changed_at": now}

    def send(self, now: datetime, number: str, version: int) -> None:
        found = self._seen(number, version, ("open",))
        if len([of for of in self.petitions.values() if of["state"] == "waiting"]) >= MOST_WAITING:
            raise LimitReached("too-many-waiting")
        self.known(now)
        found |= {"state": "waiting", "version": version + 1, "changed_at": now}

    def give_up(self, now: datetime, number: str, version: int) -> None:
        found = self._seen(number, version, ("open", "waiting"))
        found |= {"state": "given-up", "version": version + 1, "changed_at": now}

    def told(self, now: datetime, number: str) -> None:
        if number in self.petitions:
            self.petitions[number]["told_at"] = now

    def note(self, now: datetime, words: str) -> None:
        self.known(now)
        times, _ = self.missed.pop(words, (0, now))
        old = {of: {"last_at": last} for of, (_, last) in self.missed.items()}
        for gone in sorted(old, key=latest(old, "last_at"))[MOST_MISSED - 1 :]:
            del self.missed[gone]
        self.missed[words] = times + 1, now

    def dismiss(self, words: str) -> None:
        self.missed.pop(words, None)

    def forget(self, member: str) -> tuple[int, int]:
        written = [of for of, row in self.petitions.items() if row["member"] == member]
        made = [row for row in self.changes.values() if row["member"] == member]
        for of in written:
            del self.petitions[of]
        for row in made:
            row["member"] = None
        return len(written), len(made)

    def expire(self, now: datetime) -> dict[str, int]:
        def ago(days: int) -> datetime:
            return now - timedelta(days=days)

        if self.left_at and self.left_at < ago(LEFT_DAYS):
            self.__dict__.update(Model().__dict__)
            return {"community": 1, "change": 0, "petition": 0, "missed": 0}
        changes = {of for of, row in self.changes.items() if row["made_at"] < ago(CHANGES_DAYS)}
        days = {"open": OPEN_DAYS, "waiting": 10**5}
        old = [(of, ago(days.get(row["state"], SETTLED_DAYS))) for of, row in self.petitions.items()]
        petitions = {of for of, before in old if self.petitions[of]["changed_at"] < before}
        missed = {of for of, (_, last) in self.missed.items() if last < ago(MISSED_DAYS)}
        self.changes = {of: row for of, row in self.changes.items() if of not in changes}
        self.petitions = {of: row for of, row in self.petitions.items() if of not in petitions}
        self.missed = {of: row for of, row in self.missed.items() if of not in missed}
        return {"community": 0, "change": len(changes), "petition": len(petitions), "missed": len(missed)}


def latest(rows: dict[str, Row], by: str) -> Callable[[str], tuple[timedelta, str]]:
    """Orders keys by a time in their rows, the latest first, and by themselves."""
    return lambda key: (datetime.max.replace(tzinfo=rows[key][by].tzinfo) - rows[key][by], key)
