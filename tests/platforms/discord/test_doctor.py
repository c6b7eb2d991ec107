"""What moderators and members see of daily posts on the local Discord, through the real client."""

from __future__ import annotations

import re
from collections.abc import AsyncIterator, Collection, Iterator
from dataclasses import dataclass, replace

import pytest
import pytest_asyncio

from bot.app.commands import registry
from bot.app.ports import Ports
from bot.daily.outbox import FORBIDDEN, Need
from bot.daily.schedule import Schedule
from bot.dispatch.cooldown import UNLIMITED, Cooldown
from bot.i18n import Languages
from bot.library.library import Library
from bot.model import Ask, Role
from tests.commands.daily.made import put
from tests.commands.daily.posting import Posts
from tests.daily.clocks import Time
from tests.daily.platform import REFUSED
from tests.desks import owned_in
from tests.local_discord import Answer, User
from tests.platforms.discord.stage import Stage, button, shown, staged, verbs

# After tests.local_discord, which imports discord.py without the warnings that would fail a test.
from bot.platforms.discord.membership import community_of  # isort: skip

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.usefixtures("calm")]

MANAGE_MESSAGES = 1 << 13
PERMISSIONS = ("view-channel", "send-messages", "read-message-history", "create-public-threads", "attach-files")
KEY = re.compile(r"\*\*(?P<key>k[0-9]{3}) · ")


class Nothing:
    """A platform that lets the bot do nothing."""

    async def lacking(
        self, community: str, place: str, needs: Collection[Need], role: str = ""
    ) -> tuple[str, ...] | None:
        return tuple(f"permission-{name}" for name in PERMISSIONS) if "role" in needs else ()


@dataclass
class Scene:
    """A server with schedules, and what posts there."""

    stage: Stage
    posts: Posts

    @property
    def ask(self) -> Ask:
        """Whoever makes schedules there."""
        return Ask("nl", "nl", community_of(self.stage.guild.id), self.place, "1", Role.MANAGER)

    @property
    def place(self) -> str:
        """The server's channel."""
        return str(self.stage.guild.channel.id)

    async def make(self, count: int, **changes: object) -> None:
        """So many schedules in the server's channel, at the most inconvenient time."""
        made = Schedule(self.place, "02:30", "Europe/Amsterdam", "s", kind="alternating")
        wanted = replace(made, **changes)  # type: ignore[arg-type]  # given by name
        await put(self.posts.desk, self.ask, **{f"k{at:03}": replace(wanted, seed=str(at)) for at in range(count)})

    def moderator(self, locale: str = "nl") -> User:
        return self.stage.member(locale, permissions=MANAGE_MESSAGES)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def shared(
    library: Library, languages: Languages, tmp_path_factory: pytest.TempPathFactory
) -> AsyncIterator[Scene]:
    """One bot for these tests; it is midday in Amsterdam on 22 November 2026, or later."""
    folder, time = tmp_path_factory.mktemp("discord"), Time()
    async with owned_in(folder, library, time.wall) as owned:
        commands = registry(
            library, cooldown=Cooldown(UNLIMITED), desk=owned.desk, agenda=owned.agenda, ports=Ports(grounds=Nothing())
        )
        async with staged(commands, languages, folder) as built:
            yield Scene(built, Posts(owned.desk, owned.agenda, time))


@pytest.fixture
def scene(shared: Scene) -> Iterator[Scene]:
    """A server of the test's own."""
    stage = shared.stage
    yield replace(shared, stage=replace(stage, guild=stage.local.add_guild("Leesgroep", "nl")))
    shared.posts.platform.script = []


def texts(answer: Answer) -> str:
    return "\n".join(answer.texts())


async def test_a_checkup_of_twenty_schedules_that_are_refused_has_room_in_its_pages(scene: Scene) -> None:
    await scene.make(20, role="5", thread=True, skipped=("2027-01-01",))
    scene.posts.platform.script = [REFUSED] * 200
    await scene.posts.go(days=2)
    anna = scene.moderator()
    answer = await anna.slash("daily doctor")
    seen = KEY.findall(texts(answer))
    while len(seen) < 20:
        answer = await anna.press(answer, [b["custom_id"] for b in answer.buttons()][-1])
        seen += KEY.findall(texts(answer))

    assert answer.ephemeral
    assert seen == [f"k{at:03}" for at in range(20)]
    assert "geweigerd: de bot mag in dat kanaal niets plaatsen" in texts(answer)
    assert "28 maart 2027 gaat de klok vooruit" in texts(answer)
    assert f"De bot mist in <#{scene.place}>:" in texts(answer)
    assert FORBIDDEN not in texts(answer)


async def test_the_next_seven_posts_are_shown_and_opened_and_returned_from(scene: Scene) -> None:
    await scene.make(1)
    anna = scene.moderator("en-US")
    listed = await anna.slash("daily preview")
    opened = await anna.press(listed, button(listed, "foresee"))
    back = await anna.press(opened, button(opened, "foreseen"))

    assert listed.ephemeral
    assert verbs(listed) == ["foresee"] * 7
    assert all(re.fullmatch(r"Read (Nov|Dec) \d+, 2026", of["label"]) for of in listed.buttons())
    assert len(re.findall(r"<t:\d+:F>", texts(listed))) == 7
    assert shown(opened)
    assert texts(back) == texts(listed)


async def test_what_cannot_be_posted_at_once_is_said_and_what_can_is_on_its_way(scene: Scene) -> None:
    await scene.make(1)
    answer = await scene.moderator().slash("daily now")
    await scene.posts.now()

    assert f"Er is een post onderweg naar <#{scene.place}>." in texts(answer)
    assert len(scene.posts.platform.places[scene.place]) == 1


async def test_every_member_may_ask_for_the_balance_for_everyone_to_see(scene: Scene) -> None:
    await scene.make(1)
    await scene.posts.go(days=2)
    answer = await scene.stage.member("en-US").slash("balance")

    assert not answer.ephemeral
    assert "In dit kanaal: 2 posts" in texts(answer)
    assert re.search(r"Peter Storm: \d+ %: [\d.]+ tekens in ", texts(answer))


async def test_moderators_are_told_beside_an_answer_that_a_post_was_refused(scene: Scene) -> None:
    await scene.make(3)
    # Those of other servers are refused too.
    scene.posts.platform.script = [REFUSED] * 99
    await scene.posts.go(days=1)
    answer = await scene.moderator().slash("sources")
    await answer.exchange.bell.until(lambda: bool(answer.followups), 5, "nothing was told besides")

    told = [part["content"] for of in answer.followups for part in of["components"] if "content" in part]
    assert sorted(key for text in told for key in KEY.findall(text)) == ["k000", "k001", "k002"]
    assert "Er is niets verwijderd." in told[0]
