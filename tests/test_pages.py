"""The pages in docs/ have what they promise: pictures that tell what they show, links that lead somewhere."""

from __future__ import annotations

import random
import re
import runpy
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from typer.core import TyperArgument, TyperGroup, TyperOption
from typer.main import get_command

from bot.app.commands import registry
from bot.cli import app
from bot.cli.telling import REFUSED, UNREACHABLE, UNUSABLE
from bot.config import HOME
from bot.dispatch.registry import Registry
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Message

PAGES = [HOME / "README.md", *sorted((HOME / "docs").glob("*.md"))]
MEMBERS = (HOME / "docs" / "members.md").read_text("utf-8")
MODERATORS = (HOME / "docs" / "moderators.md").read_text("utf-8")
OPERATE = (HOME / "docs" / "operate.md").read_text("utf-8")
IMAGE = re.compile(r'<img src="(?P<file>[^"]+)" width="400" alt="(?P<alt>[^"]+)">')
LINK = re.compile(r"\]\((?P<file>[^)#:]*)(?:#(?P<heading>[^)]+))?\)")
HEADING = re.compile(r"^#+ (?P<title>.+)$", re.MULTILINE)
KILOBYTES = 100
# Actions that no button has: they give a reply again. What `side` does is told with whose it is.
UNSHOWN = {"view", "verify", "side"}


@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.name)
def test_links_lead_to_files_and_headings_that_are_there(page: Path) -> None:
    text = page.read_text("utf-8")
    links = [(found["file"], found["heading"]) for found in LINK.finditer(text)]
    targets = [(page.parent / file if file else page, heading) for file, heading in links]

    assert [str(file) for file, _ in targets if not file.exists()] == []
    assert [heading for file, heading in targets if heading and heading not in anchors(file)] == []


def test_the_site_has_every_page() -> None:
    configured = runpy.run_path(str(HOME / "docs" / "conf.py"))["PAGES"]

    assert sorted(configured) == [page.stem for page in PAGES[1:]]


def test_the_page_for_developers_has_every_floor() -> None:
    layers = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["tool"]["importlinter"]["contracts"][0][
        "layers"
    ]
    floors = [floor for layer in layers for floor in layer.split(" | ") if floor != "__main__"]
    text = (HOME / "docs" / "developers.md").read_text("utf-8")
    rows = [row for row in text.splitlines() if row.startswith("| `")]

    assert re.findall(r"`(\w+)`", "".join(row.split("|")[1] for row in rows)) == floors


def anchors(page: Path) -> set[str]:
    titles = (found["title"] for found in HEADING.finditer(page.read_text("utf-8")))
    return {re.sub(r"[^\w -]", "", title.lower()).replace(" ", "-") for title in titles}


def test_every_picture_is_shown_once_with_words_for_it_and_is_small() -> None:
    shown = [found["file"] for found in IMAGE.finditer(MEMBERS + MODERATORS)]
    pictures = sorted((HOME / "docs" / "pictures").iterdir())

    assert sorted(shown) == [f"pictures/{file.name}" for file in pictures]
    assert (MEMBERS + MODERATORS).count("<img") == len(shown)
    assert [file.name for file in pictures if file.stat().st_size > KILOBYTES * 1024] == []


def test_the_members_page_has_every_command_with_its_options(everything: Registry) -> None:
    rows = {row.split("`")[1]: row for row in MEMBERS.splitlines() if row.startswith("| `/")}
    every = everything.commands
    commands = {name: found for name, found in every.items() if found.group is None}

    assert rows.keys() == {f"/{name}" for name in commands}
    for name, found in commands.items():
        options = {p.name for p in found.parameters if not p.required}
        assert options == set(re.findall(r"`(\w+)`", rows[f"/{name}"]))


def test_the_moderators_page_has_every_command_of_topics(everything: Registry) -> None:
    every = everything.commands
    told = {name for name, found in every.items() if found.group and f"/{name}" in MODERATORS}

    assert told == {name for name, found in every.items() if found.group}


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_the_members_page_has_every_button_and_menu_as_it_is_called(
    library: Library, languages: Languages, locale: str
) -> None:
    made = registry(library, random.Random(7))
    verbs = made.actions.keys() - UNSHOWN
    menus = [f"menu-{name}" for name, found in made.commands.items() if found.of_message or found.of_quotation]
    keys = [
        *(f"action-{verb}" for verb in verbs),
        "action-text",
        "action-light",
        "action-list",
        "part-earlier",
        "part-later",
        *menus,
    ]
    said = [languages.say(Message(key), locale) for key in keys]

    assert [words for words in said if f"*{words}*" not in MEMBERS] == []


@pytest.mark.parametrize("locale", ["en", "nl"])
def test_the_members_page_has_every_verdict_as_it_is_called(languages: Languages, locale: str) -> None:
    verdicts = ("verbatim", "elided", "altered", "misattributed", "absent")
    values = {"speaker": "x", "author": "y"}
    said = [languages.say(Message(f"verify-{verdict}", values), locale).partition(":")[0] for verdict in verdicts]

    assert [words for words in said if f"*{words}*" not in MEMBERS] == []


def commands_of(command: Any, *path: str) -> Iterator[tuple[str, set[str]]]:  # noqa: ANN401 - typer's, which it does not name
    """The commands of the terminal, each as it is typed, with its options."""
    if isinstance(command, TyperGroup):
        for name, inner in command.commands.items():
            yield from commands_of(inner, *path, name)
        return
    names = [*path, *(str(of.name).upper() for of in command.params if isinstance(of, TyperArgument))]
    options = [of for of in command.params if isinstance(of, TyperOption)]
    yield " ".join(names), {name for option in options for name in option.opts if name.startswith("--")}


def test_the_operators_page_has_every_command_of_the_terminal_with_its_options() -> None:
    rows = [row.split(" | ") for row in OPERATE.partition("## Every command")[2].splitlines() if row.startswith("| `")]
    shown = {row[0].split("`")[1]: set(re.findall(r"`(--[\w-]+)`", row[2])) for row in rows}

    assert shown == dict(commands_of(get_command(app)))


def test_the_operators_page_has_every_exit_status() -> None:
    rows = OPERATE.partition("## When it does not start")[2].partition("## ")[0]
    source = "".join(file.read_text("utf-8") for file in (HOME / "bot").rglob("*.py"))
    raised = set(re.findall(r"typer\.Exit\(([A-Z]+)\)", source))

    assert raised == {"UNUSABLE", "UNREACHABLE", "REFUSED"}
    assert re.findall(r"^\| (\d+) \|", rows, re.MULTILINE) == [str(of) for of in (UNUSABLE, UNREACHABLE, REFUSED)]
