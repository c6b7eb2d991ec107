"""Every command, action and form, over texts that nobody would write, as Matrix shows them."""

from __future__ import annotations

import asyncio
import copy
import json
import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import count
from pathlib import Path

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st
from structlog.testing import capture_logs

from bot.app.commands import registry
from bot.communities.desk import Desk
from bot.dispatch.command import Command, Value
from bot.dispatch.places import Pointer, no_channels
from bot.dispatch.registry import Registry
from bot.dispatch.uploads import Opener, nowhere
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Channel, Message, Role, Upload
from bot.platforms.matrix.names import KEPT
from bot.platforms.matrix.reactions import standing
from bot.reply import Picture, Reply
from bot.reply.sharing import SHARE
from tests.desks import desk_in
from tests.fuzz.queries import HOSTILE
from tests.fuzz.texts import EVERYTHING, WORKS, Written
from tests.platforms.discord.busy import FILE, TITLE, fill, moderator
from tests.platforms.discord.fakes import Around
from tests.platforms.matrix.reading import quoted, read
from tests.platforms.matrix.room import ANNA, Answer, Event, Room
from tests.texts import Corpus

# So many texts more with `--long`; `make fuzz` takes many.
EXAMPLES = 2
TIMES, PRESSES = 2, 80
# Of questions and answers, at most so many for a form.
ROUNDS = 12
# An event may have 65,536 bytes, and grows by a third where it is encrypted.
MOST = 45_000
# Every work of `tests.fuzz.texts` has this word.
FOUND = "molen"
GIVEN = 0.4
# After these something is no longer there; they come after the others that were chosen as often. The last ends all.
ENDING = ("save", "overwrite", "discard", "send", "withdraw", "import", "forgo", "uphold", "decline", "undo")
LAST = "forget"
NEVER = ("internal-error",)
# Everybody sees what is answered here, so there is nothing to share; and all of a quotation, so there are no parts.
NEVER_OFFERED = {SHARE, "verify", "view"}


@dataclass
class Driven:
    """What was driven so far: commands by name, actions and forms by verb."""

    commands: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)
    # All that there is.
    there: Registry = field(default_factory=lambda: Registry([], {}))


@dataclass
class Driver:
    """A room where everything is asked that can be, over one set of texts."""

    room: Room
    contents: dict[str, str]
    values: Sequence[str]
    chance: random.Random
    driven: Driven

    async def commands(self) -> list[Answer]:
        """The answers to every command, and to the forms that they ask."""
        answers = []
        for name, command in self.room.registry.commands.items():
            for value in (*self.chance.sample(list(self.values), TIMES), FOUND):
                answers.append(self.checked(await self.room.run(name, self._given(command, value))))
                answers += await self._filled_in(answers[-1])
            self.driven.commands.add(name)
        return answers

    async def scenes(self, desk: Desk) -> list[Answer]:
        """What a busy community's moderators see: drafts, a conflict, proposals, reports, long lists."""
        await fill(desk, self.room.ask.community)
        edited = self.checked(await self.room.run("topic edit", {"topic": f"{TITLE} 1"}))
        await desk.topics.rename(moderator(self.room.ask.community), "molen-1", f"{TITLE} one")
        asked: list[tuple[str, dict[str, Value]]] = [
            ("topic add", {"title": FOUND, "keywords": FOUND}),
            ("topic add", {"title": "!!!", "keywords": FOUND}),
            ("propose", {"title": f"{FOUND}s", "keywords": FOUND}),
            ("topic import", {"file": Upload("topics.toml", FILE)}),
            ("settings", {"pace": "slow", "audit": Channel("test")}),
            ("data", {}),
            *((name, {}) for name in ("topic history", "topic review", "topic wanted", "topic unban", "topics")),
        ]
        conflict = await self._chosen(edited.last, "save")
        found = self.checked(await self.room.run("search", {"query": FOUND}))
        further = await self._chosen(found.last, "page") if "page" in dict(_choices(found)) else []
        side = await self._side()
        return [*conflict, *further, side, *[self.checked(await self.room.run(name, given)) for name, given in asked]]

    async def _side(self) -> Answer:
        """A side for which two quotes are chosen, where so many are offered."""
        answer = self.checked(await self.room.run("topic edit", {"topic": f"{TITLE} 2"}))
        for verb in ("choose", "take", "take"):
            if verb in dict(_choices(answer)):
                answer = (await self._chosen(answer.last, verb))[-1]
        return answer

    async def choices(self, answers: list[Answer]) -> None:
        """Chooses under these answers and under those that follow, first the kinds that were chosen least."""
        waiting = [choice for answer in answers for choice in _choices(answer)]
        times: dict[str, int] = {}
        for press in range(2 * PRESSES):
            self.chance.shuffle(waiting)
            # In the end, only what was never chosen.
            done = self.driven.actions if press >= PRESSES else ()
            waiting = [item for item in waiting if item[0] != LAST and item[0] not in done]
            waiting.sort(key=lambda item: (-times.get(item[0], 0), item[0] not in ENDING))
            if not waiting:
                return
            verb, event = waiting.pop()
            times[verb] = times.get(verb, 0) + 1
            waiting += [choice for following in await self._chosen(event, verb) for choice in _choices(following)]

    async def end(self) -> None:
        """Deletes what is kept of whoever asked."""
        await self._chosen((await self.room.run("data", {})).last, LAST)

    def checked(self, answer: Answer) -> Answer:
        """The answer, which says something and quotes what stands in the texts, character by character."""
        assert answer.bodies
        never = {self.room.languages.say(Message(key), locale) for key in NEVER for locale in ("nl", "en")}
        shown = [of.quotation for of in answer.reply.blocks if isinstance(of, Picture)]
        told = [*answer.reply.quotations(), *shown]
        assert sorted(quoted(answer.bodies)) == sorted("".join(one.quote.text for one in told))
        for one in told:
            assert one.quote.text in self.contents[one.quote.passage.work]
        for body in answer.bodies:
            assert read(body.html).text == body.plain
            assert not never & set(body.plain.split("\n"))
        for event in answer.events:
            assert len(json.dumps(event["content"], ensure_ascii=False).encode()) < MOST
            assert event["content"]["m.mentions"] == {}
        return answer

    async def _chosen(self, event: Event, verb: str) -> list[Answer]:
        """What follows the action of that verb, chosen by its sign; with the forms that it asks."""
        sign = self.chance.choice([of["sign"] for of in _actions(event) if of["verb"] == verb])
        following = await self.room.react(self.room.copied(event), sign)
        assert following, verb
        self.driven.actions.add(verb)
        return [self.checked(following), *await self._filled_in(following)]

    async def _filled_in(self, answer: Answer) -> list[Answer]:
        """What follows when the questions of a form are answered: as it stands, and by somebody hostile."""
        found: list[Answer] = []
        for keeps in (True, False):
            following = answer
            for _ in range(ROUNDS):
                if not _asks(following):
                    break
                text = "-" if keeps else self.chance.choice(self.values).strip("!/\0 ") or FOUND
                again = self.checked(await self._said(following, text))
                if _asks(again) == _asks(following):
                    # Not taken: it has to be filled in, to be one of the choices, or to be shorter.
                    again = self.checked(await self._said(following, self.chance.choice(["1", FOUND])))
                following = again
                found.append(following)
        return found

    async def _said(self, answer: Answer, text: str) -> Answer:
        following = await self.room.say(text, to=answer.last)
        assert following, text
        return following

    def _given(self, command: Command, value: str) -> dict[str, Value]:
        """Arguments that a member may give."""
        some = [p for p in command.parameters if p.required or self.chance.random() < GIVEN]
        kinds: dict[object, Value] = {
            str: value.replace("\0", "")[:6000],
            bool: self.chance.random() < GIVEN,
            Upload: Upload("file.toml", value.encode(errors="replace")),
            Channel: Channel("!room:here"),
        }
        return {p.name: kinds[p.kind] for p in some}


def _actions(event: Event) -> list[dict[str, str]]:
    """What a message offers."""
    found: list[dict[str, str]] = event["content"].get(KEPT, {}).get("actions", [])
    return found


def _choices(answer: Answer) -> list[tuple[str, Event]]:
    """The verbs of what an answer offers, each with the message as it is now: another choice may change it."""
    event = copy.deepcopy(standing(answer.last))
    return [(verb, event) for verb in sorted({of["verb"] for of in _actions(event)})]


def _asks(answer: Answer) -> object:
    """The question that an answer asks, if it asks one."""
    return standing(answer.last)["content"].get(KEPT, {}).get("form")


class Noting(Around):
    """Notes which forms were filled in."""

    def __init__(self, inner: Registry, forms: set[str]) -> None:
        super().__init__(inner)
        self._forms = forms

    async def line(self, ask: Ask, line: str, opener: Opener = nowhere, pointer: Pointer = no_channels) -> Reply:
        return await self.inner.line(ask, line, opener, pointer)

    async def submit(self, ask: Ask, verb: str, target: str, shared: str, filled: Mapping[str, str]) -> Reply:
        self._forms.add(verb)
        return await super().submit(ask, verb, target, shared, filled)


def _corpus(folder: Path, works: Sequence[Written]) -> tuple[dict[str, str], Library]:
    """The contents of these works by key, and a library of them alone."""
    corpus = Corpus(folder / "corpus")
    corpus.clear()
    corpus.forget()
    contents = {f"w{at}": work.content for at, work in enumerate(works)}
    for key, work in zip(contents, works, strict=True):
        corpus.add(key, work.content.encode(), work.language, work.author)
    return contents, corpus.library()


async def drive(works: Sequence[Written], typed: Sequence[str], seed: int, folder: Path, driven: Driven) -> None:
    """Asks everything that can be asked of these works, and goes on from each answer."""
    (contents, library), chance = _corpus(folder, works), random.Random(seed)
    stretches = [content[at : at + 60] for content in contents.values() for at in (0, len(content) // 2)]
    async with desk_in(folder, library) as desk:
        driven.there = registry(library, chance, desk=desk)
        registered = Noting(driven.there, driven.forms)
        locale = chance.choice(["nl", "en"])
        ask = Ask(locale, locale, "test", "test", ANNA, Role.MANAGER, communal=True)
        values = [*typed, *stretches, FOUND, "w0-2", "bureaucratie"]
        driver = Driver(Room(registered, Languages(), ask), contents, values, chance, driven)
        await driver.choices(await driver.commands())
        await driver.choices(await driver.scenes(desk))
        await driver.end()


def drive_everything(folder: Path, examples: int) -> Driven:
    """Drives rooms over one set of texts in which every action has something to do, then over so many others."""
    driven, folders = Driven(), count()

    @settings(
        max_examples=max(examples, 1),
        database=None,
        derandomize=True,
        deadline=None,
        phases=[Phase.explicit, Phase.generate] if examples else [Phase.explicit],
        suppress_health_check=list(HealthCheck),
    )
    @given(WORKS, st.lists(HOSTILE, min_size=2, max_size=4), st.integers(0, 1 << 32))
    @example(EVERYTHING, ["molen", "@everyone"], 1)
    def everything_of(works: list[Written], typed: list[str], seed: int) -> None:
        asyncio.run(drive(works, typed, seed, folder / str(next(folders)), driven))

    with capture_logs() as events:
        everything_of()
    assert [event for event in events if event["log_level"] == "error"] == []
    return driven


def test_whatever_the_texts_and_whatever_is_asked_it_stands_in_the_room_as_it_is(tmp_path: Path, *, long: bool) -> None:
    driven = drive_everything(tmp_path, EXAMPLES if long else 0)

    assert driven.commands == set(driven.there.commands)
    assert driven.actions == set(driven.there.actions) - NEVER_OFFERED
    assert driven.forms == set(driven.there.submits)
