"""What completion offers while a member types: subjects of the texts, authors, speakers, commands."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from bot.commands.held import Held
from bot.commands.recent import RecentSubjects
from bot.commands.setting_words import said
from bot.commands.settings import LANGUAGES, USUAL
from bot.communities.settings import PACES, PROPOSERS
from bot.dispatch.command import Command
from bot.dispatch.registry import CHOICE_LENGTH, MOST_CHOICES
from bot.dispatch.rooms import Choice, Completer
from bot.errors import NotFound
from bot.library.library import Library
from bot.library.shelves import Subject
from bot.library.subjects import Subjects, offered
from bot.model import Ask, Message

SUBJECTS = "subjects"
TOPIC = "topic/"
# Among so many subjects the topics are looked for.
LOOKED_AT = 300
FEW: Mapping[str, tuple[str, Sequence[str]]] = {
    "languages": ("language", (*LANGUAGES, USUAL)),
    "paces": ("pace", tuple(PACES)),
    "proposers": ("propose", PROPOSERS),
}
"""The settings with a completer of their own, and what they can be."""


def completers(
    library: Library, recent: RecentSubjects, commands: Callable[[], dict[str, Command]], held: Held
) -> dict[str, Completer]:
    """The completers by the names that `Arg(complete=…)` uses.

    They answer on the event loop: they take a few milliseconds, and the interpreter would not run others meanwhile.
    """
    authors = _named(library.authors.items())

    async def subjects(ask: Ask, typed: str) -> list[Choice]:
        holdings = await held(ask)
        found = _offered((recent.subjects(ask, holdings), holdings.subjects), ask, typed)
        return [choice(subject, ask.locale) for subject in found]

    async def topics(ask: Ask, typed: str) -> list[Choice]:
        holdings = await held(ask)
        found = offered((holdings.subjects,), typed, ask.locale, LOOKED_AT)
        return _by_key((subject for subject in found if subject.key.startswith(TOPIC)), ask)

    async def author_names(ask: Ask, typed: str) -> list[Choice]:
        return _by_key(_offered((authors,), ask, typed), ask)

    async def speakers(ask: Ask, typed: str) -> list[Choice]:
        return _by_key(_offered((library.speakers,), ask, typed), ask)

    async def command_names(ask: Ask, typed: str) -> list[Choice]:
        return _by_key(_offered((_named((name, name) for name in commands()),), ask, typed), ask)

    async def banned(ask: Ask, typed: str) -> list[Choice]:
        return _banned(library, (await held(ask)).banned, typed.strip().casefold())

    few = {name: _few(setting, values) for name, (setting, values) in FEW.items()}
    return few | {
        SUBJECTS: subjects,
        "topics": topics,
        "banned": banned,
        "authors": author_names,
        "speakers": speakers,
        "commands": command_names,
    }


def choice(subject: Subject, locale: str) -> Choice:
    """A subject as a choice: its title says itself what is asked; where that is too long, its key asks."""
    title = subject.shown(locale)
    return Choice(subject.label(locale), title if len(title) <= CHOICE_LENGTH else subject.key)


def _banned(library: Library, passages: Iterable[str], typed: str) -> list[Choice]:
    """The passages whose ids begin as was typed; else those whose author or section has it."""
    by_id = [key for key in sorted(passages) if key.startswith(typed)]
    if by_id:
        return [Choice(_source(library, key), key) for key in by_id[:MOST_CHOICES]]
    named = ((_source(library, key), key) for key in sorted(passages)[:LOOKED_AT])
    return [Choice(name, key) for name, key in named if typed in name.casefold()]


def _source(library: Library, key: str) -> str:
    """A passage's id, with its author and the section that it stands in as far as there is room."""
    try:
        passage = library.passage(key)
    except NotFound:
        return key
    author = f"{key} · {library.work_of(passage).author}"
    whole = f"{author} · {passage.section}"
    return whole if passage.section and len(whole) <= CHOICE_LENGTH else author


def _few(setting: str, values: Sequence[str]) -> Completer:
    """Offers the values of a setting that begin as was typed; all where none does: their names may, in a language."""

    async def complete(ask: Ask, typed: str) -> list[Choice]:
        found = [value for value in values if value.startswith(typed.strip().casefold())]
        return [Choice(value, value, _label(setting, value)) for value in found or values]

    return complete


def _label(setting: str, value: str) -> Message | None:
    """What a value is called; the usual language is stored as nothing."""
    told = said(setting, "" if (setting, value) == ("language", USUAL) else value)
    return told if isinstance(told, Message) else None


def _offered(shelves: Sequence[Subjects], ask: Ask, typed: str) -> list[Subject]:
    return offered(shelves, typed, ask.locale, MOST_CHOICES)


def _by_key(found: Iterable[Subject], ask: Ask) -> list[Choice]:
    return [Choice(subject.label(ask.locale), subject.key) for subject in found]


def _named(names: Iterable[tuple[str, str]]) -> Subjects:
    return Subjects(Subject(key, {"": name}, (key,)) for key, name in names)
