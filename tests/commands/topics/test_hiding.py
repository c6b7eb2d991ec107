"""Paragraphs are hidden and shown again; the list says where they stand."""

from __future__ import annotations

import pytest

from bot.communities.desk import Desk
from bot.communities.keeper import BAN
from bot.dispatch.registry import CHOICE_LENGTH
from bot.store.ledger import Edit
from tests.commands.topics.people import Person, keys, quoted, said


async def test_passages_are_banned_listed_and_shown_again_by_command(anna: Person, bram: Person) -> None:
    assert keys(await anna.run("topic unban")) == ["ban-none"]
    assert keys(await anna.run("topic ban", passage="[storm-4]")) == ["ban-done"]
    heading, source = said(await anna.run("topic unban"))
    assert heading == "Hier verborgen: 1"
    assert source.startswith("Peter Storm, ")
    assert source.endswith(", alinea 4 [storm-4]")
    assert keys(await bram.run("quote", query="storm-4")) == ["passage-banned"]
    assert keys(await anna.run("topic ban", passage="storm-4")) == ["ban-already"]
    assert keys(await anna.run("topic unban", passage="storm-4")) == ["ban-lifted"]
    assert keys(await anna.run("topic unban", passage="storm-4")) == ["ban-unknown"]
    assert quoted(await bram.run("quote", query="storm-4")) == ["storm-4"]
    assert keys(await anna.run("topic ban", passage="x")) == ["pin-place"]


async def hidden(desk: Desk, who: Person, *passages: str) -> None:
    """Hides passages at once, whether there are such or not."""
    edits = [Edit(BAN, passage, {}, 0) for passage in passages]
    await desk.changes.make(who.ask, "ban", edits)


async def test_the_hidden_are_listed_page_by_page_in_the_order_of_the_texts(anna: Person, desk: Desk) -> None:
    await hidden(desk, anna, *(f"westerlund-{n}" for n in range(30, 0, -1)), "storm-9999")
    page = await anna.run("topic unban")
    shown = said(page)[1:]
    while "action-banned" in [f"action-{of.verb}" for of in page.actions if of.label is None]:
        assert len("".join(said(page))) < 4000
        page = await anna.press(page, "banned", page.actions[-1].target)
        shown += said(page)[1:]

    assert shown[0] == "[storm-9999], niet meer in de teksten"
    assert [line[line.index("[") :] for line in shown[1:]] == [f"[westerlund-{n}]" for n in range(1, 31)]
    assert keys(await anna.commands.press(anna.ask, "banned", "99", ""))[0] == "ban-list"


@pytest.mark.parametrize(
    ("typed", "values"),
    [
        ("", ["storm-4", "storm-9999", "westerlund-4"]),
        ("west", ["westerlund-4"]),
        ("STORM-4", ["storm-4"]),
        ("peter storm", ["storm-4"]),
        ("qzx", []),
    ],
)
async def test_the_hidden_are_offered_with_whose_they_are(
    anna: Person, bram: Person, desk: Desk, typed: str, values: list[str]
) -> None:
    await hidden(desk, anna, "storm-4", "westerlund-4", "storm-9999")
    found = await anna.commands.complete(anna.ask, "topic unban", "passage", typed)

    assert [of.value for of in found] == values
    assert all(of.name.startswith(of.value) and len(of.name) <= CHOICE_LENGTH for of in found)
    assert all("Storm" in of.name for of in found if of.value == "storm-4")
    assert await bram.commands.complete(bram.ask, "topic unban", "passage", typed) == []
