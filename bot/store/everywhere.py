"""What all communities own and what was posted to them, for whoever runs the bot; beside a bot that serves."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from sqlalchemy import Connection, select

from bot.store.backend import Backend
from bot.store.content import Fields
from bot.store.deliveries import NOW, POST, TOLD
from bot.store.failures import told
from bot.store.filed import check_current
from bot.store.migrating import Migrations, revision_of
from bot.store.schema import DELIVERY, DOCUMENT

AT_ONCE = 1000


@dataclass(frozen=True, slots=True)
class Owned:
    """A document of some community."""

    kind: str
    key: str
    content: Fields


def owned(backend: Backend, migrations: Migrations, kinds: Collection[str]) -> list[Owned]:
    """The documents of these kinds; none where there is no database yet. StoreUnusable for one of another version."""
    wanted = select(DOCUMENT.c.kind, DOCUMENT.c.key, DOCUMENT.c.content).where(DOCUMENT.c.kind.in_(kinds))
    with _reading(backend, migrations) as connection:
        return [Owned(*row) for row in connection.execute(wanted)] if connection else []


def posted(backend: Backend, migrations: Migrations) -> Iterator[Fields]:
    """What posts said that stand somewhere, stood there or may stand there; of nobody is it told where.

    StoreUnusable for a database of another version.
    """
    ours = DELIVERY.c.kind.in_((POST, NOW)), DELIVERY.c.state.in_(TOLD), DELIVERY.c.content.is_not(None)
    wanted = select(DELIVERY.c.content).where(*ours).execution_options(yield_per=AT_ONCE)
    with _reading(backend, migrations) as connection:
        for row in connection.execute(wanted) if connection else ():
            yield row.content


@contextmanager
def _reading(backend: Backend, migrations: Migrations) -> Iterator[Connection | None]:
    """A transaction that changes nothing; None where there is no database yet."""
    if revision_of(backend, migrations) is None:
        yield None
        return
    check_current(backend, migrations)
    engine = backend.reading()
    try:
        with told(backend.name), engine.begin() as connection:
            yield connection
    finally:
        engine.dispose()
