"""Replies to one member alone that take their time."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.platforms.discord.fakes import Slow
from tests.platforms.discord.stage import (
    button,
    shown,
    staged,
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

DEFER, DEFER_UPDATE = 5, 6
CLAIM = "Trotski eiste voorwaardelijke overgave."
EPHEMERAL = 64


async def test_a_slow_private_reply_is_not_seen_by_others_even_while_it_is_thought_about(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        deferred = await stage.member().slash("quote", query="kronstadt", private=True, settle=False)
        slow.door.set()
        answer = await deferred.changed()

    assert (deferred.kind, deferred.deferred, deferred.ephemeral) == (DEFER, True, True)
    assert answer.ephemeral
    assert len(shown(answer)) == 1
    assert answer.followups == []


async def test_in_private_with_the_bot_a_slow_reply_is_deferred_as_any_other(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        bram = stage.local.direct("bram", "nl")
        deferred = await bram.slash("quote", query="kronstadt", private=True, settle=False)
        slow.door.set()
        answer = await deferred.changed()

    assert (deferred.ephemeral, answer.ephemeral, len(shown(answer))) == (False, False, 1)


async def test_a_slow_choice_in_a_menu_is_not_seen_by_others(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    async with staged(slow, languages, tmp_path) as stage:
        member = stage.member()
        deferred = await member.message_menu("Check quotation", member.say(f"“{CLAIM}”"), settle=False)
        slow.door.set()
        answer = await deferred.changed()

    assert (deferred.ephemeral, answer.ephemeral, len(shown(answer))) == (True, True, 1)


async def test_a_slow_share_leaves_the_private_reply_and_comes_as_a_message_for_all(
    commands: Registry, languages: Languages, tmp_path: Path
) -> None:
    slow = Slow(commands)
    slow.door.set()
    async with staged(slow, languages, tmp_path) as stage:
        member = stage.member()
        answer = await member.slash("quote", query="kronstadt", private=True)
        slow.door.clear()
        pressed = await member.press(answer, button(answer, "share"), settle=False)
        slow.door.set()
        public = await pressed.changed()

    assert pressed.kind == DEFER_UPDATE
    assert [message["flags"] & EPHEMERAL for message in public.followups] == [0]
    assert answer.now == answer.message
    assert shown(public) == shown(answer)
