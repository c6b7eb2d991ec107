"""Members of many servers, who ask one thing after another: what groups ask, about as often as they do."""

from __future__ import annotations

import asyncio
import random
from collections import Counter
from collections.abc import Awaitable, Callable, Coroutine, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from itertools import count
from typing import Any, TypeVar

from bot.i18n import Languages
from bot.model import Message
from bot.store.moment import utc_now
from tests.local_discord import Answer, Guild, LocalDiscord, User
from tests.platforms.discord.test_many import different_queries

# The machine is busy, the database may be away, and the gateway too: members wait longer than on Discord.
PATIENCE_S = 45.0
MANAGE_GUILD, MANAGE_MESSAGES = 1 << 5, 1 << 13
LOCALES = ("nl", "nl", "nl", "en-US")
TOPICS = ("kronstadt", "bureaucratie", "fracties", "rode leger", "qzxvwy")
PRESSED = ("next", "context", "other", "cite", "open", "page", "side", "topic", "topics", "another")
DEFECT, AWAY = "internal-error", ("database-unreachable", "database-uncertain")
ANSWERED, TROUBLE, FAILED, UNANSWERED = "answered", "told of trouble", "told of a defect", "unanswered"

Told = TypeVar("Told")
Talk = Callable[["Members", User], Awaitable[None]]


@dataclass
class Members:
    """They ask until they asked as often as they were told to; `came` counts what came of it."""

    local: LocalDiscord
    guilds: Sequence[Guild]
    at_once: int
    chance: random.Random
    came: Counter[str] = field(default_factory=Counter)
    asked: int = 0
    unanswered: list[str] = field(default_factory=list)
    _until: int = 0
    _waiting: int = 0

    def __post_init__(self) -> None:
        self._numbers = count()
        self._queries = different_queries()
        self._may_ask = asyncio.Event()
        self._may_ask.set()
        self._fewer = asyncio.Event()
        spoken = Languages()
        self._defects = tuple(spoken.say(Message(DEFECT), locale) for locale in spoken.locales)
        self._away = tuple(_beginning(spoken, key, locale) for key in AWAY for locale in spoken.locales)

    async def ask(self, number: int) -> None:
        """So many more things are asked, some at once; returns when the last is answered."""
        self._until += number
        async with asyncio.TaskGroup() as group:
            for _ in range(self.at_once):
                group.create_task(self._ask())

    @contextmanager
    def silent(self) -> Iterator[None]:
        """Nobody asks anything new until the end of the block."""
        self._may_ask.clear()
        try:
            yield
        finally:
            self._may_ask.set()

    async def answered(self) -> None:
        """Waits until nobody waits for an answer."""
        while self._waiting:
            self._fewer.clear()
            await self._fewer.wait()

    async def answer(self, what: str, asking: Coroutine[Any, Any, Told]) -> Told | None:
        """Asks when they may: the answer, or what is offered to complete it; None where there is none."""
        await self._may_ask.wait()
        self.asked += 1
        self._waiting += 1
        try:
            found = await asking
        except TimeoutError:
            self.came[UNANSWERED] += 1
            self.unanswered.append(f"{what} ({utc_now():%H:%M:%S})")
            return None
        finally:
            self._waiting -= 1
            self._fewer.set()
        self.came[self._what(found)] += 1
        return found

    def query(self) -> str:
        """What somebody looks for."""
        return self.chance.choice(self._queries)

    def name(self) -> str:
        """A name that nothing has yet."""
        return f"q{next(self._numbers)}"

    def _what(self, answer: object) -> str:
        if not isinstance(answer, Answer):
            return ANSWERED
        said = "\n".join([answer.content, *answer.texts()])
        if any(of in said for of in self._defects):
            return FAILED
        return TROUBLE if any(of in said for of in self._away) else ANSWERED

    async def _ask(self) -> None:
        while self.asked < self._until:
            [talk] = self.chance.choices(TALKS, FREQUENT)
            guild = self.chance.choice(self.guilds)
            place, locale = self.chance.choice(guild.channels), self.chance.choice(LOCALES)
            await talk(self, self.local.member(guild, self.name(), locale, channel=place))


def _beginning(spoken: Languages, key: str, locale: str) -> str:
    """How a sentence begins, before what differs."""
    mark = "\N{REPLACEMENT CHARACTER}"
    return spoken.say(Message(key, {"database": mark, "reason": mark}), locale).partition(mark)[0]


async def _press(members: Members, member: User, answer: Answer | None, verbs: Sequence[str]) -> Answer | None:
    """Presses a button of an answer, one of those that do such a thing, if there is any."""
    if answer is None:
        return None
    ids = [str(of["custom_id"]) for of in answer.buttons() if "custom_id" in of and not of.get("disabled")]
    fit = [of for of in ids if of.split(":")[1] in verbs]
    if not fit:
        return None
    chosen = members.chance.choice(fit)
    return await members.answer(f"press {chosen}", member.press(answer, chosen, timeout=PATIENCE_S))


async def quote(members: Members, member: User) -> None:
    """One quotation, perhaps more of it."""
    found = await members.answer("quote", member.slash("quote", query=members.query(), timeout=PATIENCE_S))
    if members.chance.random() < MORE:
        await _press(members, member, found, PRESSED)


async def search(members: Members, member: User) -> None:
    """A list, one of it opened."""
    found = await members.answer("search", member.slash("search", query=members.query(), timeout=PATIENCE_S))
    if members.chance.random() < MORE:
        await _press(members, member, found, PRESSED)


async def positions(members: Members, member: User) -> None:
    """A topic that is completed, and what each says on it; more of one side."""
    topic = members.chance.choice(TOPICS)
    await members.answer("completion", member.autocomplete("positions", "topic", topic[:3], timeout=PATIENCE_S))
    found = await members.answer("positions", member.slash("positions", topic=topic, timeout=PATIENCE_S))
    if members.chance.random() < MORE:
        await _press(members, member, found, PRESSED)


async def verify(members: Members, member: User) -> None:
    """Whether somebody said that."""
    await members.answer("verify", member.slash("verify", text=members.query(), timeout=PATIENCE_S))


async def about(members: Members, member: User) -> None:
    """What is said about something."""
    await members.answer("about", member.slash("about", text=members.query(), timeout=PATIENCE_S))


async def excerpt(members: Members, member: User) -> None:
    """Something by chance, and another."""
    found = await members.answer("excerpt", member.slash("excerpt", timeout=PATIENCE_S))
    await _press(members, member, found, PRESSED)


async def browse(members: Members, member: User) -> None:
    """The topics, and one of them."""
    found = await members.answer("topics", member.slash("topics", timeout=PATIENCE_S))
    await _press(members, member, found, PRESSED)


async def look(members: Members, member: User) -> None:
    """What the bot can do, what it has, and what it posted."""
    name = members.chance.choice(("help", "sources", "balance", "data"))
    await members.answer(name, member.slash(name, timeout=PATIENCE_S))


async def picture(members: Members, member: User) -> None:
    """A quotation as a picture."""
    found = await members.answer("quote", member.slash("quote", query=members.query(), timeout=PATIENCE_S))
    await _press(members, member, found, ("picture",))


async def moderate(members: Members, member: User) -> None:
    """A moderator adds a topic, and takes it away again; and sets the language, as it is."""
    member.permissions = MANAGE_GUILD | MANAGE_MESSAGES
    topic = members.name()
    adding = member.slash("topic add", title=topic, keywords=members.query().split()[0], timeout=PATIENCE_S)
    found = await members.answer("topic add", adding)
    await _press(members, member, found, ("save",))
    await members.answer("settings", member.slash("settings", language="nl", timeout=PATIENCE_S))
    await members.answer("topic remove", member.slash("topic remove", topic=topic, timeout=PATIENCE_S))
    await members.answer("topic history", member.slash("topic history", timeout=PATIENCE_S))


MORE = 0.4
OFTEN: dict[Talk, float] = {
    quote: 40,
    search: 15,
    positions: 12,
    verify: 8,
    excerpt: 6,
    browse: 4,
    about: 2,
    look: 3,
    moderate: 0.5,
    picture: 0.1,
}
TALKS, FREQUENT = [*OFTEN], [*OFTEN.values()]
