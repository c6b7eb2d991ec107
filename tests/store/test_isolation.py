from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager

from hypothesis import HealthCheck, settings
from hypothesis.stateful import run_state_machine_as_test

from bot.store.backend import Backend
from bot.store.database import Database, opened
from tests.databases import prepare
from tests.store.communities_machine import Store

# Operations in all, and of these in a row, from an empty database.
SHORT, LONG, ROW = 150, 10_000, 25


@contextmanager
def opened_here(backend: Backend, runner: asyncio.Runner) -> Iterator[Database]:
    """A database for operations that are run one by one."""
    prepare(backend)
    opening = opened(backend)
    database = runner.run(opening.__aenter__())
    try:
        yield database
    finally:
        runner.run(opening.__aexit__(None, None, None))


def test_no_operation_of_a_community_reads_or_changes_another(backend: Backend, *, long: bool) -> None:
    operations = settings(
        max_examples=(LONG if long else SHORT) // ROW,
        stateful_step_count=ROW,
        # A failure prints its steps, and the blob that makes Hypothesis repeat them.
        print_blob=True,
        database=None,
        suppress_health_check=list(HealthCheck),
    )
    with asyncio.Runner() as runner, opened_here(backend, runner) as database:

        class Here(Store):
            def __init__(self) -> None:
                super().__init__(database, runner)

        run_state_machine_as_test(Here, settings=operations)
