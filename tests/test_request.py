from __future__ import annotations

import asyncio
import re

from bot.request import begun, current


async def test_all_that_is_done_in_a_request_has_one_id_that_says_nothing() -> None:
    async def deep() -> str:
        with begun():
            return current()

    with begun():
        seen = [current(), await deep(), await asyncio.create_task(deep())]

    assert re.fullmatch("[0-9a-f]{12}", seen[0])
    assert len(set(seen)) == 1
    assert current() == ""


async def test_two_requests_have_two_ids_also_at_once() -> None:
    async def one() -> str:
        with begun():
            await asyncio.sleep(0)
            return current()

    first, second = await asyncio.gather(one(), one())

    assert first != second


def test_one_that_was_begun_before_is_gone_on_with() -> None:
    with begun():
        with begun("0123456789ab"):
            inner = current()
        outer = current()

    assert inner == "0123456789ab" != outer
