from __future__ import annotations

from typing import Annotated

import pytest

from bot.dispatch.command import Arg, Group, command
from bot.dispatch.cooldown import Cooldown, Rate, Rates
from bot.dispatch.line import usage
from bot.dispatch.registry import Registry
from bot.errors import PlatformUnreachable
from bot.model import Ask, Message, Role, Upload
from bot.reply import Reply, notice
from tests.dispatch.room import said


class Files:
    """A command that takes a text and files."""

    @command("bring")
    async def bring(
        self, ask: Ask, file: Annotated[Upload, Arg(longest=9)], why: str = "-", second: Upload | None = None
    ) -> Reply:
        """Says what was brought."""
        other = second.name if second else "-"
        return notice(Message("brought", {"name": file.name, "size": len(file.content), "why": why, "second": other}))


class Minutes:
    """A group that takes files."""

    group = Group("minutes", Role.MODERATOR)

    @command("bring")
    async def bring(self, ask: Ask, file: Upload) -> Reply:
        """Says what was brought."""
        return notice(Message("brought", {"name": file.name}))


class Waiting:
    """A file that is read when asked for, and counts how often it was."""

    def __init__(self, typed: str = "a.toml", size: int = 1) -> None:
        self.typed = typed
        self.size = size
        self.asked: list[int] = []

    async def read(self, longest: int) -> Upload:
        self.asked.append(longest)
        if self.typed == "gone":
            raise PlatformUnreachable("upload-unreachable")
        return Upload(self.typed, b"x" * self.size)


@pytest.fixture
def files() -> Registry:
    return Registry([Files(), Minutes()], {})


async def test_a_file_is_read_before_the_handler_runs(files: Registry, ask: Ask) -> None:
    file = Waiting(size=9)

    reply = await files.run(ask, "bring", {"file": file, "second": Upload("b", b"")})

    assert said(reply).values == {"name": "a.toml", "size": 9, "why": "-", "second": "b"}
    assert file.asked == [9]


async def test_a_file_that_is_read_already_is_taken_too_and_may_be_left_out(files: Registry, ask: Ask) -> None:
    reply = await files.run(ask, "bring", {"file": Upload("a", b"x" * 9), "second": None})

    assert said(reply).values["second"] == "-"


async def test_a_file_of_more_bytes_than_the_argument_may_have_is_refused(files: Registry, ask: Ask) -> None:
    for file in (Waiting(size=10), Upload("a", b"x" * 10)):
        reply = await files.run(ask, "bring", {"file": file})

        assert (said(reply), reply.private) == (Message("upload-long", {"limit": 9}), True)


async def test_a_file_that_cannot_be_had_is_told_so(files: Registry, ask: Ask) -> None:
    assert said(await files.run(ask, "bring", {"file": Waiting("gone")})).key == "upload-unreachable"


async def test_of_those_who_may_not_or_are_too_fast_nothing_is_read(ask: Ask) -> None:
    file = Waiting()
    registry = Registry([Minutes()], {}, cooldown=Cooldown(Rates(Rate(1, 10), Rate(9, 0), Rate(9, 0)), lambda: 0.0))

    replies = [await registry.run(ask, "minutes bring", {"file": file}) for _ in range(2)]

    assert [said(reply).key for reply in replies] == ["for-moderators", "too-fast"]
    assert file.asked == []


@pytest.mark.parametrize(
    ("line", "name", "why"),
    [
        ("/bring file=a.toml", "a.toml", "-"),
        ('/bring because file="~/my file.toml"', "~/my file.toml", "because"),
        ("/bring file=/a/b because of it", "/a/b", "because of it"),
    ],
)
async def test_a_file_is_named_in_a_line_where_there_are_files(
    files: Registry, ask: Ask, line: str, name: str, why: str
) -> None:
    values = said(await files.line(ask, line, Waiting)).values

    assert (values["name"], values["why"]) == (name, why)


async def test_where_lines_come_from_afar_no_file_can_be_named(files: Registry, ask: Ask) -> None:
    assert said(await files.line(ask, "/bring file=/etc/passwd")).key == "upload-not-here"


@pytest.mark.parametrize("line", ["/bring", "/bring because", "/bring author:storm"])
async def test_a_file_that_is_missing_is_named(files: Registry, ask: Ask, line: str) -> None:
    assert said(await files.line(ask, line, Waiting)) == Message(
        "argument-missing", {"command": "bring", "argument": "file"}
    )


def test_files_are_declared_and_shown_as_such(files: Registry) -> None:
    bring = files.commands["bring"]

    assert [(p.kind, p.required) for p in bring.parameters][:3] == [(Upload, True), (str, False), (Upload, False)]
    assert usage(bring).line == "/bring file=… [why=…] [second=…] [private=yes]"
