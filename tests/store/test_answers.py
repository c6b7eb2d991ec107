from __future__ import annotations

import pytest
from sqlalchemy import select

from bot.store.answers import Answer, Answers, Event
from bot.store.database import Database
from bot.store.expiring import SEEN_DAYS, Expiring
from bot.store.schema import ANSWER
from tests.store.timing import FIRST, Clock

EVENT, OTHER = Event("!a", "$1"), Event("!a", "$2")
FIRST_ANSWER, SECOND = Answer("een", "!a", {"body": "Eén."}), Answer("twee", "!a", {"body": "Twee."})


@pytest.fixture
def answers(database: Database, clock: Clock) -> Answers:
    return Answers(database, "@bot:a", clock)


async def test_what_was_never_read_has_no_token(answers: Answers) -> None:
    assert await answers.token() is None


async def test_token_events_and_answers_are_kept_together(answers: Answers) -> None:
    await answers.keep("s1", [EVENT], [FIRST_ANSWER, SECOND])

    assert await answers.token() == "s1"
    assert await answers.seen([EVENT, OTHER, Event("!b", "$1")]) == {EVENT}
    assert await answers.waiting(10) == [FIRST_ANSWER, SECOND]


async def test_where_one_cannot_be_kept_nothing_is(answers: Answers) -> None:
    unwritable = Answer("drie", "!a", {"body": object()})

    with pytest.raises(Exception, match="JSON"):
        await answers.keep("s1", [EVENT], [unwritable])

    assert (await answers.token(), await answers.seen([EVENT]), await answers.waiting(10)) == (None, set(), [])


async def test_what_is_kept_again_changes_only_the_token(answers: Answers) -> None:
    await answers.keep("s1", [EVENT], [FIRST_ANSWER])
    [kept] = await answers.waiting(10)
    await answers.sent(kept, "$answer")
    await answers.keep("s2", [EVENT], [FIRST_ANSWER])

    assert await answers.token() == "s2"
    assert await answers.waiting(10) == []


async def test_answers_wait_in_the_order_in_which_they_were_kept(answers: Answers) -> None:
    later = Answer("aan", "!b", {"body": "Later."})
    await answers.keep("s1", [], [SECOND, FIRST_ANSWER])
    await answers.keep("s2", [], [later])

    assert await answers.waiting(10) == [SECOND, FIRST_ANSWER, later]
    assert await answers.waiting(2) == [SECOND, FIRST_ANSWER]


async def test_accounts_know_nothing_of_each_other(database: Database, answers: Answers) -> None:
    other = Answers(database, "@ander:a")
    await answers.keep("s1", [EVENT], [FIRST_ANSWER])

    assert (await other.token(), await other.seen([EVENT]), await other.waiting(10)) == (None, set(), [])


async def test_the_first_send_stays_unless_it_is_sent_anew(answers: Answers) -> None:
    await answers.keep("s1", [], [FIRST_ANSWER])
    for device, anew in (("EEN", False), ("TWEE", False), ("DRIE", True)):
        [kept] = await answers.waiting(1)
        await answers.intend(kept, device, anew=anew)
        [kept] = await answers.waiting(1)
        assert kept.device == ("DRIE" if anew else "EEN")
        assert kept.first_send is not None
        assert kept.first_send > FIRST


async def test_what_was_said_is_forgotten_once_it_is_sent_or_given_up(database: Database, answers: Answers) -> None:
    await answers.keep("s1", [], [FIRST_ANSWER, SECOND])
    first, second = await answers.waiting(10)
    await answers.sent(first, "$answer")
    await answers.failed(second, "M_FORBIDDEN")
    await answers.sent(second, "$late")
    async with database.transaction() as connection:
        columns = select(ANSWER.c.content, ANSWER.c.message, ANSWER.c.reason).order_by(ANSWER.c.number)
        kept = [tuple(row) for row in await connection.execute(columns)]

    assert kept == [(None, "$answer", ""), (None, None, "M_FORBIDDEN")]


async def test_what_was_seen_and_sent_expires_and_what_waits_does_not(
    database: Database, answers: Answers, clock: Clock
) -> None:
    await answers.keep("s1", [EVENT], [FIRST_ANSWER, SECOND])
    await answers.sent((await answers.waiting(1))[0], "$answer")
    expiring = Expiring(database, clock)
    before = await expiring.expire()
    clock.pass_by(SEEN_DAYS)
    after = await expiring.expire()

    assert (before["seen"], before["answer"], after["seen"], after["answer"]) == (0, 0, 1, 1)
    assert await answers.waiting(10) == [SECOND]
