from __future__ import annotations

import itertools

from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.discord.backoff import Backoff


@given(st.lists(st.tuples(st.floats(0, 500), st.booleans()), max_size=40))
def test_the_back_off_grows_to_a_minute_and_begins_again_after_a_lasting_session(
    attempts: list[tuple[float, bool]],
) -> None:
    backoff = Backoff()

    for lasted, began in attempts:
        wait = backoff.next(lasted=lasted, session_began=began)
        assert 0.75 <= wait <= (90 if began else 60)
        assert not (began and lasted >= 120) or wait <= 1


def test_sessions_that_break_at_once_do_not_use_up_a_days_identifies() -> None:
    backoff = Backoff()

    waits = (backoff.next(lasted=0, session_began=True) for _ in itertools.count())
    times = itertools.takewhile(lambda seconds: seconds < 24 * 3600, itertools.accumulate(waits))

    assert 900 < len(list(times)) < 1000
