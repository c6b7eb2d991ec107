"""Drives every command and action of the bot, whatever they are, and holds what it sent against Discord's rules."""

from __future__ import annotations

import asyncio
import copy
import random
from collections.abc import Iterator, Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from pathlib import Path
from types import TracebackType
from typing import Any, Self

from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

from bot.app.commands import registry
from bot.dispatch.command import PRIVATE
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Message
from bot.reply.sharing import SHARE
from tests.commands.daily.posting import Posts
from tests.daily.clocks import Time
from tests.daily.platform import FINE, REFUSED
from tests.desks import Owned, owned_in
from tests.fuzz.queries import HOSTILE
from tests.fuzz.texts import EVERYTHING, WORKS, Written
from tests.local_discord import Answer, File, User
from tests.local_discord.components import STRING_SELECT, texts
from tests.local_discord.exchange import MODAL
from tests.local_discord.places import snowflake
from tests.platforms.discord.busy import FILE, TITLE, fill, moderator
from tests.platforms.discord.fakes import Around
from tests.platforms.discord.rendering import quotations
from tests.platforms.discord.stage import Stage, described_wrongly, staged
from tests.texts import Corpus

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.membership import community_of  # isort: skip

JSON = dict[str, Any]
ADMINISTRATOR = 1 << 3
SUBCOMMAND, SUBGROUP, STRING, INTEGER, BOOLEAN, USER, CHANNEL, ROLE, NUMBER, ATTACHMENT = 1, 2, 3, 4, 5, 6, 7, 8, 10, 11
COMMAND, MESSAGE_MENU = 1, 3
PRESSES = 50
# After these something is no longer there; of what is pressed as often, they come after the others. The last ends all.
ENDING = ("save", "overwrite", "discard", "send", "withdraw", "import", "forgo", "uphold", "decline", "undo")
LAST = "forget"
TIMES = 2
# An optional argument is given so often.
GIVEN = 0.4
# Lengths at which the description refuses some text or other.
LENGTHS = (0, 25, 32, 45, 80, 100, 150, 2000, 4000)
PATIENCE_S = 20
# Every work of `tests.fuzz.texts` has this word.
FOUND = "molen"
# So many quotes have an order.
AT_LEAST = 2
NEVER = ("too-long", "internal-error")


@dataclass
class Driven:
    """What was driven so far: commands and menus by name, actions and forms by verb."""

    commands: set[str] = field(default_factory=set)
    actions: set[str] = field(default_factory=set)
    forms: set[str] = field(default_factory=set)


class Driver:
    """A server where the bot serves, each time with other texts."""

    def __init__(self, first: Library, languages: Languages, folder: Path) -> None:
        self.driven = Driven()
        self._languages = languages
        self._folder = folder
        self._first = first
        self._stack = AsyncExitStack()
        self._shapes: set[str] = set()
        self._corpora = 0

    async def __aenter__(self) -> Self:
        owned = await self._stack.enter_async_context(owned_in(self._folder / "owned", self._first))
        self._around = Around(registry(self._first, desk=owned.desk, agenda=owned.agenda))
        self._stage: Stage = await self._stack.enter_async_context(
            staged(self._around, self._languages, self._folder / "discord")
        )
        self._stage.guild.add_role("lezers", mentionable=True)
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self._stack.__aexit__(kind, error, trace)

    async def drive(self, works: Sequence[Written], typed: Sequence[str], seed: int) -> None:
        """Asks everything that can be asked of these works, and goes on from each answer."""
        chance = random.Random(seed)
        contents, library = self._written(works)
        stretches = [content[at : at + 60] for content in contents.values() for at in (0, len(content) // 2)]
        values = [*typed, *stretches, FOUND, "w0-2", "bureaucratie"]
        async with owned_in(self._folder / f"owned{self._corpora}", library) as owned:
            self._around.inner = registry(library, chance, desk=owned.desk, agenda=owned.agenda)
            await _Run(self._stage, owned, values, contents, chance, self.driven).everything()
        self._check()

    def _check(self) -> None:
        """Holds each request against the rules, and each of a new shape against Discord's own description."""
        entries = self._stage.local.requests
        shapes = {repr(_shape(entry["body"])): entry for entry in entries}
        assert self._stage.local.limit_findings() == []
        assert described_wrongly([entry for shape, entry in shapes.items() if shape not in self._shapes]) == []
        self._shapes |= shapes.keys()
        entries.clear()

    def _written(self, works: Sequence[Written]) -> tuple[dict[str, str], Library]:
        """The contents of these works by key, and a library of them alone."""
        self._corpora += 1
        corpus = Corpus(self._folder / f"corpus{self._corpora}")
        corpus.clear()
        corpus.forget()
        contents = {f"w{at}": work.content for at, work in enumerate(works)}
        for key, work in zip(contents, works, strict=True):
            corpus.add(key, work.content.encode(), work.language, work.author)
        return contents, corpus.library()


@dataclass
class _Run:
    """One round through everything, with one set of texts."""

    stage: Stage
    owned: Owned
    values: Sequence[str]
    contents: dict[str, str]
    chance: random.Random
    driven: Driven
    asking: str = ""

    async def everything(self) -> None:
        """Every command and menu, the forms that they open, and what can be pressed under the answers."""
        member = self.stage.member(self.chance.choice(["nl", "en-US"]), permissions=ADMINISTRATOR)
        answers = [answer async for answer in self._commands(member)]
        answers += [answer async for answer in self._menus(member)]
        answers += [done for opened in answers for done in await self._filled_in(member, opened)]
        await self._presses(member, answers)
        await self._presses(member, await self._scenes(member))
        kept = await self._asked(member, "data", [], FOUND)
        await self._checked(await member.press(kept, next(b["custom_id"] for b in kept.buttons()), timeout=PATIENCE_S))
        self.driven.actions.add(_verb(kept.buttons()[0]))

    async def _scenes(self, member: User) -> list[Answer]:
        """What a busy community's moderators see: drafts, a conflict, proposals, reports, long lists."""
        community = community_of(self.stage.guild.id)
        await fill(self.owned.desk, community)
        edited = await self._typed(member, "topic edit", topic=f"{TITLE} 1")
        await self.owned.desk.topics.rename(moderator(community), "molen-1", f"{TITLE} one")
        conflict = await member.press(edited, next(b["custom_id"] for b in edited.buttons()), timeout=PATIENCE_S)
        self.driven.actions.add("save")
        typed: list[tuple[str, JSON]] = [
            ("topic add", {"title": FOUND, "keywords": FOUND}),
            ("topic add", {"title": "!!!", "keywords": FOUND}),
            ("propose", {"title": f"{FOUND}s", "keywords": FOUND}),
            ("topic import", {"file": File("topics.toml", FILE)}),
            ("topic history", {}),
            ("topic review", {}),
            ("topic wanted", {}),
            ("topic unban", {}),
            ("topics", {}),
            ("settings", {"pace": "slow"}),
            ("daily add", {"time": "8:00", "thread": True, "role": self.stage.guild.roles[0]}),
            ("daily edit", {"schedule": "8:00", "kind": "alternating"}),
            ("daily skip", {"schedule": "8:00"}),
            ("daily pause", {"schedule": "8:00", "until": "24 dec"}),
            ("daily show", {"schedule": "8:00"}),
            ("daily list", {}),
        ]
        answers = [await self._checked(conflict), *[await self._typed(member, name, **given) for name, given in typed]]
        return answers + await self._chosen(member) + await self._posts(member)

    async def _chosen(self, member: User) -> list[Answer]:
        """A side for which all is chosen that it is offered."""
        answer = await self._typed(member, "topic edit", topic=f"{TITLE} 2")
        for verb in ("choose", *["take"] * AT_LEAST):
            offered = next((b for b in answer.buttons() if _verb(b) == verb), None)
            if offered:
                answer = await self._checked(await member.press(answer, offered["custom_id"], timeout=PATIENCE_S))
        return [answer]

    async def _posts(self, member: User) -> list[Answer]:
        """What moderators see of several schedules, of which one posted, and one was refused."""
        posts = Posts(self.owned.desk, self.owned.agenda, Time(self.owned.agenda.clock()))
        posts.platform.script = [FINE, REFUSED]
        times = ("8:00", "9:00", "10:00")
        for time in times[1:]:
            await self._typed(member, "daily add", time=time, kind="alternating")
        for time in times:
            await self._typed(member, "daily now", schedule=time)
            await posts.now()
        typed = [("preview", {"schedule": time}) for time in times]
        typed += [("doctor", {}), *(("doctor", {"schedule": time}) for time in times)]
        answers = [await self._typed(member, f"daily {name}", **given) for name, given in typed]
        return [*answers, await self._typed(member, "balance")]

    async def _typed(self, member: User, name: str, **given: Any) -> Answer:  # noqa: ANN401 - as Discord takes it
        self.asking = f"{name} {given}"
        return await self._checked(await member.slash(name, timeout=PATIENCE_S, **given))

    async def _commands(self, member: User) -> Any:  # noqa: ANN401 - an async generator of answers
        for name, options in _leaves(self.stage.local.commands):
            required = [o for o in options if o.get("required")]
            for value in self.chance.sample(list(self.values), TIMES):
                some = [o for o in options if o in required or self.chance.random() < GIVEN]
                yield await self._asked(member, name, some, value)
            for some in (required, [*required, *(o for o in options if o["name"] == PRIVATE.name)]):
                yield await self._asked(member, name, some, FOUND)
            self.driven.commands.add(name)

    async def _menus(self, member: User) -> Any:  # noqa: ANN401 - as above
        for menu in (c for c in self.stage.local.commands if c["type"] == MESSAGE_MENU):
            said = member.say(self.chance.choice(self.values)[:2000])
            yield await self._checked(await member.message_menu(menu["name"], said, timeout=PATIENCE_S))

    async def _asked(self, member: User, name: str, options: Sequence[JSON], value: str) -> Answer:
        given: dict[str, Any] = {option["name"]: await self._value(member, name, option, value) for option in options}
        self.asking = f"{name} {given}"
        return await self._checked(await member.slash(name, timeout=PATIENCE_S, **given))

    async def _value(self, member: User, name: str, option: JSON, value: str) -> object:
        """Something that a member may give to an option; of what is offered to a string, where it is asked for."""
        kind = option["type"]
        if option.get("choices"):
            return self.chance.choice(option["choices"])["value"]
        if kind == STRING and option.get("autocomplete"):
            offered = await member.autocomplete(name, option["name"], value[:100])
            required = bool(option.get("required"))
            return self.chance.choice(offered)["value"] if offered and not required else value
        wanted = option["name"] == PRIVATE.name or self.chance.random() < GIVEN
        values = {STRING: value, BOOLEAN: wanted, USER: member, CHANNEL: self.stage.guild.channel}
        values |= dict.fromkeys((INTEGER, NUMBER), option.get("min_value", 1))
        values[ROLE] = self.chance.choice(self.stage.guild.roles)
        values[ATTACHMENT] = File("file.toml", value.encode(errors="replace"))
        return values[kind]

    async def _filled_in(self, member: User, opened: Answer) -> list[Answer]:
        """What is answered to a form, filled in as it stands and by somebody hostile; nothing to anything else."""
        if opened.kind != MODAL:
            return []
        self.driven.forms.add(_verb(opened.modal))
        fields = [label["component"] for label in opened.modal["components"]]
        needed = {f["custom_id"]: self._filling(f) if "options" in f else FOUND for f in fields if _empty(f)}
        hostile = {f["custom_id"]: self._filling(f) for f in fields}
        self.asking = f"{opened.modal['custom_id']} {hostile}"
        return [
            await self._checked(await member.submit(opened, given, timeout=PATIENCE_S)) for given in (needed, hostile)
        ]

    def _filling(self, component: JSON) -> object:
        if component["type"] == STRING_SELECT:
            return [self.chance.choice(component["options"])["value"]]
        return self.chance.choice(self.values)[: component["max_length"]] or FOUND

    async def _presses(self, member: User, answers: list[Answer]) -> None:
        """Presses buttons of these answers and of those that follow, first the kinds that were pressed least."""
        waiting = [(b, answer) for answer in answers for b in answer.buttons()]
        pressed: dict[str, int] = {}
        for _ in range(PRESSES):
            if not waiting:
                return
            self.chance.shuffle(waiting)
            waiting = [item for item in waiting if _verb(item[0]) != LAST]
            waiting.sort(key=lambda item: (-pressed.get(_verb(item[0]), 0), _verb(item[0]) not in ENDING))
            button, answer = waiting.pop()
            verb = _verb(button)
            pressed[verb] = pressed.get(verb, 0) + 1
            following = await self._checked(
                await member.press(_copied(answer), button["custom_id"], timeout=PATIENCE_S)
            )
            for answer in (following, *await self._filled_in(member, following)):
                waiting += [(b, answer) for b in answer.buttons()]
            self.driven.actions |= set(verb.split())

    async def _checked(self, answer: Answer) -> Answer:
        """The answer, which says what was asked, and quotes only what stands in the texts."""
        # What was slow and is for the asker alone follows the message that said to wait.
        while not (answer.components or answer.followups):
            answer = await answer.changed(PATIENCE_S)
        components = answer.components or [part for follow_up in answer.followups for part in follow_up["components"]]
        said = set(texts(components))
        assert components, self.asking
        never = {self.stage.languages.say(Message(key), locale) for key in NEVER for locale in ("nl", "en")}
        assert not said & never, self.asking
        for quotation in quotations(components):
            assert quotation.text
            assert quotation.text in self.contents[quotation.passage.rpartition("-")[0]]
        return answer


def _shape(value: object) -> object:
    """A request with its texts left out, but for which of Discord's limits they keep to."""
    if isinstance(value, dict):
        return {key: _shape(of) for key, of in value.items() if key != "id"}
    if isinstance(value, list):
        return [_shape(of) for of in value]
    return tuple(len(value) > limit for limit in LENGTHS) if isinstance(value, str) else value


def _verb(button: JSON) -> str:
    """The verb of a button; of one that shares, the verb too that gives what is shared."""
    _, verb, _, _, *target = str(button["custom_id"]).split(":")
    return f"{verb} {target[0]}" if verb == SHARE else verb


def _empty(component: JSON) -> bool:
    """Whether a field is to be filled in and is not."""
    if component["type"] == STRING_SELECT:
        return bool(component["required"]) and not any(option.get("default") for option in component["options"])
    return bool(component["required"]) and not component.get("value")


def _copied(answer: Answer) -> JSON:
    """The message as it was answered, for a press that no other press of it gets in the way of."""
    message: JSON = copy.deepcopy(answer.message)
    return message | {"id": str(snowflake())}


def _leaves(commands: Sequence[JSON], above: str = "") -> Iterator[tuple[str, list[JSON]]]:
    """The commands that can be typed, those inside groups too, with their options."""
    for command in commands:
        if not above and command["type"] != COMMAND:
            continue
        name, options = f"{above} {command['name']}".strip(), command.get("options") or []
        inside = [o for o in options if o["type"] in (SUBCOMMAND, SUBGROUP)]
        if inside:
            yield from _leaves(inside, name)
        else:
            yield name, options


def drive_everything(library: Library, languages: Languages, folder: Path, examples: int) -> Driven:
    """Drives a bot over so many sets of texts, after one in which every action has something to do.

    It begins with the commands over a `library`.
    """
    with asyncio.Runner() as runner:
        driver = runner.run(Driver(library, languages, folder).__aenter__())

        # What fails is reported as it was found: to make it smaller takes a new index each time.
        @settings(
            max_examples=examples,
            database=None,
            derandomize=True,
            deadline=None,
            phases=[Phase.explicit, Phase.generate],
            suppress_health_check=list(HealthCheck),
        )
        @given(WORKS, st.lists(HOSTILE, min_size=2, max_size=4), st.integers(0, 1 << 32))
        @example(EVERYTHING, ["molen", "@everyone"], 1)
        def drive(works: list[Written], typed: list[str], seed: int) -> None:
            runner.run(driver.drive(works, typed, seed))

        try:
            drive()
        finally:
            runner.run(driver.__aexit__(None, None, None))
    return driver.driven
