"""Posts of each day in encrypted rooms."""

from __future__ import annotations

import json
from datetime import timedelta

from bot.daily.steps import POLL, THREAD
from bot.platforms.matrix.polls import END, RESPONSE, START
from bot.store.deliveries import POST
from tests.matrix.device import ENCRYPTION, device
from tests.matrix.stage import Stage
from tests.platforms.matrix.daily import posting
from tests.platforms.matrix.test_daily import TOPIC
from tests.platforms.matrix.test_encryption import raw


async def test_a_post_its_thread_and_its_poll_are_encrypted_and_votes_are_read(stage: Stage) -> None:
    async with device(stage.anna.me) as anna, posting(stage, initial_state=[ENCRYPTION]) as daily:
        await anna.sync()
        await daily.put(kind="positions", topic=TOPIC, thread=True, poll=True)
        ended = [await daily.sent(kind) for kind in (POST, THREAD, POLL)]
        heard = await anna.heard(daily.room, stage.bot, 3)
        [poll] = [of for of in heard if of["type"] == START]
        relation = {"rel_type": "m.reference", "event_id": ended[2].message}
        vote = {"m.relates_to": relation, RESPONSE: {"answers": ["1"]}}
        await anna.client.room_send(daily.room, RESPONSE, vote, ignore_unverified_devices=True)
        await daily.now(POST, ended[0].slot + timedelta(days=1))
        following = await daily.sent(POST)
        heard = await anna.heard(daily.room, stage.bot, 5)
        sent = await raw(stage.anna, daily.room, stage.bot)

    bodies = {of["event_id"]: of["content"].get("body", "") for of in heard}
    assert poll["event_id"] == ended[2].message
    assert END in {of["type"] for of in heard}
    assert "De peiling over Arbeidersstaat:" in bodies[following.message]
    assert {of["type"] for of in sent} - {"m.reaction"} == {"m.room.encrypted"}
    assert "Arbeidersstaat" not in json.dumps(sent)
