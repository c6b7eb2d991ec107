"""What is pictured: the fixed list of commands and presses that the pages in docs/ show."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from tests.pictures.page import Item, Opened
from tests.pictures.visit import Visit

KRONSTADT, RED_ARMY, PEACE = {"query": "kronstadt"}, {"query": "rode leger"}, {"query": "vrede"}
RIGHT, ALTERED = "Trotski eiste onvoorwaardelijke overgave.", "Trotski eiste voorwaardelijke overgave."
MESSAGE = (
    "I keep coming back to the same question. Was the civil war what made the Bolsheviks give up workers’ democracy, "
    "or had the party wanted a one-party state all along?"
)
QUOTED = f"> {ALTERED}\nSays who?"
AT_ONCE = 5
VILLAGE = {"title": "Village life", "keywords": "boeren"}


@dataclass(frozen=True)
class Asked:
    """A command, and what is pressed under its answer and under what comes of it; the last answer is pictured."""

    command: str
    values: Mapping[str, Any] = field(default_factory=dict)
    presses: tuple[str, ...] = ()
    name: str = "Anna"

    async def __call__(self, visit: Visit) -> Iterable[Item]:
        """Asks and presses."""
        answer = await visit.ask(self.command, self.values, self.name)
        for verb in self.presses:
            answer = await visit.press(answer, verb, self.name)
        return [answer]


async def shared(visit: Visit) -> Iterable[Item]:
    """A private answer, and what everybody sees of it once it is shared."""
    private = await visit.ask("quote", PEACE | {"private": True})
    return [private, await visit.press(private, "share")]


async def someone_else(visit: Visit) -> Iterable[Item]:
    """Anna's answer, and what Bram gets who presses a button under it."""
    answer = await visit.ask("quote", RED_ARMY)
    return [answer, await visit.press(answer, "next", "Bram")]


async def again(visit: Visit) -> Iterable[Item]:
    """What is asked again where it stands already."""
    await visit.ask("quote", RED_ARMY)
    return [await visit.ask("quote", RED_ARMY)]


async def too_fast(visit: Visit) -> Iterable[Item]:
    """One question too many."""
    for _ in range(AT_ONCE):
        await visit.ask("help", {})
    return [await visit.ask("quote", KRONSTADT)]


async def offered(visit: Visit) -> Iterable[Item]:
    """Topics for a word with a mistake in it."""
    return [await visit.offered("positions", "topic", "kronstat", 6)]


async def offered_first(visit: Visit) -> Iterable[Item]:
    """What was asked in the channel, before anything is typed."""
    for topic in ("Kronstadt", "Red Army"):
        await visit.ask("positions", {"topic": topic})
    return [await visit.offered("positions", "topic", "", 6)]


async def find_a_quote(visit: Visit) -> Iterable[Item]:
    """A quote about somebody's message."""
    return await visit.menu("Find a quote about this", MESSAGE)


async def check_quotation(visit: Visit) -> Iterable[Item]:
    """What somebody quotes, checked."""
    return await visit.menu("Check quotation", QUOTED)


async def topic_form(visit: Visit) -> Iterable[Item]:
    """The form of a new topic."""
    return [Opened((await visit.ask("topic add", {}, "Mila")).answer)]


async def report_form(visit: Visit) -> Iterable[Item]:
    """The form of a report."""
    return [Opened((await visit.open(await visit.ask("quote", RED_ARMY), "report")).answer)]


async def saved(visit: Visit) -> Iterable[Item]:
    """A topic that was saved, and what members see of it."""
    private = await visit.ask("topic add", VILLAGE, "Mila")
    return [await visit.press(private, "save", "Mila"), await visit.ask("positions", {"topic": "village life"})]


async def history(visit: Visit) -> Iterable[Item]:
    """Changes of a topic, one of them undone."""
    made = await visit.press(await visit.ask("topic add", VILLAGE, "Mila"), "save", "Mila")
    await visit.press(made, "undo", "Mila")
    return [await visit.ask("topic history", {}, "Mila")]


async def review(visit: Visit) -> Iterable[Item]:
    """A report that a member made, as moderators see it."""
    form = await visit.open(await visit.ask("quote", RED_ARMY), "report")
    await visit.submit(form, {"fault": ["context"], "why": "The next sentence says why."})
    return [await visit.ask("topic review", {}, "Mila")]


Scene = Callable[[Visit], Awaitable[Iterable[Item]]]

# By the name of the picture. The first is of a Dutch server, the others of English ones; each of the last has its own.
DUTCH: Mapping[str, Scene] = {"quote-nl": Asked("quote", RED_ARMY)}
ENGLISH: Mapping[str, Scene] = {
    "quote": Asked("quote", RED_ARMY),
    "read-as": Asked("quote", {"query": "burocracy"}),
    "nothing": Asked("quote", {"query": "Robespierre"}),
    "speaker": Asked("quote", {"query": "kameraad Stalin", "speaker": "lenin"}),
    "positions": Asked("positions", {"topic": "fight against bureaucracy"}),
    "silent": Asked("positions", {"topic": "kronstadt"}),
    "search": Asked("search", PEACE),
    "excerpt": Asked("excerpt"),
    "about": find_a_quote,
    "verbatim": Asked("verify", {"text": RIGHT}),
    "altered": Asked("verify", {"text": ALTERED}),
    "altered-limit": Asked("verify", {"text": "Lenin en Trotski waren […] voorstanders van een éénpartijstaat."}),
    "misattributed": Asked("verify", {"text": RIGHT, "author": "westerlund"}),
    "absent": Asked("verify", {"text": "De revolutie vreet haar kinderen op."}),
    "check": check_quotation,
    "context": Asked("quote", RED_ARMY, ("context",)),
    "paragraph": Asked("quote", RED_ARMY, ("context", "after")),
    "other": Asked("quote", KRONSTADT, ("other",)),
    "cite": Asked("quote", RED_ARMY, ("cite",)),
    "card": Asked("quote", RED_ARMY | {"card": True}),
    "card-dark": Asked("quote", RED_ARMY, ("picture", "dark")),
    "shared": shared,
    "someone-else": someone_else,
    "again": again,
    "too-fast": too_fast,
    "offered": offered,
    "offered-first": offered_first,
    "sources": Asked("sources"),
    "help": Asked("help"),
}
OWN: Mapping[str, Scene] = {
    "topics": Asked("topics"),
    "topic-form": topic_form,
    "preview": Asked("topic add", VILLAGE, name="Mila"),
    "choosing": Asked("topic add", VILLAGE, ("choose", "take"), "Mila"),
    "saved": saved,
    "history": history,
    "report": report_form,
    "review": review,
}
