from __future__ import annotations

import json
from dataclasses import replace

import pytest
from hypothesis import given

from bot.commands.topics.wording import told, wished
from bot.communities import drafts, sheets
from bot.communities.drafts import Draft
from bot.communities.sheets import Sheet, alike
from bot.communities.wishes import wish
from bot.corpus.topics import MOST_PINS, Pin, Topic
from bot.errors import LimitReached
from bot.library.library import Library
from tests.communities.asking import moderator
from tests.communities.making import SHEETS

BREAD = Topic(
    "brood",
    {"nl": "Brood", "en": "Bread"},
    {"nl": ("honger",)},
    {"nl": "Wie at er?"},
    {"storm": (Pin("storm-4", 1, 2, reason="why"),)},
    ("kronstadt",),
    ("meel",),
)
NEW = Draft("", 0, Sheet())
ALREADY = Draft("brood", 7, Sheet())


def digests(sheet: Sheet) -> list[str]:
    return [pin.digest for pins in sheet.sides.values() for pin in pins or ()]


@given(SHEETS)
def test_a_sheet_is_read_as_it_was_written(sheet: Sheet) -> None:
    kept = sheets.read(json.loads(json.dumps(sheets.written(sheet))))

    assert kept == sheet
    assert digests(kept) == digests(sheet)


@given(SHEETS)
def test_a_draft_is_read_as_it_was_written(sheet: Sheet) -> None:
    draft = Draft("brood", 3, sheet)

    assert drafts.read(json.loads(json.dumps(drafts.written(draft)))) == draft


def test_a_sheet_that_says_nothing_leaves_the_curated_topic_as_it_is() -> None:
    assert Sheet().over("brood", BREAD) == BREAD
    assert sheets.written(Sheet()) == {}


def test_a_sheet_says_otherwise_only_what_it_says() -> None:
    seen = Sheet(title={"nl": "Voedsel"}, names={"nl": ()}, sides={"storm": None, "westerlund": ()}).over(
        "brood", BREAD
    )

    assert seen == replace(BREAD, title={"nl": "Voedsel", "en": "Bread"}, names={"nl": ()}, sides={"westerlund": ()})


def test_the_words_of_a_curated_topic_are_kept_only_where_they_differ() -> None:
    same = ALREADY.reworded(wish("Brood", "meel", "Wie at er?", "honger"), "nl", BREAD)
    other = ALREADY.reworded(wish("Brood", "graan", "Wie at er?"), "nl", BREAD)
    back = other.reworded(wish("Brood", "meel", "Wie at er?", "honger"), "nl", BREAD)

    assert same.sheet == back.sheet == Sheet()
    assert other.sheet == Sheet(keywords=("graan",), names={"nl": ()})


def test_a_topic_is_reworded_in_the_language_asked_for_where_it_has_a_title_in_it() -> None:
    english = ALREADY.reworded(wish("Food", "meel"), "en", BREAD)
    frisian = NEW.reworded(wish("Bôle"), "fy", None).reworded(wish("Brea"), "nl", None)

    assert english.sheet == Sheet(title={"en": "Food"})
    assert frisian.sheet == Sheet(title={"fy": "Brea"})


def test_the_form_of_a_curated_topic_sent_as_it_is_changes_nothing(library: Library) -> None:
    for key, topic in library.curated.topics.items():
        for locale in ("nl", "en", "fy"):
            ask = moderator(locale=locale)
            draft = Draft(key, 0, Sheet()).reworded(wished(told(topic, ask)), locale, topic)

            assert draft.sheet == Sheet(), (key, locale)


def test_a_side_takes_so_many_quotes_and_no_more() -> None:
    pins = tuple(Pin("storm-4", n, n) for n in range(1, MOST_PINS + 2))

    assert NEW.with_side("storm", pins[:-1]).sheet.sides == {"storm": pins[:-1]}
    with pytest.raises(LimitReached) as e:
        NEW.with_side("storm", pins)
    assert e.value.values == {"limit": MOST_PINS}


def test_silence_is_not_the_same_as_nothing_chosen() -> None:
    silent, searched = NEW.with_side("storm", ()), ALREADY.without_side("storm")

    assert silent.sheet.over("", None).silences("storm")
    assert "storm" not in searched.sheet.over("brood", BREAD).sides


PIN = Pin("storm-4", 1, 2)
LOAF = Topic("brood", {"nl": "Brood"}, {}, {}, {"storm": (replace(PIN, reason="why"),)})


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Sheet(), Sheet(title={"nl": "Brood"})),
        (Sheet(), Sheet(sides={"westerlund": None})),
        (Sheet(), Sheet(sides={"storm": (replace(PIN, digest="0123"),)})),
    ],
)
def test_sheets_are_alike_that_say_what_stands_there_anyway(one: Sheet, other: Sheet) -> None:
    assert alike("brood", LOAF, one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (Sheet(), Sheet(title={"nl": "brood"})),
        (Sheet(), Sheet(keywords=("meel",))),
        (Sheet(), Sheet(hidden=True)),
        (Sheet(), Sheet(sides={"westerlund": ()})),
        (Sheet(), Sheet(sides={"storm": None})),
        (Sheet(), Sheet(sides={"storm": (PIN, Pin("storm-5", 1, 1))})),
        (Sheet(sides={"storm": (replace(PIN, digest="0"),)}), Sheet(sides={"storm": (replace(PIN, digest="1"),)})),
    ],
)
def test_sheets_that_say_something_else_are_not_alike(one: Sheet, other: Sheet) -> None:
    assert not alike("brood", LOAF, one, other)
