"""What is for one alone is said to them alone."""

from __future__ import annotations

from typing import Any

from bot.i18n import Languages
from bot.model import Message
from bot.platforms.matrix.confiding import Confiding
from bot.platforms.matrix.directs import Directs
from bot.platforms.matrix.files import Files
from bot.platforms.matrix.following import Following
from bot.platforms.matrix.forms import Step
from bot.platforms.matrix.homeserver import Homeserver, Json, Rejected
from bot.platforms.matrix.messages import Where
from bot.platforms.matrix.posting import Addressed, Posting
from bot.platforms.matrix.rooms import Rooms
from bot.platforms.matrix.showing import Showing
from bot.reply import Notice, Reply
from bot.store.sqlite import NAME, SQLite
from tests.databases import rows
from tests.matrix.person import Event, Person, until
from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import answered


async def invited(person: Person, known: tuple[str, ...] = ()) -> str:
    """The room that a person was invited to besides those known."""
    found: list[str] = []

    async def asked() -> bool:
        told = await person.do("GET", "sync", timeout="0")
        found[:] = [room for room in told.get("rooms", {}).get("invite", {}) if room not in known]
        return bool(found)

    await until(asked)
    return found[0]


def bodies(events: list[Event]) -> str:
    return "\n".join(event["content"].get("body", "") for event in events)


async def proposed(stage: Stage) -> tuple[Person, str, str]:
    """Somebody who proposed a topic in a room, that room, and the one with them alone."""
    bram = stage.person()
    room = await stage.room(bram.id)
    await bram.join(room)
    await bram.say(room, '!propose Graan keywords="graan, voedsel"')
    await bram.answers(room, stage.bot)
    direct = await invited(bram)
    await bram.join(direct)
    await bram.answers(direct, stage.bot)
    await bram.say(direct, "send")
    await bram.answers(direct, stage.bot, 2)
    return bram, room, direct


async def test_who_wants_an_answer_alone_gets_it_in_a_room_with_the_bot_and_the_next_one_there_too(
    stage: Stage,
) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id)
        command = await stage.anna.say(room, "!quote kronstadt private=yes")
        [first] = await stage.anna.answers(room, stage.bot)
        direct = await invited(stage.anna)
        await stage.anna.join(direct)
        await stage.anna.say(room, "!quote kronstadt private=yes")
        _, second = await stage.anna.answers(room, stage.bot, 2)
        said = await stage.anna.answers(direct, stage.bot, 2)

    assert answered(first) == command
    assert all(direct in event["content"]["body"] for event in (first, second))
    assert "Kronstadt" not in bodies([first, second])
    assert [body.count("Kronstadt") > 0 for body in (bodies([event]) for event in said)] == [True, True]
    assert first["content"]["body"] != second["content"]["body"]


async def test_a_proposal_is_made_and_sent_in_private_to_those_who_moderate_the_room(stage: Stage) -> None:
    async with stage.serving():
        bram, room, _ = await proposed(stage)
        public = await bram.messages(room, stage.bot)

    kept = rows(SQLite(stage.state / NAME), "SELECT community, state FROM petition")
    assert kept == [(f"matrix:{room}", "waiting")]
    assert (len(public), "Graan" in bodies(public)) == (1, False)


async def test_where_somebody_else_reads_along_another_room_is_made(stage: Stage) -> None:
    bram, carla = stage.person(), stage.person("carla")
    async with Homeserver(stage.me) as homeserver:
        directs = Directs(homeserver, Rooms())
        first = await directs.reach(bram.id, secret=False)
        again = await Directs(homeserver, Rooms()).reach(bram.id, secret=False)
        assert first
        await bram.join(first.room)
        joined = await directs.reach(bram.id, secret=False)
        await bram.do("POST", "rooms", first.room, "invite", body={"user_id": carla.id})
        other = await directs.reach(bram.id, secret=False)

    assert (first.there, again, joined and joined.there) == (False, first, True)
    assert other
    assert other.room != first.room


async def test_what_is_asked_in_an_encrypted_room_is_answered_in_no_other(stage: Stage) -> None:
    async with Homeserver(stage.me) as homeserver:
        directs = Directs(homeserver, Rooms())
        bram = stage.person()
        clear = await directs.reach(bram.id, secret=False)
        secret = await directs.reach(bram.id, secret=True)
        again = await directs.reach(bram.id, secret=True)
        assert clear
        assert secret
        settings = await homeserver.get("rooms", secret.room, "state", "m.room.encryption", "")

    assert secret == again
    assert secret.room != clear.room
    assert settings["algorithm"] == "m.megolm.v1.aes-sha2"


async def test_who_went_is_asked_back(stage: Stage) -> None:
    bram = stage.person()
    async with Homeserver(stage.me) as homeserver:
        directs = Directs(homeserver, Rooms())
        first = await directs.reach(bram.id, secret=False)
        assert first
        await bram.join(first.room)
        await bram.leave(first.room)

        assert await directs.reach(bram.id, secret=False) == first


class Refusing(Homeserver):
    """A homeserver that lets the bot invite nobody."""

    async def get(self, *path: str, **more: Any) -> Json:  # noqa: ANN401 - handed on
        return {}

    async def post(self, *path: str, **more: Any) -> Json:  # noqa: ANN401 - as above
        raise Rejected(403, "M_FORBIDDEN")


async def test_who_cannot_be_reached_is_told_so_and_nothing_else_is_said(stage: Stage, languages: Languages) -> None:
    reply = Reply((Notice(Message("proposal-sent")),), private=True, confidential=True, locale="nl")
    to = Addressed("!room:a", "$1", "@anna:a", Where("$1", "$1"), "!")
    async with Refusing(stage.me) as homeserver:
        posting = Posting(Showing(languages, "!"), Files(homeserver, languages, ()), lambda _: False)
        confiding = Confiding(posting, Directs(homeserver, Rooms()))
        [answer] = await confiding.answers(to, Following(Step(reply)))

    assert answer.place == to.room
    assert answer.content["body"] == languages.say(Message("matrix-unreached"), "nl")


async def test_what_came_of_a_proposal_is_told_apart_from_the_answer(stage: Stage) -> None:
    async with stage.serving():
        bram, room, direct = await proposed(stage)
        await stage.anna.say(room, "!topic review")
        [_, review] = await stage.anna.answers(room, stage.bot, 2)
        to = {"m.relates_to": {"m.in_reply_to": {"event_id": review["event_id"]}}}
        await stage.anna.say(room, "save", **to)
        await stage.anna.answers(room, stage.bot, 3)
        await bram.say(room, "!help quote")
        told = await bram.answers(direct, stage.bot, 3)

    assert "Graan" in told[-1]["content"]["body"]
