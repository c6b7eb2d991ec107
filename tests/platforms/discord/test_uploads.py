"""Files that members hand over with a command on Discord, and files that replies carry."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio
from structlog.testing import capture_logs

from bot.dispatch.registry import Registry
from tests.local_discord import Answer, File
from tests.platforms.discord.rooms import LONGEST_FILE, Minutes, Pleas, languages_with_words
from tests.platforms.discord.stage import Stage, said, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

ATTACHMENT, FILE = 11, 13
TOO_LARGE = "Dat bestand is te groot: het mag hooguit 1.000 bytes hebben."
NOT_FETCHED = "Dat bestand kon niet worden opgehaald; probeer het straks opnieuw."
SERVED = "^/attachments/"


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A server where the bot takes files."""
    folder = tmp_path_factory.mktemp("discord")
    async with staged(Registry([Pleas(), Minutes()], {}), languages_with_words(folder / "i18n"), folder) as built:
        yield built


async def brought(stage: Stage, file: File, **more: File) -> Answer:
    return await stage.member().slash("bring", file=file, **more)  # type: ignore[arg-type]  # names of options


def enclosed(answer: Answer) -> list[str]:
    return [part["file"]["url"].rpartition("/")[2] for part in answer.components if part["type"] == FILE]


async def test_a_file_is_an_option_that_takes_one(stage: Stage) -> None:
    [bring] = [c for c in stage.local.commands if c["name"] == "bring"]

    assert [(o["name"], o["type"], o["required"]) for o in bring["options"]] == [
        ("file", ATTACHMENT, True),
        ("second", ATTACHMENT, False),
    ]


@pytest.mark.usefixtures("calm")
async def test_a_file_reaches_the_handler_and_another_goes_with_the_reply(stage: Stage) -> None:
    answer = await brought(stage, File("notulen één.toml", "titel = 'één'".encode()))

    assert said(answer) == ["notulen één.toml 15 0"]
    assert (answer.ephemeral, enclosed(answer)) == (True, ["brought.txt"])
    assert stage.local.uploaded("brought.txt") == "titel = 'één'".encode()


@pytest.mark.usefixtures("calm")
async def test_a_second_file_may_be_handed_over_where_it_is_asked_for(stage: Stage) -> None:
    answer = await brought(stage, File("a.toml", b"a"), second=File("b.toml", b"b"))

    assert said(answer) == ["a.toml 1 1"]


@pytest.mark.usefixtures("calm")
async def test_a_file_of_just_the_limit_is_taken(stage: Stage) -> None:
    answer = await brought(stage, File("a.toml", b"x" * LONGEST_FILE))

    assert said(answer) == ["a.toml 1.000 0"]


@pytest.mark.usefixtures("calm")
async def test_a_file_that_discord_says_is_too_large_is_not_even_fetched(stage: Stage) -> None:
    file = File("a.toml", b"x", announced=LONGEST_FILE + 1)

    answer = await brought(stage, file)

    assert (answer.ephemeral, said(answer), file.fetched) == (True, [TOO_LARGE], 0)


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("endless", [False, True])
async def test_a_file_that_is_larger_than_discord_says_is_not_read_to_its_end(stage: Stage, *, endless: bool) -> None:
    file = File("a.toml", b"x" * (LONGEST_FILE + 1), announced=10, endless=endless)

    answer = await brought(stage, file)

    assert (said(answer), file.fetched) == ([TOO_LARGE], 1)


@pytest.mark.parametrize("status", [302, 403, 404, 500])
async def test_a_file_that_discord_does_not_give_is_told_so(stage: Stage, status: int) -> None:
    stage.local.faults.answer("GET", SERVED, status=status, headers={"Location": "/api/v10/gateway"})

    with capture_logs() as events:
        answer = await brought(stage, File("geheim.toml", b"x"))

    assert (answer.ephemeral, said(answer)) == (True, [NOT_FETCHED])
    assert [e["event"] for e in events if e["log_level"] == "warning"] == ["attachment not fetched"]
    assert "geheim" not in str(events)


async def test_a_file_whose_connection_breaks_is_told_so(stage: Stage) -> None:
    # aiohttp tries a broken connection of before once more.
    stage.local.faults.drop("GET", SERVED, times=2)

    answer = await brought(stage, File("a.toml", b"x"))
    stage.local.faults.clear()

    assert said(answer) == [NOT_FETCHED]


@pytest.mark.usefixtures("calm")
async def test_a_slow_file_is_waited_for(stage: Stage) -> None:
    stage.local.faults.delay("GET", SERVED, 1.7)

    gone = await brought(stage, File("a.toml", b"x"))
    answer = gone if gone.followups else await gone.changed()

    assert "a.toml 1 0" in str(answer.followups)


@pytest.mark.usefixtures("calm")
async def test_what_is_in_a_file_is_for_the_handler_to_judge(stage: Stage) -> None:
    answer = await brought(stage, File("a.toml", b"\xff\xfe\x00"))

    assert said(answer) == ["No text"]


@pytest.mark.usefixtures("calm")
async def test_the_name_of_a_file_is_shown_as_it_is(stage: Stage) -> None:
    answer = await brought(stage, File("**@everyone**_<@1>.toml", b"x"))

    assert said(answer) == ["**@everyone**_<@1>.toml 1 0"]
