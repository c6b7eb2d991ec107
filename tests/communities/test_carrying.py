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
from bot.i18n import Languages
from bot.model import Message
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
def test_a_file_of_another_form_is_refused_in_a_short_sentence_of_ours(text: str) -> None:
    error = refused(text)

    assert error.key.startswith("import-")
    assert error.values.keys() <= {"place", "line", "column"}
    assert len(str(error.values.get("place", ""))) <= 100


@pytest.mark.parametrize(
    ("text", "key", "values"),
    [
        ("\n[topics.kou]\ntitle = {nl = 'Kou'\n", "import-toml", {"line": 3, "column": 20}),
        ("[topics.kou", "import-toml-end", {}),
        ("x = 1", "import-empty", {}),
        ("topics = 3", "import-table", {"place": "topics", "line": 0}),
        ("a = 1\n[topics]\nkou = 3", "import-table", {"place": "topics.kou", "line": 0}),
        ('\n[topics."K OU"]\ntitle = {nl = "Kou"}', "import-key", {"place": "topics.K OU", "line": 2}),
        ("[topics.kou]\nkeywords = []", "import-untitled", {"place": "topics.kou", "line": 1}),
        ("[topics.kou]\n\ntitle = 'Kou'", "import-texts", {"place": "topics.kou.title", "line": 3}),
        (
            "[topics.a]\ntitle = {nl = 'A'}\nnames = {nl = []}\n[topics.kou]\ntitle = {nl = 'K'}\nnames = ['x']",
            "import-lists",
            {"place": "topics.kou.names", "line": 6},
        ),
        (FILE + "silent = 'storm'", "import-list", {"place": "topics.kou.silent", "line": 5}),
        (FILE + "hidden = 'yes'", "import-flag", {"place": "topics.kou.hidden", "line": 5}),
        (FILE + "titel = 'Kou'", "import-side", {"place": "topics.kou.titel", "line": 5}),
        (FILE + "[[topics.kou.marx]]\npassage = 'storm-4'", "import-side", {"place": "topics.kou.marx", "line": 5}),
        (FILE + "silent = ['storm']", "import-silent-side", {"place": "topics.kou.storm", "line": 4}),
        (FILE + f"question = {{nl = '{'?' * 201}'}}", "import-long",
         {"place": "topics.kou.question", "line": 5, "limit": 200}),
        (FILE + f"names = {{nl = {['n'] * 41}}}", "import-many", {"place": "topics.kou.names", "line": 5, "limit": 40}),
    ],
)  # fmt: skip
def test_what_is_wrong_is_told_with_the_line_and_the_place(
    text: str, key: str, values: dict[str, str | int], languages: Languages
) -> None:
    error = refused(text)

    assert (error.key, error.values) == (key, values)
    for locale in ("nl", "en"):
        assert languages.say(Message(error.key, error.values), locale)


@pytest.mark.parametrize("dots", [40_000, 300_000])
def test_a_key_of_thousands_of_parts_is_refused_at_once(dots: int) -> None:
    begun = time.process_time()

    assert refused(f"a{'.a' * dots} = 1").key == "import-unreadable"
    assert time.process_time() - begun < 5


def test_what_is_over_a_limit_is_told_with_the_limit() -> None:
    assert refused("[topics]").key == "import-empty"
    assert refused("[topics.kou]\ntitle = {nl = ''}").key == "import-untitled"
    assert refused("[topics.kou]\ntitle = {nl = '\\u202e'}".replace("'", '"')).key == "import-untitled"
    assert refused(f"[topics.kou]\ntitle = {{nl = '{'x' * (TITLE + 1)}'}}").values["limit"] == TITLE
    words = [f"w{n}" for n in range(KEYWORDS + 1)]
    assert refused(f"[topics.kou]\ntitle = {{nl = 'Kou'}}\nkeywords = {words}").key == "import-many"


@given(st.text() | st.text("[]{}\"'=.,\n#\\ antopics1:-", max_size=200), st.integers(0, len(FILE)))
def test_whatever_a_file_says_it_is_read_or_refused_in_a_sentence(text: str, at: int) -> None:
    for told in (text, FILE[:at] + text + FILE[at:], FILE[:at] + FILE[at + 1 :]):
        try:
            sheets = imported(told, CURATED)
        except BadInput:
            continue
        assert imported(exported(sheets, CURATED), CURATED).keys() == sheets.keys()
        assert tomllib.loads(exported(sheets, CURATED))
