"""What members put before moderators, what comes of it, and what is changed and taken back."""

from __future__ import annotations

import json
from dataclasses import replace

import pytest

from bot.communities.desk import Desk
from bot.communities.reports import MOST_OF_MEMBER
from bot.dispatch.registry import Registry
from bot.model import Upload
from bot.reply import Enclosed, Reply
from tests.commands.topics.people import Person, aside, form_of, keys, person, quoted, said, values, verbs


async def reports(who: Person, reply: Reply, why: str = "") -> Reply:
    """Reports the first quotation of a reply."""
    return await who.fill(await who.press(reply, "report"), fault="speaker", why=why)


async def test_a_proposal_is_accepted_and_its_member_hears_it_once(anna: Person, bram: Person, carla: Person) -> None:
    assert keys(await bram.proposes()) == ["proposal-sent"]
    review = await anna.run("topic review")
    assert said(review)[0] == "Voorstel 1 van 1"
    assert "topic-saved" in keys(await anna.press(review, "save"))

    assert aside(await carla.run("sources")) == []
    assert aside(await bram.run("sources")) == ["Uw voorstel is aangenomen: Brood"]
    assert aside(await bram.run("sources")) == []
    assert keys(await anna.run("topic review")) == ["review-none"]
    assert "positions-title" in keys(await carla.run("positions", topic="brood"))


async def test_a_proposal_is_amended_before_it_is_accepted(anna: Person, bram: Person, ben: Person) -> None:
    await bram.proposes()
    review = await ben.run("topic review")
    assert values(await ben.press(review, "reword"))["title"] == "Brood"
    amended = await ben.fill(await ben.press(review, "reword"), title="Meel")
    accepted = await ben.press(amended, "save")

    assert "topic-saved" in keys(accepted)
    assert keys(await ben.press(accepted, "waiting")) == ["review-none"]
    assert aside(await bram.run("sources")) == ["Uw voorstel is aangenomen: Meel"]
    assert said(await anna.press(accepted, "undo"))[0] == "Verandering 1 is ongedaan gemaakt (als verandering 2)."
    assert said(await anna.run("topic review"))[0] == "Voorstel 1 van 1"


async def test_a_proposal_is_declined_with_a_reason_that_its_member_hears(anna: Person, bram: Person) -> None:
    await bram.proposes()
    opened = await anna.press(await anna.run("topic review"), "decline")
    assert form_of(opened).title.key == "form-decline-topic"
    declined = await anna.fill(opened, reason="Te  breed\u202e")

    assert verbs(declined) == ["undo", "waiting"]
    assert aside(await bram.run("sources")) == ["Uw voorstel is afgewezen: Brood", "Reden: Te breed"]
    assert keys(await anna.fill(opened, reason="x")) == ["petition-gone"]


async def test_the_queue_goes_round(anna: Person, bram: Person, carla: Person) -> None:
    for who, title in ((bram, "Brood"), (carla, "Kou"), (bram, "Meel")):
        await who.proposes(title)
    review = await anna.run("topic review")
    seen = [said(review)[:2]]
    for _ in range(3):
        review = await anna.press(review, "waiting")
        seen.append(said(review)[:2])

    assert [place for place, _ in seen] == [f"Voorstel {n} van 3" for n in (1, 2, 3, 1)]
    assert seen[0] == seen[3]
    assert len({title for _, title in seen}) == 3


@pytest.mark.parametrize(
    "line", ["/quote kronstadt", "/positions kronstadt", "/excerpt", "/about Kronstadt?", "/quote storm-4"]
)
async def test_a_quotation_of_any_reply_is_reported_and_banned_at_once_in_all_commands(
    anna: Person, bram: Person, line: str
) -> None:
    reply = await bram.commands.line(bram.ask, line)
    passage = quoted(reply)[0]
    assert "report" in verbs(reply), (line, verbs(reply))
    assert keys(await reports(bram, reply, "hij zegt dit niet")) == ["report-sent"]
    review = await anna.run("topic review")
    assert "Gemeld: verkeerde spreker." in said(review)
    assert "Toelichting: hij zegt dit niet" in said(review)
    [reported] = quoted(review)
    upheld = await anna.press(review, "uphold")

    assert said(upheld) == [f"{reported} is hier verborgen (verandering 1). Wie het meldde, hoort het."]
    for again in (
        "/quote kronstadt",
        "/positions kronstadt",
        "/search kronstadt",
        "/about Kronstadt?",
        f"/quote {passage}",
    ):
        assert reported not in quoted(await bram.commands.line(replace(bram.ask, member="x"), again))
    heard = f"Uw melding over {reported} klopte; de alinea wordt hier niet meer getoond."
    assert aside(await bram.run("sources")) == [heard]
    await anna.press(upheld, "undo")
    assert quoted(await bram.commands.line(bram.ask, f"/quote {reported}")) == [reported]


async def test_a_view_and_a_further_quote_can_be_reported_too(bram: Person) -> None:
    shown = await bram.commands.line(bram.ask, "/quote kronstadt")
    for verb in ("context", "next"):
        assert keys(await reports(bram, await bram.press(shown, verb))) == ["report-sent"], verb


async def test_so_many_reports_of_one_member_wait_and_no_more(bram: Person, carla: Person) -> None:
    shown = await bram.commands.line(bram.ask, "/quote kronstadt")
    for _ in range(MOST_OF_MEMBER):
        await reports(bram, shown)

    assert keys(await reports(bram, shown)) == ["too-many-own"]
    assert keys(await reports(carla, shown)) == ["report-sent"]


async def test_a_report_elsewhere_than_in_a_community_goes_to_the_operator(everything: Registry) -> None:
    alone = person(everything, "bram")
    alone.ask = replace(alone.ask, communal=False)

    assert keys(await reports(alone, await everything.line(alone.ask, "/quote kronstadt"))) == ["report-sent-operator"]
    assert keys(await alone.run("propose")) == ["propose-not-here"]


async def test_the_history_tells_who_did_what_page_by_page_and_of_one_topic(anna: Person, ben: Person) -> None:
    assert keys(await anna.run("topic history")) == ["history-none"]
    await anna.adds()
    for n in range(5):
        await ben.run("topic rename", topic="brood", title=f"Brood {n}") if n == 0 else await anna.run(
            "topic ban", passage=f"storm-{n}"
        )
    first = await ben.run("topic history")
    second = await ben.press(first, "changes")
    of_topic = await anna.run("topic history", topic="Brood 0")

    assert next(line for line in said(first) if "·" in line).startswith("6 · ")
    assert "1 · topic added" in said(second)
    assert [line.split(" ")[0] for line in said(of_topic) if "·" in line] == ["2", "1"]
    assert "titel: Brood → Brood 0" in said(of_topic)
    assert keys(await anna.press(second, "changes", ":")) == keys(first)
    await anna.run("topic remove", topic="brood 0")
    assert "7 · onderwerp weggehaald" in said(await anna.run("topic history", topic="brood"))
    assert keys(await anna.run("topic history", topic="qzx")) == ["topic-unknown"]


async def test_what_was_decided_is_named_in_the_history_for_moderators_alone(
    anna: Person, ben: Person, bram: Person, carla: Person
) -> None:
    await bram.proposes("Brood")
    refused = await anna.fill(await anna.press(await anna.run("topic review"), "decline"), reason="Staat er al.")
    await carla.proposes("Kou")
    await anna.press(await anna.run("topic review"), "save")
    await reports(bram, await bram.run("quote", query="kronstadt"))
    upheld = await anna.press(await anna.run("topic review"), "uphold")
    history = said(await anna.run("topic history"))

    assert "voorstel afgewezen: Brood" in history
    assert "Reden: Staat er al." in history
    assert "voorstel aangenomen: Kou" in history
    assert [line for line in history if line.startswith("melding over ") and line.endswith("klopte: verkeerde spreker")]
    assert "voorstel wacht weer: Brood" in said(await anna.press(refused, "undo"))
    assert [line for line in said(await ben.press(upheld, "undo")) if "waits again" in line]
    await bram.press(await bram.run("forget"), "forget")
    assert "Brood" not in "".join(said(await anna.run("topic history")))


async def test_a_removed_topic_is_found_in_the_history_by_what_it_was_called(anna: Person) -> None:
    await anna.adds("Brood", "honger")
    await anna.run("topic rename", topic="brood", title="Meelprijzen")
    await anna.run("topic remove", topic="meelprijzen")

    history = said(await anna.run("topic history", topic="Meelprijzen"))
    assert [line.split(" ")[0] for line in history if "·" in line] == ["3", "2", "1"]
    await anna.adds("Meelprijzer", "meel")
    assert "3 · onderwerp weggehaald" in said(await anna.run("topic history", topic="meelprijzen"))
    await anna.adds("Meelprijzen!", "meel")
    assert "5 · onderwerp toegevoegd" in said(await anna.run("topic history", topic="meelprijzen"))


DONE, UNKNOWN, NO_NUMBER = "change-undone", "change-unknown", "change-number"


@pytest.mark.parametrize(
    ("told", "key"),
    [("1", DONE), (" #1 ", DONE), ("2", UNKNOWN), ("x", NO_NUMBER), ("0", NO_NUMBER), ("9" * 40, NO_NUMBER)],
)
async def test_a_change_is_undone_by_its_number(anna: Person, told: str, key: str) -> None:
    await anna.adds()

    assert keys(await anna.run("topic undo", change=told))[0] == key


async def test_topics_are_exported_and_imported_elsewhere_after_a_look(anna: Person, everything: Registry) -> None:
    assert keys(await anna.run("topic export")) == ["export-nothing"]
    await anna.adds("Brood", "honger")
    exported = await anna.run("topic export")
    [file] = [block for block in exported.blocks if isinstance(block, Enclosed)]
    other = person(everything, "otto", anna.ask.role, place="2")
    upload = Upload("x.toml", file.text.encode())

    plan = await other.run("topic import", file=upload)
    assert said(plan) == [
        "Dit zou het bestand hier veranderen",
        "Nieuw: 1 · gewijzigd: 0 · verborgen: 0 · gelijk gebleven: 0",
        "Brood (brood)",
        "nieuw",
        "zoekwoorden: (niets) → honger",
    ]
    assert keys(await anna.commands.press(anna.ask, "import", plan.actions[0].target, "")) == ["petition-gone"]
    done = await other.press(plan, "import")
    assert said(done) == ["Overgenomen: één onderwerp (verandering 1)."]
    assert keys(await other.run("topic import", file=upload)) == ["import-same"]
    await other.press(done, "undo")
    plan, late = [await other.run("topic import", file=upload) for _ in range(2)]
    assert keys(await other.press(plan, "forgo")) == ["import-not"]
    await other.adds("Brood", "meel")
    assert keys(await other.press(late, "import")) == ["import-conflict"]
    assert keys(await other.run("topic import", file=Upload("x", b"\xff"))) == ["import-not-text"]


async def test_an_import_shows_topic_by_topic_what_would_change_page_by_page(anna: Person, ben: Person) -> None:
    text = "".join(f"[topics.t{n}]\ntitle = {{nl = 'T{n}'}}\nquestion = {{nl = '{'?' * 200}'}}\n" for n in range(30))
    renamed = "[topics.kronstadt]\ntitle = {nl = 'Opstand'}\nnames = {nl = ['T0']}\n"
    file = Upload("x", (text + renamed).encode())
    page = await anna.run("topic import", file=file)
    shown = [*said(page)]
    while "action-page" in [of.label.key for of in page.actions if of.label]:
        assert len("".join(said(page))) < 4000
        page = await anna.press(page, "plan", next(of.target for of in reversed(page.actions) if of.verb == "plan"))
        shown += said(page)[2:]

    assert [line for line in shown if line.startswith("T")] == sorted(f"T{n} (t{n})" for n in range(30))
    assert [line for line in shown if line.startswith("titel: Kronstadt") and "→ Opstand" in line]
    assert shown.count("Lijkt op wat er al is: Opstand") == shown.count("Lijkt op wat er al is: T0") == 1
    assert keys(await ben.commands.press(ben.ask, "plan", f"{page.actions[0].target}:0", "")) == ["petition-gone"]
    assert keys(await ben.commands.press(ben.ask, "plan", "x", "")) == ["petition-gone"]
    assert "import-done" in keys(await anna.press(page, "import"))


async def test_the_topics_are_listed_page_by_page_and_opened(anna: Person, bram: Person) -> None:
    await anna.adds("Aaa")
    first = await bram.run("topics")
    second = await bram.press(first, "topics")

    assert said(first)[1].startswith("Aaa · van hier")
    assert not first.private
    assert not set(said(first)[1:]) & set(said(second)[1:])
    assert said(await bram.press(second, "topics")) == said(first)
    opened = await bram.press(first, "topic")
    assert said(opened)[0].endswith("Aaa")
    assert keys(await bram.commands.press(bram.ask, "topic", "nergens", "")) == ["topic-unknown"]


async def test_who_may_propose_is_set_by_managers(anna: Person, bram: Person, mia: Person) -> None:
    opened = await bram.run("propose")
    assert keys(await mia.run("settings", propose="moderators"))[0] == "settings-changed"
    assert keys(await bram.run("propose")) == ["propose-moderators"]
    assert keys(await bram.fill(opened, title="x", keywords="y")) == ["propose-moderators"]
    assert form_of(await anna.run("propose"))
    await mia.run("settings", propose="nobody")
    assert keys(await anna.run("propose")) == ["propose-nobody"]
    assert keys(await anna.run("settings", propose="everyone")) == ["for-managers"]


async def test_a_proposal_is_withdrawn_by_its_member_alone(anna: Person, bram: Person, carla: Person) -> None:
    sent = await bram.proposes()
    assert keys(await carla.press(sent, "withdraw")) == ["petition-gone"]
    assert keys(await bram.press(sent, "withdraw")) == ["proposal-withdrawn"]
    assert keys(await anna.run("topic review")) == ["review-none"]


async def test_settings_hold_at_once_are_shown_and_undone_by_managers(anna: Person, bram: Person, mia: Person) -> None:
    changed = await mia.run("settings", language=" EN ", private=True, pace="slow")
    assert said(await mia.run("settings")) == said(changed)[1:]
    told = await bram.run("quote", query="kronstadt")
    assert (told.private, told.locale) == (True, "nl")
    told = await bram.run("quote", query="kronstadt", private=False)
    assert (told.private, told.locale) == (False, "en")
    assert keys(await anna.run("topic undo", change="1")) == ["undo-of-settings"]
    assert "setting-language" not in said(await mia.press(changed, "undo-settings"))
    told = await bram.run("quote", query="kronstadt")
    assert (told.private, told.locale) == (False, "nl")
    assert keys(await mia.run("settings", language="klingon")) == ["setting-unknown"]
    assert keys(await mia.run("settings", language="standard")) == ["settings-heading", *["settings-line"] * 6]


async def test_what_is_kept_of_a_member_is_shown_and_deleted(
    anna: Person, bram: Person, carla: Person, desk: Desk
) -> None:
    assert keys(await bram.run("data")) == keys(await bram.run("forget")) == ["data-none"]
    await bram.proposes("Brood")
    await carla.proposes("Kou")
    shown = await bram.run("data")
    [file] = [block for block in shown.blocks if isinstance(block, Enclosed)]
    assert [of["kind"] for of in json.loads(file.text)["written"]] == ["topic"]
    sure = await bram.run("forget")
    assert keys(sure) == ["forget-sure"]
    assert keys(await bram.press(sure, "forget")) == ["forget-done"]
    assert keys(await bram.run("data")) == ["data-none"]
    assert said(await anna.run("topic review"))[0] == "Voorstel 1 van 1"
    await anna.adds("Meel")
    await anna.press(await anna.run("forget"), "forget")
    [change] = await desk.changes.latest(anna.ask, None, None, 5)
    assert change.member is None
