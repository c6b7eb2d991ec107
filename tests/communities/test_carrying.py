from __future__ import annotations

import time
import tomllib
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.communities.carrying import exported, imported
from bot.communities.sheets import Sheet
from bot.communities.wishes import KEYWORDS, TITLE
from bot.config import HOME
from bot.corpus.topics import Pin, Topic, read_topics
from bot.errors import BadInput
from tests.communities.making import SHEETS, differing

CURATED = read_topics(HOME / "data")
BREAD = Topic("brood", {"nl": "Brood"}, {"nl": ("meel",)}, {}, {"storm": (Pin("storm-4", 1, 2, reason="why"),)})
FILE = '[topics.kou]\ntitle = {nl = "Kou"}\nkeywords = ["vorst"]\nstorm = [{passage = "storm-4", sentences = [1, 2]}]\n'
KEYS = st.from_regex(r"[a-z0-9][a-z0-9-]{0,39}", fullmatch=True) | st.sampled_from(sorted(CURATED))


def refused(text: str) -> BadInput:
    with pytest.raises(BadInput) as e:
        imported(text, CURATED)
    return e.value


@given(st.dictionaries(KEYS, SHEETS, min_size=1, max_size=4))
def test_what_is_exported_is_imported_as_it_was(made: dict[str, Sheet]) -> None:
    sheets = {key: differing(sheet, CURATED[key]) if key in CURATED else sheet for key, sheet in made.items()}

    kept = imported(exported(sheets, CURATED), CURATED)

    assert kept == sheets
    for key, sheet in sheets.items():
        digests = [[pin.digest for pin in pins or ()] for pins in sheet.sides.values()]
        assert [[pin.digest for pin in kept[key].sides[author] or ()] for author in sheet.sides] == digests


def test_what_a_community_says_otherwise_of_a_curated_topic_comes_back_as_just_that() -> None:
    sheet = Sheet(names={"nl": ()}, question={"nl": ""}, sides={"storm": None}, hidden=True)

    assert imported(exported({"brood": sheet}, {"brood": BREAD}), {"brood": BREAD}) == {"brood": sheet}


def test_the_curated_topics_themselves_can_be_imported_and_change_nothing() -> None:
    text = (HOME / "data" / "topics.toml").read_text("utf-8")

    assert imported(text, CURATED) == dict.fromkeys(CURATED, Sheet())
    for key, sheet in imported(text, {}).items():
        seen = sheet.over(key, None)
        assert replace(CURATED[key], related=()) == replace(seen, sides=CURATED[key].sides)
        assert seen.sides == {author: tuple(pins) for author, pins in _unreasoned(CURATED[key]).items()}


def _unreasoned(topic: Topic) -> dict[str, tuple[Pin, ...]]:
    return {author: tuple(replace(pin, reason="") for pin in pins) for author, pins in topic.sides.items()}


def test_a_file_says_what_members_would_type() -> None:
    assert imported(FILE, CURATED) == {
        "kou": Sheet(title={"nl": "Kou"}, keywords=("vorst",), sides={"storm": (Pin("storm-4", 1, 2),)})
    }


@pytest.mark.parametrize(
    "text",
    [
        "x = ",
        "topics = 3",
        "topics = [1]",
        'a = "\\ud800"',
        "[topics]\nkou = 3",
        '[topics."K OU"]\ntitle = {nl = "Kou"}',
        f'[topics.{"k" * 41}]\ntitle = {{nl = "Kou"}}',
        "[topics.kou]\nquestion = {nl = 'x'}",
        "[topics.kou]\ntitle = 'Kou'",
        "[topics.kou]\ntitle = {nl = 3}",
        "[topics.kou]\ntitle = {'NL*' = 'Kou'}",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nnames = ['x']",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nnames = {nl = 'x'}",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nkeywords = 'x'",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nkeywords = [1]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nsilent = 'storm'",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nsilent = [2026-01-01]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nsearched = 7",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = 7",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = []",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = 'storm-4'",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [7]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 4, sentences = [1, 2]}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 'storm-4', sentences = [1.5, 2.5]}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 'storm-4', sentences = [true, true]}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 'storm-4', sentences = '12'}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 'storm-4', sentences = [2, 1]}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{passage = 'storm-4', sentences = [1, 1], digest = 7}]",
        f"[topics.kou]\ntitle = {{nl = 'Kou'}}\nstorm = [{{passage = 'storm-{'9' * 5000}', sentences = [1, 1]}}]",
        f"[topics.kou]\ntitle = {{nl = 'Kou'}}\nstorm = [{{passage = 'storm-4', sentences = [1, {'9' * 5000}]}}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nstorm = [{sentences = [1, 1]}]",
        "[topics.kou]\ntitle = {nl = 'Kou'}\nsilent = ['storm']\nstorm = [{passage = 'storm-4', sentences = [1, 1]}]",
        f"a = {'[' * 5000}",
        f"a = {'{a=' * 5000}",
        "x",
    ],
)
def test_a_file_of_another_form_is_told_to_be_unreadable_in_a_short_sentence(text: str) -> None:
    error = refused(text)

    assert error.key == "import-unreadable"
    assert len(str(error.values["reason"])) <= 120


@pytest.mark.parametrize("dots", [40_000, 300_000])
def test_a_key_of_thousands_of_parts_is_refused_at_once(dots: int) -> None:
    begun = time.process_time()

    assert refused(f"a{'.a' * dots} = 1").key == "import-unreadable"
    assert time.process_time() - begun < 5


def test_what_is_over_a_limit_is_told_with_the_limit() -> None:
    assert refused("[topics]").key == "import-empty"
    assert refused("[topics.kou]\ntitle = {nl = ''}").key == "import-untitled"
    assert refused("[topics.kou]\ntitle = {nl = '\\u202e'}".replace("'", '"')).key == "import-untitled"
    assert refused(f"[topics.kou]\ntitle = {{nl = '{'x' * (TITLE + 1)}'}}").values == {"limit": TITLE}
    words = [f"w{n}" for n in range(KEYWORDS + 1)]
    assert refused(f"[topics.kou]\ntitle = {{nl = 'Kou'}}\nkeywords = {words}").key == "topic-keywords-many"


@given(st.text() | st.text("[]{}\"'=.,\n#\\ antopics1:-", max_size=200), st.integers(0, len(FILE)))
def test_whatever_a_file_says_it_is_read_or_refused_in_a_sentence(text: str, at: int) -> None:
    for told in (text, FILE[:at] + text + FILE[at:], FILE[:at] + FILE[at + 1 :]):
        try:
            sheets = imported(told, CURATED)
        except BadInput:
            continue
        assert imported(exported(sheets, CURATED), CURATED).keys() == sheets.keys()
        assert tomllib.loads(exported(sheets, CURATED))
