"""A community where much has been done and much waits."""

from __future__ import annotations

from bot.communities.desk import Desk
from bot.communities.reports import Report
from bot.communities.wishes import wish
from bot.model import Ask, Role, Span

TITLE, TOPICS, MISSED, BANNED = "Molen", 9, 16, 21
FILE = "".join(f'[topics.wiek-{number}]\ntitle = {{nl = "Wiek {number}"}}\n' for number in range(TOPICS)).encode()


def moderator(community: str) -> Ask:
    """A moderator of that community."""
    return Ask("nl", "nl", community, community, "1", Role.MODERATOR)


async def fill(desk: Desk, community: str) -> None:
    """Topics, changes, what waits, what was asked in vain, what is hidden and in no text: more than a page of each."""
    ask, bench = moderator(community), desk.workbench
    for number in range(TOPICS):
        await bench.save(ask, await bench.begin(ask, wish(f"{TITLE} {number}", "molen")))
    await desk.reports.report(ask, Report("w0-1", Span(0, 1), "text", "why"))
    await bench.send(ask, await bench.begin(ask, wish(f"{TITLE}steen", "molen")))
    for number in range(MISSED):
        await desk.missed.note(community, f"qzxvwy {number}")
    for number in range(BANNED):
        await desk.reports.ban(ask, f"gone-{number}")
