"""What the benchmark measured, in the shape in which it is kept."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from statistics import median, quantiles
from typing import Any


@dataclass(frozen=True, slots=True)
class Latency:
    """How long an engine took for the queries of a case; where one thing was sought, how often it came first."""

    case: str
    passages: int
    engine: str
    p50_ms: float
    p99_ms: float
    timings: int
    sought_first: float | None = None


@dataclass(frozen=True, slots=True)
class Build:
    """How long an engine took to build what it searches, and the most memory that it had then."""

    passages: int
    engine: str
    seconds: float
    peak_mb: float


@dataclass(frozen=True, slots=True)
class Memory:
    """The memory of an engine, open and queried: anonymous, and at its most with the mapped files."""

    passages: int
    engine: str
    anonymous_mb: float
    peak_mb: float
    open_seconds: float


@dataclass(frozen=True, slots=True)
class Start:
    """How long a whole process takes, from its start to its end."""

    process: str
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Answering:
    """How a bot answered so many commands: one after another, at its best rate, and many at the same moment.

    `lost` were never answered; `last_s` is when the last of those at once was.
    """

    bot: str
    commands: int
    p50_ms: float
    p99_ms: float
    per_second: float
    at_once: int
    lost: int
    last_s: float


@dataclass(frozen=True, slots=True)
class Held:
    """The memory that our bot has of its own after so many commands."""

    commands: int
    anonymous_mb: float


@dataclass(frozen=True, slots=True)
class Completing:
    """How long completion takes for texts that are typed in some way, among so many topics."""

    typed: str
    topics: int
    p50_ms: float
    p99_ms: float
    timings: int


@dataclass(frozen=True, slots=True)
class Owning:
    """How long something takes in a community that has so many topics of its own."""

    what: str
    topics: int
    p50_ms: float
    p99_ms: float
    timings: int


@dataclass(frozen=True, slots=True)
class Ticking:
    """How long it takes to see that none of so many schedules is due."""

    database: str
    schedules: int
    p50_ms: float
    p99_ms: float
    timings: int


@dataclass(frozen=True, slots=True)
class Posting:
    """How late a bot's posts came that were all due at once, in seconds; `lost` never came.

    `limited` requests were refused, as they were more than Discord allows; `unwanted` came while it wanted none. And
    how long members waited for their answers meanwhile.
    """

    bot: str
    posts: int
    p50_s: float
    p99_s: float
    last_s: float
    lost: int
    twice: int
    limited: int
    unwanted: int
    commands: int
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Chatting:
    """How long after so many commands in so many rooms of Matrix a bot's answer came down a member's sync."""

    bot: str
    commands: int
    rooms: int
    p50_ms: float
    p99_ms: float


@dataclass(frozen=True, slots=True)
class Restarting:
    """Commands in rooms of Matrix while our bot was killed so often: `lost` have no answer, `twice` more than one."""

    commands: int
    rooms: int
    kills: int
    lost: int
    twice: int


@dataclass(frozen=True, slots=True)
class Joining:
    """The memory that our bot has of its own with Discord alone, and with Matrix beside it in so many rooms."""

    rooms: int
    commands: int
    discord_mb: float
    both_mb: float


@dataclass(frozen=True, slots=True)
class Following:
    """How long after one of two processes was killed the other had done something."""

    what: str
    seconds: float


@dataclass(frozen=True, slots=True)
class Drawn:
    """How long quotations of so many words take to become pictures."""

    case: str
    words: int
    p50_ms: float
    p99_ms: float


@dataclass
class Figures:
    """All of one run."""

    machine: dict[str, str]
    latencies: list[Latency] = field(default_factory=list)
    builds: list[Build] = field(default_factory=list)
    memories: list[Memory] = field(default_factory=list)
    starts: list[Start] = field(default_factory=list)
    answering: list[Answering] = field(default_factory=list)
    held: list[Held] = field(default_factory=list)
    verdicts: list[Latency] = field(default_factory=list)
    completing: list[Completing] = field(default_factory=list)
    owning: list[Owning] = field(default_factory=list)
    cards: list[Drawn] = field(default_factory=list)
    ticking: list[Ticking] = field(default_factory=list)
    posting: list[Posting] = field(default_factory=list)
    chatting: list[Chatting] = field(default_factory=list)
    restarting: list[Restarting] = field(default_factory=list)
    joining: list[Joining] = field(default_factory=list)
    following: list[Following] = field(default_factory=list)

    @property
    def sizes(self) -> list[int]:
        """The numbers of passages, the smallest first."""
        return sorted({found.passages for found in self.latencies})

    @property
    def names(self) -> list[str]:
        """The cases, in the order in which they were measured."""
        return list(dict.fromkeys(found.case for found in self.latencies))

    def latency(self, case: str, passages: int, engine: str) -> Latency | None:
        """The latency of an engine in a case at a size."""
        sought = (case, passages, engine)
        return next((found for found in self.latencies if (found.case, found.passages, found.engine) == sought), None)

    def build(self, passages: int, engine: str) -> Build | None:
        """The build of an engine at a size."""
        return next((found for found in self.builds if (found.passages, found.engine) == (passages, engine)), None)

    def memory(self, passages: int, engine: str) -> Memory | None:
        """The memory of an engine at a size."""
        return next((found for found in self.memories if (found.passages, found.engine) == (passages, engine)), None)

    def verdict(self, case: str, passages: int) -> Latency | None:
        """How long the verdicts of a case took at a size."""
        return next((found for found in self.verdicts if (found.case, found.passages) == (case, passages)), None)

    def plain(self) -> dict[str, Any]:
        """All of it, for JSON."""
        return asdict(self)


def kept(of: Mapping[str, Any]) -> Figures:
    """Figures that were kept as `plain` gave them."""
    return Figures(
        machine=dict(of["machine"]),
        latencies=[Latency(**one) for one in of["latencies"]],
        builds=[Build(**one) for one in of["builds"]],
        memories=[Memory(**one) for one in of["memories"]],
        starts=[Start(**one) for one in of["starts"]],
        answering=[Answering(**one) for one in of["answering"]],
        held=[Held(**one) for one in of.get("held", ())],
        verdicts=[Latency(**one) for one in of.get("verdicts", ())],
        completing=[Completing(**one) for one in of.get("completing", ())],
        owning=[Owning(**one) for one in of.get("owning", ())],
        cards=[Drawn(**one) for one in of.get("cards", ())],
        ticking=[Ticking(**one) for one in of.get("ticking", ())],
        posting=[Posting(**one) for one in of.get("posting", ())],
        chatting=[Chatting(**one) for one in of.get("chatting", ())],
        restarting=[Restarting(**one) for one in of.get("restarting", ())],
        joining=[Joining(**one) for one in of.get("joining", ())],
        following=[Following(**one) for one in of.get("following", ())],
    )


def percentiles(ms: Sequence[float]) -> tuple[float, float]:
    """The 50th and the 99th percentile."""
    if len(ms) == 1:
        return ms[0], ms[0]
    return median(ms), quantiles(ms, n=100, method="inclusive")[98]
