"""Moderators, members and managers on the local Discord, through the real client."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from tests.desks import desk_in
from tests.local_discord import Answer, NotOfferedError, User
from tests.local_discord.places import snowflake
from tests.platforms.discord.stage import Stage, button, local_discord, said, served, shown, verbs

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_MESSAGES, MANAGE_GUILD = 1 << 13, 1 << 5
MODAL, REPLY = 9, 4
REFUSED = ["Dat is voor de moderatoren hier."]


@pytest.fixture(autouse=True)
def unset(stage: Stage) -> Iterator[None]:
    """Leaves nothing set under Integrations."""
    yield
    stage.local.permit(stage.guild, "topic", {})


def moderator(stage: Stage, locale: str = "nl") -> User:
    return stage.member(locale, permissions=MANAGE_MESSAGES)


async def pressed(who: User, answer: Answer, verb: str) -> Answer:
    return await who.press(answer, button(answer, verb))


async def preview(who: User, title: str) -> Answer:
    return await who.slash("topic add", title=title, keywords="lenin")


async def test_a_topic_is_filled_in_as_a_modal_previewed_in_private_and_saved(stage: Stage) -> None:
    anna = moderator(stage)
    opened = await anna.slash("topic add")
    asked = await anna.submit(opened, {"title": "De grote leider", "keywords": "lenin"})
    saved = await pressed(anna, asked, "save")

    assert opened.kind == MODAL
    assert opened.modal["title"] == "Een nieuw onderwerp"
    assert (asked.ephemeral, shown(asked) != []) == (True, True)
    assert (saved.kind, saved.ephemeral) == (REPLY, True)
    assert said(saved)[0].endswith("De grote leider")
    bram = stage.member()
    assert next(c["name"] for c in await bram.autocomplete("positions", "topic", "de grote l")) == "De grote leider"
    assert not (await bram.slash("positions", topic="de grote leider")).ephemeral


async def test_a_draft_of_before_a_restart_is_saved_after_it(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        anna = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl", permissions=MANAGE_MESSAGES)
        for restarted in (False, True):
            async with desk_in(tmp_path, library) as desk:
                commands = registry(library, cooldown=Cooldown(UNLIMITED), desk=desk)
                async with served(local, commands, languages, tmp_path):
                    if not restarted:
                        asked = await preview(anna, "Brood")
                        opened = await pressed(anna, asked, "reword")
                    else:
                        reworded = await anna.submit(opened, {"title": "Meel"})
                        saved = await pressed(anna, reworded, "save")

    assert said(saved)[0].endswith("Meel")


async def test_a_member_who_gets_hold_of_a_moderators_button_is_refused(stage: Stage) -> None:
    anna, bram = moderator(stage), stage.member()
    asked = await preview(anna, "Voor moderatoren")
    with pytest.raises(NotOfferedError):
        await bram.slash("topic add", title="x", keywords="y")
    with pytest.raises(NotOfferedError):
        await pressed(bram, asked, "save")
    quote = await bram.slash("quote", query="lenin")
    open_message = {**quote.message, "id": str(snowflake()), "components": asked.message["components"]}

    for verb in ("save", "reword", "choose", "discard"):
        refused = await bram.press(open_message, button(asked, verb))
        assert (refused.ephemeral, said(refused)) == (True, REFUSED)
    assert "save" in verbs(asked)
    assert said(await pressed(anna, asked, "save"))[0].endswith("Voor moderatoren")


async def test_who_lost_the_right_under_integrations_is_refused_and_who_was_given_it_is_not(stage: Stage) -> None:
    anna, carla = moderator(stage), stage.member()
    asked = await preview(anna, "Onder integraties")
    opened = await pressed(anna, asked, "reword")
    stage.local.permit(stage.guild, "topic", {anna: False, carla: True})

    assert said(await pressed(anna, asked, "save")) == REFUSED
    assert said(await anna.submit(opened, {"title": "Toch"})) == REFUSED
    given = await preview(carla, "Van Carla")
    assert said(await pressed(carla, given, "save"))[0].endswith("Van Carla")


async def test_a_proposer_is_told_by_a_follow_up_that_only_they_see(stage: Stage) -> None:
    anna, bram, carla = moderator(stage), stage.member(), stage.member()
    asked = await bram.slash("propose", title="Een voorstel", keywords="lenin")
    sent = await pressed(bram, asked, "send")
    assert (asked.ephemeral, sent.ephemeral) == (True, True)
    accepted = await pressed(anna, await anna.slash("topic review"), "save")
    assert accepted.ephemeral

    other = await carla.slash("quote", query="lenin")
    told = await bram.slash("quote", query="kronstadt")
    if not told.followups:
        told = await told.changed()
    [news] = told.followups
    assert other.followups == []
    assert not told.ephemeral
    assert news["flags"] & 64
    assert "Een voorstel" in str(news["components"])
    assert (await bram.slash("sources")).followups == []


async def test_a_report_is_a_form_with_a_choice_and_stays_private(stage: Stage) -> None:
    anna, bram = moderator(stage), stage.member("en-US")
    quote = await stage.member().slash("quote", query="ida mett")
    opened = await pressed(bram, quote, "report")
    sent = await bram.submit(opened, {"fault": ["speaker"], "why": "**not** him @everyone"})
    review = await anna.slash("topic review")
    upheld = await pressed(anna, review, "uphold")

    assert (opened.kind, sent.ephemeral, review.ephemeral, upheld.ephemeral) == (MODAL, True, True, True)
    assert quote.now == quote.message
    assert "Toelichting: **not** him @everyone" in said(review)
    assert shown(review)[0].passage == shown(quote)[0].passage
    again = await bram.slash("quote", query="ida mett")
    assert shown(quote)[0].passage not in [of.passage for of in shown(again)]


async def test_what_was_typed_too_long_stands_in_the_form_again(stage: Stage) -> None:
    anna = moderator(stage)
    refused = await anna.slash("topic add", title="t" * 70, keywords="lenin")
    opened = await pressed(anna, refused, "add-topic")

    assert (opened.kind, opened.modal["components"][0]["component"]["value"]) == (MODAL, "t" * 70)
    asked = await anna.submit(opened, {"title": "Weer kort"})
    assert "save" in verbs(asked)


async def test_settings_are_a_command_of_managers_and_decide_language_privacy_and_pace(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local, desk_in(tmp_path, library) as desk:
        commands = registry(library, cooldown=Cooldown(UNLIMITED), desk=desk)
        guild = local.add_guild("Leesgroep", "nl")
        mia = local.member(guild, "mia", "nl", permissions=MANAGE_GUILD)
        bram = local.member(guild, "bram", "nl", permissions=MANAGE_MESSAGES)
        async with served(local, commands, languages, tmp_path):
            [settings] = [of for of in local.commands if of["name"] == "settings"]
            assert int(settings["default_member_permissions"]) == MANAGE_GUILD
            assert {option["type"] for option in settings["options"]} <= {3, 5, 7}
            with pytest.raises(NotOfferedError):
                await bram.slash("settings", language="en")

            changed = await mia.slash("settings", language="en", private=True)
            alone = await bram.slash("quote", query="kronstadt")
            everyone = await bram.slash("quote", query="kronstadt", private=False)
            assert [changed.ephemeral, alone.ephemeral, everyone.ephemeral] == [True, True, False]
            assert next(of["label"] for of in everyone.buttons()) == "Next"
            assert next(of["label"] for of in alone.buttons()) != "Next"
            await pressed(mia, changed, "undo-settings")
            assert not (await bram.slash("quote", query="kronstadt")).ephemeral
