"""A file of topics: what it would change, and all of it or nothing; on both databases."""

from __future__ import annotations

import pytest

from bot.communities.carrying import exported
from bot.communities.desk import Desk
from bot.communities.wishes import wish
from bot.config import HOME
from bot.corpus.topics import Pin
from bot.errors import BadInput, Conflict, LimitReached, NotFound
from bot.model import Upload
from bot.store.ledger import Changed
from tests.communities.asking import moderator

ANNA, BRAM = moderator("anna"), moderator("bram")
FILE = """
[topics.kou]
title = {nl = "Kou"}
storm = [{passage = "storm-4", sentences = [1, 1], reason = "cold"}]
[topics.brood]
title = {nl = "Brood"}
[topics.kronstadt]
title = {nl = "De opstand"}
[topics.bureaucratie]
title = {nl = "Bureaucratie"}
hidden = true
[topics.partij]
title = {nl = "Partij"}
"""


def keys(parts: tuple[Changed, ...]) -> list[str]:
    return [part.key for part in parts]


def upload(text: str | bytes) -> Upload:
    return Upload("topics.toml", text if isinstance(text, bytes) else text.encode())


async def test_a_plan_tells_what_is_new_what_changes_what_is_hidden_and_what_stays(either: Desk) -> None:
    await either.workbench.save(ANNA, await either.workbench.begin(ANNA, wish("Brood")))
    plan = await either.importing.plan(ANNA, upload(FILE))

    assert [keys(of) for of in (plan.added, plan.changed, plan.hidden)] == [
        ["kou", "partij"],
        ["kronstadt"],
        ["bureaucratie"],
    ]
    [renamed] = plan.changed
    assert (renamed.before, renamed.after) == (None, {"title": {"nl": "De opstand"}})
    assert plan.same == 1
    assert (await either.state(ANNA)).sheets.keys() == {"brood"}

    assert await either.importing.apply(ANNA, plan.petition.id) == (2, 4)
    state = await either.state(ANNA)
    assert state.topic("kou").sides == {"storm": (Pin("storm-4", 1, 1),)}
    assert "bureaucratie" not in state.holdings.topics
    again = await either.importing.plan(ANNA, upload(FILE))
    assert (again.parts, again.same) == ((), 5)


async def test_a_plan_shows_what_stands_there_by_now(either: Desk) -> None:
    plan = await either.importing.plan(ANNA, upload(FILE))
    await either.topics.rename(BRAM, "kronstadt", "Opstand")

    [renamed] = (await either.importing.planned(ANNA, plan.petition.id)).changed
    assert renamed.before == {"title": {"nl": "Opstand"}}


async def test_a_plan_names_the_topics_that_would_share_a_name(desk: Desk) -> None:
    text = "[topics.vorst]\ntitle = {nl = 'Vorst'}\nnames = {nl = ['Matrozenopstand', 'kou']}\n"
    plan = await desk.importing.plan(ANNA, upload(text + "[topics.kou]\ntitle = {nl = 'Kou'}\n"))

    assert {key: [of.key for of in others] for key, others in plan.alike.items()} == {
        "vorst": ["kou", "kronstadt"],
        "kou": ["vorst"],
    }


async def test_an_import_is_not_made_at_all_where_one_topic_was_changed_meanwhile(either: Desk) -> None:
    plan = await either.importing.plan(ANNA, upload(FILE))
    await either.workbench.save(BRAM, await either.workbench.begin(BRAM, wish("Kou")))

    with pytest.raises(Conflict):
        await either.importing.apply(ANNA, plan.petition.id)
    assert (await either.state(ANNA)).sheets.keys() == {"kou"}
    assert (await either.state(ANNA)).revision == 1


async def test_an_import_over_the_limit_is_not_made_at_all(either: Desk) -> None:
    text = "".join(f'[topics.t{n}]\ntitle = {{nl = "T {n}"}}\n' for n in range(201))
    plan = await either.importing.plan(ANNA, upload(text))

    with pytest.raises(LimitReached, match="too-many-topic"):
        await either.importing.apply(ANNA, plan.petition.id)
    assert (await either.state(ANNA)).sheets == {}


async def test_what_one_community_exports_another_imports(either: Desk) -> None:
    await either.importing.apply(ANNA, (await either.importing.plan(ANNA, upload(FILE))).petition.id)
    other = moderator(community="test:2")
    text = exported((await either.state(ANNA)).sheets, either.keeper.curated)
    await either.importing.apply(other, (await either.importing.plan(other, upload(text))).petition.id)

    assert (await either.state(other)).sheets == (await either.state(ANNA)).sheets


async def test_the_curated_file_is_taken_and_changes_nothing(desk: Desk) -> None:
    plan = await desk.importing.plan(ANNA, upload((HOME / "data" / "topics.toml").read_bytes()))

    assert plan.parts == ()
    assert plan.same == len(desk.keeper.curated)


async def test_a_file_takes_back_what_a_community_said_otherwise(desk: Desk) -> None:
    await desk.topics.rename(ANNA, "kronstadt", "Opstand")
    plan = await desk.importing.plan(ANNA, upload((HOME / "data" / "topics.toml").read_bytes()))
    made = await desk.importing.apply(ANNA, plan.petition.id)

    assert made == (2, 1)
    assert (await desk.state(ANNA)).sheets == {}


@pytest.mark.parametrize(
    ("text", "key"),
    [
        (b"\xff\xfe", "import-not-text"),
        ("", "import-empty"),
        ("x = ", "import-toml"),
        ("[topics.k]\ntitle = {nl = 'K'}\nsilent = ['marx']", "import-author"),
        (f"[topics.k]\ntitle = {{nl = 'K'}}\nsilent = ['{'m' * 9999}']", "import-author"),
        ("[topics.k]\ntitle = {nl = 'K'}\nstorm = [{passage = 'storm-4', sentences = [1, 99]}]", "import-pin"),
        ("[topics.k]\ntitle = {nl = 'K'}\nstorm = [{passage = 'westerlund-4', sentences = [1, 1]}]", "import-pin"),
        ("[topics.k]\ntitle = {nl = 'K'}\nstorm = [{passage = '../../x', sentences = [1, 1]}]", "import-pin"),
        (
            "[topics.k]\ntitle = {nl = 'K'}\nstorm = [{passage = 'storm-4', sentences = [1, 1], digest = 'x'}]",
            "import-pin",
        ),
    ],
)
async def test_a_file_that_cannot_be_used_is_refused_and_nothing_kept(desk: Desk, text: str | bytes, key: str) -> None:
    with pytest.raises(BadInput, match=key) as e:
        await desk.importing.plan(ANNA, upload(text))
    assert len(str(e.value)) < 300


async def test_a_plan_is_carried_out_once_by_who_made_it_or_not_at_all(desk: Desk) -> None:
    plan, other = [await desk.importing.plan(ANNA, upload(FILE)) for _ in range(2)]
    for ask, number in ((BRAM, plan.petition.id), (moderator(community="test:2"), plan.petition.id), (ANNA, "x")):
        with pytest.raises(NotFound):
            await desk.importing.apply(ask, number)
    await desk.importing.apply(ANNA, plan.petition.id)
    await desk.importing.forgo(ANNA, other.petition.id)
    for number in (plan.petition.id, other.petition.id):
        with pytest.raises(NotFound):
            await desk.importing.apply(ANNA, number)
