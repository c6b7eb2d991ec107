"""Forms on Discord: opened as modals, filled in, and answered, whatever happened meanwhile."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio

from bot.dispatch.registry import Registry
from bot.i18n import Languages
from tests.local_discord import Answer, NotOfferedError, User
from tests.platforms.discord.fakes import Slow
from tests.platforms.discord.rooms import Ledger, Pleas, languages_with_words
from tests.platforms.discord.stage import Stage, button, local_discord, said, served, staged, verbs

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MODAL, REPLY, DEFER, DEFER_UPDATE, UPDATE = 9, 4, 5, 6, 7
MANAGE_MESSAGES = 1 << 13
CALLBACK = "/callback$"
FILLED = {"what": "peace", "who": "me", "side": ["right"]}


@pytest.fixture(scope="module")
def words(tmp_path_factory: pytest.TempPathFactory) -> Languages:
    return languages_with_words(tmp_path_factory.mktemp("words") / "i18n")


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def stage(words: Languages, tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Stage]:
    """A server where the bot serves forms."""
    async with staged(pleas(), words, tmp_path_factory.mktemp("discord")) as built:
        yield built


def pleas() -> Registry:
    return Registry([Pleas(), Ledger()], {})


def callbacks(stage: Stage) -> int:
    return sum(entry["path"].endswith("/callback") for entry in stage.local.requests)


def labels(answer: Answer) -> list[str]:
    return [field["label"] for field in answer.modal["components"]]


async def filled(member: User, opened: Answer, **values: Any) -> Answer:  # noqa: ANN401 - text, or what is chosen
    return await member.submit(opened, {**FILLED, **values})


async def test_a_form_is_a_modal_in_the_askers_language_shortened_to_what_discord_takes(stage: Stage) -> None:
    opened = await stage.member("en-US").slash("plea")

    what, who, side, why = (field["component"] for field in opened.modal["components"])
    assert (opened.kind, opened.modal["title"]) == (MODAL, "A plea with a title that is longer than Disco")
    assert labels(opened) == ["What do you plead for?", f"Who: {'x' * 40}", "Which side?", "Why?"]
    assert len(opened.modal["components"][0]["description"]) == 100
    assert (what["style"], what["required"], what["max_length"]) == (2, True, 4000)
    assert (who["style"], who["required"], who["max_length"]) == (1, False, 40)
    assert [(o["label"], o["value"], o.get("default", False)) for o in side["options"]] == [
        ("Left", "left", True),
        ("Right", "right", False),
    ]
    assert (side["required"], why["required"], why["min_values"]) == (True, False, 0)


async def test_what_is_filled_in_reaches_the_handler_with_what_the_form_was_about(stage: Stage) -> None:
    member = stage.member()

    answer = await filled(member, await member.slash("plea"))

    assert said(answer) == ["peace; me; right; ; new; kept"]
    assert (answer.kind, answer.ephemeral) == (REPLY, True)


async def test_after_a_form_was_opened_nothing_more_is_said_until_it_is_filled_in(stage: Stage) -> None:
    member = stage.member()
    before = callbacks(stage)

    opened = await member.slash("plea")
    answer = await filled(member, opened)
    await member.slash("plea")

    assert callbacks(stage) == before + 3
    assert (opened.followups, answer.followups) == ([], [])


async def test_a_form_opened_before_a_restart_is_answered_after_it(words: Languages, tmp_path: Path) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, pleas(), words, tmp_path):
            opened = await member.slash("plea")
            board = await member.slash("board")
            above = await member.press(board, button(board, "amend"))
        async with served(local, pleas(), words, tmp_path):
            answer = await filled(member, opened)
            changed = await filled(member, above)

    assert said(answer) == ["peace; me; right; ; new; kept"]
    assert (changed.kind, said(changed)) == (UPDATE, ["peace; me; right; ; board; none"])


async def test_a_form_under_ones_own_message_changes_that_message(stage: Stage) -> None:
    member = stage.member()
    board = await member.slash("board")

    opened = await member.press(board, button(board, "amend"))
    answer = await filled(member, opened)

    assert opened.modal["components"][0]["component"]["value"] == "**board**"
    assert (answer.kind, answer.ephemeral, answer.message["id"]) == (UPDATE, False, board.message["id"])
    assert verbs(answer) == ["amend"]


async def test_a_form_under_somebody_elses_message_is_answered_to_who_filled_it_in_alone(stage: Stage) -> None:
    member, other = stage.member(), stage.member()
    board = await member.slash("board")

    opened = await other.press(board, button(board, "amend"))
    answer = await filled(other, opened)

    assert opened.kind == MODAL
    assert (answer.kind, answer.ephemeral) == (REPLY, True)
    assert answer.message["id"] != board.message["id"]
    assert board.now == board.message


async def test_a_form_opened_from_a_command_gives_everyone_a_new_message_where_its_reply_is_for_them(
    stage: Stage,
) -> None:
    moderator = stage.member(permissions=MANAGE_MESSAGES)

    answer = await moderator.submit(await moderator.slash("ledger open"), {"entry": "bread"})

    assert (answer.kind, answer.ephemeral, said(answer)) == (REPLY, False, ["Entered: bread"])


async def test_a_form_that_is_filled_in_twice_is_answered_twice(stage: Stage) -> None:
    member = stage.member()
    opened = await member.slash("plea")

    first, second = await asyncio.gather(filled(member, opened), filled(member, opened, what="war"))

    assert [said(first)[0][:6], said(second)[0][:6]] == ["peace;", "war; m"]
    assert first.message["id"] != second.message["id"]


async def test_a_form_that_discord_delivers_twice_is_answered_once(stage: Stage) -> None:
    member = stage.member()
    before = callbacks(stage)

    await filled(member, await member.slash("plea"))
    stage.local.repeat_event("INTERACTION_CREATE")
    await member.slash("plea")

    assert callbacks(stage) == before + 3


async def test_who_lost_the_permission_after_opening_a_form_is_refused(stage: Stage) -> None:
    moderator = stage.member(permissions=MANAGE_MESSAGES)
    opened = await moderator.slash("ledger open")

    moderator.permissions = 0
    answer = await moderator.submit(opened, {"entry": "bread"})

    assert (answer.ephemeral, said(answer)) == (True, ["Dat is voor de moderatoren hier."])


async def test_what_admins_decide_while_a_form_is_open_counts(stage: Stage) -> None:
    moderator, librarian = stage.member(permissions=MANAGE_MESSAGES), stage.member()
    stage.local.permit(stage.guild, "ledger", {librarian: True})
    opened = [await who.slash("ledger open") for who in (moderator, librarian)]

    stage.local.permit(stage.guild, "ledger", {moderator: False, librarian: True})
    answers = [await who.submit(form, {"entry": "x"}) for who, form in zip((moderator, librarian), opened, strict=True)]
    stage.local.permit(stage.guild, "ledger", {})

    assert [said(answer) for answer in answers] == [["Dat is voor de moderatoren hier."], ["Entered: x"]]


async def test_a_reply_to_a_form_that_asks_for_it_again_is_said_with_a_button_that_opens_it(stage: Stage) -> None:
    member = stage.member()

    refused = await filled(member, await member.slash("plea"), what="again")
    opened = await member.press(refused, button(refused, "amend"))
    answer = await filled(member, opened)

    assert (refused.kind, refused.ephemeral, said(refused)) == (REPLY, True, ["Not like that."])
    assert [b["label"] for b in refused.buttons()] == ["Formulier openen"]
    assert opened.modal["components"][0]["component"]["value"] == "**again**"
    assert (answer.kind, answer.message["id"]) == (UPDATE, refused.message["id"])


async def test_a_form_that_took_too_long_to_make_waits_behind_a_button(words: Languages, tmp_path: Path) -> None:
    slow = Slow(pleas())
    async with staged(slow, words, tmp_path) as stage:
        member = stage.member()
        deferred = await member.slash("plea", settle=False)
        slow.door.set()
        gone = await deferred.changed()
        waiting = gone if gone.followups else await gone.changed()
        [message] = waiting.followups
        opened = await member.press(message, message["components"][1]["components"][0]["custom_id"])
        answer = await filled(member, opened)

    assert (deferred.kind, waiting.now) == (DEFER, None)
    assert message["flags"] & 64
    assert message["components"][0]["content"] == "Het formulier staat klaar: open het met de knop."
    assert said(answer) == ["peace; me; right; ; new; kept"]


async def test_a_form_that_took_too_long_after_a_press_waits_behind_a_button_of_the_presser(
    words: Languages, tmp_path: Path
) -> None:
    slow = Slow(pleas())
    slow.door.set()
    async with staged(slow, words, tmp_path) as stage:
        member = stage.member()
        board = await member.slash("board")
        slow.door.clear()
        deferred = await member.press(board, button(board, "amend"), settle=False)
        slow.door.set()
        waiting = await deferred.changed()

    assert deferred.kind == DEFER_UPDATE
    assert (waiting.ephemeral, verbs(waiting)) == (True, ["amend"])
    assert board.now == board.message


@pytest.mark.parametrize("under", [True, False])
async def test_a_slow_reply_to_a_form_arrives_where_a_quick_one_would(
    words: Languages, tmp_path: Path, *, under: bool
) -> None:
    slow = Slow(pleas())
    slow.door.set()
    async with staged(slow, words, tmp_path) as stage:
        member = stage.member(permissions=MANAGE_MESSAGES)
        board = await member.slash("board")
        opened = await (member.press(board, button(board, "amend")) if under else member.slash("ledger open"))
        values: dict[str, Any] = FILLED if under else {"entry": "x"}
        slow.door.clear()
        deferred = await member.submit(opened, values, settle=False)
        slow.door.set()
        answer = await deferred.changed()

    assert deferred.kind == (DEFER_UPDATE if under else DEFER)
    assert (answer.message["id"] == board.message["id"]) == under
    assert not answer.ephemeral
    assert answer.followups == []


HOSTILE = [
    "**bold** _x_ `y` ||z|| [a](https://example.org) # h",
    "@everyone @here <@1> <@&2> <#3> </quote:4> <t:5> <:six:6>",
    "x" * 4000,
    "\u202eright to left\u2066 \u200b\ufeff",
    "> quote\n- list\n1. one\n-# small\n```code```",
]


@pytest.mark.parametrize("what", HOSTILE)
async def test_whatever_is_filled_in_is_shown_as_it_is_and_mentions_nobody(stage: Stage, what: str) -> None:
    member = stage.member()

    answer = await filled(member, await member.slash("plea"), what=what)

    # `said` fails where markup has become something else.
    [told] = said(answer)
    assert told.startswith(" ".join(what[:900].split("\n")))
    assert callbacks(stage) > 0


async def test_what_can_be_written_nowhere_is_left_out(stage: Stage) -> None:
    member = stage.member()

    answer = await filled(member, await member.slash("plea"), what="a\0b\ud800c\udfffd")

    assert said(answer) == ["abcd; me; right; ; new; kept"]


async def test_a_form_of_an_earlier_version_is_told_to_be_opened_anew(stage: Stage) -> None:
    member = stage.member()
    for custom_id in ("t:gone:0/1:0:.", "t:plead", "x", "t:plead:0/1:90:."):
        opened = await member.slash("plea")
        opened.modal["custom_id"] = custom_id

        answer = await filled(member, opened)

        assert (answer.ephemeral, said(answer)) == (True, ["Dit formulier werkt niet meer; open het opnieuw."])


async def test_fields_that_a_form_does_not_have_are_dropped_and_missing_ones_are_empty(stage: Stage) -> None:
    member = stage.member()
    opened = await member.slash("plea")
    first = opened.modal["components"][0]
    opened.modal["components"] = [first | {"component": first["component"] | {"custom_id": "else"}}]

    answer = await member.submit(opened, {"else": "x"})

    assert said(answer) == ["; ; ; ; new; kept"]


@pytest.mark.parametrize("before", [True, False])
async def test_a_form_lost_on_the_way_is_opened_once(words: Languages, tmp_path: Path, *, before: bool) -> None:
    async with staged(pleas(), words, tmp_path) as stage:
        member = stage.member()
        stage.local.faults.drop("POST", CALLBACK, before=before)
        opened = await member.slash("plea")
        await stage.local.requested("POST", CALLBACK, times=2)
        answer = await filled(member, opened)

    assert said(answer) == ["peace; me; right; ; new; kept"]


async def test_nobody_fills_in_what_somebody_else_opened(stage: Stage) -> None:
    opened = await stage.member().slash("plea")

    with pytest.raises(NotOfferedError, match="somebody else"):
        await filled(stage.member(), opened)


async def test_a_form_in_private_with_the_bot_is_filled_in_too(stage: Stage) -> None:
    bram = stage.local.direct("bram", "nl")
    board = await bram.slash("board")

    answer = await filled(bram, await bram.press(board, button(board, "amend")))

    assert (answer.kind, answer.message["id"]) == (UPDATE, board.message["id"])
