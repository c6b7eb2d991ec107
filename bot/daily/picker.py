"""Chooses what a post says. The same schedule, slot and posts before it always give the same.

Nothing is said twice in a place until all that fits was; then of the author who had the fewest characters in thirty
days, and rather on what was not spoken of lately.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Sequence
from datetime import date

from bot.daily.pool import Pool, Runs
from bot.daily.ring import Ring, number_of
from bot.daily.schedule import Schedule
from bot.daily.told import EXCERPT, POSITIONS, Said, Told, content_of, shares, times_said
from bot.library.holdings import Holdings
from bot.library.library import Library
from bot.model import Quote
from bot.store.content import Fields

# Of so many excerpts the one is taken whose topic was spoken of least among so many posts before.
AMONG, LATELY = 8, 14
PAIR = 2


class Picker:
    """Chooses from a library what a community may be told. Its methods read texts: call them off the event loop.

    `told` is what was posted in the schedule's place, the earliest first; `holdings` are the community's, where it has
    any of its own.
    """

    def __init__(self, library: Library) -> None:
        self._library = library
        self._runs = Runs(library)

    def pick(
        self, schedule: Schedule, slot: date, told: Sequence[Told], holdings: Holdings | None = None
    ) -> Fields | None:
        """What the post of a slot says; None where nothing fits."""
        return self._choice(holdings).pick(schedule, slot, told)

    def preview(
        self, schedule: Schedule, slots: Sequence[date], told: Sequence[Told], holdings: Holdings | None = None
    ) -> list[Fields | None]:
        """What the posts of the next slots will say, if nothing else is posted there meanwhile."""
        choice, before, found = self._choice(holdings), [*told], []
        for slot in slots:
            content = choice.pick(schedule, slot, before)
            found.append(content)
            before += [Told.of(slot, content)] if content else []
        return found

    def _choice(self, holdings: Holdings | None) -> _Choice:
        return _Choice(Pool(self._library, holdings or self._library.curated, self._runs))


class _Choice:
    """Chooses from a pool."""

    def __init__(self, pool: Pool) -> None:
        self._pool = pool

    def pick(self, schedule: Schedule, slot: date, told: Sequence[Told]) -> Fields | None:
        """As `Picker.pick`."""
        if self._kind(schedule, told) == POSITIONS:
            found = self._positions(schedule, slot, told)
            return found if found or schedule.kind == POSITIONS else self._excerpt(schedule, slot, told)
        return self._excerpt(schedule, slot, told)

    def _kind(self, schedule: Schedule, told: Sequence[Told]) -> str:
        if schedule.kind != "alternating":
            return schedule.kind
        return EXCERPT if told and told[-1].kind == POSITIONS else POSITIONS if told else EXCERPT

    def _excerpt(self, schedule: Schedule, slot: date, told: Sequence[Told]) -> Fields | None:
        """Of what was said least, which is not at all until everything was."""
        said = [quote for post in told if post.kind == EXCERPT for quote in post.quotes]
        best: dict[int, tuple[str, list[Quote]]] = {}
        for author in self._authors(schedule, slot, told):
            for times, runs in self._runs(schedule, author, said).items():
                best.setdefault(times, (author, runs))
            if 0 in best:
                break
        if not best:
            return None
        author, runs = best[min(best)]
        run = min(runs, key=lambda run: self._worn(run, told))
        return content_of(EXCERPT, [(author, run)], self._topic(schedule, run, told))

    def _authors(self, schedule: Schedule, slot: date, told: Sequence[Told]) -> list[str]:
        """Those to be quoted, who had least first."""
        had = shares(told, slot)
        return sorted(
            self._pool.authors(schedule), key=lambda of: (had[of], number_of(schedule.seed, of, slot.isoformat()))
        )

    def _runs(self, schedule: Schedule, author: str, said: Sequence[Said]) -> dict[int, list[Quote]]:
        """Some runs of an author by how often they were said: of each passage one that was least."""
        theirs = [quote for quote in said if quote.author == author]
        found: defaultdict[int, list[Quote]] = defaultdict(list)
        for passage in self._pool.passages(schedule, author, theirs[-1].passage if theirs else None):
            times = [(times_said(run, theirs), run) for run in self._pool.excerpts(schedule, passage)]
            least = min((of for of, _ in times), default=0)
            left = [run for of, run in times if of == least]
            if left and len(found[least]) < AMONG:
                found[least].append(left[number_of(schedule.seed, passage.id) % len(left)])
            if len(found[0]) == AMONG:
                break
        return {times: runs for times, runs in found.items() if runs}

    def _worn(self, run: Quote, told: Sequence[Told]) -> tuple[int, bool]:
        """How often its topics were spoken of lately; one without any has nothing to discuss."""
        topics = self._pool.topics_of(run)
        return sum(post.topic in topics for post in told[-LATELY:] if post.topic), not topics

    def _topic(self, schedule: Schedule, run: Quote, told: Sequence[Told]) -> str | None:
        """The topic of a run, of several the one least spoken of lately."""
        if schedule.topic:
            return schedule.topic
        lately = [post.topic for post in told[-LATELY:]]
        return min(self._pool.topics_of(run), key=lambda of: (lately.count(of), of), default=None)

    def _positions(self, schedule: Schedule, slot: date, told: Sequence[Told]) -> Fields | None:
        """Of the topics on which several speak, one of those that came up least."""
        before = [post for post in told if post.kind == POSITIONS]
        times = Counter(post.topic for post in before)
        topic = min(self._paired(schedule, before), key=lambda of: times[of], default=None)
        return self._pair(topic, schedule, before, times[topic]) if topic else None

    def _paired(self, schedule: Schedule, before: Sequence[Told]) -> list[str]:
        """The topics on which several speak, in the order of the seed, from the last one on."""
        topics = sorted(of for of in self._pool.topics if schedule.topic in (None, of))
        speak = [of for of in topics if len(self._pool.sides(of, schedule)) >= PAIR]
        if not speak:
            return []
        last = speak.index(before[-1].topic) if before and before[-1].topic in speak else None
        return [speak[number] for number in Ring(len(speak), schedule.seed, POSITIONS).round(last)]

    def _pair(self, topic: str, schedule: Schedule, before: Sequence[Told], times: int) -> Fields:
        """Two sides, those who were shown least; who came first less often comes first."""
        sides = self._pool.sides(topic, schedule)
        shown = [said.author for post in before for said in post.quotes]
        first = [post.quotes[0].author for post in before]
        two = sorted(sides, key=lambda of: (shown.count(of), number_of(schedule.seed, of, topic)))[:PAIR]
        two.sort(key=lambda of: (first.count(of), number_of(schedule.seed, of)))
        # Each time other quotes, as far as there are.
        return content_of(POSITIONS, [(of, sides[of][times % len(sides[of])]) for of in two], topic)
