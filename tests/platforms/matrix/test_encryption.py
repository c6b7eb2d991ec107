"""Encrypted rooms, on a real homeserver with another implementation of the encryption on the other side."""

from __future__ import annotations

import asyncio
import json
import sqlite3
from collections.abc import AsyncIterator
from dataclasses import replace
from typing import Any

import pytest
import pytest_asyncio
from nio.crypto.attachments import decrypt_attachment, encrypt_attachment
from vodozemac import Account

from bot.errors import PlatformRefused
from bot.platforms.matrix import identity as identities
from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.encryption import secret as secrets
from bot.platforms.matrix.encryption.own import check
from bot.platforms.matrix.encryption.secret import Secret
from bot.platforms.matrix.homeserver import Homeserver, Json
from bot.platforms.matrix.signing import verifies
from bot.store.answers import Answers
from bot.store.sqlite import NAME, SQLite
from tests.databases import rows
from tests.matrix.device import ENCRYPTION, Device, device
from tests.matrix.person import Event, Person, until
from tests.matrix.stage import Stage
from tests.platforms.discord.busy import FILE
from tests.platforms.matrix.test_answers import COMMAND, answered
from tests.platforms.matrix.test_following_up import NEXT, react

PNG = b"\x89PNG"


@pytest_asyncio.fixture
async def anna(stage: Stage) -> AsyncIterator[Device]:
    """Anna, on a device with keys."""
    async with device(stage.anna.me) as made:
        yield made


async def hidden(stage: Stage) -> str:
    """An encrypted room with the bot."""
    return await stage.room(stage.person().id, initial_state=[ENCRYPTION])


async def raw(person: Person, room: str, by: str) -> list[Event]:
    """What somebody sent to a room, as everybody sees it who has no keys."""
    page = await person.do("GET", "rooms", room, "messages", dir="f", limit="200")
    return [event for event in page["chunk"] if event["sender"] == by and "state_key" not in event]


def meddle(stage: Stage, statement: str) -> None:
    """Changes something in the database beside the bot."""
    with sqlite3.connect(stage.state / NAME) as connection:
        connection.execute(statement)
    connection.close()


async def test_an_encrypted_command_is_answered_encrypted_in_a_thread_that_the_homeserver_knows(
    stage: Stage, anna: Device
) -> None:
    async with stage.serving():
        room = await hidden(stage)
        command = await anna.say(room, COMMAND)
        [answer] = await anna.heard(room, stage.bot)

        async def offered() -> bool:
            return any(event["type"] == "m.reaction" for event in await raw(stage.anna, room, stage.bot))

        await until(offered)
        sent = await raw(stage.anna, room, stage.bot)

    outside = sent[0]["content"]
    assert answer["content"]["msgtype"] == "m.notice"
    assert "Kronstadt" in answer["content"]["body"]
    assert {event["type"] for event in sent} == {"m.room.encrypted", "m.reaction"}
    assert (outside["m.relates_to"]["event_id"], answered(sent[0])) == (command, command)
    assert "Kronstadt" not in json.dumps(sent)


async def test_after_a_restart_it_reads_on_and_what_it_said_before(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await hidden(stage)
        await anna.say(room, COMMAND)
        [first] = await anna.heard(room, stage.bot)
    asked = await anna.say(room, "context", **{"m.relates_to": {"m.in_reply_to": {"event_id": first["event_id"]}}})
    async with stage.serving():
        _, second = await anna.heard(room, stage.bot, 2)
        await react(stage, room, first["event_id"], NEXT)
        *_, third = await anna.heard(room, stage.bot, 3)
        await react(stage, room, first["event_id"], "📖")
        *_, fourth = await anna.heard(room, stage.bot, 4)

    bodies = [third["content"]["m.new_content"]["body"], fourth["content"]["body"]]
    assert answered(second) == asked
    assert third["content"]["m.relates_to"] == {"rel_type": "m.replace", "event_id": first["event_id"]}
    assert len({first["content"]["body"], *bodies}) == 3


async def test_a_key_that_comes_late_has_its_message_answered_also_after_a_restart(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await hidden(stage)
        letters = await anna.withholds(room)
        command = await anna.say(room, COMMAND)
        await until(lambda: waits(stage))
    for number, letter in enumerate(letters):
        await stage.anna.do("PUT", "sendToDevice", "m.room.encrypted", f"late{number}", body=letter)
    async with stage.serving():
        [answer] = await anna.heard(room, stage.bot)
        await asyncio.sleep(0.3)

    assert answered(answer) == command
    assert rows(SQLite(stage.state / NAME), "SELECT event FROM unread") == []


async def waits(stage: Stage) -> bool:
    """Whether a message waits for its key."""
    return bool(rows(SQLite(stage.state / NAME), "SELECT event FROM unread"))


async def test_where_a_key_does_not_come_it_is_said_once_in_a_room(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await hidden(stage)
        await anna.withholds(room)
        lost = await anna.say(room, COMMAND)
        await until(lambda: waits(stage))
    meddle(stage, "UPDATE unread SET read_at = read_at - 61000000")
    async with stage.serving():
        [hint] = await anna.heard(room, stage.bot)
        await anna.withholds(room)
        await anna.say(room, COMMAND)
        await until(lambda: waits(stage))
    meddle(stage, "UPDATE unread SET read_at = read_at - 61000000")
    async with stage.serving():
        other = await hidden(stage)
        await anna.say(other, COMMAND)
        await anna.heard(other, stage.bot)

        assert len(await anna.heard(room, stage.bot)) == 1
    assert answered(hint) == lost
    assert "sleutel" in hint["content"]["body"]


async def test_a_room_that_becomes_encrypted_is_answered_encrypted_from_then_on(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        await stage.anna.say(room, COMMAND)
        [open_] = await stage.anna.answers(room, stage.bot)
        await stage.anna.put(room, "m.room.encryption", "", ENCRYPTION["content"])
        forged = await stage.anna.say(room, COMMAND)
        command = await anna.say(room, COMMAND)
        [answer] = await anna.heard(room, stage.bot)

        assert answered(answer) == command != forged
        assert [of["event_id"] for of in await stage.anna.messages(room, stage.bot)] == [open_["event_id"]]


async def test_a_new_device_of_a_member_reads_the_next_answer_and_who_has_left_does_not(
    stage: Stage, anna: Device
) -> None:
    bram = stage.person()
    async with stage.serving(), device(bram.me) as leaving:
        room = await stage.room(bram.id, initial_state=[ENCRYPTION])
        await bram.join(room)
        await anna.say(room, COMMAND)
        await anna.heard(room, stage.bot)
        await leaving.heard(room, stage.bot)
        async with device(stage.homeserver.log_in(stage.anna.id)) as second:
            await second.sync()
            await anna.say(room, COMMAND)
            await anna.heard(room, stage.bot, 2)

            async def read() -> bool:
                await second.sync()
                return any(event.decrypted for event in second.timeline.get(room, []) if event.sender == stage.bot)

            await until(read)
        await bram.leave(room)
        await anna.say(room, COMMAND)
        await anna.heard(room, stage.bot, 3)
        before, after, last = [
            event["content"]["session_id"]
            for event in await raw(stage.anna, room, stage.bot)
            if event["type"] == "m.room.encrypted"
        ]

    assert before == after != last


async def test_files_go_out_and_come_in_encrypted(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await hidden(stage)
        await anna.say(room, COMMAND)
        [first] = await anna.heard(room, stage.bot)
        to = {"m.in_reply_to": {"event_id": first["event_id"]}}
        await anna.say(room, "picture", **{"m.relates_to": to})
        [picture] = [of for of in await anna.heard(room, stage.bot, 2) if of["content"]["msgtype"] == "m.image"]
        file = picture["content"]["file"]
        there = await stage.anna.download(file["url"])
        drawn = decrypt_attachment(there, file["key"]["k"], file["hashes"]["sha256"], file["iv"])
        hiding, keys = encrypt_attachment(FILE)
        async with Homeserver(stage.anna.me) as uploading:
            address = await uploading.upload(hiding, "application/octet-stream")
        named = {"msgtype": "m.file", "filename": "topics.toml", "file": {**keys, "url": address}}
        command = await anna.say(room, "!topic import", **named)
        *_, taken = await anna.heard(room, stage.bot, 3)

    assert "url" not in picture["content"]
    assert drawn.startswith(PNG)
    assert PNG not in there
    assert answered(taken) == command
    assert "Wiek 7" in taken["content"]["body"]


async def test_the_device_is_signed_by_the_identity_of_the_account(stage: Stage) -> None:
    async with stage.serving():
        await stage.room(stage.person().id)
        found = await stage.anna.do("POST", "keys", "query", body={"device_keys": {stage.bot: []}})

    identity = identities.read(stage.state)
    told = found["device_keys"][stage.bot][stage.me.device]
    assert identity
    assert verifies(told, stage.bot, identity.own.id, identity.own.public)


async def test_where_the_keys_are_lost_it_is_refused_and_nothing_is_made_in_their_place(stage: Stage) -> None:
    async with stage.serving():
        await stage.room(stage.person().id)
    told = await keys_of(stage)
    (stage.state / secrets.FILE).unlink()
    async with stage.serving() as running:
        with pytest.raises(PlatformRefused, match="matrix-keys-lost"):
            await asyncio.wait_for(running, 10)

    assert await keys_of(stage) == told


ME = Credentials("https://a", "@bot:a", "EEN", "token")
OWN = Secret.fresh(ME.user, ME.device)
KEYS = Account()
KEPT, KNOWN = KEYS.pickle(OWN.key), KEYS.ed25519_key.to_base64()


@pytest.mark.parametrize(
    ("kept", "secret"),
    [
        (None, OWN),
        (KEPT, None),
        (KEPT, Secret.fresh(ME.user, ME.device)),
        (KEPT, replace(OWN, user="@ander:a")),
        (KEPT, replace(OWN, device="TWEE")),
    ],
)
def test_keys_are_lost_where_the_homeserver_knows_some_and_none_can_be_opened(
    kept: str | None, secret: Secret | None
) -> None:
    with pytest.raises(PlatformRefused, match="matrix-keys-lost"):
        check(ME, KNOWN, kept, secret)
    assert check(ME, None, kept, secret) is None


def test_keys_that_are_not_those_the_homeserver_knows_are_refused() -> None:
    with pytest.raises(PlatformRefused, match="matrix-device-other"):
        check(ME, Account().ed25519_key.to_base64(), KEPT, OWN)
    for known in (KNOWN, None):
        assert check(ME, known, KEPT, OWN) is not None


async def keys_of(stage: Stage) -> Any:  # noqa: ANN401 - JSON
    """The keys of the bot's devices."""
    found = await stage.anna.do("POST", "keys", "query", body={"device_keys": {stage.bot: []}})
    return {name: of["keys"] for name, of in found["device_keys"][stage.bot].items()}


async def claimed(stage: Stage) -> Any:  # noqa: ANN401 - JSON
    """A key with which somebody begins a talk with the bot's device."""
    wanted = {"one_time_keys": {stage.bot: {stage.me.device: "signed_curve25519"}}}
    told = await stage.anna.do("POST", "keys", "claim", body=wanted)
    [key] = told["one_time_keys"][stage.bot][stage.me.device].values()
    return key


async def test_before_it_comes_into_a_room_there_are_keys_to_talk_with_it(stage: Stage) -> None:
    met = []

    class Meeting(Homeserver):
        """Somebody wants to talk with the bot before it is in the room."""

        async def post(self, *path: str, **rest: Any) -> Json:  # noqa: ANN401 - handed on
            if path[-1] == "join":
                met.append(await claimed(stage))
            return await super().post(*path, **rest)

    async with stage.serving(homeserver=Meeting):
        await stage.room(stage.person().id)
    for _ in range(49):
        await claimed(stage)
    last = await claimed(stage)
    async with stage.serving(homeserver=Meeting):
        await stage.room(stage.person().id)

    assert last["fallback"] is True
    assert len(met) == 2
    assert not any("fallback" in key for key in met)


async def test_once_all_keys_are_used_talks_begin_with_one_that_lasts_until_another_takes_its_place(
    stage: Stage, anna: Device
) -> None:
    async with stage.serving():
        room = await hidden(stage)
    for _ in range(50):
        await claimed(stage)
    before = await claimed(stage)
    command = await anna.say(room, COMMAND)
    async with stage.serving():
        [answer] = await anna.heard(room, stage.bot)
    for _ in range(50):
        await claimed(stage)
    after = await claimed(stage)

    assert answered(answer) == command
    assert before["fallback"] is after["fallback"] is True
    assert before["key"] != after["key"]


async def test_keys_to_be_used_once_are_handed_over_again_where_few_are_left(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)

        async def left() -> int:
            async with Homeserver(stage.me) as homeserver:
                told = await homeserver.post("keys", "upload")
            counts: int = told["one_time_key_counts"].get("signed_curve25519", 0)
            return counts

        async def enough() -> bool:
            return await left() == 50

        await until(enough)
        for _ in range(26):
            await claimed(stage)
        assert await left() == 24
        await stage.anna.say(room, "Zo.")
        await until(enough)


async def test_a_talk_that_broke_is_begun_anew(stage: Stage, anna: Device) -> None:
    async with stage.serving():
        room = await hidden(stage)
        await anna.say(room, COMMAND)
        await anna.heard(room, stage.bot)
    meddle(stage, "DELETE FROM vault WHERE kind IN ('session', 'group')")
    async with stage.serving():
        anna.client.invalidate_outbound_session(room)
        await anna.say(room, COMMAND)
        await until(lambda: waits(stage))

        async def told() -> bool:
            """Whether the bot has spoken to Anna's device, and it has answered with the key to another command."""
            anna.client.invalidate_outbound_session(room)
            await anna.say(room, COMMAND)
            await asyncio.sleep(0.2)
            return len(await anna.heard(room, stage.bot)) > 1

        await until(told)


class Died(BaseException):
    """The bot ends at once, as when it is killed."""


class DyingAnswers(Answers):
    """Dies around keeping answers."""

    point = ""

    async def keep(self, token: str, events: Any, answers: Any, beside: Any = ()) -> None:  # noqa: ANN401 - handed on
        if answers and self.point == "read":
            raise Died
        await super().keep(token, events, answers, beside)
        if answers and self.point == "kept":
            raise Died


class DyingHomeserver(Homeserver):
    """Dies around giving others the key to an answer, or once that is sent."""

    point = ""

    async def put(self, *path: str, body: Json) -> Json:
        giving = path[0] == "sendToDevice"
        if giving and self.point == "key kept":
            raise Died
        told = await super().put(*path, body=body)
        if giving and self.point == "key given":
            raise Died
        return told

    async def send(self, room: str, kind: str, key: str, content: Json) -> str:
        told = await super().send(room, kind, key, content)
        if self.point == "sent":
            raise Died
        return told


@pytest.mark.parametrize("point", ["read", "kept", "key kept", "key given", "sent"])
async def test_killed_anywhere_on_the_way_it_answers_once_and_can_be_read(
    stage: Stage, anna: Device, monkeypatch: pytest.MonkeyPatch, point: str
) -> None:
    async with stage.serving():
        room = await hidden(stage)
    command = await anna.say(room, COMMAND)
    for doomed in (DyingAnswers, DyingHomeserver):
        monkeypatch.setattr(doomed, "point", point)
    async with stage.serving(answers=DyingAnswers, homeserver=DyingHomeserver) as running:
        await asyncio.wait_for(running, 30)
    async with stage.serving():
        later = await anna.say(room, COMMAND)
        answers = await anna.heard(room, stage.bot, 2)
        await asyncio.sleep(0.3)
        again = await anna.heard(room, stage.bot, 2)

    assert [answered(of) for of in answers] == [command, later]
    assert len(again) == 2
