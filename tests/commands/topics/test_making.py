"""Topics are put together, previewed, saved; what was typed is never lost."""

from __future__ import annotations

import pytest

from bot.commands.topics.choosing import SHOWN
from bot.communities.desk import Desk
from tests.commands.topics.people import Person, keys, person, quoted, said, values, verbs

LONG = "t" * 61


async def test_a_topic_is_previewed_saved_and_answered_here_alone(anna: Person, bram: Person) -> None:
    preview = await anna.run("topic add", title="Brood en honger", keywords="honger", question="Wie at er?")
    saved = await anna.press(preview, "save")

    assert preview.private
    assert {"positions-title", "positions-question", "preview-keywords"} < set(keys(preview))
    assert verbs(preview) == ["save", "reword", "choose", "choose", "discard"]
    assert said(saved) == ["Bewaard als verandering 1: Brood en honger"]
    assert sorted(quoted(await bram.run("positions", topic="brood en honger"))) == sorted(quoted(preview))
    assert (
        next(c.name for c in await bram.commands.complete(bram.ask, "positions", "topic", "brood en h"))
        == "Brood en honger"
    )
    elsewhere = person(bram.commands, "bram", place="2")
    assert "positions-question" not in keys(await elsewhere.run("positions", topic="brood en honger"))


async def test_the_form_is_opened_where_something_is_missing_and_leads_to_the_preview(anna: Person) -> None:
    opened = await anna.run("topic add", title="Brood")
    preview = await anna.fill(opened, keywords="honger, kou", names="voedsel")

    assert values(opened) == {"title": "Brood", "keywords": "", "question": "", "names": ""}
    assert {"Zoekwoorden: honger, kou", "Heet ook: voedsel"} <= set(said(preview))
    again = await anna.press(preview, "reword")
    assert values(again) == {"title": "Brood", "keywords": "honger, kou", "question": "", "names": "voedsel"}
    assert "Meel" in said(await anna.fill(again, title="Meel"))


async def test_a_title_of_what_nobody_can_write_is_refused_and_the_rest_kept(bram: Person) -> None:
    refused = await bram.run("propose", title="\ud800 \u200b\u0301", keywords="brood\ud800")

    assert keys(refused)[0] == "topic-title-empty"
    assert values(await bram.press(refused, "propose-topic"))["keywords"] == "brood"


async def test_the_preview_is_in_the_language_of_who_asks(ben: Person) -> None:
    preview = await ben.run("topic add", title="Brood", keywords="qzxvwy")

    assert [line for line in said(preview) if "nothing found" in line]
    assert said(await ben.press(preview, "save")) == ["Saved as change 1: Brood"]


@pytest.mark.parametrize(
    ("keywords", "key"), [("qzxvwy", "preview-empty"), ("lenin", "preview-found"), ("kronstadt", "preview-empty")]
)
async def test_the_preview_says_how_much_was_found(anna: Person, keywords: str, key: str) -> None:
    assert key in keys(await anna.run("topic add", title="Iets geheel anders", keywords=keywords))


async def test_the_preview_says_what_is_silent_chosen_and_alike(anna: Person) -> None:
    preview = await anna.run("topic add", title="Kronstad", keywords="kronstadt")
    assert "Lijkt op wat er al is: Kronstadt" in said(preview)

    listed = await anna.press(preview, "choose", _list(preview, anna, "storm"))
    muted = await anna.press(listed, "mute")
    assert "choose-silent" in keys(muted)
    assert "preview-silent" in keys(await anna.press(muted, "preview"))
    searched = await anna.press(muted, "unmute")
    assert "choose-none" in keys(searched)
    taken = await anna.press(searched, "take")
    assert "preview-chosen" in keys(await anna.press(taken, "preview"))


def _list(preview: object, who: Person, author: str) -> str:
    return next(of.target for of in who.actions(preview) if of.verb == "choose" and f":{author}:" in of.target)  # type: ignore[arg-type]


async def test_passages_are_taken_and_dropped_page_by_page(anna: Person, bram: Person) -> None:
    preview = await anna.run("topic add", title="Over de leider", keywords="lenin")
    first = await anna.press(preview, "choose", _list(preview, anna, "westerlund"))
    second = await anna.press(first, "choose")

    assert "action-page" in [of.label.key for of in first.actions if of.label]
    assert not set(quoted(first)) & set(quoted(second))
    assert len(quoted(first)) <= SHOWN
    chosen = quoted(second)[0]
    taken = await anna.press(second, "take")
    assert "choose-some" in keys(taken)
    top = await anna.press(taken, "choose")
    assert quoted(top)[0] == chosen or chosen in quoted(taken)
    saved = await anna.press(await anna.press(taken, "preview"), "save")
    assert "topic-saved" in keys(saved)
    assert chosen in quoted(await bram.run("positions", topic="over de leider"))

    again = await anna.run("topic edit", topic="over de leider")
    listed = await anna.press(again, "choose", _list(again, anna, "westerlund"))
    assert quoted(listed)[0] == chosen
    assert "choose-none" in keys(await anna.press(listed, "drop"))


async def test_a_chosen_passage_is_moved_before_the_one_above_it(anna: Person, bram: Person) -> None:
    preview = await anna.run("topic add", title="Over de leider", keywords="lenin")
    listed = await anna.press(preview, "choose", _list(preview, anna, "westerlund"))
    assert "raise" not in verbs(listed)
    for _ in range(3):
        listed = await anna.press(listed, "take")
    listed = await anna.press(listed, "choose") if "raise" not in verbs(listed) else listed
    first, second, third = quoted(listed)[:3]
    up = [of for of in listed.actions if of.verb == "raise"]

    assert len(up) == 2
    moved = await anna.press(listed, "raise", up[-1].target)
    assert quoted(moved)[:3] == [first, third, second]
    moved = await anna.press(moved, "raise")
    assert quoted(moved)[:3] == [third, first, second]
    await anna.press(await anna.press(moved, "preview"), "save")
    assert third in quoted(await bram.run("positions", topic="over de leider"))


async def test_two_topics_are_made_one_and_found_under_both_titles(anna: Person, bram: Person) -> None:
    for title, keywords in (("Brood", "honger"), ("Graan", "oogst")):
        await anna.adds(title, keywords)
    merged = await anna.run("topic merge", topic="graan", into="brood")

    assert said(merged) == ["Samengevoegd (verandering 3): Brood", "Het heeft nu wat dit had: Graan"]
    assert "Brood" in said(await bram.run("positions", topic="graan"))[0]
    assert keys(await anna.run("topic merge", topic="graan", into="brood")) == ["merge-same"]
    curated = said(await anna.run("topic merge", topic="bureaucratie", into="kronstadt"))
    assert [line for line in curated if line.startswith("Voor alle gekozen citaten") and ":" in line.partition("; ")[2]]
    history = said(await anna.run("topic history"))
    assert {"3 · onderwerpen samengevoegd", "zoekwoorden: honger → honger, oogst", "weggehaald"} <= set(history)
    await anna.press(merged, "undo")
    assert "Graan" in said(await bram.run("positions", topic="graan"))[0]


async def test_of_two_who_save_one_is_shown_the_others_and_may_overwrite_it(anna: Person, ben: Person) -> None:
    await anna.adds()
    works = [await who.run("topic edit", topic="brood") for who in (anna, ben)]
    mine, theirs = [
        await who.fill(await who.press(work, "reword"), title=title)
        for who, work, title in zip((anna, ben), works, ("Meel", "Graan"), strict=True)
    ]
    await anna.press(mine, "save")
    conflict = await ben.press(theirs, "save")

    assert said(conflict)[0] == "Somebody else was first. This stands there now:"
    assert any("Meel" in line for line in said(conflict))
    assert verbs(conflict) == ["overwrite", "preview", "discard"]
    assert "topic-saved" in keys(await ben.press(conflict, "overwrite"))
    assert "positions-title" in keys(await anna.run("positions", topic="graan"))


async def test_a_new_topic_with_a_title_that_is_there_is_shown_it_instead_of_being_saved(
    anna: Person, ben: Person
) -> None:
    previews = [await who.run("topic add", title="Brood", keywords="honger") for who in (anna, ben)]
    await anna.press(previews[0], "save")

    assert keys(await ben.press(previews[1], "save"))[0] == "topic-exists"


async def test_a_topic_that_is_there_is_shown_whose_title_it_would_have_and_has_to_be_called_otherwise(
    anna: Person,
) -> None:
    await anna.adds()
    work = await anna.fill(await anna.press(await anna.run("topic edit", topic="brood"), "reword"), title="kronstadt")
    refused = await anna.press(work, "save")

    assert keys(refused)[0] == "topic-exists"
    assert verbs(refused) == ["reword", "preview", "discard"]
    again = await anna.fill(await anna.press(refused, "reword"), title="Meel")
    assert "topic-saved" in keys(await anna.press(again, "save"))


async def test_a_new_title_that_is_taken_is_refused_and_one_that_looks_like_others_is_told(anna: Person) -> None:
    await anna.adds()

    assert said(await anna.run("topic rename", topic="brood", title="KRONSTADT")) == [
        "Er is al een onderwerp dat zo heet: Kronstadt"
    ]
    renamed = await anna.run("topic rename", topic="brood", title="Kronstad")
    assert "Lijkt op wat er al is: Kronstadt" in said(renamed)


@pytest.mark.parametrize(
    ("bad", "key"),
    [
        ({"title": LONG}, "topic-title-long"),
        ({"title": "!!!"}, "topic-title-empty"),
        ({"keywords": ",".join(f"k{n}" for n in range(21))}, "topic-keywords-many"),
        ({"question": "q" * 201}, "topic-question-long"),
        ({"names": "n" * 61}, "topic-name-long"),
    ],
)
async def test_what_a_form_said_that_cannot_be_used_stands_in_it_again(
    anna: Person, bram: Person, bad: dict[str, str], key: str
) -> None:
    filled = {"title": "Brood", "keywords": "honger", "question": "Wie?", "names": "meel"} | bad
    refused = await anna.fill(await anna.run("topic add"), **filled)
    assert keys(refused) == [key]
    again = await anna.press(refused, "add-topic")
    assert values(again) == filled
    assert keys(await anna.fill(again))[0] == key

    work = await anna.run("topic add", title="Kou", keywords="vorst")
    refused = await anna.fill(await anna.press(work, "reword"), **filled)
    again = await anna.press(refused, "reword")
    assert values(again) == filled
    good = {"title": "Brood", "keywords": "honger", "question": "", "names": ""}
    assert "Zoekwoorden: honger" in said(await anna.fill(again, **good))

    refused = await bram.fill(await bram.run("propose"), **filled)
    assert values(await bram.press(refused, "propose-topic")) == filled


async def test_what_somebody_filled_in_is_nobody_elses_to_read(anna: Person, ben: Person) -> None:
    refused = await anna.fill(await anna.run("topic add"), title=LONG)
    [again] = refused.actions

    assert values(await ben.commands.press(ben.ask, again.verb, again.target, ""))["title"] == ""


async def test_nobody_works_on_anothers_draft(anna: Person, ben: Person) -> None:
    preview = await anna.run("topic add", title="Brood", keywords="honger")
    for action in preview.actions:
        assert keys(await ben.commands.press(ben.ask, action.verb, action.target, "")) == ["petition-gone"], action


async def test_a_draft_that_was_discarded_or_saved_is_gone(anna: Person) -> None:
    preview = await anna.run("topic add", title="Brood", keywords="honger")
    assert keys(await anna.press(preview, "discard")) == ["topic-discarded"]
    for verb in ("save", "reword", "choose", "discard"):
        assert keys(await anna.press(preview, verb)) == ["petition-gone"]


async def test_topics_are_renamed_removed_and_hidden_and_each_can_be_undone(anna: Person, bram: Person) -> None:
    await anna.adds()
    renamed = await anna.run("topic rename", topic="brood", title="Meel")
    removed = await anna.run("topic remove", topic="meel")
    hidden = await anna.run("topic remove", topic="kronstadt")

    assert [keys(of) for of in (renamed, removed, hidden)] == [["topic-renamed"], ["topic-removed"], ["topic-hidden"]]
    assert keys(await anna.run("topic edit", topic="kronstadt")) == ["topic-is-hidden"]
    undone = await anna.press(removed, "undo")
    assert keys(undone)[0] == "change-undone"
    assert "positions-title" in keys(await bram.run("positions", topic="meel"))
    assert keys(await anna.press(undone, "undo"))[0] == "change-undone"
    assert keys(await anna.run("topic rename", topic="qzx", title="x")) == ["topic-unknown"]


async def test_quotes_are_pinned_and_unpinned_by_passage_and_by_sentences(anna: Person, bram: Person) -> None:
    await anna.adds("Over brood", "qzxvwy")
    for passage in ("storm-11:1", "[storm-4]:1"):
        assert keys(await anna.run("topic pin", topic="over brood", passage=passage)) == ["topic-pinned"]
    assert quoted(await bram.run("positions", topic="over brood")) == ["storm-11"]
    assert keys(await anna.run("topic unpin", topic="over brood", passage="storm-11")) == ["topic-unpinned"]
    assert quoted(await bram.run("positions", topic="over brood")) == ["storm-4"]
    assert keys(await anna.run("topic unpin", topic="over brood", passage="storm-4:1")) == ["topic-unpinned"]


async def test_what_would_change_nothing_is_told_and_is_no_change(anna: Person, desk: Desk) -> None:
    await anna.adds("Over brood", "qzxvwy")
    for passage in ("storm-11:1", "storm-4:1"):
        await anna.run("topic pin", topic="over brood", passage=passage)

    assert said(await anna.run("topic pin", topic="over brood", passage="storm-11:1")) == [
        "Dat citaat is bij dit onderwerp al gekozen."
    ]
    assert said(await anna.run("topic rename", topic="over brood", title=" Over  brood ")) == [
        "Er is niets veranderd aan: Over brood"
    ]
    work = await anna.run("topic edit", topic="over brood")
    listed = await anna.press(work, "choose", _list(work, anna, "westerlund"))
    searched = await anna.press(await anna.press(listed, "mute"), "unmute")
    assert keys(await anna.press(await anna.press(searched, "preview"), "save")) == ["topic-unchanged"]
    assert (await desk.state(anna.ask)).revision == 3


async def test_what_was_amended_since_it_was_shown_is_shown_again_and_not_saved(
    anna: Person, ben: Person, bram: Person
) -> None:
    await bram.proposes("Brood")
    seen = await anna.run("topic review")
    await ben.fill(await ben.press(await ben.run("topic review"), "reword"), title="Iets heel anders")

    amended = await anna.press(seen, "save")
    assert said(amended)[0] == "Dit is veranderd sinds u het zag. Zo is het nu:"
    assert any("Iets heel anders" in line for line in said(amended))
    assert said(await anna.press(amended, "save"))[0].endswith("Iets heel anders")
    assert keys(await anna.press(amended, "save")) == ["petition-gone"]


async def test_a_button_from_before_drafts_were_counted_shows_the_draft_first(anna: Person) -> None:
    preview = await anna.run("topic add", title="Brood", keywords="honger")
    number = next(of.target for of in preview.actions if of.verb == "discard")

    assert keys(await anna.commands.press(anna.ask, "save", number, ""))[0] == "draft-amended"


@pytest.mark.parametrize(
    ("passage", "key"),
    [("", "pin-place"), ("x", "pin-place"), ("storm-4:99", "pin-sentences"), ("storm-4:2-1", "pin-sentences"),
     ("storm-4:0", "pin-sentences"), ("lenin-4", "passage-unknown"), ("storm-99999", "passage-unknown")],
)  # fmt: skip
async def test_a_place_that_is_none_is_told(anna: Person, passage: str, key: str) -> None:
    await anna.adds()
    for name in ("topic pin", "topic unpin"):
        [told] = keys(await anna.run(name, topic="brood", passage=passage))
        assert told == key or (key == "passage-unknown" and told.startswith("passage"))


async def test_members_are_refused_every_command_action_and_form_of_moderators(bram: Person) -> None:
    commands = bram.commands
    for name, command in commands.commands.items():
        if command.group:
            values = {p.name: "x" for p in command.parameters if p.required and p.kind is str}
            assert keys(await bram.run(name, **values)) in (["for-moderators"], ["for-managers"]), name
            assert await commands.complete(bram.ask, name, "topic", "") == []
    for verb, deed in commands.actions.items():
        if deed.group:
            assert keys(await commands.press(bram.ask, verb, "1", "")) in (["for-moderators"], ["for-managers"]), verb
    for verb, deed in commands.submits.items():
        if deed.group:
            assert keys(await commands.submit(bram.ask, verb, "1", "", {})) == ["for-moderators"], verb


@pytest.mark.parametrize("target", ["", "x", "x:y", ":", "a:storm:0", "a:storm:9999", "1:storm-4:1-1:0", "٣", "9" * 30])
async def test_a_forged_button_gets_one_sentence(anna: Person, mia: Person, desk: Desk, target: str) -> None:
    await anna.adds()
    shown = ("add-topic", "changes", "waiting", "wanted", "topics", "propose-topic", "forget", "sources")
    for verb, deed in anna.commands.actions.items():
        who = mia if deed.group and deed.group.name == "settings" else anna
        reply = await who.commands.press(who.ask, verb, target, "")
        assert "internal-error" not in keys(reply), verb
        assert verb in shown or len(reply.blocks) == 1 or reply.form, verb


async def test_every_example_does_what_it_says(anna: Person, mia: Person) -> None:
    refused = {"argument-missing", "pin-sentences", "pin-unknown", "too-many-pins", "topic-unknown", "internal-error"}
    for command in anna.commands.commands.values():
        for example in command.examples:
            who = mia if command.of("settings") else anna
            told = keys(await who.commands.line(who.ask, f"/{example}"))
            assert not refused & set(told), (example, told)
            await anna.press(await anna.run("topic history"), "undo") if "remove" in example else None
