from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from bot.store.answers import Answers
from bot.store.database import Database
from bot.store.expiring import KEYS_DAYS, UNREAD_DAYS, Expiring
from bot.store.migrating import Migrations
from bot.store.schema import UNREAD
from bot.store.unread import Unread, Waiting
from bot.store.vault import Name, Vault, kept
from tests.databases import Home
from tests.store.timing import StillClock

ONE, TWO, THREE = Name("session", "anna", "een"), Name("session", "anna", "twee"), Name("session", "bram", "drie")
MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@pytest.fixture
def clock() -> StillClock:
    return StillClock()


@pytest.fixture
def vault(database: Database, clock: StillClock) -> Vault:
    return Vault(database, "@bot:a EEN", clock)


@pytest.fixture
def unread(database: Database, clock: StillClock) -> Unread:
    return Unread(database, "@bot:a", clock)


async def told(unread: Unread) -> list[str]:
    """The events of which it is to be told."""
    found = [of.event for of in await unread.overdue(MINUTE, DAY)]
    await keep(unread)
    return found


async def keep(unread: Unread) -> None:
    async with unread._database.transaction() as connection:
        await unread.write(connection)
    unread.forget()


async def test_what_is_put_in_is_found_before_and_after_it_is_kept(vault: Vault, database: Database) -> None:
    vault.put(ONE, "1")
    before = await vault.get(ONE)
    await vault.keep()
    vault.put(TWO, "2")
    vault.forget()

    assert (before, await vault.get(ONE), await vault.get(TWO)) == ("1", "1", None)
    assert await Vault(database, "@bot:a TWEE").get(ONE) is None


async def test_of_an_owner_the_latest_comes_first_whether_it_is_kept_or_not(vault: Vault, clock: StillClock) -> None:
    for name, content in ((ONE, "1"), (TWO, "2"), (THREE, "3")):
        vault.put(name, content)
        await vault.keep()
        clock.pass_by(DAY)
    vault.put(ONE, "1a")

    assert list((await vault.of("session", ["anna", "nobody"])).items()) == [(ONE, "1a"), (TWO, "2")]
    assert list(await vault.of("session", ["anna", "bram"], ["twee", "drie"])) == [THREE, TWO]
    vault.drop(ONE)
    assert list(await vault.of("session", ["anna"])) == [TWO]
    await vault.keep()
    assert await vault.get(ONE) is None


async def test_keys_are_kept_with_what_was_read_by_them_or_not_at_all(vault: Vault, database: Database) -> None:
    class Failing:
        """Something that cannot be kept."""

        async def write(self, connection: object) -> None:
            raise ValueError("as told")

        def forget(self) -> None:
            raise AssertionError("never kept")

    answers = Answers(database, "@bot:a")
    vault.put(ONE, "1")
    with pytest.raises(ValueError, match="as told"):
        await answers.keep("s1", [], [], [vault, Failing()])
    vault.forget()
    neither = await answers.token(), await vault.get(ONE)
    vault.put(ONE, "1")
    await answers.keep("s2", [], [], [vault])

    assert neither == (None, None)
    assert (await answers.token(), await vault.get(ONE), vault.changed) == ("s2", "1", False)


async def test_a_new_device_finds_an_empty_vault_and_leaves_no_other(vault: Vault, database: Database) -> None:
    other = Vault(database, "@bot:a NUL")
    other.put(ONE, "1")
    await other.keep()
    await vault.clear()

    assert await other.get(ONE) is None


async def test_beside_a_bot_that_serves_it_is_known_what_is_in_it(vault: Vault, home: Home) -> None:
    vault.put(ONE, "1")
    await vault.keep()

    assert kept(home.backend(), Migrations(), "@bot:a EEN", ONE) == "1"
    assert kept(home.backend(), Migrations(), "@bot:a EEN", TWO) is None


async def test_what_waits_is_found_by_its_key_until_it_was_read(unread: Unread) -> None:
    first, second = Waiting("!a", "$1", "s", {"n": 1}), Waiting("!a", "$2", "t", {"n": 2})
    for of in (first, second, first):
        unread.add(of)
    await keep(unread)
    found = await unread.of("!a", "s")
    unread.read(first)
    await keep(unread)

    assert found == [first]
    assert (await unread.of("!a", "s"), await unread.of("!a", "t")) == ([], [second])


async def test_of_what_waits_for_long_it_is_told_once_in_a_place_and_not_soon_again(
    unread: Unread, clock: StillClock
) -> None:
    for place, event in (("!a", "$1"), ("!a", "$2"), ("!b", "$3")):
        unread.add(Waiting(place, event, event, {}))
    await keep(unread)
    early = await told(unread)
    clock.pass_by(MINUTE)
    late, again = await told(unread), await told(unread)
    unread.add(Waiting("!a", "$4", "$4", {}))
    await keep(unread)
    clock.pass_by(MINUTE)
    soon = await told(unread)
    clock.pass_by(DAY)
    unread.add(Waiting("!a", "$5", "$5", {}))
    await keep(unread)
    clock.pass_by(MINUTE)

    assert (early, sorted(late), again, soon) == ([], ["$1", "$3"], [], [])
    assert await told(unread) == ["$5"]


async def test_keys_and_what_waits_for_them_expire_and_the_device_does_not(
    vault: Vault, unread: Unread, database: Database, clock: StillClock
) -> None:
    account = Name("account")
    vault.put(ONE, "1")
    vault.put(account, "2")
    await vault.keep()
    unread.add(Waiting("!a", "$1", "s", {}))
    await keep(unread)
    expiring = Expiring(database, clock)
    before = await expiring.expire()
    clock.pass_by(UNREAD_DAYS * DAY + MINUTE)
    soon = await expiring.expire()
    clock.pass_by(KEYS_DAYS * DAY)
    late = await expiring.expire()
    async with database.transaction() as connection:
        assert (await connection.execute(select(UNREAD))).all() == []

    assert [(of["vault"], of["unread"]) for of in (before, soon, late)] == [(0, 0), (0, 1), (1, 0)]
    assert await vault.get(account) == "2"
