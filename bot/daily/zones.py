"""Time zones: the rules of the `tzdata` package alone, so that all machines agree, and how people call them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from functools import cached_property
from importlib.metadata import version
from importlib.resources import files
from zoneinfo import ZoneInfo

from babel import Locale
from babel.core import get_global
from rapidfuzz import fuzz, process

from bot.corpus.words import folded_words
from bot.daily.calling import UTC, also_called

LOCALES = ("nl", "en")
"""The languages in which cities are told."""

# The languages in which they are understood.
SPOKEN = (*LOCALES, "de", "fr")
MOST = 25
NEAR = 80
LONGEST = 60
# No places: the machine's own zone, and two that stand for none.
NOT_ZONES = frozenset({"localtime", "Factory", "posixrules"})


class Zones:
    """The time zones, by the names of the tz database, by cities as four languages call them, and by abbreviations."""

    def __init__(self) -> None:
        self._made: dict[str, ZoneInfo] = {}

    @cached_property
    def rules(self) -> str:
        """Which version of the rules these are."""
        return version("tzdata")

    @cached_property
    def names(self) -> frozenset[str]:
        """All names, the old ones included."""
        return frozenset((files("tzdata") / "zones").read_text("utf-8").split()) - NOT_ZONES

    @cached_property
    def places(self) -> tuple[str, ...]:
        """The names in use today, and UTC."""
        lines = (files("tzdata") / "zoneinfo" / "zone.tab").read_text("utf-8").splitlines()
        return UTC, *sorted(line.split("\t")[2] for line in lines if not line.startswith("#"))

    def zone(self, name: str) -> ZoneInfo:
        """The zone of one of `names`; KeyError for anything else, which never gets near a path."""
        if name not in self.names:
            raise KeyError(name)
        if name not in self._made:
            with files("tzdata").joinpath("zoneinfo", *name.split("/")).open("rb") as file:
                self._made[name] = ZoneInfo.from_file(file, key=name)
        return self._made[name]

    def meant(self, said: str, near: str = "") -> str | None:
        """The zone that somebody means for certain; None where there is none, or several. `near` is where they are."""
        found = self._exactly(said)
        if len(found) > 1 and near in self.names:
            found = [near] if near in found or self._alike([near, *found]) else found
        return found[0] if len(found) == 1 or self._alike(found) else None

    def suggestions(self, said: str, near: str = "") -> list[str]:
        """Zones that somebody may mean, the likeliest first; where nothing is said, the one where they are and UTC."""
        asked = _fold(said)
        if not asked:
            return list(dict.fromkeys([near, UTC] if near in self.names else [UTC]))
        found = [*self._exactly(said), *self._beginning(asked)]
        found = sorted(found, key=lambda name: name != near) or self._similar(asked)
        return list(dict.fromkeys(found))[:MOST]

    def city(self, name: str, locale: str) -> str:
        """What a zone's city is called."""
        return self._cities[locale].get(name) or name.rpartition("/")[2].replace("_", " ")

    def _exactly(self, said: str) -> list[str]:
        """Those called so; an old name, as EST is one, only where nothing in use is."""
        name = said.strip().casefold().replace(" ", "_")
        return self._called.get(_fold(said)) or ([self._spelled[name]] if name in self._spelled else [])

    def _beginning(self, asked: str) -> Iterator[str]:
        """Those that begin so, and then those where a word does."""
        for begin in (asked, f" {asked}"):
            for called, names in self._called.items():
                if called.startswith(begin) or (begin[0] == " " and begin in called):
                    yield from names

    def _similar(self, asked: str) -> list[str]:
        found = process.extract(asked, list(self._called), scorer=fuzz.ratio, score_cutoff=NEAR, limit=MOST)
        return [name for called, _, _ in found for name in self._called[called]]

    def _alike(self, found: list[str]) -> bool:
        """Whether it does not matter which: zones that have shown the same time of late, and will."""
        return bool(found) and len({self._tail(name) for name in found}) == 1

    def _tail(self, name: str) -> bytes:
        """The rule that a zone follows from now on: the last line of its file."""
        content = files("tzdata").joinpath("zoneinfo", *name.split("/")).read_bytes()
        return content.rstrip(b"\n").rpartition(b"\n")[2]

    @cached_property
    def _called(self) -> dict[str, list[str]]:
        """The zones in use by everything that they are called, folded."""
        zones: defaultdict[str, list[str]] = defaultdict(list)
        for said, name in self._pairs():
            if name not in zones[_fold(said)]:
                zones[_fold(said)].append(name)
        return dict(zones)

    def _pairs(self) -> Iterable[tuple[str, str]]:
        yield from ((name, name) for name in self.places)
        yield from ((self.city(name, locale), name) for locale in SPOKEN for name in self.places)
        yield from also_called()

    @cached_property
    def _spelled(self) -> dict[str, str]:
        """All names by their letters and signs: Etc/GMT+5 and Etc/GMT-5 are two."""
        return {name.casefold(): name for name in self.names}

    @cached_property
    def _cities(self) -> dict[str, dict[str, str]]:
        # Some names in the data of locales are old.
        today = get_global("zone_aliases")
        return {
            locale: {today.get(name, name): facts["city"] for name, facts in known.items() if "city" in facts}
            for locale in SPOKEN
            for known in [Locale.parse(locale).time_zones]
        }


def _fold(said: str) -> str:
    return " ".join(folded_words(said[:LONGEST].replace("_", " ")))
