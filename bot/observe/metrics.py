"""The metrics of this process, for Prometheus to ask for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, ProcessCollector
from prometheus_client.core import GaugeMetricFamily
from prometheus_client.exposition import CONTENT_TYPE_LATEST, generate_latest
from prometheus_client.registry import Collector

from bot.observe.measures import MEASURES, Measure

Fields = Mapping[str, Any]
Silent = Callable[[], Mapping[str, float]]
Metric = Counter | Gauge | Histogram

PREFIX, SILENT = "tegenspraak_", "silent_seconds"
CONTENT_TYPE: str = CONTENT_TYPE_LATEST
# What a label may be; anything else would be a defect of ours, and counts as OTHER.
LABEL, OTHER = re.compile(r"[a-zA-Z0-9_ -]{1,40}"), "other"


class Meter:
    """Hears events, and measures by them. `silent` tells for how many seconds each part has shown no life."""

    def __init__(self, silent: Silent) -> None:
        self._registry = CollectorRegistry()
        self._registry.register(_Silence(silent))
        ProcessCollector(registry=self._registry)
        made: dict[str, Metric] = {}
        self._takers: dict[str, list[Callable[[Fields], None]]] = {}
        for measure in MEASURES:
            metric = made.get(measure.name) or _made(measure, self._registry)
            made[measure.name] = metric
            self._takers.setdefault(measure.event, []).append(_taker(measure, metric))

    def heard(self, event: str, fields: Fields) -> None:
        """Takes notice of an event."""
        for take in self._takers.get(event, ()):
            take(fields)

    def page(self) -> bytes:
        """All metrics, as Prometheus reads them: of `CONTENT_TYPE`."""
        return generate_latest(self._registry)


class _Silence(Collector):
    """How silent the parts are at the moment at which that is asked."""

    def __init__(self, silent: Silent) -> None:
        self._silent = silent

    def collect(self) -> Iterator[GaugeMetricFamily]:
        """The one metric that no event changes."""
        told = "For how long a part has shown no life; 0 while it is connected"
        family = GaugeMetricFamily(PREFIX + SILENT, told, labels=["part"])
        for part, seconds in self._silent().items():
            family.add_metric([part], seconds)
        yield family


def _made(measure: Measure, registry: CollectorRegistry) -> Metric:
    name, told, labels = PREFIX + measure.name, measure.told, measure.labels
    if measure.kind == "histogram":
        return Histogram(name, told, labels, registry=registry, buckets=measure.buckets)
    return (Counter if measure.kind == "counter" else Gauge)(name, told, labels, registry=registry)


def _taker(measure: Measure, metric: Metric) -> Callable[[Fields], None]:
    """What an event of a measure does to its metric."""

    def take(fields: Fields) -> None:
        if measure.kind == "info":
            metric.clear()
        labels = [measure.given.get(name) or _label(fields.get(name)) for name in measure.labels]
        one: Any = metric.labels(*labels) if labels else metric
        value = float(fields.get(measure.of) or 0) if measure.of else 1.0
        change = {"counter": "inc", "histogram": "observe", "gauge": "set", "info": "set"}[measure.kind]
        getattr(one, change)(value)

    return take


def _label(value: object) -> str:
    return value if isinstance(value, str) and LABEL.fullmatch(value) else OTHER
