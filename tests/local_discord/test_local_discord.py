"""The local Discord against the real client of discord.py."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import discord
import pytest

from .example_bot import ExampleBot, running
from .files import File
from .options import NotOfferedError
from .places import READ_MESSAGE_HISTORY, SEND_MESSAGES, USUAL_PERMISSIONS, Guild
from .pointing import pointed_at
from .server import LocalDiscord

MANAGE_GUILD = 1 << 5


@pytest.mark.usefixtures("bot")
async def test_a_client_logs_in_and_registers_its_commands(local: LocalDiscord) -> None:
    """Commands are kept with ids, as the last PUT gave them."""
    await local.commands_synced()

    assert {command["name"] for command in local.commands} >= {"quote", "topic", "Check quotation"}
    assert all(command["id"] for command in local.commands)
    assert [identify["intents"] for identify in local.identifies] == [1]


async def test_a_restarted_client_finds_its_commands_under_the_same_ids(
    local: LocalDiscord,
) -> None:
    """A command keeps its id for as long as it keeps its name."""
    async with running(local):
        before = {command["name"]: command["id"] for command in local.commands}
    async with running(local):
        await local.commands_synced(times=2)

    assert {command["name"]: command["id"] for command in local.commands} == before


async def test_a_wrong_token_is_refused_by_rest_and_gateway(local: LocalDiscord) -> None:
    """REST answers 401, which discord.py calls a login failure; the gateway closes with 4004."""
    with pointed_at(local.api_base, local.gateway_url):
        async with discord.Client(intents=discord.Intents.none()) as client:
            with pytest.raises(discord.LoginFailure):
                await client.login("wrong")
        async with ExampleBot() as client:
            await client.login(local.token)
            client.http.token = f"{local.token}?"
            with pytest.raises(discord.ConnectionClosed) as closed:
                await client.connect()

    assert closed.value.code == 4004


@pytest.mark.usefixtures("bot")
async def test_options_and_locales_arrive_in_their_types(local: LocalDiscord, guild: Guild) -> None:
    """Strings, integers and booleans, the language of the person and that of the guild."""
    answer = await local.member(guild, "anna", locale="fr").slash("quote", query="kronstadt", count=3, loud=True)

    assert (answer.kind, answer.content) == (4, "kronstadt 3 True fr nl")
    assert not answer.ephemeral
    assert local.limit_findings() == []


@pytest.mark.usefixtures("bot")
async def test_a_person_in_private_gets_an_answer(local: LocalDiscord) -> None:
    """Without a guild there is a user instead of a member, and no guild locale."""
    answer = await local.direct("bob", locale="en-US").slash("quote", query="x")

    assert answer.content == "x 1 False en-US None"


@pytest.mark.usefixtures("bot")
async def test_a_subcommand_is_reached_by_both_words(local: LocalDiscord, guild: Guild) -> None:
    """'topic add' is the command topic with the subcommand add."""
    answer = await local.member(guild, "anna").slash("topic add", name="debt")

    assert answer.content == "added debt"


@pytest.mark.usefixtures("bot")
async def test_a_private_answer_is_ephemeral(local: LocalDiscord, guild: Guild) -> None:
    """Flag 64, and the channel does not show it."""
    answer = await local.member(guild, "anna").slash("whisper")

    assert answer.ephemeral
    assert local.messages(guild.channel) == []


@pytest.mark.usefixtures("bot")
async def test_autocomplete_offers_choices_that_know_the_other_options(local: LocalDiscord, guild: Guild) -> None:
    """The focused text and the options filled in before both reach the bot."""
    anna = local.member(guild, "anna")

    choices = await anna.autocomplete("quote", "query", "kron", others={"count": 2})

    assert choices == [{"name": "kronstadt", "value": "kron 2"}]


@pytest.mark.usefixtures("bot")
async def test_a_deferred_answer_is_the_edit_that_follows(local: LocalDiscord, guild: Guild) -> None:
    """Follow-ups come after it, each with its own visibility."""
    answer = await local.member(guild, "anna").slash("slow")
    while len(answer.followups) < 2:
        answer = await answer.changed()

    assert (answer.kind, answer.content, answer.ephemeral) == (5, "at last", True)
    assert [(m["content"], m["flags"]) for m in answer.followups] == [
        ("more", 64),
        ("still more", 0),
    ]


@pytest.mark.usefixtures("bot")
async def test_the_first_followup_takes_the_place_of_the_deferred_message(local: LocalDiscord, guild: Guild) -> None:
    """It stays as private as the deferral was."""
    answer = await local.member(guild, "anna").slash("follow")

    assert (answer.content, answer.ephemeral, answer.followups) == ("in its place", True, [])


@pytest.mark.usefixtures("bot")
async def test_a_deferral_itself_can_be_looked_at(local: LocalDiscord, guild: Guild) -> None:
    """With settle=False the answer is the 'thinking' message, and later changes can be awaited."""
    local.faults.delay("PATCH", "@original", 0.2)

    answer = await local.member(guild, "anna").slash("slow", settle=False)
    later = await answer.changed()

    assert (answer.deferred, later.deferred, later.content) == (True, False, "at last")


@pytest.mark.usefixtures("bot")
async def test_a_layout_gives_its_texts_and_buttons_of_every_level(local: LocalDiscord, guild: Guild) -> None:
    """Texts in reading order; buttons with what a person sees of them."""
    answer = await local.member(guild, "anna").slash("card")

    assert answer.flags == 32768
    assert answer.texts() == ["heading", "body"]
    assert [(b["custom_id"], b["label"], b["disabled"]) for b in answer.buttons()] == [("again:0", "Again 0", False)]
    assert local.limit_findings() == []


async def test_a_press_on_an_old_message_reaches_a_new_client(local: LocalDiscord, guild: Guild) -> None:
    """The message outlives the client; the button is known by its custom_id alone."""
    anna = local.member(guild, "anna")
    async with running(local):
        answer = await anna.slash("card")
    async with running(local):
        more = await anna.press(answer, "again:0")

    assert (more.kind, more.texts()) == (7, ["heading", "pressed 0"])
    assert answer.texts() == ["heading", "body"]
    assert answer.now == more.message


@asynccontextmanager
async def apart(local: LocalDiscord) -> AsyncIterator[None]:
    """The example bot in a process of its own, killed without warning at the end."""
    package = __package__ or ""
    root = Path(__file__).parents[len(package.split("."))]
    command = [sys.executable, "-m", f"{package}.example_bot"]
    addresses = [local.api_base, local.gateway_url, local.token]
    process = await asyncio.create_subprocess_exec(*command, *addresses, cwd=root)
    try:
        await local.ready()
        yield
    finally:
        process.kill()
        await process.wait()


async def test_a_killed_process_leaves_its_messages_to_the_next(local: LocalDiscord, guild: Guild) -> None:
    """The bot may run anywhere on this machine."""
    anna = local.member(guild, "anna")
    async with apart(local):
        answer = await anna.slash("card")
    async with apart(local):
        more = await anna.press(answer, "again:0")

    assert more.texts() == ["heading", "pressed 0"]


@pytest.mark.usefixtures("bot")
async def test_a_message_of_another_local_discord_can_be_pressed(local: LocalDiscord, guild: Guild) -> None:
    """A message is plain JSON and may come from a file."""
    anna = local.member(guild, "anna")
    answer = await anna.slash("card")
    old = json.loads(json.dumps(answer.message)) | {"id": "1000", "channel_id": "2000"}

    assert (await anna.press(old, "again:0")).texts() == ["heading", "pressed 0"]


@pytest.mark.usefixtures("bot")
async def test_a_menu_answers_with_what_was_chosen(local: LocalDiscord, guild: Guild) -> None:
    """After an acknowledgement (6) the follow-up is the answer."""
    anna = local.member(guild, "anna")

    more = await anna.choose(await anna.slash("card"), "menu", ["left"])

    assert (more.kind, more.content, more.ephemeral) == (6, "chose ['left']", True)


@pytest.mark.usefixtures("bot")
async def test_a_modal_is_filled_in_and_submitted(local: LocalDiscord, guild: Guild) -> None:
    """Labels wrap what is filled in; values arrive by custom_id."""
    anna = local.member(guild, "anna")
    opened = await anna.slash("form")

    done = await anna.submit(opened, {"name": "Anna", "side": ["left"]})

    assert (opened.kind, opened.modal["title"]) == (9, "A form")
    assert done.content == "Anna ['left']"
    assert local.limit_findings() == []


@pytest.mark.usefixtures("bot")
async def test_a_modal_is_for_whoever_opened_it(local: LocalDiscord, guild: Guild) -> None:
    """Nobody else sees it."""
    opened = await local.member(guild, "anna").slash("form")

    with pytest.raises(NotOfferedError, match="somebody else"):
        await local.member(guild, "bob").submit(opened, {"name": "Bob", "side": ["left"]})


async def test_a_modal_comes_with_what_its_message_says_by_now(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    """Somebody may have changed it while it was filled in."""
    anna = local.member(guild, "anna")
    opened = await anna.slash("form")
    opened.exchange.source = anna.say("before")
    anna.world.keep(opened.exchange.source | {"content": "after"})
    heard = asyncio.create_task(bot.wait_for("interaction", timeout=3))
    await asyncio.sleep(0)

    await anna.submit(opened, {"name": "Anna", "side": ["left"]})

    message = (await heard).message
    assert message is not None
    assert message.content == "after"


async def test_a_modal_that_no_client_remembers_reaches_the_next_one(local: LocalDiscord, guild: Guild) -> None:
    """discord.py itself leaves it unanswered."""
    anna = local.member(guild, "anna")
    async with running(local):
        opened = await anna.slash("form")
    async with running(local) as client:
        heard = client.wait_for("interaction", timeout=3)
        with pytest.raises(TimeoutError, match="submit"):
            await asyncio.gather(heard, anna.submit(opened, {"name": "Anna", "side": ["left"]}, timeout=0.3))


@pytest.mark.usefixtures("bot")
async def test_a_file_is_described_and_served(local: LocalDiscord, guild: Guild) -> None:
    """From an address on this machine, as long as anybody wants it."""
    file = File("notes.txt", b"abc", announced=9)

    answer = await local.member(guild, "anna").slash("bring", file=file)

    assert (answer.content, file.fetched) == ("notes.txt 9 abc", 1)
    with pytest.raises(TypeError, match="no file"):
        await local.member(guild, "anna").slash("bring", file="notes.txt")


@pytest.mark.usefixtures("bot")
async def test_the_menu_of_a_message_brings_the_message(local: LocalDiscord, guild: Guild) -> None:
    """Also one that a person wrote."""
    anna = local.member(guild, "anna")

    answer = await anna.message_menu("Check quotation", anna.say("is this real?"))

    assert answer.content == "checked is this real?"


async def test_a_channel_can_be_an_option_and_tells_what_the_bot_may_do_there(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    """A channel with fewer permissions says so in the client's cache too."""
    quiet = guild.add_channel("stil", app_permissions=USUAL_PERMISSIONS & ~SEND_MESSAGES)
    anna = local.member(guild, "anna", permissions=MANAGE_GUILD)

    assert (await anna.slash("place", channel=guild.channel)).content == "algemeen True"
    assert (await anna.slash("place", channel=quiet)).content == "stil False"
    with pytest.raises(discord.Forbidden):
        await bot.get_partial_messageable(quiet.id).send("x")


@pytest.mark.usefixtures("bot")
async def test_discord_offers_commands_only_where_and_to_whom_they_are_meant(local: LocalDiscord, guild: Guild) -> None:
    """By permission, by context, and by what an admin granted."""
    anna = local.member(guild, "anna")
    with pytest.raises(NotOfferedError, match="permissions"):
        await anna.slash("place", channel=guild.channel)
    with pytest.raises(NotOfferedError, match="context"):
        await local.direct("bob").slash("place", channel=guild.channel)
    with pytest.raises(NotOfferedError, match="no command 'plaats'"):
        await anna.slash("plaats")
    with pytest.raises(NotOfferedError, match="required"):
        await anna.slash("quote")

    local.permit(guild, "place", {anna: True})

    assert (await anna.slash("place", channel=guild.channel)).kind == 4


async def test_a_person_may_bring_the_bot_along(local: LocalDiscord, bot: ExampleBot) -> None:
    """Into a group or a foreign guild, once the commands allow it."""
    for command in local.commands:
        command["integration_types"] = [0, 1]
    foreign = local.add_guild("Elders", bot=False)

    there = await local.member(foreign, "anna").slash("quote", query="x")
    group = await local.direct("bob", group=True).slash("quote", query="y")

    assert (there.content, group.content) == ("x 1 False en-US en-US", "y 1 False en-US None")
    assert [g.name for g in bot.guilds] == ["Leesgroep"]


@pytest.mark.usefixtures("bot")
async def test_a_thousand_commands_at_once_are_all_answered(local: LocalDiscord, guild: Guild) -> None:
    """Each person gets the answer to the own question."""
    people = [local.member(guild, f"p{n}") for n in range(1000)]

    answers = await asyncio.gather(*(p.slash("quote", query=f"q{n}", timeout=60) for n, p in enumerate(people)))

    assert [answer.content.split()[0] for answer in answers] == [f"q{n}" for n in range(1000)]


async def test_a_file_arrives_with_the_message_it_belongs_to(
    local: LocalDiscord, guild: Guild, bot: ExampleBot, tmp_path: Path
) -> None:
    """Of a multipart request the payload is recorded as body."""
    (tmp_path / "a.txt").write_text("abc")

    place = bot.get_partial_messageable(guild.channel.id)
    message = await place.send("x", file=discord.File(tmp_path / "a.txt"))

    assert (message.attachments[0].filename, message.attachments[0].size) == ("a.txt", 3)
    assert local.requests[-1]["body"]["content"] == "x"
    assert local.uploaded("a.txt") == b"abc"


@pytest.mark.usefixtures("bot")
async def test_the_record_is_saved_as_a_validator_reads_it(local: LocalDiscord, tmp_path: Path) -> None:
    """A list of method, path, query and body, paths relative to the API."""
    local.save_record(tmp_path / "record.json")

    saved = json.loads((tmp_path / "record.json").read_text())
    assert saved[0].keys() >= {"method", "path", "query", "body"}
    assert saved[0]["path"] == "/users/@me"


async def test_a_channels_history_is_read_from_any_place_in_pages_the_newest_first(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    """After a message come those that follow it at once; a page has a hundred at most."""
    anna = local.member(guild, "anna")
    said = [int(anna.say(str(number))["id"]) for number in range(103)]

    async def page(**named: int) -> list[int]:
        return [int(of["id"]) for of in await bot.http.logs_from(guild.channel.id, **named)]

    assert await page(limit=100, after=said[0]) == said[100:0:-1]
    assert await page(limit=100, after=said[100]) == [said[102], said[101]]
    assert await page(limit=2, before=said[2]) == [said[1], said[0]]
    with pytest.raises(discord.HTTPException, match="messages"):
        await page(limit=101)


async def test_who_may_not_look_back_is_shown_a_history_without_anything(
    local: LocalDiscord, guild: Guild, bot: ExampleBot
) -> None:
    """Discord gives an empty list, and no refusal."""
    local.member(guild, "anna").say("hallo")
    guild.permit_bot(guild.channel, USUAL_PERMISSIONS & ~READ_MESSAGE_HISTORY)

    assert await bot.http.logs_from(guild.channel.id, 100) == []


async def test_a_nonce_is_forgotten_after_a_while(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """The same message is posted again then."""
    channel = bot.get_partial_messageable(guild.channel.id)
    first, second = [await channel.send("hallo", nonce="n") for _ in range(2)]
    local.nonce_s = 0

    third = await channel.send("hallo", nonce="n")

    assert first.id == second.id != third.id


async def test_a_deleted_channel_is_known_to_nobody(local: LocalDiscord, guild: Guild, bot: ExampleBot) -> None:
    """Clients hear of it, and REST refuses it."""
    channel = guild.add_channel("weg")
    guild.remove_channel(channel)

    with pytest.raises(discord.NotFound):
        await bot.get_partial_messageable(channel.id).send("hallo")
