"""Scores answers against labelled questions: which paragraphs answer them, and how well (2 about it, 1 touches it)."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.errors import BadInput

Json = dict[str, Any]
Ask = Callable[[str], Json]
DEPTH, SIDE_DEPTH = 5, 3


@dataclass(frozen=True, slots=True)
class Row:
    """The mean figures of one kind of question, by name, over `count` questions."""

    kind: str
    count: int
    figures: Mapping[str, float]


def read_labels(file: Path) -> list[Json]:
    """The labelled questions (`query`, `kind`, `relevant`) or topics (`topic`, a label set for each author)."""
    try:
        labels = json.loads(file.read_text("utf-8"))
    except (OSError, ValueError) as e:
        raise BadInput("labels-unreadable", reason=str(e)) from None
    if not isinstance(labels, list) or not all(isinstance(row, dict) for row in labels):
        raise BadInput("labels-unreadable", reason="no list of objects")
    return labels


def score_queries(labels: Sequence[Json], ask: Ask) -> list[Row]:
    """Success@1 and nDCG@5 by kind, all kinds first. An unanswerable question is right where nothing is found."""
    scored: dict[str, list[dict[str, float]]] = {"all": []}
    for row in labels:
        found = _places(ask(row["query"])["results"])
        figures = _query_figures(found, row["relevant"])
        for kind in ("all", row["kind"]):
            scored.setdefault(kind, []).append(figures)
    return [_mean(kind, rows) for kind, rows in scored.items()]


def score_topics(labels: Sequence[Json], ask: Ask) -> list[Row]:
    """By side, of those that are labelled, and by topic on which both speak, whether both sides' first is right."""
    sides, topics = [], []
    for row in labels:
        labelled = [(side, row[side["key"]]) for side in ask(row["topic"])["sides"] if row.get(side["key"]) is not None]
        sides += [_side_figures(side["passages"], relevant) for side, relevant in labelled]
        spoken = [(_places(side["passages"]), relevant) for side, relevant in labelled if relevant]
        if len(spoken) > 1:
            topics.append({"both first right": float(all(found[:1] and found[0] in of for found, of in spoken))})
    return [_mean("sides", sides), *([_mean("topics with two", topics)] if topics else [])]


def _side_figures(passages: Sequence[Json], relevant: Mapping[str, int]) -> dict[str, float]:
    """Whether silence was honest; where passages are wanted, their order; where some are given, whose voice it is."""
    found = _places(passages)
    figures = {"honest silence": float(bool(found) == bool(relevant))}
    figures |= {"nDCG@3": ndcg(found, relevant, SIDE_DEPTH)} if relevant else {}
    own = [float(passage["voice"]["own"]) for passage in passages]
    return figures | ({"own voice": sum(own) / len(own)} if own else {})


def ndcg(found: Sequence[str], relevant: Mapping[str, int], depth: int) -> float:
    """Normalised discounted cumulative gain; 1 for nothing found where nothing is relevant."""
    best = _gain(sorted(relevant.values(), reverse=True)[:depth])
    return _gain([relevant.get(place, 0) for place in found[:depth]]) / best if best else float(not found)


def table(rows: Sequence[Row]) -> str:
    """The rows as a Markdown table."""
    names = list(dict.fromkeys(name for row in rows for name in row.figures))
    lines = ["| kind | questions | " + " | ".join(names) + " |", "|---|---|" + "---|" * len(names)]
    for row in rows:
        cells = (f"{row.figures[name]:.2f}" if name in row.figures else "" for name in names)
        lines.append(f"| {row.kind} | {row.count} | " + " | ".join(cells) + " |")
    return "\n".join(lines)


def _query_figures(found: Sequence[str], relevant: Mapping[str, int]) -> dict[str, float]:
    right = found[0] in relevant if found and relevant else not found and not relevant
    return {"success@1": float(right), "nDCG@5": ndcg(found, relevant, DEPTH)}


def _places(passages: Sequence[Json]) -> list[str]:
    return list(dict.fromkeys(f"{p['source']}:{p['line']}" for p in passages))


def _gain(grades: Sequence[int]) -> float:
    return sum((2.0**grade - 1) / math.log2(place + 2) for place, grade in enumerate(grades))


def _mean(kind: str, rows: Sequence[Mapping[str, float]]) -> Row:
    names = dict.fromkeys(name for row in rows for name in row)
    figures = {name: [row[name] for row in rows if name in row] for name in names}
    return Row(kind, len(rows), {name: sum(values) / len(values) for name, values in figures.items()})
