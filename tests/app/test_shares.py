"""Those who hold the rights to a work can be told how much of it was posted; those who remove it, who would miss it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import insert

from bot.app.adding import Facts, add
from bot.app.pointing import Pointing, pointing
from bot.app.shares import Share, shares
from bot.app.works import remove
from bot.communities.keeper import BAN, TOPIC
from bot.config import Config
from bot.errors import BadInput, StoreUnusable
from bot.store.deliveries import CLAIMED, FAILED, NOW, POST, SENDING, SENT, SKIPPED, UNKNOWN
from bot.store.schedules import KIND as SCHEDULE
from bot.store.schema import COMMUNITY, DELIVERY, DOCUMENT
from tests.databases import Home, prepare
from tests.texts import Corpus, config

NOON = datetime(2026, 11, 22, 12, tzinfo=UTC)
TEXT = "Een zin die er staat. Nog een zin die er staat.\n\nDe tweede alinea is deze hier, en niet meer.\n"
FACTS = Facts("Rosa Luxemburg", "Vrijheid", 1918, "Publiek domein", language="nl")
SCHEDULED = {"place": "1", "time": "08:00", "zone": "UTC", "seed": "s"}


@pytest.fixture
def settings(home: Home, tmp_path: Path) -> Config:
    """One added work beside a short one."""
    corpus = Corpus(tmp_path / "corpus")
    corpus.clear()
    corpus.forget()
    corpus.add("oud", b"De molen staat stil. Er is vandaag geen wind.\n", author="O. Oud")
    file = tmp_path / "rosa.txt"
    file.write_text(TEXT, "utf-8")
    made = replace(config(home.folder, corpus.seeds, corpus.data), database_url=home.address)
    add(made, file, FACTS)
    return made


def quote(passage: str, start: int, end: int) -> dict[str, Any]:
    return {"passage": passage, "start": start, "end": end, "author": passage.rpartition("-")[0]}


def posted(home: Home, *posts: tuple[str, str, list[dict[str, Any]]]) -> None:
    """Posts of these kinds, in these states, with these quotes."""
    backend = home.backend()
    prepare(backend)
    with backend.alone() as connection:
        connection.execute(insert(COMMUNITY).values(key="discord:1", first_seen=NOON))
        for number, (kind, state, quotes) in enumerate(posts):
            slot = date(2026, 1, 1) + timedelta(days=number)
            said = {"kind": "excerpt", "quotes": quotes, "topic": None}
            times = dict.fromkeys(("due", "until", "not_before"), NOON)
            named = {"community": "discord:1", "schedule": "k", "kind": kind, "slot": slot, "key": f"k{number}"}
            stands = {"state": state, "place": "1", "attempts": 1, "reason": "", "content": said}
            connection.execute(insert(DELIVERY).values(**named, **times, **stands))


def owned(home: Home, documents: Iterable[tuple[str, str, dict[str, Any]]]) -> None:
    """Documents of two communities."""
    backend = home.backend()
    prepare(backend)
    with backend.alone() as connection:
        for community in ("discord:1", "discord:2"):
            connection.execute(insert(COMMUNITY).values(key=community, first_seen=NOON))
        for number, (kind, key, content) in enumerate(documents):
            where = f"discord:{number % 2 + 1}"
            values = {"community": where, "kind": kind, "key": key, "version": 1, "content": content}
            connection.execute(insert(DOCUMENT).values(**values))


def share(settings: Config, work: str) -> Share:
    return next(of for of in shares(settings) if of.work.key == work)


def test_a_share_counts_each_character_once_of_all_that_was_or_may_have_been_posted(
    home: Home, settings: Config
) -> None:
    posted(
        home,
        (POST, SENT, [quote("luxemburg-1", 0, 21), quote("oud-1", 0, 20)]),
        (NOW, UNKNOWN, [quote("luxemburg-1", 0, 47)]),
        (POST, SENDING, [quote("luxemburg-1", 22, 47), quote("luxemburg-1", 0, 21)]),
        (POST, SKIPPED, [quote("luxemburg-2", 0, 10)]),
        (POST, FAILED, [quote("luxemburg-2", 0, 10)]),
        (POST, CLAIMED, [quote("luxemburg-2", 0, 10)]),
        ("poll", SENT, []),
        (POST, SENT, [quote("weg-1", 0, 10), quote("luxemburg-9", 0, 10)]),
    )
    first, second = TEXT.rstrip("\n").split("\n\n")

    found = share(settings, "luxemburg")

    assert (found.characters, found.quoted) == (len(first + second), len(first)) == (91, 47)
    assert (found.longest, found.paragraph) == (47, len(first))
    assert round(found.share, 3) == round(47 / 91, 3)
    assert share(settings, "oud").quoted == share(settings, "oud").longest == 20
    assert share(settings, "oud").posts == 1


def test_without_a_database_nothing_was_posted(settings: Config) -> None:
    found = share(settings, "luxemburg")

    assert (found.posts, found.quoted, found.share, found.longest) == (0, 0, 0.0, 0)


def test_a_work_that_communities_use_is_removed_only_by_whoever_is_sure(home: Home, settings: Config) -> None:
    pin = {"passage": "luxemburg-1", "first": 1, "last": 1, "digest": ""}
    owned(
        home,
        [
            (TOPIC, "een", {"title": {"nl": "Een"}, "sides": {"luxemburg": [pin], "oud": []}}),
            (TOPIC, "twee", {"title": {"nl": "Twee"}, "sides": {"oud": None}}),
            (BAN, "luxemburg-2", {}),
            (BAN, "oud-1", {}),
            (SCHEDULE, "a", {**SCHEDULED, "author": "luxemburg"}),
            (SCHEDULE, "b", SCHEDULED),
        ],
    )

    with pytest.raises(BadInput) as caught:
        remove(settings, "luxemburg", sure=False)
    assert (settings.state / "works" / "luxemburg").exists()
    missed = remove(settings, "luxemburg", sure=True)

    assert caught.value.values == {"work": "luxemburg", "topics": 1, "bans": 1, "schedules": 1}
    assert missed == Pointing(topics=1, bans=1, schedules=1)
    assert not (settings.state / "works" / "luxemburg").exists()


def test_a_schedule_misses_no_work_of_an_author_of_whom_there_is_another(home: Home, settings: Config) -> None:
    owned(home, [(SCHEDULE, "a", {**SCHEDULED, "author": "luxemburg"})])

    assert pointing(settings, "luxemburg", None) == Pointing()


def test_a_database_of_another_version_is_not_counted_from(home: Home, settings: Config) -> None:
    backend = home.backend()
    prepare(backend)
    with backend.alone() as connection:
        connection.exec_driver_sql("UPDATE tegenspraak_schema SET version_num = '0001'")

    with pytest.raises(StoreUnusable, match="database-older"):
        shares(settings)
