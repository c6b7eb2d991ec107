"""Puts the figures of a run in a page for people, with the raw ones beside it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from pathlib import Path

from tests.bench.figures import Figures, Latency
from tests.bench.goals import Outcome, outcomes
from tests.bench.search import ENGINES

HEAD = """# Speed and size

Written by `make bench`, with the raw figures of the same run beside it in `performance.json`. Times depend on the
machine and on what else it does: nothing in the tests waits for them.

The passages are made by `tests/bench/generate.py`: Dutch words whose frequencies follow Zipf's law, the same passages
for the same size every time. Every engine has a process of its own. For each case they take turns of twenty queries;
twenty that are not timed warm them up, and no query comes twice, so that no engine answers from memory.

- **tegenspraak** is the whole path from the typed line `/quote …` to a `Reply`: reading the question, mending, names,
  terms, compounds, search, cutting sentences, voices, marks.
- **tantivy** is tantivy alone, over an index of the same fields: the words that our path settled on, parsed, any of
  them, best one, its text fetched. What was mistyped comes to it mended.
- **fts5** and **bm25s** are asked the same settled words, any of them; FTS5 ranks by bm25. bm25s stems them in Dutch.
- **rapidfuzz** is `partial_ratio` over all passages with what was typed, up to 100,000 passages. It has fewer timings
  (see `timings` in the raw figures): its p99 is the slowest of them.
"""
ANSWERING = """From interaction to answer, through the real client in a process of its own; a local Discord has to
work as hard as the bots. They take turns: **tegenspraak** is `tegenspraak serve` with a different `/quote` each time;
**tegenspraak, asked before** the same with one `/quote`, whose answer the library remembers; **constant reply** a bot
of discord.py that sends one view of the same components whatever it is asked. *rate*: 50 under way at a time. *at
once*: all in the same moment, and when the last was answered; Discord itself waits 3 seconds. `python -m tests.bench
discord soak` measures these alone.
"""
VERDICTS = """From the typed line `/verify …` to a `Reply`, in milliseconds, p50 / p99, and how often it is right. A
claim is one to three sentences of a passage: as they stand; with a few words left out behind a mark; with one word for
another that the texts hold. The last are words that nobody wrote together. `python -m tests.bench verify` measures
these alone, and leaves the other figures as they are.
"""

COMPLETING = """From the call of the completer to the choices, for what members type to find one of so many made-up
topics (`tests/bench/topics.py`), each with a title in two languages and ten other names or so, beside all that the two
seeds can be asked about. `python -m tests.bench complete` measures this alone, and leaves the other figures as they
are.
"""

OWNING = """In a community with so many made-up topics of its own, in the database: what is asked, from the call to the
reply. `python -m tests.bench own` measures this alone, and leaves the other figures as they are.
"""

POSTED = ("bot", "posts", "late, p50", "p99", "last", "lost", "limited", "unwanted", "answers, p50", "p99")

TICKING = """How long it takes to see that nothing is due, with so many schedules and as many posts of the day before in
the database, and with none; they take turns. `python -m tests.bench tick` measures this alone.
"""

POSTING = """All posts are due in the same minute, on a local Discord that allows 50 requests a second and refuses more;
members ask a different `/quote` four times a second meanwhile. **tegenspraak** is `tegenspraak serve` with a schedule
for each channel: it chooses what each says, looks what stands there, and keeps in its database what it does.
**constant reply** sends the same post everywhere, eight at a time, and keeps nothing. *late*: from the time that it is
due to the time that it stands there. *limited*: refused as too many; *unwanted*: sent while the bot was told to wait.
`python -m tests.bench post` measures this alone.
"""

CHATTING = """From the homeserver's word that it has a command to the answer in the sync of the member who gave it. The
homeserver is the Synapse of the tests, with SQLite, on the same machine. They take turns: **tegenspraak** is
`tegenspraak serve` with a different `!quote` or `!search` each time, and offers reactions under each answer while the
next command comes; **constant reply** a bot that syncs and sends one message of ours whatever is said, which is what
Synapse takes. `python -m tests.bench matrix` measures this and the two that follow.
"""
RESTARTING = """Commands go on, up to 100 of them unanswered, while the bot is killed with SIGKILL at random moments and
begun anew; then what stands in the rooms is counted.
"""
JOINING = """The memory that `tegenspraak serve` has of its own with Discord alone, and with Matrix beside it, once it
was invited to so many rooms, is in all of them, and has answered so many commands, each in another room.
"""
FOLLOWING = """Two processes of `tegenspraak serve` share a PostgreSQL, and one of them leads, on Discord and on Matrix.
It is killed with SIGKILL as it sends a daily post, of which the local Discord gets the half. So much later the other
had answered, or posted: it looks in the channel first, when nothing that the one sent could still arrive there. `python
-m tests.bench follow` measures this alone.
"""


def write(figures: Figures, folder: Path) -> None:
    """Writes both files."""
    folder.mkdir(exist_ok=True)
    (folder / "performance.md").write_text(page(figures), "utf-8")
    (folder / "performance.json").write_text(json.dumps(figures.plain(), indent=1) + "\n", "utf-8")


def page(figures: Figures) -> str:
    """The page, as Markdown."""
    parts = [HEAD, "## The machine\n", *(f"- {name}: {value}" for name, value in figures.machine.items()), ""]
    parts += ["## The goals\n", _table(("goal", "measured", "met"), _goals(figures))]
    for size in figures.sizes:
        parts += [f"## {size:,} passages\n", "Milliseconds, p50 / p99.\n"]
        parts.append(_table(("case", *ENGINES), _latencies(figures, size)))
        parts.append(_table(("", "build", "memory then", "open", "anonymous", "peak"), _sizes(figures, size)))
    parts += ["## Verdicts\n", VERDICTS, _table(("case", *_verdict_sizes(figures)), _verdicts(figures))]
    parts += ["## Completing\n", COMPLETING, _table(("typed", "topics", "p50", "p99"), _completing(figures))]
    parts += ["## A community's own topics\n", OWNING, _table(("asked", "topics", "p50", "p99"), _owning(figures))]
    parts += ["## Starting\n", _table(("process", "p50", "p99"), _starts(figures))]
    head = ("bot", "commands", "p50", "p99", "rate", "at once", "lost", "last")
    parts += ["## Answering\n", ANSWERING, _table(head, _answering(figures))]
    parts += ["The memory that ours has of its own, after so many commands (`make soak`):\n"]
    parts.append(_table(("commands", "memory"), _held(figures)))
    parts += ["## Looking what is due\n", TICKING]
    parts.append(_table(("database", "schedules", "p50", "p99"), _ticking(figures)))
    parts += ["## Posting\n", POSTING, _table(POSTED, _posting(figures))]
    parts += ["## On Matrix\n", CHATTING, _table(("bot", "commands", "rooms", "p50", "p99"), _chatting(figures))]
    parts += [RESTARTING, _table(("commands", "rooms", "killed", "lost", "twice"), _restarting(figures))]
    parts += [JOINING, _table(("rooms", "commands", "Discord alone", "with Matrix"), _joining(figures))]
    parts += ["## Going on for another\n", FOLLOWING, _table(("what", "after"), _following(figures))]
    parts += ["## Quote cards\n", "From a quotation to its picture, fonts read.\n"]
    return "\n".join([*parts, _table(("quotation", "words", "p50", "p99"), _cards(figures))])


def _goals(figures: Figures) -> Iterator[Iterable[str]]:
    for outcome in outcomes(figures):
        yield outcome.goal, outcome.measured, _met(outcome)


def _met(outcome: Outcome) -> str:
    if not outcome.sure:
        return "so far" if outcome.met else "**no**"
    return "yes" if outcome.met else "**no**"


def _latencies(figures: Figures, size: int) -> Iterator[Iterable[str]]:
    for case in figures.names:
        yield case, *(_latency(figures.latency(case, size, engine)) for engine in ENGINES)


def _latency(found: Latency | None) -> str:
    if found is None:
        return ""
    first = "" if found.sought_first is None else f", sought first {found.sought_first:.0%}"
    return f"{found.p50_ms:.2f} / {found.p99_ms:.2f}{first}"


def _verdict_sizes(figures: Figures) -> list[str]:
    return [f"{size:,} passages" for size in sorted({found.passages for found in figures.verdicts})]


def _verdicts(figures: Figures) -> Iterator[Iterable[str]]:
    sizes = sorted({found.passages for found in figures.verdicts})
    for case in dict.fromkeys(found.case for found in figures.verdicts):
        yield case, *(_verdict(figures.verdict(case, size)) for size in sizes)


def _verdict(found: Latency | None) -> str:
    return f"{found.p50_ms:.2f} / {found.p99_ms:.2f}, right {found.sought_first:.0%}" if found else ""


def _sizes(figures: Figures, size: int) -> Iterator[Iterable[str]]:
    for held in figures.memories:
        if held.passages == size:
            build = figures.build(size, held.engine)
            built = (f"{build.seconds:.1f} s", f"{build.peak_mb:.0f} MB") if build else ("", "")
            now = f"{held.open_seconds:.2f} s", f"{held.anonymous_mb:.0f} MB", f"{held.peak_mb:.0f} MB"
            yield held.engine, *built, *now


def _completing(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.completing:
        yield found.typed, f"{found.topics:,}", f"{found.p50_ms:.2f} ms", f"{found.p99_ms:.2f} ms"


def _owning(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.owning:
        yield found.what, f"{found.topics:,}", f"{found.p50_ms:.2f} ms", f"{found.p99_ms:.2f} ms"


def _starts(figures: Figures) -> Iterator[Iterable[str]]:
    for start in figures.starts:
        yield f"`{start.process}`", f"{start.p50_ms:.0f} ms", f"{start.p99_ms:.0f} ms"


def _answering(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.answering:
        took = f"{found.p50_ms:.1f} ms", f"{found.p99_ms:.1f} ms", f"{found.per_second:.0f} a second"
        yield found.bot, f"{found.commands:,}", *took, f"{found.at_once:,}", str(found.lost), f"{found.last_s:.1f} s"


def _ticking(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.ticking:
        yield found.database, f"{found.schedules:,}", f"{found.p50_ms:.1f} ms", f"{found.p99_ms:.1f} ms"


def _posting(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.posting:
        late = f"{found.p50_s:.1f} s", f"{found.p99_s:.1f} s", f"{found.last_s:.1f} s"
        counts = str(found.lost), str(found.limited), str(found.unwanted)
        yield found.bot, f"{found.posts:,}", *late, *counts, f"{found.p50_ms:.1f} ms", f"{found.p99_ms:.1f} ms"


def _chatting(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.chatting:
        yield found.bot, f"{found.commands:,}", str(found.rooms), f"{found.p50_ms:.0f} ms", f"{found.p99_ms:.0f} ms"


def _restarting(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.restarting:
        yield f"{found.commands:,}", str(found.rooms), str(found.kills), str(found.lost), str(found.twice)


def _following(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.following:
        yield found.what, f"{found.seconds:.1f} s"


def _joining(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.joining:
        yield str(found.rooms), str(found.commands), f"{found.discord_mb:.1f} MB", f"{found.both_mb:.1f} MB"


def _held(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.held:
        yield f"{found.commands:,}", f"{found.anonymous_mb:.1f} MB"


def _cards(figures: Figures) -> Iterator[Iterable[str]]:
    for found in figures.cards:
        yield found.case, f"{found.words}", f"{found.p50_ms:.0f} ms", f"{found.p99_ms:.0f} ms"


def _table(head: Iterable[str], rows: Iterable[Iterable[str]]) -> str:
    names = list(head)
    lines = [names, ["---"] * len(names), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines) + "\n"
