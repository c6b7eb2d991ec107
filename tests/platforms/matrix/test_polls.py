"""Votes are counted as clients show them."""

from __future__ import annotations

from typing import Any

import pytest

from bot.daily.outbox import CannotSee
from bot.platforms.matrix.polls import END, RESPONSE, START, _answers, _chosen, started

POLL = started("Wie?", ["Storm", "Westerlund"], "Wie?")
ANNA, BEN = "@anna:here", "@ben:here"
Event = dict[str, Any]


def vote(sender: str, at: int, *answers: str) -> Event:
    return event(sender, at, RESPONSE, {RESPONSE: {"answers": list(answers)}})


def event(sender: str, at: int, kind: str, content: object) -> Event:
    return {"sender": sender, "origin_server_ts": at, "type": kind, "content": content}


@pytest.mark.parametrize(
    ("related", "end", "chosen"),
    [
        ([vote(ANNA, 1, "1"), vote(BEN, 2, "2")], None, ["1", "2"]),
        ([vote(ANNA, 2, "2"), vote(ANNA, 1, "1")], None, ["2"]),
        ([vote(ANNA, 1, "1"), vote(ANNA, 2, "2")], None, ["2"]),
        ([vote(ANNA, 1, "1"), vote(ANNA, 3, "2")], 2, ["1"]),
        ([vote(ANNA, 1, "1", "2")], None, ["1"]),
        ([vote(ANNA, 1, "1"), vote(ANNA, 2)], None, []),
        ([vote(ANNA, 1, "1"), vote(ANNA, 2, "3")], None, []),
        ([event(ANNA, 1, "m.poll.response", {"m.selections": ["2"]})], None, ["2"]),
        ([event(ANNA, 1, RESPONSE, {RESPONSE: "1"}), event(BEN, 1, END, {RESPONSE: {"answers": ["1"]}})], None, []),
    ],
    ids=["each", "last", "last in any order", "before the end", "one", "taken back", "spoiled", "stable", "no vote"],
)
def test_of_everybody_the_last_vote_counts_that_came_before_the_end(
    related: list[Event], end: int | None, chosen: list[str]
) -> None:
    assert _chosen(related, _answers(POLL), end) == chosen


def test_a_poll_that_somebody_removed_cannot_be_read() -> None:
    with pytest.raises(CannotSee):
        _answers({})


def test_a_poll_mentions_nobody_and_says_all_where_polls_are_not_shown() -> None:
    assert POLL["m.mentions"] == {}
    assert [of["org.matrix.msc1767.text"] for of in POLL[START]["answers"]] == ["Storm", "Westerlund"]
