from __future__ import annotations

from datetime import datetime, timedelta
from importlib.resources import files
from pathlib import Path
from zoneinfo import reset_tzpath

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.words import folded_words
from bot.daily.calling import CITIES, also_called
from bot.daily.zones import SPOKEN, Zones
from tests.fuzz.queries import HOSTILE

HERE = "Europe/Amsterdam"
ZONES = Zones()


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("Europe/Amsterdam", HERE),
        (" europe/amsterdam ", HERE),
        ("amsterdam", HERE),
        ("Brussel", "Europe/Brussels"),
        ("Brussels", "Europe/Brussels"),
        ("Londen", "Europe/London"),
        ("new york", "America/New_York"),
        ("São Paulo", "America/Sao_Paulo"),
        ("Kolkata", "Asia/Kolkata"),
        ("Ho Chi Minhstad", "Asia/Ho_Chi_Minh"),
        ("Bruxelles", "Europe/Brussels"),
        ("Londres", "Europe/London"),
        ("Varsovie", "Europe/Warsaw"),
        ("Warschau", "Europe/Warsaw"),
        ("Wien", "Europe/Vienna"),
        ("Wenen", "Europe/Vienna"),
        ("Parijs", "Europe/Paris"),
        ("Den Haag", HERE),
        ("'s-Gravenhage", HERE),
        ("la haye", HERE),
        ("Keulen", "Europe/Berlin"),
        ("Köln", "Europe/Berlin"),
        ("Liege", "Europe/Brussels"),
        ("utc", "UTC"),
        ("JST", "Asia/Tokyo"),
        ("EST", "America/New_York"),
        ("us/pacific", "US/Pacific"),
        ("Etc/GMT+5", "Etc/GMT+5"),
        ("Etc/GMT-5", "Etc/GMT-5"),
    ],
)
def test_a_zone_is_found_by_name_city_or_abbreviation_in_any_case(said: str, name: str) -> None:
    assert ZONES.meant(said) == name
    assert name in ZONES.suggestions(said)


@pytest.mark.parametrize("said", ["", "IST", "Nergensdorp", "../../etc/passwd", "posixrules", "/etc/localtime"])
def test_what_is_no_zone_or_several_is_not_taken_for_one(said: str) -> None:
    assert ZONES.meant(said) is None


def test_of_several_the_one_where_the_asker_is_is_meant() -> None:
    assert ZONES.meant("IST", "Europe/Dublin") == "Europe/Dublin"
    assert ZONES.suggestions("IST", "Europe/Dublin")[:2] == ["Europe/Dublin", "Asia/Kolkata"]
    # Amsterdam's clocks show it too.
    assert (ZONES.meant("CET", HERE), ZONES.meant("CET"), ZONES.meant("CET", "Asia/Tokyo")) == (
        HERE,
        "Europe/Brussels",
        "Europe/Brussels",
    )
    assert ZONES.meant("Brussel", HERE) == "Europe/Brussels"


def test_what_is_being_typed_is_completed_and_what_is_mistyped_mended() -> None:
    assert ZONES.suggestions("amst")[0] == HERE
    assert ZONES.suggestions("york") == ["America/New_York"]
    assert ZONES.suggestions("Amsterdm") == [HERE]
    assert ZONES.suggestions("Bruxeles")[0] == "Europe/Brussels"
    assert ZONES.suggestions("Roterdam")[0] == HERE
    assert ZONES.suggestions("", HERE) == [HERE, "UTC"]
    assert len(ZONES.suggestions("a")) == 25


def test_a_zone_follows_the_rules_of_the_package_and_not_of_the_machine(tmp_path: Path) -> None:
    (tmp_path / "Europe").mkdir()
    (tmp_path / HERE).write_bytes((files("tzdata") / "zoneinfo" / "Asia" / "Tokyo").read_bytes())
    reset_tzpath([tmp_path])
    try:
        offset = datetime(2026, 1, 1, tzinfo=Zones().zone(HERE)).utcoffset()
    finally:
        reset_tzpath()

    assert offset == timedelta(hours=1)


@given(st.one_of(HOSTILE, st.text(max_size=20)))
def test_whatever_is_said_suggestions_are_zones_and_no_file_is_read(said: str) -> None:
    found = [*ZONES.suggestions(said), *filter(None, [ZONES.meant(said)])]
    assert set(found) <= ZONES.names
    if said not in ZONES.names:
        with pytest.raises(KeyError):
            ZONES.zone(said)


def test_abbreviations_are_of_zones_and_cities_have_names() -> None:
    assert {name for _, name in also_called()} <= set(ZONES.places)
    assert set(ZONES.places) <= ZONES.names
    assert all(ZONES.zone(name).key == name for name in ZONES.names)
    assert (ZONES.city("Europe/Brussels", "nl"), ZONES.city("Europe/Brussels", "en")) == ("Brussel", "Brussels")


def test_of_the_cities_that_no_zone_is_named_after_each_is_there_once_and_none_is_known_without() -> None:
    cities = [fold(city) for names in CITIES.values() for city in names.split(", ")]
    known = {fold(ZONES.city(name, locale)) for locale in SPOKEN for name in ZONES.places}

    assert len(set(cities)) == len(cities)
    assert set(cities) & known == set()
    assert all(ZONES.meant(city) == name for name, names in CITIES.items() for city in names.split(", "))


def fold(said: str) -> str:
    return " ".join(folded_words(said))
