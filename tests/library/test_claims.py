"""The labelled claims: real sentences of the two texts, as they stand and altered by hand."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from bot.library.library import Library
from bot.library.verdicts import Verdict
from tests.texts import SEEDS

CLAIMS = json.loads((Path(__file__).parent.parent / "labels" / "claims.json").read_text("utf-8"))
FILES = {file.name: file.read_bytes().decode() for file in SEEDS.iterdir()}


@pytest.mark.parametrize("label", CLAIMS, ids=lambda label: label["id"])
def test_a_labelled_claim_gets_its_verdict(library: Library, label: dict[str, Any]) -> None:
    verdict = library.verify(label["claim"], label.get("author"))

    assert verdict.kind == label["verdict"], told(verdict)
    assert [m.quote.passage.id for m in verdict.matches[:1]] == ([label["at"]] if "at" in label else [])
    if "differences" in label:
        assert told(verdict) == [[label["at"], *of] for of in label["differences"]]
    for expected in label.get("in_any", ()):
        assert expected in [of[1:] for of in told(verdict)]
    assert verdict.limit_lost == label.get("limit", False)
    for match in verdict.matches:
        for quote in (match.quote, match.shown.quote):
            assert FILES[library.work_of(quote.passage).source][quote.start : quote.end] == quote.text
        assert (match.similarity == 1.0) == (verdict.kind != "altered")


def told(verdict: Verdict) -> list[list[str]]:
    """Each difference with the passage that it is in."""
    return [[m.quote.passage.id, d.op, d.claimed, d.source] for m in verdict.matches for d in m.differences]


def test_there_are_enough_labels_of_every_verdict() -> None:
    counts = Counter(label["verdict"] for label in CLAIMS)

    assert sum(counts.values()) >= 45
    assert set(counts) == {"verbatim", "elided", "altered", "misattributed", "absent"}
    assert min(counts.values()) >= 7
    assert len({label["id"] for label in CLAIMS}) == len(CLAIMS)
