from __future__ import annotations

from pathlib import Path

import pytest

from bot.config import load
from bot.dispatch.cooldown import UNLIMITED, Rate, Rates
from bot.errors import SettingsError
from bot.i18n import Languages
from bot.model import Message

TOKEN = {"TEGENSPRAAK_DISCORD_TOKEN": "geheim"}


def test_nothing_set_gives_the_defaults(tmp_path: Path) -> None:
    config = load({}, tmp_path)

    assert (config.state, config.locale, config.discord) == (Path("state"), "nl", None)
    assert (config.seeds / "003_8ea674c9972510e5.txt").exists()


def test_the_environment_goes_before_the_file(tmp_path: Path) -> None:
    (tmp_path / ".env").write_text("TEGENSPRAAK_LOCALE=en\nTEGENSPRAAK_STATE=here\n", "utf-8")

    config = load({"TEGENSPRAAK_LOCALE": "nl"}, tmp_path)

    assert (config.locale, config.state) == ("nl", Path("here"))


def test_a_secret_may_be_in_a_file(tmp_path: Path) -> None:
    (tmp_path / "token").write_text("geheim\n", "utf-8")

    config = load({"TEGENSPRAAK_DISCORD_TOKEN_FILE": str(tmp_path / "token")}, tmp_path)

    assert config.discord is not None
    assert config.discord.token == "geheim"


def test_a_secret_file_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="TEGENSPRAAK_DISCORD_TOKEN_FILE"):
        load({"TEGENSPRAAK_DISCORD_TOKEN_FILE": str(tmp_path / "weg")}, tmp_path)


def test_the_token_does_not_show_itself(tmp_path: Path) -> None:
    assert "geheim" not in repr(load(TOKEN, tmp_path))


@pytest.mark.parametrize(
    "address", ["http://127.0.0.1:8080/api/v10", "http://localhost:1/api/v10", "http://[::1]:9/api/v10", ""]
)
def test_a_local_discord_may_be_pointed_at(tmp_path: Path, address: str) -> None:
    config = load({**TOKEN, "TEGENSPRAAK_DISCORD_API_BASE": address}, tmp_path)

    assert config.discord is not None
    assert config.discord.api_base == (address or None)


@pytest.mark.parametrize(
    "address",
    [
        "https://discord.com/api/v10",
        "http://127.0.0.1.example.org/api",
        "http://example.org#127.0.0.1",
        "http://127.0.0.1@example.org/",
        "http://10.0.0.1/",
        "http://0.0.0.0/",
        "file:///etc/passwd",
        "127.0.0.1:80",
        "http://[bad/",
    ],
)
def test_the_token_is_never_sent_to_another_machine(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match="setting-not-loopback"):
        load({**TOKEN, "TEGENSPRAAK_DISCORD_API_BASE": address}, tmp_path)


@pytest.mark.parametrize(
    ("told", "rates"),
    [
        ("", Rates()),
        ("off", UNLIMITED),
        ("member=3/10", Rates(member=Rate(3, 10.0))),
        ("community=900/0.05  member=1/0", Rates(member=Rate(1, 0.0), community=Rate(900, 0.05))),
    ],
)
def test_how_often_members_may_ask_is_a_setting(tmp_path: Path, told: str, rates: Rates) -> None:
    assert load({"TEGENSPRAAK_COOLDOWN": told}, tmp_path).cooldown == rates


@pytest.mark.parametrize(
    "told",
    [
        "on",
        "5/2",
        "member=0/2",
        "member=5",
        "member=-1/2",
        "server=5/2",
        "member=5/nan",
        "member=5/2,channel=9/1",
        "member=5/1e9",
        "member=5/2 member=6/2",
        "member=５/2",
    ],
)
def test_a_rate_that_cannot_be_read_is_told(tmp_path: Path, told: str) -> None:
    with pytest.raises(SettingsError, match=r"setting-cooldown.*TEGENSPRAAK_COOLDOWN"):
        load({"TEGENSPRAAK_COOLDOWN": told}, tmp_path)


def test_the_example_that_the_sentence_gives_is_the_default(tmp_path: Path, languages: Languages) -> None:
    for locale in languages.locales:
        told = languages.say(Message("setting-cooldown", {"name": "COOLDOWN"}), locale)
        example = told[told.index("member=") : told.index(" (")]

        assert load({"TEGENSPRAAK_COOLDOWN": example}, tmp_path).cooldown == Rates()


@pytest.mark.parametrize(
    "address",
    [
        "postgresql://bot:geheim@db.example.org:5432/tegenspraak",
        "postgres://bot@localhost/tegenspraak?sslmode=require",
        "postgresql:///tegenspraak?host=/run/postgresql",
        "postgresql://bot:ge%40heim%2F@localhost/tegenspraak",
    ],
)
def test_the_address_of_a_database_is_taken_as_it_is(tmp_path: Path, address: str) -> None:
    config = load({"TEGENSPRAAK_DATABASE_URL": address}, tmp_path)

    assert config.database_url == address
    assert "geheim" not in repr(config)


@pytest.mark.parametrize(
    "address",
    [
        "mysql://bot:geheim@localhost/tegenspraak",
        "sqlite:///geheim",
        "postgresql://bot:geheim@localhost",
        "postgresql://bot:geheim@localhost/",
        "postgresql://bot:@geheim@localhost/tegenspraak",
        "postgresql://bot:/geheim@localhost/tegenspraak",
        "postgresql://bot:#geheim@localhost/tegenspraak",
        "postgresql://bot:geheim@localhost:port/tegenspraak",
        "postgresql:geheim",
        "geheim",
    ],
)
def test_an_address_that_is_none_of_postgresql_is_refused_and_not_repeated(tmp_path: Path, address: str) -> None:
    with pytest.raises(SettingsError, match=r"setting-database.*TEGENSPRAAK_DATABASE_URL") as raised:
        load({"TEGENSPRAAK_DATABASE_URL": address}, tmp_path)

    assert "geheim" not in str(raised.value)


@pytest.mark.parametrize("port", ["0", "65536", "-1", "80 81", "٨٠", "auto"])
def test_what_is_no_port_is_told(tmp_path: Path, port: str) -> None:
    with pytest.raises(SettingsError, match=r"setting-port.*TEGENSPRAAK_METRICS_PORT"):
        load({"TEGENSPRAAK_METRICS_PORT": port}, tmp_path)


def test_metrics_are_told_nowhere_unless_a_port_is_set(tmp_path: Path) -> None:
    ports = [load(told, tmp_path).metrics_port for told in ({}, {"TEGENSPRAAK_METRICS_PORT": "65535"})]

    assert ports == [None, 65535]


def test_the_secrets_of_the_settings_are_known_as_they_are_written_and_meant(tmp_path: Path) -> None:
    address = "postgresql://bot:ge%40heim@localhost/x?password=ook%2Fgeheim"
    told = {**TOKEN, "TEGENSPRAAK_DATABASE_URL": address}

    assert {"geheim", "ge%40heim", "ge@heim", "ook/geheim"} <= set(load(told, tmp_path).secrets)


def test_who_operates_and_who_may_invite_on_matrix_is_told_with_spaces_between(tmp_path: Path) -> None:
    names = "@anna:example.org !ruimte:example.org !zonder_server example.org [::1]:8448"
    config = load({"TEGENSPRAAK_MATRIX_OPERATORS": "@anna:a @bram:b", "TEGENSPRAAK_MATRIX_INVITES": names}, tmp_path)

    assert config.matrix.operators == ("@anna:a", "@bram:b")
    assert config.matrix.invites == tuple(names.split())


@pytest.mark.parametrize(
    ("name", "value"),
    [("MATRIX_OPERATORS", "anna"), ("MATRIX_OPERATORS", "@anna"), ("MATRIX_INVITES", "@anna"), ("MATRIX_INVITES", "*")],
)
def test_a_name_on_matrix_that_cannot_be_one_is_refused(tmp_path: Path, name: str, value: str) -> None:
    with pytest.raises(SettingsError, match=f"setting-matrix.*{name}"):
        load({f"TEGENSPRAAK_{name}": value}, tmp_path)


def test_matrix_is_served_once_the_bot_has_logged_in(tmp_path: Path) -> None:
    config = load({"TEGENSPRAAK_STATE": str(tmp_path)}, tmp_path)
    before = config.serves_matrix
    (tmp_path / "matrix.json").touch()

    assert (before, config.serves_matrix) == (False, True)
