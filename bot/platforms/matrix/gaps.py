"""What happened in a room since it was last read, also where a homeserver tells only the end of it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

import structlog

from bot.platforms.matrix.homeserver import Homeserver, Rejected
from bot.platforms.matrix.synced import EVENTS_FILTER, MEMBER, Event, Joined, events_in, state_key
from bot.platforms.matrix.untrusted import mapping, string

log = structlog.get_logger(__name__)

PAGE = 100
# Of a room where more than so much was said while the bot was away, what came before is not answered any more.
MOST_PAGES = 20


async def since_then(homeserver: Homeserver, news: Joined, token: str) -> list[Event]:
    """The events of a room since the token, the earliest first; of one that the bot came into, since it came."""
    events = list(news.events)
    if news.limited and news.before and not _came_in(events, homeserver.me.user):
        events = [*await _before(homeserver, news.room, news.before, token), *events]
    return after_coming(events, homeserver.me.user)


def after_coming(events: Sequence[Event], me: str) -> list[Event]:
    """The events after the last time that the bot came into the room; all of them where it was there before."""
    came = max((n for n, event in enumerate(events) if _comes(event, me)), default=-1)
    return list(events[came + 1 :])


async def _before(homeserver: Homeserver, room: str, start: str, end: str) -> list[Event]:
    """The events between two tokens, the later one given first."""
    found: list[Event] = []
    query = {"dir": "b", "to": end, "limit": str(PAGE), "filter": EVENTS_FILTER, "from": start}
    for _ in range(MOST_PAGES):
        try:
            answer = await homeserver.get("rooms", room, "messages", query=query)
        except Rejected as e:
            log.warning("earlier events not to be had", room=room, code=e.code)
            break
        page = events_in(answer.get("chunk"))
        found.extend(page)
        following = string(answer.get("end"))
        if following is None or _came_in(page, homeserver.me.user):
            break
        query["from"] = following
    else:
        log.warning("earlier events left aside", room=room)
    return found[::-1]


def _came_in(events: Iterable[Event], me: str) -> bool:
    return any(_comes(event, me) for event in events)


def _comes(event: Event, me: str) -> bool:
    """Whether the bot comes into the room with it; a new name is told by an event of the same kind."""
    if event["type"] != MEMBER or state_key(event) != me or event["content"].get("membership") != "join":
        return False
    before = mapping(event.get("unsigned")).get("prev_content")
    return mapping(before).get("membership") != "join"
