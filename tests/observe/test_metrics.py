from __future__ import annotations

import re

import pytest
from prometheus_client.parser import text_string_to_metric_families

from bot.observe.measures import MEASURES
from bot.observe.metrics import PREFIX, Meter


@pytest.fixture
def meter() -> Meter:
    return Meter(lambda: {"discord": 0.0, "scheduler": 12.5})


def values(meter: Meter) -> dict[str, float]:
    """What Prometheus reads, but for how the process does."""
    found = {}
    for family in text_string_to_metric_families(meter.page().decode()):
        for sample in family.samples:
            labels = ",".join(f"{name}={value}" for name, value in sorted(sample.labels.items()))
            found[f"{sample.name.removeprefix(PREFIX)}{{{labels}}}"] = sample.value
    return found


def test_an_ask_is_counted_by_name_and_outcome_and_its_time_is_measured(meter: Meter) -> None:
    asked = {"kind": "command", "name": "quote", "platform": "discord"}
    for outcome, seconds in (("answered", 0.003), ("answered", 0.2), ("nothing-found", 0.003)):
        meter.heard("asked", {**asked, "outcome": outcome, "seconds": seconds})
    told = values(meter)

    assert told["asks_total{kind=command,name=quote,outcome=answered,platform=discord}"] == 2
    assert told["asks_total{kind=command,name=quote,outcome=nothing-found,platform=discord}"] == 1
    assert told["ask_seconds_bucket{kind=command,le=0.005,name=quote}"] == 2
    assert told["ask_seconds_count{kind=command,name=quote}"] == 3


def test_posts_are_counted_by_how_they_ended_and_how_late_they_came(meter: Meter) -> None:
    post = {"platform": "discord", "kind": "post"}
    meter.heard("delivered", {**post, "late": 16.0})
    meter.heard("undelivered", {**post, "state": "failed", "reason": "forbidden"})
    meter.heard("deliveries open", {"state": "planned", "count": 3})
    meter.heard("delivery oldest", {"seconds": 90})
    told = values(meter)

    assert told["deliveries_sent_total{kind=post,platform=discord}"] == 1
    assert told["deliveries_ended_total{kind=post,platform=discord,reason=forbidden,state=failed}"] == 1
    assert told["delivery_late_seconds_bucket{le=15.0,platform=discord}"] == 0
    assert told["delivery_late_seconds_bucket{le=30.0,platform=discord}"] == 1
    assert told["deliveries_open{state=planned}"] == 3
    assert told["delivery_oldest_seconds{}"] == 90


def test_waits_are_counted_and_added_up(meter: Meter) -> None:
    for seconds in (1.5, 2.5):
        meter.heard("platform asks to wait", {"platform": "discord", "seconds": seconds, "everywhere": False})
    told = values(meter)

    assert told["rate_limits_total{platform=discord}"] == 2
    assert told["rate_limit_seconds_total{platform=discord}"] == 4


def test_several_events_may_add_to_one_metric(meter: Meter) -> None:
    meter.heard("platform answered", {"platform": "discord", "answer": "2xx"})
    meter.heard("platform did not answer", {"platform": "discord"})
    meter.heard("discord connected", {})
    meter.heard("discord disconnected", {})
    told = values(meter)

    assert told["platform_requests_total{answer=2xx,platform=discord}"] == 1
    assert told["platform_requests_total{answer=none,platform=discord}"] == 1
    assert (told["connections_total{change=began}"], told["connections_total{change=broke}"]) == (1, 1)


def test_how_silent_parts_are_is_asked_for_when_it_is_read(meter: Meter) -> None:
    assert values(meter)["silent_seconds{part=scheduler}"] == 12.5


def test_of_the_texts_the_last_that_were_read_are_told(meter: Meter) -> None:
    for corpus in ("a1", "b2"):
        meter.heard("texts read", {"works": 2, "passages": 64, "corpus": corpus, "index": "c3"})
    told = values(meter)

    assert [name for name in told if name.startswith("texts_info")] == ["texts_info{corpus=b2,index=c3}"]
    assert (told["works{}"], told["passages{}"]) == (2, 64)


@pytest.mark.parametrize("typed", ["<@1> hallo", "x" * 41, "hé", "", None, 7, "a\nb"])
def test_what_can_be_no_name_of_ours_is_no_label(meter: Meter, typed: object) -> None:
    asked = {"kind": "command", "platform": "discord", "outcome": "answered", "seconds": 0}
    meter.heard("asked", {**asked, "name": typed})

    assert values(meter)["asks_total{kind=command,name=other,outcome=answered,platform=discord}"] == 1


def test_an_event_without_its_fields_ends_nothing(meter: Meter) -> None:
    for measure in MEASURES:
        meter.heard(measure.event, {})
    meter.heard("of nothing that is measured", {})

    assert values(meter)["works{}"] == 0


def test_no_label_can_hold_who_or_what_it_was_about() -> None:
    labels = {name for measure in MEASURES for name in (*measure.labels, *measure.given)}

    assert labels == {
        *("kind", "name", "platform", "outcome", "reason", "state", "answer", "change", "error", "level", "chore"),
        *("queue", "corpus", "index"),
    }
    assert all(re.fullmatch(r"[a-z_]+", measure.name) for measure in MEASURES)
