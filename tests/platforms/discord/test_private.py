"""Replies to one member alone, and how that member shares them with the channel."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest

from bot.app.commands import registry
from bot.i18n import Languages
from bot.library.library import Library
from tests.local_discord import Answer, User
from tests.platforms.discord.rooms import Minutes, languages_with_words
from tests.platforms.discord.stage import (
    Stage,
    altered,
    button,
    local_discord,
    said,
    served,
    shown,
    staged,
    verbs,
)

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

CLAIM = "Trotski eiste voorwaardelijke overgave."
# As long as a claim can be to be shared.
LONG_CLAIM = (
    "De bekendste is het neerslaan van de matrozen- en arbeidersopstand van de marinebasis Kronstadt, waarover de "
    "brochure van Ida Mett een prachtige inleiding is.[3] Die begon als solidariteitsbetuiging m"
)

READING: list[tuple[str, Mapping[str, object]]] = [
    ("quote", {"query": "kronstadt"}),
    ("quote", {"query": "bureaucratie", "author": "storm"}),
    ("quote", {"query": "apparaat", "speaker": "lenin"}),
    ("search", {"query": "rode leger"}),
    ("excerpt", {"author": "storm"}),
    ("positions", {"topic": "kronstadt"}),
    ("positions", {"topic": "matrozen en boeren"}),
    ("verify", {"text": CLAIM}),
    ("verify", {"text": "Trotski eiste onvoorwaardelijke overgave.", "author": "lenin"}),
    ("verify", {"text": LONG_CLAIM}),
]


async def asked(who: User, name: str, given: Mapping[str, object], **more: object) -> Answer:
    """What somebody is answered to a command."""
    return await who.slash(name, **{**given, **more})  # type: ignore[arg-type]  # names of options


async def shared(who: User, answer: Answer) -> Answer:
    """What comes of sharing a reply."""
    return await who.press(answer, button(answer, "share"))


@pytest.mark.parametrize(("name", "given"), READING)
async def test_a_private_reply_is_shared_as_it_is_with_who_shared_it(
    stage: Stage, name: str, given: Mapping[str, object]
) -> None:
    member = stage.member("en-GB")
    answer = await asked(member, name, given, private=True)

    public = await shared(member, answer)

    assert (answer.ephemeral, public.ephemeral) == (True, False)
    assert verbs(answer)[-1] == "share"
    assert [(q.text, q.passage, q.accent) for q in shown(public)] == [
        (q.text, q.passage, q.accent) for q in shown(answer)
    ]
    assert said(public)[-1] == f"Gedeeld door {member.account.name.capitalize()}"
    assert "paragraph" in shown(answer)[0].told[1]
    assert "alinea" in shown(public)[0].told[1]
    assert "share" not in verbs(public)
    assert answer.now == answer.message
    assert public.message["id"] != answer.message["id"]


@pytest.mark.parametrize(("name", "given"), READING)
async def test_a_reply_is_public_unless_it_is_asked_for_in_private(
    stage: Stage, name: str, given: Mapping[str, object]
) -> None:
    for more in ({}, {"private": False}):
        answer = await asked(stage.member(), name, given, **more)

        assert not answer.ephemeral
        assert "share" not in verbs(answer)


async def test_every_reading_command_has_the_option_in_two_languages(stage: Stage) -> None:
    reading = {found.name for found in stage.registry.commands.values() if found.group is None}
    commands = {c["name"]: c["options"] for c in stage.local.commands if c["type"] == 1 and c["name"] in reading}
    private = {name: o for name, options in commands.items() for o in options if o["name"] == "private"}

    assert set(commands) - set(private) == {"help", "propose", "data", "forget"}
    assert {o["description"] for o in private.values()} == {"The answer to you alone"}
    assert {o["description_localizations"]["nl"] for o in private.values()} == {"Het antwoord alleen aan u"}


async def test_what_quotes_nothing_is_not_shared(stage: Stage) -> None:
    nothing: list[tuple[str, Mapping[str, object]]] = [
        ("sources", {"private": True}),
        ("help", {}),
        ("quote", {"query": "qqqqwx", "private": True}),
        ("positions", {"topic": "telegraaf"}),
    ]
    for name, given in nothing:
        answer = await asked(stage.member(), name, given)

        assert answer.ephemeral
        assert verbs(answer) == []


async def test_what_went_wrong_stays_private_whatever_is_asked(stage: Stage) -> None:
    for given in ({"query": "qqqqwx"}, {"query": "lenin", "author": "niemand"}):
        assert (await asked(stage.member(), "quote", given, private=False)).ephemeral


async def test_who_shared_a_reply_goes_on_in_it_and_others_are_answered_alone(stage: Stage) -> None:
    member, other = stage.member(), stage.member()
    public = await shared(member, await member.slash("quote", query="kronstadt", private=True))

    copy = await other.press(public, button(public, "next"))
    onward = await member.press(public, button(public, "next"))

    assert copy.ephemeral
    assert not onward.ephemeral
    assert onward.message["id"] == public.message["id"]
    assert shown(onward)[0].passage != shown(public)[0].passage


async def test_a_private_reply_goes_on_in_private_and_shares_what_it_shows_then(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt", private=True)

    onward = await member.press(answer, button(answer, "next"))
    public = await shared(member, onward)

    assert onward.ephemeral
    assert onward.message["id"] == answer.message["id"]
    assert shown(public)[0].text == shown(onward)[0].text != shown(answer)[0].text


async def test_the_context_is_shared_with_the_quote_marked_in_it(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="ida mett")
    context = await member.press(answer, button(answer, "context"))

    public = await shared(member, context)

    assert context.ephemeral
    assert not public.ephemeral
    assert public.texts()[0] == context.texts()[0]
    assert "**" in public.texts()[0]


async def test_a_further_page_of_a_list_is_shared_as_it_is(stage: Stage) -> None:
    member = stage.member()
    answer = await member.slash("search", query="lenin", private=True)
    more = await member.press(answer, button(answer, "page"))

    assert shown(await shared(member, more)) == shown(more) != shown(answer)


async def test_an_excerpt_that_was_shared_offers_nothing_that_needs_a_question(stage: Stage) -> None:
    member = stage.member()
    public = await shared(member, await member.slash("excerpt", private=True))

    assert verbs(public) == ["context", "other", "cite", "picture", "report"]


async def test_a_copy_for_somebody_else_is_shared_by_them(stage: Stage) -> None:
    answer, other = await stage.member().slash("positions", topic="bureaucratie"), stage.member()

    copy = await other.press(answer, button(answer, "side"))
    public = await shared(other, copy)

    assert said(public) == [f"Gedeeld door {other.account.name.capitalize()}"]
    assert shown(public) == shown(copy)
    assert answer.now == answer.message


@pytest.mark.parametrize("permission", [1 << 11, 1 << 31])
async def test_who_may_not_post_in_a_channel_shares_nothing_there(stage: Stage, permission: int) -> None:
    answer, reader = await stage.member().slash("quote", query="kronstadt"), stage.member()
    before = await reader.press(answer, button(answer, "next"))
    reader.denied = permission

    copy = await reader.press(answer, button(answer, "next"))
    refused = await shared(reader, before)

    assert shown(copy) == shown(before)
    assert "share" not in verbs(copy)
    assert (refused.ephemeral, said(refused)) == (True, ["U mag hier niets plaatsen, en dus ook niets delen."])


async def test_in_a_thread_the_permission_to_write_in_threads_counts(stage: Stage) -> None:
    writer, reader = stage.member(), stage.member()
    writer.channel = reader.channel = stage.guild.add_thread("draad")
    writer.denied, reader.denied = 1 << 11, 1 << 38

    answers = [await member.slash("quote", query="kronstadt", private=True) for member in (writer, reader)]

    assert ["share" in verbs(answer) for answer in answers] == [True, False]


async def test_where_a_bot_that_is_brought_along_is_heard_by_one_alone_nothing_is_shared(stage: Stage) -> None:
    guild = stage.local.add_guild("Zonder andere bots", "nl", bot=False)
    guild.external_apps = stage.guild.external_apps = False
    guest, member = stage.local.member(guild, "dirk", "nl"), stage.member()

    answers = [await who.slash("quote", query="kronstadt", private=True) for who in (guest, member)]
    stage.guild.external_apps = True

    assert ["share" in verbs(answer) for answer in answers] == [False, True]


async def test_in_private_with_the_bot_there_is_nothing_to_hide_or_share(stage: Stage) -> None:
    bram = stage.local.direct("bram", "nl")
    answer = await bram.slash("quote", query="kronstadt", private=True)

    context = await bram.press(answer, button(answer, "context"))

    assert not answer.ephemeral
    assert [verbs(answer)[-1], verbs(context)[-1]] == ["report", "report"]


async def test_in_a_group_and_elsewhere_a_reply_is_private_and_shared_too(stage: Stage) -> None:
    elsewhere = stage.local.add_guild("Elders", "nl", bot=False)
    for member in (stage.local.direct("carla", "nl", group=True), stage.local.member(elsewhere, "dirk", "nl")):
        answer = await member.slash("quote", query="kronstadt", private=True)
        public = await shared(member, answer)

        assert (answer.ephemeral, public.ephemeral) == (True, False)
        assert shown(public)[0].text == shown(answer)[0].text


async def test_a_reply_of_before_a_restart_can_be_shared(
    library: Library, languages: Languages, tmp_path: Path
) -> None:
    async with local_discord() as local:
        member = local.member(local.add_guild("Leesgroep", "nl"), "anna", "nl")
        async with served(local, registry(library), languages, tmp_path):
            answer = await member.slash("quote", query="kronstadt", private=True)
        async with served(local, registry(library), languages, tmp_path):
            public = await shared(member, answer)

    assert shown(public) == shown(answer)


async def test_a_name_pings_nobody_and_becomes_no_format(stage: Stage) -> None:
    member = stage.local.member(stage.guild, "**@everyone** <@1>\n# x", "nl")

    public = await shared(member, await member.slash("quote", query="kronstadt", private=True))

    # `said` fails where a name has become something else.
    assert said(public)[-1].startswith("Gedeeld door **@everyone** <@1> # x")


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("\u202eanna\u2066 \u200bvan\u00ad Dam\ufeff", "anna van Dam"),
        ("\u05d0\u05b7\u05e0\u05b8\u05d4 👩🏽", "\u05d0\u05b7\u05e0\u05b8\u05d4 👩🏽"),
    ],
)
async def test_a_name_holds_nothing_that_nobody_sees(stage: Stage, name: str, told: str) -> None:
    member = stage.local.member(stage.guild, name, "nl")

    public = await shared(member, await member.slash("quote", query="kronstadt", private=True))

    assert said(public)[-1].casefold() == f"gedeeld door {told}".casefold()


async def test_a_claim_too_long_to_be_kept_is_not_shared(stage: Stage) -> None:
    for given in ({"text": f"{LONG_CLAIM}e"}, {"text": CLAIM, "author": "lenin".rjust(25)}):
        answer = await asked(stage.member(), "verify", given, private=True)

        assert len(shown(answer)) > 0
        assert "share" not in verbs(answer)


@pytest.mark.parametrize(
    "wanted", ["open:storm-99999:0-10+0", "never:", "next:", "", "share:next:", "cite:", "page:99"]
)
async def test_what_cannot_be_shared_is_told_in_private(stage: Stage, wanted: str) -> None:
    member = stage.member()
    answer = await member.slash("quote", query="kronstadt", private=True)
    forged = f"t:share:0/1:{len(wanted)}:{wanted}|niemand|kronstadt."

    pressed = await member.press(altered(answer, share=forged), forged)

    assert pressed.ephemeral


async def test_what_is_for_moderators_cannot_be_had_by_sharing(library: Library, tmp_path: Path) -> None:
    made = registry(library)
    made.add(Minutes())
    async with staged(made, languages_with_words(tmp_path / "i18n"), tmp_path) as stage:
        moderator = stage.member(permissions=1 << 13)
        answer = await moderator.slash("quote", query="kronstadt", private=True)
        forged = "t:share:0/1:11:strike:kaas."

        pressed = await moderator.press(altered(answer, share=forged), forged)

    assert said(pressed) == ["Deze knop werkt niet meer; stel de vraag opnieuw."]
