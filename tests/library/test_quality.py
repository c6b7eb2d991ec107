"""The quality that docs/search-quality.md publishes has a floor."""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.cli.answers import Answers
from bot.cli.evaluation import Row, ndcg, read_labels, score_queries, score_topics, table
from bot.errors import BadInput
from bot.i18n import Languages
from bot.library.library import Library
from tests.texts import Corpus

LABELS = Path(__file__).parent.parent / "labels"


@pytest.fixture(scope="module")
def rows(library: Library) -> dict[str, Row]:
    answers = Answers(library, Languages("nl"), "nl")
    labels = read_labels(LABELS / "queries.json")
    return {row.kind: row for row in score_queries(labels, answers.quotes("", 5).guarded)}


def test_answers_are_right_at_least_as_often_as_was_promised(rows: dict[str, Row]) -> None:
    assert rows["all"].count >= 130
    assert rows["all"].figures["success@1"] >= 0.95
    assert rows["all"].figures["nDCG@5"] >= 0.90


def test_every_unanswerable_question_stays_unanswered(rows: dict[str, Row]) -> None:
    assert rows["none"].figures["success@1"] == 1.0


def test_no_kind_of_question_is_left_behind(rows: dict[str, Row]) -> None:
    worst = min(rows.values(), key=lambda row: row.figures["success@1"])

    assert worst.figures["success@1"] >= 0.8, worst


@pytest.mark.parametrize(
    ("found", "relevant", "expected"),
    [
        (["a"], {"a": 2}, 1.0),
        ([], {}, 1.0),
        (["a"], {}, 0.0),
        ([], {"a": 1}, 0.0),
        (["b", "a"], {"a": 2}, 0.6309),
        (["b", "a"], {"a": 2, "b": 1}, 0.7967),
    ],
)
def test_ndcg_weighs_grades_by_rank(found: list[str], relevant: dict[str, int], expected: float) -> None:
    assert ndcg(found, relevant, 5) == pytest.approx(expected, abs=1e-4)


def test_nothing_is_tied_to_the_two_dutch_works(corpus: Corpus) -> None:
    corpus.clear()
    corpus.add("english", (LABELS / "english.txt").read_bytes(), "en", "Test Data")
    answers = Answers(corpus.library(), Languages("en"), "en")
    found = {
        row.kind: row for row in score_queries(read_labels(LABELS / "english.json"), answers.quotes("", 5).guarded)
    }

    assert found["all"].figures["success@1"] >= 0.95
    assert found["all"].figures["nDCG@5"] >= 0.85
    assert found["none"].figures["success@1"] == 1.0


def test_topics_are_scored_by_side_and_null_sides_are_not_judged() -> None:
    def ask(topic: str) -> dict[str, object]:
        passage = {"source": "s", "line": 1, "voice": {"own": True}}
        return {
            "sides": [{"key": "a", "passages": [passage]}, {"key": "b", "passages": []}, {"key": "c", "passages": []}]
        }

    (row,) = score_topics([{"topic": "x", "a": {"s:1": 2}, "b": {}, "c": None}], ask)

    assert (row.count, dict(row.figures)) == (2, {"honest silence": 1.0, "nDCG@3": 1.0, "own voice": 1.0})


def test_a_topic_on_which_two_speak_is_right_where_the_first_of_both_is() -> None:
    def ask(topic: str) -> dict[str, object]:
        sides = [
            {"key": key, "passages": [{"source": "s", "line": line, "voice": {"own": True}}]}
            for key, line in (("a", 1), ("b", 2 if topic == "right" else 9))
        ]
        return {"sides": sides}

    labels = [{"topic": topic, "a": {"s:1": 2}, "b": {"s:2": 2}} for topic in ("right", "wrong")]
    _, topics = score_topics(labels, ask)

    assert (topics.count, dict(topics.figures)) == (2, {"both first right": 0.5})


def test_positions_keep_to_their_floors(library: Library) -> None:
    answers = Answers(library, Languages("nl"), "nl")
    labels = read_labels(LABELS / "topics.json")

    sides, topics = score_topics(labels, answers.positions().guarded)

    assert sides.figures["nDCG@3"] >= 0.85
    assert sides.figures["honest silence"] >= 0.99
    assert sides.figures["own voice"] == 1.0
    assert topics.figures["both first right"] >= 0.9


def test_a_table_has_a_line_for_each_kind() -> None:
    assert table([Row("all", 2, {"success@1": 0.5})]).splitlines()[-1] == "| all | 2 | 0.50 |"


@pytest.mark.parametrize("content", ["", "{}", "[1]", "\xff"])
def test_unusable_labels_are_told(tmp_path: Path, content: str) -> None:
    file = tmp_path / "labels.json"
    file.write_bytes(content.encode("latin-1"))

    with pytest.raises(BadInput, match="labels-unreadable"):
        read_labels(file)
