from __future__ import annotations

import asyncio
from pathlib import Path
from typing import Any

import pytest
from structlog.testing import capture_logs

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.local_discord import Answer
from tests.platforms.discord.fakes import Broken, Huge, ManyParts, Slow
from tests.platforms.discord.stage import Stage, button, said, shown, staged

pytestmark = pytest.mark.asyncio(loop_scope="module")

CALLBACK = "/callback$"
DEFER, DEFER_UPDATE = 5, 6
SORRY = "Er ging iets mis bij ons. Het is genoteerd; probeer het straks opnieuw."


def callbacks(stage: Stage) -> list[dict[str, Any]]:
    return [e for e in stage.local.requests if e["path"].endswith("/callback")]


def public_messages(answer: Answer) -> int:
    """How many messages of the exchange everybody can see."""
    messages = [answer.now, *answer.followups]
    return sum(not message["flags"] & 64 for message in messages if message)


@pytest.mark.usefixtures("calm")
async def test_a_slow_public_reply_takes_the_place_of_its_deferral(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        deferred = await stage.member().slash("quote", query="kronstadt", settle=False)
        slow.door.set()
        answer = await deferred.changed()

    assert (deferred.kind, deferred.deferred) == (DEFER, True)
    assert len(shown(answer)) == 1
    assert public_messages(answer) == 1


@pytest.mark.usefixtures("calm")
async def test_a_slow_private_reply_is_seen_by_the_asker_alone(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        deferred = await stage.member().slash("help", settle=False)
        slow.door.set()
        gone = await deferred.changed()
        answer = gone if gone.followups else await gone.changed()

    assert answer.now is None
    assert [message["flags"] & 64 for message in answer.followups] == [64]
    assert public_messages(answer) == 0


@pytest.mark.usefixtures("calm")
async def test_slow_presses_change_the_message_or_answer_in_private(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    slow.door.set()
    async with staged(slow, languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="kronstadt")
        slow.door.clear()
        pressed = await asyncio.gather(
            member.press(answer, button(answer, "context"), settle=False),
            member.press(answer, button(answer, "next"), settle=False),
        )
        slow.door.set()
        context, following = await asyncio.gather(*(p.changed() for p in pressed))

    assert [p.kind for p in pressed] == [DEFER_UPDATE, DEFER_UPDATE]
    assert context.ephemeral
    assert following.message is not None
    assert answer.message is not None
    assert following.message["id"] == answer.message["id"]
    assert shown(following)[0].passage != shown(answer)[0].passage


async def test_a_defect_is_told_in_one_sentence_and_logged_without_what_was_typed(
    commands: Registry, languages: Languages, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    with capture_logs() as events:
        async with staged(Broken(commands), languages, tmp_path) as stage:
            answer = await stage.member().slash("quote", query="geheim")

    [failed] = [e for e in events if e["log_level"] == "error"]
    assert answer.ephemeral
    assert said(answer) == [SORRY]
    assert failed["error"] == "RuntimeError"
    assert "geheim" not in str(events) + caplog.text


async def test_a_defect_behind_a_button_is_told_too(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    broken = Broken(commands)
    async with staged(commands, languages, tmp_path) as stage:
        answer = await stage.member().slash("quote", query="kronstadt")
    async with staged(broken, languages, tmp_path) as stage:
        pressed = await stage.member().press(answer.message or {}, button(answer, "next"))

    assert pressed.ephemeral
    assert said(pressed) == [SORRY]


@pytest.mark.parametrize("kind", [Huge, ManyParts])
async def test_a_reply_over_discords_limits_is_not_sent_but_said(
    commands: Registry, languages: Languages, tmp_path: Path, kind: type[Huge | ManyParts]
) -> None:
    with capture_logs() as events:
        async with staged(kind(commands), languages, tmp_path) as stage:
            answer = await stage.member().slash("quote", query="kronstadt")

    assert answer.ephemeral
    assert said(answer) == ["Dit antwoord is te lang om hier te tonen."]
    assert any(e["event"] == "reply over Discord's limits" and e["findings"] for e in events)


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("before", [True, False])
async def test_an_answer_lost_on_the_way_arrives_once(
    commands: Registry, languages: Languages, tmp_path: Path, *, before: bool
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.faults.drop("POST", CALLBACK, before=before)
        answer = await stage.member().slash("quote", query="kronstadt")
        await stage.local.requested("POST", CALLBACK, times=2)

    assert len(shown(answer)) == 1
    assert answer.followups == []
    assert len(callbacks(stage)) == 2


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("before", [True, False])
async def test_the_answer_to_a_press_lost_on_the_way_arrives_once(
    commands: Registry, languages: Languages, tmp_path: Path, *, before: bool
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="kronstadt")
        stage.local.faults.drop("POST", CALLBACK, before=before)
        pressed = await member.press(answer, button(answer, "next"))
        await stage.local.requested("POST", CALLBACK, times=3)
        stage.local.faults.drop("POST", CALLBACK, before=before)
        context = await member.press(pressed, button(pressed, "context"))
        sent = await stage.local.requested("POST", CALLBACK, times=5)

    assert shown(pressed)[0].passage != shown(answer)[0].passage
    assert context.ephemeral
    assert pressed.followups == context.followups == []
    assert len(sent) == 5


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("before", [True, False])
async def test_a_deferral_lost_on_the_way_is_followed_by_the_reply(
    commands: Registry, languages: Languages, tmp_path: Path, *, before: bool
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        stage.local.faults.drop("POST", CALLBACK, before=before)
        stage.local.faults.drop("PATCH", "/messages/@original$", before=before)
        deferred = await stage.member().slash("quote", query="kronstadt", settle=False)
        await stage.local.requested("POST", CALLBACK, times=2)
        slow.door.set()
        answer = await deferred.changed()

    assert len(shown(answer)) == 1
    assert public_messages(answer) == 1


@pytest.mark.usefixtures("calm")
async def test_an_answer_to_a_message_that_was_deleted_meanwhile_is_no_failure(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        member = stage.member()
        deferred = await member.slash("quote", query="kronstadt", settle=False)
        stage.local.delete(deferred.message)
        slow.door.set()
        await stage.local.requested("PATCH", "/messages/@original$")
        answer = await member.slash("quote", query="kronstadt")

    assert deferred.followups == []
    assert len(shown(answer)) == 1


async def test_when_discord_has_given_up_nothing_more_is_sent(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        for status, code in ((404, 10062), (400, 40060)):
            stage.local.faults.answer("POST", CALLBACK, status=status, body={"code": code, "message": "no"})
            with pytest.raises(TimeoutError), capture_logs() as events:
                await stage.member().slash("quote", query="kronstadt", timeout=0.5)
            assert [e["log_level"] for e in events if e["event"].startswith("answer")] == ["info"]

        assert len(callbacks(stage)) == 2


@pytest.mark.usefixtures("calm")
async def test_a_rate_limit_is_waited_for(commands: Registry, languages: Languages, tmp_path: Path) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.faults.rate_limit("POST", CALLBACK, 0.2)
        answer = await stage.member().slash("quote", query="kronstadt")

    assert len(shown(answer)) == 1


@pytest.mark.usefixtures("calm")
@pytest.mark.parametrize("status", [500, 503])
async def test_discords_own_failure_is_tried_again(
    commands: Registry, languages: Languages, tmp_path: Path, status: int
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.faults.answer("POST", CALLBACK, status=status)
        answer = await stage.member().slash("quote", query="kronstadt")

    assert len(shown(answer)) == 1


async def test_what_discord_refuses_is_told_in_one_sentence(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.faults.answer("POST", CALLBACK, status=400, body={"code": 50035, "message": "Invalid Form Body"})
        answer = await stage.member().slash("quote", query="kronstadt")

    assert answer.ephemeral
    assert said(answer) == [SORRY]


async def test_a_ban_by_the_network_is_logged_and_not_answered_for_ever(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    async with staged(commands, languages, tmp_path) as stage:
        stage.local.faults.rate_limit("POST", CALLBACK, 1.0, times=5, via=False)
        with pytest.raises(TimeoutError):
            await stage.member().slash("quote", query="kronstadt", timeout=0.5)

        assert len(callbacks(stage)) == 2
