"""Places of posts."""

from __future__ import annotations

import pytest

from bot.daily.steps import under
from bot.platforms.matrix.spots import Spot, spot_of

# As rooms of version 12 and of old ones have them.
ROOM, EVENT = "!hc2Zs-D_x", "$a/b+c"


@pytest.mark.parametrize(
    ("place", "spot"),
    [
        (ROOM, Spot(ROOM)),
        (f"{ROOM}:here.org", Spot(f"{ROOM}:here.org")),
        (under(ROOM, EVENT), Spot(ROOM, EVENT, opens=True)),
        (Spot(ROOM, EVENT).inside, Spot(ROOM, EVENT)),
    ],
)
def test_a_place_is_a_room_or_in_it_a_thread_or_where_one_is_to_be_opened(place: str, spot: Spot) -> None:
    assert spot_of(place) == spot
