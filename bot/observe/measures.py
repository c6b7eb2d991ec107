"""What is counted and measured, and by which events of the floors below."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

Kind = Literal["counter", "histogram", "gauge", "info"]
"""What goes up, what is spread, what goes up and down, and what is known by its labels alone."""

ANSWERING_S = (0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 1.5, 3, 10)
STORING_S = (0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 1, 5, 10)
LATE_S = (5, 15, 30, 60, 120, 300, 900, 3600, 14_400)


@dataclass(frozen=True, slots=True)
class Measure:
    """What an event adds to a metric: its field `of`, else one; under the labels that it tells, and those `given`.

    Labels are names that the code declares, and states. What anybody typed, and whom it is about, is none.
    """

    event: str
    name: str
    told: str
    labels: tuple[str, ...] = ()
    of: str = ""
    kind: Kind = "counter"
    buckets: tuple[float, ...] = ()
    given: Mapping[str, str] = field(default_factory=dict)


def _counts(name: str, told: str, events: Mapping[str, Mapping[str, str]], *labels: str) -> tuple[Measure, ...]:
    """A counter that several events add to, each under labels of its own."""
    return tuple(Measure(event, name, told, (*labels, *given), given=given) for event, given in events.items())


ANSWERS = (
    Measure("asked", "asks", "Commands, buttons, forms, completions", ("kind", "name", "platform", "outcome")),
    Measure("asked", "ask_seconds", "Until a reply was made", ("kind", "name"), "seconds", "histogram", ANSWERING_S),
    Measure(
        "answer delivered",
        "answer_seconds",
        "Until a reply was delivered",
        ("platform",),
        "seconds",
        "histogram",
        ANSWERING_S,
    ),
    *_counts(
        "answers_lost",
        "Replies that did not arrive",
        {
            "answer came too late or twice": {"reason": "late"},
            "answer had nowhere to go": {"reason": "nowhere"},
            "answer failed": {"reason": "failed"},
        },
        "platform",
    ),
)

POSTS = (
    Measure("delivered", "deliveries_sent", "Posts that stand in their place", ("platform", "kind")),
    Measure(
        "delivered", "delivery_late_seconds", "From when a post was due", ("platform",), "late", "histogram", LATE_S
    ),
    Measure("undelivered", "deliveries_ended", "Posts that came to nothing", ("platform", "kind", "state", "reason")),
    Measure("delivery-in-doubt", "deliveries_doubted", "Times that nobody knew whether a post stands", ("platform",)),
    Measure("delivery-failed", "deliveries_failed", "Times that a delivery met a defect", ("platform",)),
    Measure("deliveries open", "deliveries_open", "Posts that are due and on their way", ("state",), "count", "gauge"),
    Measure("delivery oldest", "delivery_oldest_seconds", "For how long the oldest is due", (), "seconds", "gauge"),
)

PLATFORMS = (
    *_counts(
        "platform_requests",
        "Requests to platforms, by the class of the answer",
        {"platform did not answer": {"answer": "none"}},
        "platform",
    ),
    Measure("platform answered", "platform_requests", "As above", ("platform", "answer")),
    Measure("platform asks to wait", "rate_limits", "Requests that were told to wait", ("platform",)),
    Measure("platform asks to wait", "rate_limit_seconds", "For how long in all", ("platform",), "seconds"),
    *_counts(
        "connections",
        "What became of connections to Discord",
        {
            "discord connected": {"change": "began"},
            "discord disconnected": {"change": "broke"},
            "discord connection resumed": {"change": "resumed"},
            "discord connection ended": {"change": "ended"},
        },
    ),
    Measure("matrix synced", "syncs", "Times that Matrix was read"),
)

STORE = (
    Measure(
        "transaction", "transaction_seconds", "Transactions, with their wait", (), "seconds", "histogram", STORING_S
    ),
    Measure("transaction failed", "transactions_failed", "Transactions that nobody answered", ("error",)),
    Measure("statement slow", "statements_slow", "Statements that took half a second or longer"),
    Measure("statement failed", "statements_failed", "Statements that the database refused", ("error",)),
)

PROCESS = (
    Measure("line", "log_lines", "Lines in the log", ("level",)),
    Measure("chore failed", "chores_failed", "Chores that are to be tried again", ("chore",)),
    Measure("chore put off", "chores_failed", "As above", ("chore",)),
    Measure("queue", "queue_length", "What waits, or is under way", ("queue",), "length", "gauge"),
    Measure("beat", "loop_lag_seconds", "How late the last heartbeat came", (), "lag", "gauge"),
    Measure("texts read", "texts_info", "Which texts, and which index", ("corpus", "index"), kind="info"),
    Measure("texts read", "works", "Works that are read", (), "works", "gauge"),
    Measure("texts read", "passages", "Passages in the index", (), "passages", "gauge"),
)

MEASURES = (*ANSWERS, *POSTS, *PLATFORMS, *STORE, *PROCESS)
