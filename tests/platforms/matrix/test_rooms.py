"""Where the bot comes, and where it does not stay."""

from __future__ import annotations

import asyncio

from bot.platforms.matrix.rooms import Room, community_of
from bot.store.sqlite import NAME, SQLite
from tests.databases import rows
from tests.matrix.person import Person, until
from tests.matrix.stage import Stage
from tests.platforms.matrix.test_answers import COMMAND, answered

VIA = {"via": ["test.local"]}


async def test_it_comes_where_an_operator_invites_it_and_declines_what_others_offer(stage: Stage) -> None:
    bram = stage.person()
    async with stage.serving():
        refused = await bram.room(stage.bot)
        await stage.room()

        async def declined() -> bool:
            return bool((await bram.state(refused, "m.room.member", stage.bot))["membership"] == "leave")

        await until(declined)


async def test_users_and_servers_that_are_set_may_invite_it(stage: Stage) -> None:
    bram = stage.person()
    for allowed in (bram.id, "test.local"):
        stage.invites = (allowed,)
        async with stage.serving():
            await stage.comes(await bram.room(stage.bot), bram)


async def test_members_of_a_space_that_is_set_may_invite_it(stage: Stage) -> None:
    bram, carla = stage.person(), stage.person("carla")
    space = await stage.anna.space(stage.bot, bram.id)
    await bram.join(space)
    stage.invites = (space,)
    async with stage.serving():
        await stage.comes(space)
        room, refused = await bram.room(stage.bot), await carla.room(stage.bot)

        async def there() -> bool:
            left = (await carla.state(refused, "m.room.member", stage.bot))["membership"] == "leave"
            return left and stage.bot in await bram.members(room)

        await until(there)


async def test_a_room_where_nobody_else_is_left_is_left(stage: Stage) -> None:
    async with stage.serving():
        bram = stage.person()
        room = await stage.room(bram.id)
        await bram.join(room)
        await stage.anna.leave(room)
        await asyncio.sleep(0.3)
        assert stage.bot in await bram.members(room)
        await bram.leave(room)

        async def gone() -> bool:
            async with Person(stage.me) as me:
                return room not in (await me.do("GET", "joined_rooms"))["joined_rooms"]

        await until(gone)


async def test_nothing_is_ever_said_in_a_space(stage: Stage) -> None:
    async with stage.serving():
        space, room = await stage.anna.space(stage.bot, stage.person().id), await stage.room(stage.person().id)
        await stage.comes(space)
        await stage.anna.say(space, COMMAND)
        await stage.anna.say(room, COMMAND)
        await stage.anna.answers(room, stage.bot)
        await asyncio.sleep(0.3)

        assert await stage.anna.messages(space, stage.bot) == []


async def test_a_room_that_is_replaced_is_followed_with_what_its_community_owns(stage: Stage) -> None:
    async with stage.serving():
        room = await stage.room(stage.person().id, version="11")
        await stage.anna.say(room, "!settings language=en")
        await stage.anna.answers(room, stage.bot)
        new = (await stage.anna.do("POST", "rooms", room, "upgrade", body={"new_version": "12"}))["replacement_room"]
        await stage.anna.do("POST", "rooms", new, "invite", body={"user_id": stage.bot})
        await stage.comes(new)
        command = await stage.anna.say(new, COMMAND)
        [answer] = await stage.anna.answers(new, stage.bot)
        assert answered(answer) == command

        async def left() -> bool:
            return stage.bot not in await stage.anna.members(room)

        await until(left)

    kept = rows(SQLite(stage.state / NAME), "SELECT community, kind FROM document")
    assert kept == [(community_of(Room(new)), "settings")]


async def test_a_room_belongs_to_a_space_where_both_say_so(stage: Stage) -> None:
    async with stage.serving():
        space, room = await stage.anna.space(stage.bot, stage.person().id), await stage.room(stage.person().id)
        await stage.comes(space)
        await stage.anna.put(room, "m.space.parent", space, VIA)
        await stage.anna.say(room, "!settings pace=slow")
        await stage.anna.answers(room, stage.bot)
        alone = rows(SQLite(stage.state / NAME), "SELECT community FROM document")
        await stage.anna.put(space, "m.space.child", room, VIA)
        await stage.anna.say(room, "!settings pace=slow")
        await stage.anna.answers(room, stage.bot, 2)

    kept = {str(of) for (of,) in rows(SQLite(stage.state / NAME), "SELECT community FROM document")}
    assert alone == [(f"matrix:{room}",)]
    assert kept == {f"matrix:{room}", f"matrix:{space}"}


async def test_who_moderates_a_room_of_a_space_does_not_so_moderate_what_the_space_owns(stage: Stage) -> None:
    async with stage.serving():
        bram = stage.person()
        space = await stage.anna.space(stage.bot, bram.id)
        await stage.comes(space)
        room = await stage.room(
            bram.id, version="11", power_level_content_override={"users": {bram.id: 100, stage.anna.id: 100}}
        )
        await bram.join(room)
        await bram.say(room, "!settings pace=slow")
        await stage.anna.answers(room, stage.bot)
        await stage.anna.put(room, "m.space.parent", space, VIA)
        await stage.anna.put(space, "m.space.child", room, VIA)
        await bram.say(room, "!settings pace=slow")
        _, refused = await stage.anna.answers(room, stage.bot, 2)

    assert refused["content"]["body"] == "Dat is voor wie deze gemeenschap beheert."
    assert rows(SQLite(stage.state / NAME), "SELECT community FROM document") == [(f"matrix:{room}",)]


async def test_it_is_kept_since_when_it_is_in_a_room_and_that_it_left(stage: Stage) -> None:
    def kept() -> list[tuple[object, ...]]:
        return rows(SQLite(stage.state / NAME), "SELECT key, left_at IS NULL FROM community")

    async with stage.serving():
        bram = stage.person()
        room = await stage.room(bram.id)

        async def there() -> bool:
            return kept() == [(f"matrix:{room}", 1)]

        await until(there)
        await stage.anna.do("POST", "rooms", room, "kick", body={"user_id": stage.bot})

        async def left() -> bool:
            return kept() == [(f"matrix:{room}", 0)]

        await until(left)
