from __future__ import annotations

from typing import Any

import pytest

from bot.dispatch.registry import Registry
from bot.errors import BadInput
from bot.i18n import Languages
from bot.model import Ask, Message, Role
from bot.platforms.matrix.attached import Attached, Attachment, attachment, naming
from tests.platforms.discord.busy import FILE
from tests.platforms.matrix.room import ANNA, BEN, Room

ADDRESS = "mxc://here/1"


def content(**more: Any) -> dict[str, Any]:  # noqa: ANN401 - JSON
    info = {"size": len(FILE)}
    return {"msgtype": "m.file", "filename": "topics.toml", "body": "topics.toml", "url": ADDRESS, "info": info, **more}


async def fetch(found: Attachment, longest: int) -> bytes:
    assert found.address == ADDRESS
    return FILE


def under() -> dict[str, Any]:
    """All of such a message but what stands under the file."""
    return {name: value for name, value in content().items() if name != "body"}


@pytest.fixture
def room(everything: Registry, languages: Languages) -> Room:
    ask = Ask("nl", "nl", "test", "test", ANNA, Role.MANAGER, communal=True)
    return Room(everything, languages, ask, fetch=fetch)


async def test_a_command_under_a_file_takes_it(room: Room) -> None:
    answer = await room.say("!topic import", **under())

    assert answer
    assert "Wieken" in answer.bodies[-1].plain


async def test_a_command_in_reply_to_a_file_takes_it(room: Room) -> None:
    sent = room.sent(BEN, content())

    answer = await room.say("!topic import", to=sent)

    assert answer
    assert "Wieken" in answer.bodies[-1].plain


async def test_without_a_file_that_is_said(room: Room, languages: Languages) -> None:
    answer = await room.say("!topic import")

    missing = languages.say(Message("argument-missing", {"command": "topic import", "argument": "file"}), "nl")
    assert answer
    assert answer.bodies[-1].plain == missing.replace("/", "!")


async def test_a_file_without_a_command_is_for_nobody(room: Room) -> None:
    assert await room.say("topics.toml", **under()) is None
    assert await room.say("kijk eens", **under()) is None


def test_a_file_is_read_from_its_message() -> None:
    encrypted = {"url": ADDRESS, "key": {"k": "secret"}}

    assert attachment(content()) == Attachment("topics.toml", ADDRESS, None, len(FILE))
    assert attachment(content(url=None, file=encrypted)) == Attachment("topics.toml", ADDRESS, encrypted, len(FILE))
    assert attachment(content(msgtype="m.text")) is None
    assert attachment(content(url=3)) is None
    assert "secret" not in repr(attachment(content(file=encrypted)))


async def test_a_file_that_is_larger_than_its_message_says_is_refused() -> None:
    with pytest.raises(BadInput, match="upload-long"):
        await Attached(Attachment("a", ADDRESS, None, 1), fetch).read(4)


async def test_a_file_that_its_message_says_is_too_large_is_not_fetched() -> None:
    async def never(found: Attachment, longest: int) -> bytes:
        raise AssertionError

    with pytest.raises(BadInput, match="upload-long"):
        await Attached(Attachment("a", ADDRESS, None, 5), never).read(4)


def test_a_line_that_names_its_file_is_left_as_it_is(everything: Registry) -> None:
    assert naming("topic import", everything.commands) == "topic import file=file"
    assert naming("topic import file=x", everything.commands) == "topic import file=x"
    assert naming("quote kronstadt", everything.commands) == "quote kronstadt"
