"""Moderators make and change schedules; what cannot be is refused in one sentence, and nothing is kept."""

from __future__ import annotations

from dataclasses import replace

import pytest

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.commands.daily.naming import Named, all_of
from bot.communities.desk import Desk
from bot.daily.agenda import Agenda
from bot.daily.outbox import UNAVAILABLE
from bot.dispatch.registry import Registry
from bot.library.library import Library
from bot.model import Channel, MentionedRole, Role
from bot.store.schedules import Slot
from tests.commands.daily.grounds import Allowing
from tests.commands.topics.people import Person, keys, person, said, verbs
from tests.daily.clocks import Time
from tests.desks import Owned

HISTORY = "permission-create-public-threads"


async def kept(desk: Desk, who: Person) -> list[Named]:
    """The schedules of somebody's community."""
    return all_of(await desk.state(who.ask))


async def only(desk: Desk, who: Person) -> Named:
    [found] = await kept(desk, who)
    return found


def keeping(library: Library, owned: Owned, grounds: Allowing) -> Person:
    """A moderator where a platform tells what the bot may do."""
    commands = registry(library, desk=owned.desk, agenda=owned.agenda, ports=Ports(grounds=grounds))
    return person(commands, "anna", Role.MODERATOR)


async def test_a_schedule_is_made_where_it_is_asked_for_and_says_when_it_will_post(anna: Person, desk: Desk) -> None:
    reply = await anna.run("daily add", time="8u30")
    of = await only(desk, anna)

    guessed = (
        "Niemand heeft hier een tijdzone ingesteld; vanwege de taal is die van Amsterdam (Europe/Amsterdam) genomen. "
        "Een andere: /daily edit timezone, of voor alles /settings timezone."
    )
    assert said(reply) == [
        "Bewaard als verandering 1.",
        f"{of.key} · elke dag om 08:30 in #test:1:1",
        "Tijdzone: Amsterdam (Europe/Amsterdam)",
        "Wat: een fragment",
        "Volgende: maandag 23 november 2026, 08:30",
        "Volgende: dinsdag 24 november 2026, 08:30",
        "Volgende: woensdag 25 november 2026, 08:30",
        guessed,
    ]
    assert (reply.private, verbs(reply)) == (True, ["undo-daily"])
    assert (of.schedule.place, of.schedule.time, len(of.schedule.seed)) == ("test:1:1", "08:30", 16)


async def test_all_that_is_asked_for_is_kept(anna: Person, desk: Desk) -> None:
    reply = await anna.run(
        "daily add",
        time="8pm",
        channel=Channel("7"),
        timezone="tokio",
        days="ma-vr",
        kind="Fragment",
        topic="bureaucratie",
        author="Storm",
        language="Nederlands",
        thread=True,
        role=MentionedRole("9"),
    )

    schedule = (await only(desk, anna)).schedule
    assert (schedule.place, schedule.time, schedule.zone) == ("7", "20:00", "Asia/Tokyo")
    assert (schedule.weekdays, schedule.kind, schedule.topic) == ((0, 1, 2, 3, 4), "excerpt", "bureaucratie")
    assert (schedule.author, schedule.language, schedule.thread, schedule.role) == ("storm", "nl", True, "9")
    assert "daily-zone-guessed" not in keys(reply)
    assert "Volgende: maandag 23 november 2026, 20:00" in said(reply)
    assert verbs(reply) == ["undo-daily", "no-role"]


async def test_two_schedules_choose_by_seeds_of_their_own(anna: Person, desk: Desk) -> None:
    for _ in range(2):
        await anna.run("daily add", time="8:00")

    assert len({of.schedule.seed for of in await kept(desk, anna)}) == 2


async def test_the_zone_of_the_community_is_taken_where_none_is_named(
    anna: Person, ben: Person, mia: Person, desk: Desk
) -> None:
    await mia.run("settings", timezone="new york")
    reply = await anna.run("daily add", time="8:00")

    assert (await only(desk, anna)).schedule.zone == "America/New_York"
    assert "daily-zone-guessed" not in keys(reply)
    await mia.run("settings", timezone="standard", language="en")
    assert "daily-zone-guessed" in keys(await ben.run("daily add", time="9:00"))
    assert (await kept(desk, anna))[1].schedule.zone == "UTC"


@pytest.mark.parametrize(
    ("given", "key"),
    [
        ({"time": "25:00"}, "daily-time"),
        ({"time": "@everyone"}, "daily-time"),
        ({"days": "woensdg"}, "daily-day-near"),
        ({"days": "qzx"}, "daily-days"),
        ({"timezone": "Qzxwy"}, "zone-unknown"),
        ({"timezone": "amst"}, "zone-several"),
        ({"timezone": "../../etc/passwd"}, "zone-unknown"),
        ({"kind": "gedicht"}, "daily-kind"),
        ({"topic": "qzxwy"}, "topic-unknown"),
        ({"author": "qzxwy"}, "author-unknown"),
        ({"language": "frans"}, "daily-language"),
        ({"role": MentionedRole("9", "role-not-yours")}, "role-not-yours"),
        ({"role": MentionedRole("1", "role-everyone")}, "role-everyone"),
        ({"kind": "positions", "author": "storm"}, "daily-nothing-fits"),
    ],
)
async def test_what_cannot_be_used_gets_one_sentence_and_nothing_is_kept(
    anna: Person, desk: Desk, given: dict[str, str], key: str
) -> None:
    reply = await anna.run("daily add", **{"time": "8:00", **given})

    assert keys(reply) == [key]
    assert reply.private
    assert await kept(desk, anna) == []
    await anna.run("daily add", time="8:00")
    assert keys(await anna.run("daily edit", **given)) == [key]
    assert (await only(desk, anna)).version == 1


@pytest.mark.parametrize("typed", ["", " ", "\0"])
async def test_a_new_schedule_has_a_time(anna: Person, typed: str) -> None:
    assert keys(await anna.run("daily add", time=typed)) == ["daily-time"]


async def test_suggestions_name_what_may_be_meant(anna: Person) -> None:
    [day] = said(await anna.run("daily add", time="8:00", days="ma woensdg"))
    [zone] = said(await anna.run("daily add", time="8:00", timezone="amst"))

    assert day == "\u201cwoensdg\u201d is geen weekdag. Bedoelde u woensdag?"
    assert zone == "Die tijdzone is niet zeker. Misschien bedoelde u: Europe/Amsterdam"


async def test_a_place_that_the_bot_does_not_see_is_refused(library: Library, owned: Owned) -> None:
    anna = keeping(library, owned, Allowing("test:1", "7"))

    refused = await anna.run("daily add", time="8:00", channel=Channel("8"))

    assert said(refused) == [
        "De bot ziet #8 hier niet; er is niets veranderd. Laat de bot dat kanaal zien, of kies een ander kanaal."
    ]
    assert await kept(owned.desk, anna) == []


async def test_a_place_of_another_community_is_refused(library: Library, owned: Owned) -> None:
    anna = keeping(library, owned, Allowing("test:2", "7"))

    assert keys(await anna.run("daily add", time="8:00", channel=Channel("7"))) == ["place-unseen"]


async def test_where_the_bot_may_not_post_a_schedule_is_refused_with_what_is_missing(
    library: Library, owned: Owned
) -> None:
    anna = keeping(library, owned, Allowing("test:1", "7", post="permission-send-messages"))

    refused = await anna.run("daily add", time="8:00", channel=Channel("7"))

    assert said(refused) == [
        "In #7 kan de bot niet schrijven; er is niets veranderd. Geef de bot daar:",
        "\u2013 Berichten verzenden",
    ]
    assert await kept(owned.desk, anna) == []


async def test_what_is_missing_besides_is_told_and_the_schedule_kept(library: Library, owned: Owned) -> None:
    grounds = Allowing("test:1", "7", thread="permission-create-public-threads", role="permission-attach-files")
    anna = keeping(library, owned, grounds)

    plain = await anna.run("daily add", time="8:00", channel=Channel("7"))
    assert grounds.asked == {"post", "read-back", "no-thread"}
    threaded = await anna.run("daily add", time="9:00", channel=Channel("7"), thread=True)

    assert "daily-lacking" not in keys(plain)
    assert said(threaded)[-2:] == [
        "Bewaard, maar in #7 ontbreekt er iets. Geef de bot daar:",
        "\u2013 Openbare threads maken: om bij elke post een thread te openen; zonder dat komt er geen",
    ]
    assert grounds.asked == {"post", "read-back", "no-thread", "thread"}
    assert len(await kept(owned.desk, anna)) == 2


async def test_an_edit_shows_what_was_and_what_is(anna: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00", thread=True, author="storm")
    before = (await only(desk, anna)).schedule

    reply = await anna.run("daily edit", time="9:00", timezone="parijs", days="weekend", author="geen", thread=False)

    after = (await only(desk, anna)).schedule
    assert after == replace(before, time="09:00", zone="Europe/Paris", weekdays=(5, 6), author=None, thread=False)
    told = said(reply)
    assert told[0] == "Gewijzigd (verandering 2)."
    assert told[told.index("Wat er anders is") + 1 : -1] == [
        "tijd: 08:00 \u2192 09:00",
        "tijdzone: Europe/Amsterdam \u2192 Europe/Paris",
        "dagen: elke dag \u2192 zaterdag en zondag",
        "auteur: storm \u2192 alle",
        "thread: ja \u2192 nee",
    ]


async def test_an_edit_that_changes_nothing_says_so(anna: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00")

    assert keys(await anna.run("daily edit", time="08.00"))[0] == "daily-same"
    assert (await only(desk, anna)).version == 1


async def test_after_todays_post_another_time_holds_from_tomorrow_on(anna: Person, agenda: Agenda, time: Time) -> None:
    await anna.run("daily add", time="13:00")
    assert "daily-posted-today" not in keys(await anna.run("daily edit", time="14:00"))
    time.go(hours=2.5)
    assert await agenda.schedules.plan() == 1

    reply = await anna.run("daily edit", time="20:00")

    told = "Vandaag is al aan de beurt geweest: de volgende post is die van maandag 23 november 2026, 20:00."
    assert told in said(reply)
    assert "Volgende: zondag 22 november 2026, 20:00" not in said(reply)
    assert "daily-posted-today" not in keys(await anna.run("daily edit", thread=True))


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"time": "9:00"}, "Vandaag komt er geen post: 09:00 is al voorbij. De volgende post is die van maandag"),
        ({"timezone": "tokio"}, "Vandaag komt er geen post: 13:00 is al voorbij. De volgende post is die van maandag"),
        (
            {"time": "9:00", "days": "zo"},
            "Vandaag komt er geen post: 09:00 is al voorbij. De volgende post is die van zo",
        ),
        ({"time": "9:00", "days": "ma-vr"}, None),
        ({"time": "12:30"}, None),
        ({"thread": True}, None),
    ],
)
async def test_an_hour_that_has_passed_leaves_today_without_a_post_and_that_is_said(
    anna: Person, changes: dict[str, str], told: str | None
) -> None:
    # It is noon on a Sunday.
    await anna.run("daily add", time="13:00")

    reply = await anna.run("daily edit", **changes)

    assert ("daily-too-late-today" in keys(reply)) is (told is not None)
    assert told is None or any(line.startswith(told) for line in said(reply))


async def test_where_today_was_to_have_no_post_an_hour_that_has_passed_leaves_nothing_out(
    anna: Person, agenda: Agenda
) -> None:
    await anna.run("daily add", time="13:00")
    await anna.run("daily skip")
    assert "daily-too-late-today" not in keys(await anna.run("daily edit", time="9:00"))
    await anna.run("daily pause")

    assert "daily-too-late-today" not in keys(await anna.run("daily edit", time="9:30"))


async def test_a_role_is_taken_away_by_a_button(anna: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00", role=MentionedRole("9"))
    shown = await anna.run("daily show")

    reply = await anna.press(shown, "no-role")

    assert "rol: @9 \u2192 (niets)" in said(reply)
    assert (await only(desk, anna)).schedule.role is None
    assert "no-role" not in verbs(reply)


async def test_a_community_has_so_many_schedules_and_no_more(anna: Person, otto: Person, desk: Desk) -> None:
    for _ in range(20):
        await anna.run("daily add", time="8:00")

    assert keys(await anna.run("daily add", time="8:00")) == ["too-many-schedule"]
    assert len(await kept(desk, anna)) == 20
    assert keys(await otto.run("daily add", time="8:00"))[0] == "daily-added"


async def test_the_first_post_is_due_when_the_answer_says(anna: Person, agenda: Agenda, desk: Desk) -> None:
    await anna.run("daily add", time="8:00")
    of = await only(desk, anna)

    due = await agenda.schedules.due(anna.ask.community, of.key)

    assert due
    [slot] = agenda.timing.upcoming(of.schedule, agenda.clock(), 1)
    assert due.following == Slot(slot.date, slot.due)


async def test_members_and_other_communities_see_and_change_nothing(
    everything: Registry, anna: Person, otto: Person
) -> None:
    await anna.run("daily add", time="8:00")
    bram = person(everything, "bram")

    for name in ("list", "show", "pause", "skip", "resume", "remove", "edit"):
        assert keys(await bram.run(f"daily {name}")) == ["for-moderators"], name
        assert keys(await otto.run(f"daily {name}")) == ["schedule-none"], name
    assert keys(await bram.run("daily add", time="8:00")) == ["for-moderators"]
    assert keys(await otto.run("daily undo", change="1")) == ["change-unknown"]


@pytest.mark.parametrize(
    ("option", "typed", "offered"),
    [
        ("timezone", "brus", ["Europe/Brussels"]),
        ("timezone", "", ["Europe/Amsterdam", "UTC"]),
        ("kind", "pos", ["positions"]),
        ("kind", "stand", ["excerpt", "positions", "alternating"]),
        ("language", "", ["nl"]),
        ("days", "", ["daily", "weekdays", "weekend"]),
        ("days", "ma di", ["ma di"]),
    ],
)
async def test_what_an_option_can_be_is_offered(
    everything: Registry, anna: Person, option: str, typed: str, offered: list[str]
) -> None:
    assert [of.value for of in await everything.complete(anna.ask, "daily add", option, typed)] == offered


async def test_in_a_forum_each_post_is_a_thread_whatever_was_asked_for(anna: Person, desk: Desk) -> None:
    await anna.run("daily add", time="8:00", channel=Channel("7", forum=True), thread=False)

    assert (await only(desk, anna)).schedule.thread


async def test_a_poll_is_asked_for_and_told(anna: Person, desk: Desk) -> None:
    reply = await anna.run("daily add", time="8:00", kind="positions", poll=True)

    assert "Met een peiling op dagen met standpunten" in said(reply)
    assert (await only(desk, anna)).schedule.poll
    assert "peiling: ja \u2192 nee" in said(await anna.run("daily edit", poll=False))


async def test_what_a_platform_has_not_at_all_is_refused_and_nothing_kept(library: Library, owned: Owned) -> None:
    anna = keeping(library, owned, Allowing("test:1", "7", thread=UNAVAILABLE, poll=UNAVAILABLE))

    reply = await anna.run("daily add", time="8:00", channel=Channel("7"), thread=True, poll=True)

    assert said(reply) == [
        "Dit kan hier niet; er is niets veranderd.",
        "\u2013 een thread bij elke post",
        "\u2013 een peiling",
    ]
    assert await kept(owned.desk, anna) == []
