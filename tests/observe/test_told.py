"""The operator's page has every metric, and names none that is not there."""

from __future__ import annotations

import re

from bot.config import HOME
from bot.dispatch.account import ANSWERED, FAILED, GIVEN_UP, NOTHING_FOUND, OUTCOMES, REFUSED
from bot.observe.measures import MEASURES
from bot.observe.metrics import PREFIX, SILENT, Meter

PAGE = (HOME / "docs" / "operate.md").read_text("utf-8")
METRICS, _, ALERTS = (
    PAGE.partition("## Metrics\n")[2].partition("\n## Reports\n")[0].partition("### Alerts that matter\n")
)
NAME = re.compile(rf"\b{PREFIX}[a-z_]+")
SUFFIX = re.compile(r"_(bucket|count|sum)$")
SELECTOR = re.compile(rf"({PREFIX}[a-z_]+)\{{([^}}]*)\}}")
LABEL = re.compile(r'(\w+)(=~?)"([^"]*)"')


def exposed() -> dict[str, set[str]]:
    """The labels of each metric by its name, as Prometheus reads it."""
    counters = {measure.name for measure in MEASURES if measure.kind == "counter"}
    found = {
        f"{PREFIX}{measure.name}{'_total' * (measure.name in counters)}": set(measure.labels) for measure in MEASURES
    }
    return {**found, PREFIX + SILENT: {"part"}}


def rows(table: str) -> dict[str, str]:
    """What the first column of a table names, with the second."""
    cells = [line.split(" | ") for line in table.splitlines() if line.startswith(f"| `{PREFIX}")]
    return {name: row[1] for row in cells for name in NAME.findall(row[0])}


def test_every_metric_stands_on_the_page_with_its_labels() -> None:
    told = {name: set(re.findall(r"`(\w+)`", labels)) for name, labels in rows(METRICS).items()}

    assert told == exposed()
    assert all(name.encode() in Meter(dict).page() for name in told)


def test_every_alert_is_about_metrics_and_labels_that_are_there() -> None:
    named = {SUFFIX.sub("", name) for name in NAME.findall(ALERTS)}
    wrong = [
        (metric, label)
        for metric, labels in SELECTOR.findall(ALERTS)
        for label, _, _ in LABEL.findall(labels)
        if label not in exposed()[SUFFIX.sub("", metric)]
    ]

    assert len(named) > 10
    assert named - exposed().keys() == set()
    assert wrong == []


def test_every_outcome_stands_on_the_page() -> None:
    every = {ANSWERED, NOTHING_FOUND, GIVEN_UP, REFUSED, FAILED, *OUTCOMES.values()}

    assert [outcome for outcome in every if f"`{outcome}`" not in METRICS] == []
