"""What was asked in vain is listed, and taken off the list by moderators."""

from __future__ import annotations

from tests.commands.topics.people import Person, keys, said, verbs


async def vainly(who: Person, *queries: str) -> None:
    """Asks what finds nothing."""
    for query in queries:
        await who.run("quote", query=query)


async def test_what_was_asked_in_vain_is_counted_without_names(anna: Person, bram: Person, carla: Person) -> None:
    assert keys(await anna.run("topic wanted")) == ["wanted-none"]
    for who in (bram, carla, bram):
        await vainly(who, "Qzxvwy")
    await vainly(bram, *(f"qzxvwy{n} xqyzw" for n in range(9)))
    wanted = await anna.run("topic wanted")

    assert said(wanted)[:2] == ["Vergeefs gevraagd", "qzxvwy (3×)"]
    assert len(said(wanted)) == 9
    assert len(said(await anna.press(wanted, "wanted"))) == 3


async def test_words_are_taken_off_the_list_until_they_are_asked_for_again(
    anna: Person, ben: Person, bram: Person
) -> None:
    await vainly(bram, "qzxvwy", "qzxvwy", "xqyzw")
    wanted = await ben.run("topic wanted")
    left = await anna.press(await anna.run("topic wanted"), "dismiss")

    assert said(left) == ["Van de lijst, tot iemand er weer naar vraagt: qzxvwy", "Vergeefs gevraagd", "xqyzw (1×)"]
    assert keys(await ben.press(wanted, "dismiss")) == ["wanted-gone"]
    assert keys(await anna.press(left, "dismiss")) == ["wanted-dismissed"]
    assert keys(await anna.run("topic wanted")) == ["wanted-none"]
    await vainly(bram, "qzxvwy")
    assert said(await anna.run("topic wanted"))[1] == "qzxvwy (1×)"


async def test_the_list_goes_on_where_it_was_after_something_was_taken_off(anna: Person, bram: Person) -> None:
    await vainly(bram, *(f"qzxvwy{n} xqyzw" for n in range(9)))
    last = await anna.press(await anna.run("topic wanted"), "wanted")
    assert verbs(last) == ["dismiss", "wanted"]

    left = await anna.press(last, "dismiss")
    assert (len(said(left)), verbs(left)) == (10, ["dismiss"] * 8)


async def test_members_take_nothing_off_the_list(anna: Person, bram: Person) -> None:
    await vainly(bram, "qzxvwy")
    [dismiss] = (await anna.run("topic wanted")).actions

    assert keys(await bram.commands.press(bram.ask, "dismiss", dismiss.target, "")) == ["for-moderators"]
    assert keys(await anna.commands.press(anna.ask, "dismiss", "x", "")) == ["wanted-gone"]
