from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from bot.store.answers import Answer, Answers, Event
from bot.store.database import Database
from bot.store.expiring import SEEN_DAYS, Expiring
from bot.store.schema import ANSWER
from tests.store.timing import FIRST, Clock

SIGN = Answer("teken", "!a", "sign", {"sign": "▶"}, "een")
EVENT, OTHER = Event("!a", "$1"), Event("!a", "$2")
FIRST_ANSWER, SECOND = Answer("een", "!a", "text", {"body": "Eén."}), Answer("twee", "!a", "text", {"body": "Twee."})


async def waiting(answers: Answers) -> list[str]:
    """The keys of what waits, in the order in which it goes."""
    keys = []
    while answer := await answers.first():
        keys.append(answer.key)
        await answers.sent(answer, f"${answer.key}")
    return keys


async def first(answers: Answers) -> Answer:
    found = await answers.first()
    assert found
    return found


@pytest.fixture
def answers(database: Database, clock: Clock) -> Answers:
    return Answers(database, "@bot:a", clock)


async def test_what_was_never_read_has_no_token(answers: Answers) -> None:
    assert await answers.token() is None


async def test_token_events_and_answers_are_kept_together(answers: Answers) -> None:
    await answers.keep("s1", [EVENT], [FIRST_ANSWER, SECOND])

    assert await answers.token() == "s1"
    assert await answers.seen([EVENT, OTHER, Event("!b", "$1")]) == {EVENT}
    kept = await first(answers)
    assert kept == replace(FIRST_ANSWER, made_at=kept.made_at)
    assert await waiting(answers) == ["een", "twee"]


async def test_where_one_cannot_be_kept_nothing_is(answers: Answers) -> None:
    unwritable = Answer("drie", "!a", "text", {"body": object()})

    with pytest.raises(Exception, match="JSON"):
        await answers.keep("s1", [EVENT], [unwritable])

    assert (await answers.token(), await answers.seen([EVENT]), await answers.first()) == (None, set(), None)


async def test_what_is_kept_again_changes_only_the_token(answers: Answers) -> None:
    await answers.keep("s1", [EVENT], [FIRST_ANSWER])
    await answers.sent(await first(answers), "$answer")
    await answers.keep("s2", [EVENT], [FIRST_ANSWER])

    assert await answers.token() == "s2"
    assert await answers.first() is None


async def test_answers_wait_in_the_order_in_which_they_were_kept(answers: Answers) -> None:
    later = Answer("aan", "!b", "text", {"body": "Later."})
    await answers.keep("s1", [], [SECOND, FIRST_ANSWER])
    await answers.keep("s2", [], [later])

    assert await waiting(answers) == ["twee", "een", "aan"]


async def test_what_is_put_upon_an_answer_goes_after_all_messages(answers: Answers) -> None:
    await answers.keep("s1", [], [FIRST_ANSWER, SIGN])
    await answers.keep("s2", [], [SECOND])

    assert await answers.message("een") is None
    assert await waiting(answers) == ["een", "twee", "teken"]
    assert await answers.message("een") == "$een"


async def test_accounts_know_nothing_of_each_other(database: Database, answers: Answers) -> None:
    other = Answers(database, "@ander:a")
    await answers.keep("s1", [EVENT], [FIRST_ANSWER])

    assert (await other.token(), await other.seen([EVENT]), await other.first()) == (None, set(), None)


async def test_the_first_send_stays_unless_it_is_sent_anew(answers: Answers) -> None:
    await answers.keep("s1", [], [FIRST_ANSWER])
    for device, anew in (("EEN", False), ("TWEE", False), ("DRIE", True)):
        await answers.intend(await first(answers), device, anew=anew)
        kept = await first(answers)
        assert kept.device == ("DRIE" if anew else "EEN")
        assert kept.first_send is not None
        assert kept.first_send > FIRST


async def test_what_was_said_is_forgotten_once_it_is_sent_or_given_up(database: Database, answers: Answers) -> None:
    await answers.keep("s1", [], [FIRST_ANSWER, SECOND])
    await answers.sent(await first(answers), "$answer")
    second = await first(answers)
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
    await answers.sent(await first(answers), "$answer")
    expiring = Expiring(database, clock)
    before = await expiring.expire()
    clock.pass_by(SEEN_DAYS)
    after = await expiring.expire()

    assert (before["seen"], before["answer"], after["seen"], after["answer"]) == (0, 0, 1, 1)
    assert await waiting(answers) == ["twee"]
