"""Keys between two devices, with a homeserver that is a few dictionaries."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
import pytest_asyncio
from vodozemac import Account, GroupSession, InboundGroupSession

from bot.platforms.matrix.credentials import Credentials
from bot.platforms.matrix.encryption.devices import Devices
from bot.platforms.matrix.encryption.hearing import ROOM_KEY, Hearing, Unreadable
from bot.platforms.matrix.encryption.own import OwnKeys
from bot.platforms.matrix.encryption.post import Post
from bot.platforms.matrix.encryption.safe import Group, Safe
from bot.platforms.matrix.encryption.secrecy import Secrecy
from bot.platforms.matrix.encryption.secret import Secret
from bot.platforms.matrix.encryption.speaking import WITHHELD, Speaking, Voice
from bot.platforms.matrix.encryption.talks import Closed, Talks
from bot.platforms.matrix.homeserver import Rejected
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.synced import read
from bot.store.database import Database, opened
from bot.store.sqlite import NAME, SQLite
from bot.store.vault import Vault
from tests.databases import prepare
from tests.matrix.device import ENCRYPTION

ROOM, SETTINGS = "!kamer", {"algorithm": "m.megolm.v1.aes-sha2"}
MESSAGE = "m.room.message"
NOW = datetime(2026, 11, 22, 12, tzinfo=UTC)
Event = dict[str, Any]


@dataclass
class KeyServer:
    """A homeserver as far as keys go; `letters` are what devices told others, by device."""

    devices: dict[str, dict[str, Any]] = field(default_factory=dict)
    once: dict[str, dict[str, Any]] = field(default_factory=dict)
    letters: dict[str, list[Event]] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)
    silent: bool = False


@dataclass
class Door:
    """The homeserver as one device sees it."""

    server: KeyServer
    me: Credentials

    async def post(self, *path: str, body: Any) -> Any:  # noqa: ANN401 - JSON
        self.server.asked.append(path[1])
        if path[1] == "upload":
            return self._take(body)
        if path[1] == "query":
            if self.server.silent:
                return {"failures": {"test": {}}}
            return {"device_keys": {user: self.server.devices.get(user, {}) for user in body["device_keys"]}}
        return {"one_time_keys": {user: self._claim(list(of)) for user, of in body["one_time_keys"].items()}}

    def _take(self, body: Any) -> Any:  # noqa: ANN401 - JSON
        if "device_keys" in body:
            self.server.devices.setdefault(self.me.user, {})[self.me.device] = body["device_keys"]
        kept = self.server.once.setdefault(self.me.device, {})
        new = body.get("one_time_keys", {})
        if any(kept.get(name, key) != key for name, key in new.items()):
            raise Rejected(400, "M_INVALID_PARAM")
        kept |= new
        return {}

    def _claim(self, devices: list[str]) -> Any:  # noqa: ANN401 - JSON
        return {of: dict([self.server.once[of].popitem()]) for of in devices if self.server.once.get(of)}

    async def get(self, *path: str) -> Any:  # noqa: ANN401 - JSON
        """The state of a room that is encrypted, unless the room is an open one, or none."""
        if path[1] != ROOM:
            raise Rejected(404 if path[1] == "!open" else 403, "M_NOT_FOUND")
        return SETTINGS

    async def put(self, *path: str, body: Any) -> None:  # noqa: ANN401 - JSON
        for told in body["messages"].values():
            for device, content in told.items():
                event = {"type": path[1], "sender": self.me.user, "content": content}
                self.server.letters.setdefault(device, []).append(event)


class Party:
    """A device with all that works with its keys."""

    def __init__(self, server: KeyServer, database: Database, name: str) -> None:
        self.me = Credentials("https://test", f"@{name}:test", name.upper(), "token")
        self.server, self._database = server, database
        self._secret = Secret.fresh(self.me.user, self.me.device)
        self.door: Any = Door(server, self.me)
        self.account = Account()
        self.now = NOW
        self.start()
        self.safe.put_account(self.account)

    def start(self) -> None:
        """Starts, with what is kept."""
        self.safe = Safe(Vault(self._database, self.me.device), self._secret)
        self.keys = OwnKeys(self.door, self.safe, self.account)
        self.devices = Devices(self.door, self.safe.vault)
        self.talks = Talks(self.door, self.safe, self.keys.own)
        self.hearing = Hearing(self.safe, self.devices)
        self.speaking = Speaking(self.safe, self.devices, self.talks, self.keys.own, lambda: self.now)
        self.post = Post(self.talks, self.hearing, self.devices, lambda: self.now)

    async def reads(self) -> list[tuple[str, str]]:
        """Takes in what other devices told; the keys that came."""
        found = await self.post.opened(self.server.letters.pop(self.me.device, []))
        await self.safe.vault.keep()
        return found

    async def says(self, body: str, *members: str) -> Event:
        """Says something in the room, as an event."""
        users = tuple(f"@{of}:test" for of in members)
        content = await self.speaking.said(ROOM, users, SETTINGS, MESSAGE, {"body": body})
        return {"type": "m.room.encrypted", "event_id": "$1", "sender": self.me.user, "content": content}


Meet = Callable[[str], Any]


@pytest_asyncio.fixture
async def meet(tmp_path: Path) -> AsyncIterator[Meet]:
    """Makes devices that are known, with keys to begin talks with."""
    server = KeyServer()
    async with database_in(tmp_path) as database:

        async def made(name: str) -> Party:
            party = Party(server, database, name)
            await party.keys.tell()
            return party

        yield made


@asynccontextmanager
async def database_in(folder: Path) -> AsyncIterator[Database]:
    backend = SQLite(folder / NAME)
    prepare(backend)
    async with opened(backend) as database:
        yield database


async def test_what_one_says_the_other_hears_after_a_restart_too(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    event = await anna.says("Eén.", "bot", "anna")
    [(room, session)] = await bot.reads()
    bot.start()
    heard = await bot.hearing.heard(ROOM, event)

    assert (room, session) == (ROOM, event["content"]["session_id"])
    assert heard
    assert heard.event["content"]["body"] == "Eén."
    assert heard.mark == f"{session} 0"


async def test_what_was_not_kept_is_read_again_with_the_same_keys(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    event = await anna.says("Eén.", "bot")
    letters = list(bot.server.letters[bot.me.device])
    await bot.post.opened(letters)
    bot.safe.vault.forget()
    with pytest.raises(Unreadable):
        await bot.hearing.heard(ROOM, event)

    bot.server.letters[bot.me.device] = letters
    assert len(await bot.reads()) == 1
    assert await bot.hearing.heard(ROOM, event)


async def test_a_letter_opens_once_and_only_for_whom_it_is_and_by_whom(meet: Meet) -> None:
    bot, anna, carla = await meet("bot"), await meet("anna"), await meet("carla")
    await anna.says("Eén.", "bot")
    [letter] = bot.server.letters[bot.me.device]
    forged = {**letter, "sender": carla.me.user}

    with pytest.raises(Closed):
        await carla.talks.opened(letter)
    with pytest.raises(Closed):
        await bot.talks.opened(forged)
    bot.safe.vault.forget()
    assert (await bot.talks.opened(letter)).kind == ROOM_KEY
    with pytest.raises(Closed):
        await bot.talks.opened(letter)


@pytest.mark.parametrize(
    "letter", [{}, {"algorithm": "m.olm.v1.curve25519-aes-sha2", "sender_key": "x", "ciphertext": []}]
)
async def test_a_letter_that_is_none_is_left_aside(meet: Meet, letter: Event) -> None:
    bot = await meet("bot")

    assert await bot.post.opened([{"type": "m.room.encrypted", "sender": "@x:test", "content": letter}]) == []


async def test_nobody_says_anything_by_the_key_of_another_or_of_another_room(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    event = await anna.says("Eén.", "bot")
    await bot.reads()

    assert await bot.hearing.heard(ROOM, {**event, "sender": "@carla:test"}) is None
    assert await bot.hearing.heard(ROOM, {**event, "state_key": ""}) is None
    with pytest.raises(Unreadable):
        await bot.hearing.heard("!andere", event)
    group = await bot.safe.group(ROOM, event["content"]["session_id"])
    bot.safe.put_group("!andere", group)
    assert await bot.hearing.heard("!andere", event) is None


async def test_the_key_of_a_device_that_its_user_does_not_have_is_not_taken(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    await anna.says("Eén.", "bot")
    del bot.server.devices[anna.me.user]

    assert await bot.reads() == []


@pytest.mark.parametrize("name", ["\0", "\ud800", "x" * 300, "", None, 7])
async def test_what_is_no_name_of_a_key_is_looked_up_nowhere(meet: Meet, name: object) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    event = await anna.says("Eén.", "bot")
    [letter] = bot.server.letters["BOT"]

    assert await bot.hearing.heard(ROOM, {**event, "content": {**event["content"], "session_id": name}}) is None
    assert await bot.post.opened([{**letter, "content": {**letter["content"], "sender_key": name}}]) == []


@pytest.mark.parametrize("room", ["\0", "\ud800", "", None, 7])
async def test_a_key_to_what_is_no_room_is_not_taken(meet: Meet, room: object) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    session = (await anna.says("Eén.", "bot"))["content"]["session_id"]
    [letter] = bot.server.letters["BOT"]
    told = await bot.talks.opened(letter)
    content = {**told.content, "room_id": room}

    assert told.content["session_id"] == session
    assert await bot.hearing.take(replace(told, content=content)) is None
    assert await bot.hearing.take(told) == (ROOM, session)


async def test_nesting_without_end_is_not_read(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    session = GroupSession()
    key = {"algorithm": SETTINGS["algorithm"], "room_id": ROOM, "session_id": session.session_id}
    bot.safe.put_group(ROOM, Group(anna.me.user, "x", InboundGroupSession(session.session_key)))
    nested = session.encrypt(b"[" * 40_000).to_base64()

    event = {"type": "m.room.encrypted", "sender": anna.me.user, "content": {**key, "ciphertext": nested}}
    assert await bot.hearing.heard(ROOM, event) is None


async def test_devices_are_asked_for_once_until_they_change(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    bot.server.asked.clear()
    first = [await bot.devices.of([anna.me.user]) for _ in range(2)]
    await bot.devices.changed([anna.me.user], ())
    after = await bot.devices.of([anna.me.user])

    assert first[0] == first[1] == after
    assert [of.id for of in after] == ["ANNA"]
    assert bot.server.asked == ["query", "query"]


async def test_a_device_with_no_signature_is_none_and_one_with_another_key_stays_as_it_was(meet: Meet) -> None:
    bot, anna, carla = await meet("bot"), await meet("anna"), await meet("carla")
    before = await bot.devices.of([anna.me.user])
    other = Party(bot.server, bot._database, "anna")
    await other.keys.tell()
    del bot.server.devices[carla.me.user]["CARLA"]["signatures"]
    await bot.devices.changed([anna.me.user], ())

    assert await bot.devices.of([anna.me.user, carla.me.user]) == before


async def test_devices_stay_known_while_their_homeserver_is_silent(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    before = await bot.devices.of([anna.me.user])
    bot.server.silent = True
    await bot.devices.changed([anna.me.user], ())

    assert await bot.devices.of([anna.me.user]) == before
    assert await bot.devices.has("@carla:test", "x", "y")


async def test_a_key_goes_on_while_devices_come_and_ends_when_one_goes(meet: Meet) -> None:
    bot, anna, carla = await meet("bot"), await meet("anna"), await meet("carla")
    first = await bot.says("Eén.", "bot", "anna")
    second = await bot.says("Twee.", "bot", "anna", "carla")
    third = await bot.says("Drie.", "bot", "anna")
    await anna.reads()
    await carla.reads()
    sessions = [of["content"]["session_id"] for of in (first, second, third)]

    assert sessions[0] == sessions[1] != sessions[2]
    assert await anna.hearing.heard(ROOM, first)
    assert await carla.hearing.heard(ROOM, second)
    for unheard in (first, third):
        with pytest.raises(Unreadable):
            await carla.hearing.heard(ROOM, unheard)


async def test_a_device_that_cannot_be_talked_with_is_told_so_once_and_tried_again_later(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    spare = bot.server.once.pop("ANNA")
    first, _ = [await bot.says(body, "anna") for body in ("Eén.", "Twee.")]
    withheld = bot.server.letters.pop("ANNA")
    bot.server.once["ANNA"] = spare
    bot.now += timedelta(minutes=16)
    later = await bot.says("Drie.", "anna")
    await anna.reads()

    assert [(of["type"], of["content"]["code"]) for of in withheld] == [(WITHHELD, "m.no_olm")]
    assert first["content"]["session_id"] == later["content"]["session_id"]
    assert await anna.hearing.heard(ROOM, later)


async def test_a_talk_that_broke_is_mended_and_not_again_within_an_hour(meet: Meet) -> None:
    bot, anna = await meet("bot"), await meet("anna")
    await anna.says("Eén.", "bot")
    [letter] = bot.server.letters.pop("BOT")
    broken = {
        **letter,
        "content": {**letter["content"], "ciphertext": {bot.keys.own.agreeing: {"type": 1, "body": "AAAA"}}},
    }
    for _ in range(2):
        await bot.post.opened([broken])
        await bot.post.mend()
    [mended] = bot.server.letters.pop("ANNA")

    assert (await anna.talks.opened(mended)).kind == "m.dummy"


async def test_keys_whose_names_the_homeserver_has_already_are_made_anew(meet: Meet) -> None:
    bot = await meet("bot")
    before = dict(bot.server.once["BOT"])
    # As in an older copy of the database.
    bot.account = Account()
    bot.safe.put_account(bot.account)
    bot.server.once["BOT"] = {name: {"key": "x"} for name in before}
    await bot.keys.top_up(0)

    assert len(bot.server.once["BOT"]) == 2 * len(before)


async def test_a_room_that_was_encrypted_is_so_for_ever(meet: Meet) -> None:
    bot = await meet("bot")
    rooms = Rooms()
    events = {"timeline": {"events": [{**ENCRYPTION, "sender": "@a:test"}]}}
    told = read({"next_batch": "s1", "rooms": {"join": {"!once": events}}})
    rooms.take(told.joined[0])
    Secrecy(bot.door, rooms, bot.safe.vault).learn(told)
    await bot.safe.vault.keep()
    # The homeserver tells of it no more.
    rooms = Rooms()
    rooms.take(read({"next_batch": "s2", "rooms": {"join": {"!once": {}, "!open": {}}}}).joined[0])
    secrecy = Secrecy(bot.door, rooms, bot.safe.vault)
    await secrecy.recall()

    assert (secrecy.covers("!once"), secrecy.covers("!open")) == (True, False)
    assert [await secrecy.settings(of) for of in ("!once", "!open")] == [SETTINGS, None]


async def test_of_a_room_that_is_not_known_the_homeserver_is_asked(meet: Meet) -> None:
    bot = await meet("bot")
    secrecy = Secrecy(bot.door, Rooms(), bot.safe.vault)

    assert [await secrecy.settings(of) for of in (ROOM, "!open")] == [SETTINGS, None]
    with pytest.raises(Rejected):
        await secrecy.settings("!closed")


@pytest.mark.parametrize(
    ("settings", "uses", "hours", "worn"),
    [
        ({}, 99, 0, False),
        ({}, 100, 0, True),
        ({}, 0, 7 * 24, True),
        ({"rotation_period_msgs": 2}, 2, 0, True),
        ({"rotation_period_msgs": 10**9}, 10_000, 0, True),
        ({"rotation_period_msgs": "2"}, 2, 0, False),
        ({"rotation_period_ms": 3_600_000}, 0, 1, True),
        ({"rotation_period_ms": 10**15}, 0, 30 * 24, True),
    ],
)
def test_a_key_is_worn_after_what_the_room_says_and_not_long_after(
    settings: Event, uses: int, hours: int, *, worn: bool
) -> None:
    assert Voice(NOW, uses=uses).is_worn(settings, NOW + timedelta(hours=hours)) is worn
