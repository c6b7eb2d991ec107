"""The daily posts of such a week: in many channels of many servers, each at a time and in a time zone of its own."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from itertools import count, cycle, islice
from zoneinfo import ZoneInfo

from bot.daily.schedule import Schedule, Timing
from bot.daily.zones import Zones
from bot.store.database import opened
from bot.store.ledger import Deed, Edit, Ledger
from bot.store.schedules import KIND, Schedules
from tests.databases import Home
from tests.local_discord import Channel, Guild, LocalDiscord

DAYS, DAY = 7, timedelta(days=1)
# So many channels of a server have a post of their own: as many as a server may have.
OF_ONE = 20
# One that changes its clocks in that week, others that do at other times or never; with halves of hours too.
ZONES = ("Europe/Amsterdam", "UTC", "America/Curacao", "Asia/Kolkata", "Australia/Adelaide", "Pacific/Kiritimati")
# A post is due so long before the clock is set to the next time; where clocks are set back meanwhile, an hour later.
BEFORE, CHANGED = timedelta(minutes=5), timedelta(hours=1)
MARCH, OCTOBER, SUNDAY = 3, 10, 6
KINDS = ("excerpt", "positions", "alternating")


@dataclass(frozen=True)
class Daily:
    """A channel's post of each day, and the local dates on which it must stand there."""

    channel: Channel
    key: str
    schedule: Schedule
    dates: tuple[date, ...]

    @property
    def community(self) -> str:
        """Whose it is."""
        assert self.channel.guild
        return f"discord:{self.channel.guild.id}"


def beginning(now: datetime) -> datetime:
    """When the latest week began, over by `now`, on whose fourth day Europe changed its clocks."""
    days = (now.date() - DAY * of for of in count(5))
    sunday = next(of for of in days if of.weekday() == SUNDAY and of.month in (MARCH, OCTOBER) and _is_last(of))
    return datetime.combine(sunday - 3 * DAY, time(), UTC)


def times(begins: datetime, looks: int) -> list[datetime]:
    """To what the clock is set, so many times a day and once at the end, after all that was due."""
    return [*(begins + DAY / looks * of for of in range(1, DAYS * looks + 1)), begins + DAYS * DAY + CHANGED]


def dailies(local: LocalDiscord, channels: int, begins: datetime, looks: int) -> tuple[list[Guild], list[Daily]]:
    """The servers, and a post of each day for so many channels."""
    guilds = [local.add_guild(f"Leesgroep {of}", "nl") for of in range(-(-channels // OF_ONE))]
    made = []
    for number, guild in enumerate(islice(cycle(guilds), channels)):
        due = begins + DAY / looks * (number % looks + 1) - BEFORE
        made.append(_daily(guild.add_channel(f"c{number}"), number, due))
    return guilds, made


def _daily(channel: Channel, number: int, due: datetime) -> Daily:
    zone = ZONES[number % len(ZONES)]
    first = due.astimezone(ZoneInfo(zone))
    dates = tuple(first.date() + DAY * of for of in range(DAYS))
    schedule = Schedule(
        place=str(channel.id),
        time=first.strftime("%H:%M"),
        zone=zone,
        seed=str(number),
        kind=KINDS[number % len(KINDS)],  # type: ignore[arg-type]  # each is one
        # With times of the eighth day the clock is set past the first of them.
        skipped=((dates[-1] + DAY).isoformat(),),
        catch_up=24,
    )
    return Daily(channel, f"s{number}", schedule, dates)


async def write(home: Home, made: Iterable[Daily], begins: datetime) -> None:
    """Puts the schedules down, as moderators made them before; the tables must be there."""
    by_community: dict[str, list[Daily]] = {}
    for of in made:
        by_community.setdefault(of.community, []).append(of)
    async with opened(home.backend()) as database:
        schedules = Schedules(database, Timing(Zones()), lambda: begins)
        ledger = Ledger(database, {}, derived={KIND: schedules.derive})
        for community, some in by_community.items():
            edits = [Edit(KIND, of.key, of.schedule.content, 0) for of in some]
            await ledger.change(community, Deed("7", "daily-add"), edits)


def _is_last(day: date) -> bool:
    """Whether it is the last of its weekday in its month."""
    return (day + DAYS * DAY).month != day.month
