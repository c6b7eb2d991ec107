"""Reads the environment once, into a frozen Config. Only `app` and the command line see it."""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from ipaddress import ip_address
from pathlib import Path
from socket import gethostname
from urllib.parse import parse_qs, unquote, urlsplit

from dotenv import dotenv_values

from bot.dispatch.cooldown import UNLIMITED, Rate, Rates
from bot.errors import SettingsError
from bot.platforms.discord.shards import Shards
from bot.platforms.discord.shards import read as read_shards
from bot.platforms.matrix.credentials import are_in, read

PACKAGE = Path(__file__).resolve().parent
# Where the texts are: beside the program in a checkout, inside it in a wheel.
HOME = PACKAGE if (PACKAGE / "seeds").is_dir() else PACKAGE.parent
PREFIX = "TEGENSPRAAK_"
# Of whom, how many at once, and every how many seconds one after that.
RATE = re.compile(r"(?P<of>member|channel|community)=(?P<burst>[1-9][0-9]{0,4})/(?P<seconds>[0-9]{1,4}(\.[0-9]{1,3})?)")
# Whom Matrix knows so: a user, and who may invite: a user, a space, a server.
USER = re.compile(r"@[^:\s]{1,200}:[^\s]{1,200}")
INVITES = re.compile(
    r"@[^:\s]{1,200}:[^\s]{1,200}|![^\s]{1,255}|[A-Za-z0-9.-]{1,200}(:[0-9]{1,5})?|\[[0-9A-Fa-f:.]{2,45}\](:[0-9]{1,5})?"
)

PORT, LAST_PORT = re.compile(r"[1-9][0-9]{0,4}"), 65535


@dataclass(frozen=True, slots=True)
class DiscordConfig:
    """How to reach Discord. The two addresses are for a local Discord in tests; None means the real one."""

    token: str
    api_base: str | None = None
    gateway: str | None = None
    shards: Shards = field(default_factory=Shards)

    def __repr__(self) -> str:
        return "DiscordConfig(token=…)"


@dataclass(frozen=True, slots=True)
class MatrixConfig:
    """Who may do what on Matrix: users by id who operate the bot, and users, spaces and servers who may invite it."""

    operators: tuple[str, ...] = ()
    invites: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Config:
    """Every setting of the process."""

    state: Path
    seeds: Path
    data: Path
    locale: str
    discord: DiscordConfig | None
    matrix: MatrixConfig = field(default_factory=MatrixConfig)
    cooldown: Rates = field(default_factory=Rates)
    # The address of a PostgreSQL database, with its password; None for SQLite in the state folder.
    database_url: str | None = field(default=None, repr=False)
    # Where metrics are told on this machine; None for nowhere.
    metrics_port: int | None = None

    @property
    def secrets(self) -> tuple[str, ...]:
        """What must stand in no log: tokens and passwords."""
        token = (self.discord.token,) if self.discord else ()
        address = urlsplit(self.database_url or "")
        written = [address.password or "", *parse_qs(address.query).get("password", ())]
        return (*token, *self._matrix_token, *written, *map(unquote, written))

    @property
    def _matrix_token(self) -> tuple[str, ...]:
        """None too where there is one that cannot be used: whoever needs it says so."""
        with suppress(SettingsError):
            return (read(self.state).token,)
        return ()

    @property
    def serves_matrix(self) -> bool:
        """Whether the bot has an account on Matrix."""
        return are_in(self.state)


def load(environment: Mapping[str, str] | None = None, folder: Path | None = None) -> Config:
    """The settings from the environment, and from `.env` in `folder` (default: where the process runs) behind it."""
    file = (folder or Path.cwd()) / ".env"
    behind = {name: value for name, value in dotenv_values(file).items() if value is not None}
    settings = {**behind, **(os.environ if environment is None else environment)}
    return Config(
        state=Path(_get(settings, "STATE") or "state"),
        seeds=Path(_get(settings, "SEEDS") or HOME / "seeds"),
        data=Path(_get(settings, "DATA") or HOME / "data"),
        locale=_get(settings, "LOCALE") or "nl",
        discord=_discord(settings),
        matrix=MatrixConfig(_words(settings, "MATRIX_OPERATORS", USER), _words(settings, "MATRIX_INVITES", INVITES)),
        cooldown=_rates(settings),
        database_url=_database(settings),
        metrics_port=_port(settings),
    )


def _discord(settings: Mapping[str, str]) -> DiscordConfig | None:
    token = _get(settings, "DISCORD_TOKEN")
    if not token:
        return None
    return DiscordConfig(
        token,
        _loopback(settings, "DISCORD_API_BASE", ("http",)),
        _loopback(settings, "DISCORD_GATEWAY", ("ws",)),
        _shards(settings),
    )


def _shards(settings: Mapping[str, str]) -> Shards:
    """The shards that this process runs; all of them, which are one, where nothing is said."""
    told = _get(settings, "SHARDS")
    try:
        return read_shards(told, gethostname()) if told else Shards()
    except ValueError:
        raise SettingsError("setting-shards", name=f"{PREFIX}SHARDS") from None


def _rates(settings: Mapping[str, str]) -> Rates:
    """The default rates, with those that are set in their place."""
    told = _get(settings, "COOLDOWN")
    if told == "off":
        return UNLIMITED
    found = [RATE.fullmatch(word) for word in told.split()]
    rates = {rate["of"]: Rate(int(rate["burst"]), float(rate["seconds"])) for rate in found if rate}
    if len(rates) < len(found):
        raise SettingsError("setting-cooldown", name=f"{PREFIX}COOLDOWN")
    return replace(Rates(), **rates)


def _words(settings: Mapping[str, str], name: str, pattern: re.Pattern[str]) -> tuple[str, ...]:
    """The words of a setting, each of which must be of such a kind."""
    words = tuple(_get(settings, name).split())
    if not all(map(pattern.fullmatch, words)):
        raise SettingsError("setting-matrix", name=f"{PREFIX}{name}")
    return words


def _port(settings: Mapping[str, str]) -> int | None:
    port = _get(settings, "METRICS_PORT")
    if port and not (PORT.fullmatch(port) and int(port) <= LAST_PORT):
        raise SettingsError("setting-port", name=f"{PREFIX}METRICS_PORT")
    return int(port) if port else None


def _database(settings: Mapping[str, str]) -> str | None:
    """The address of a PostgreSQL database. What is wrong with it is not repeated: it may be the password."""
    address = _get(settings, "DATABASE_URL")
    if address and not is_postgresql(address):
        raise SettingsError("setting-database", name=f"{PREFIX}DATABASE_URL")
    return address or None


def is_postgresql(address: str) -> bool:
    """Whether this is the address of a PostgreSQL database."""
    try:
        parts = urlsplit(address)
        server = bool(parts.netloc or parts.query) and parts.port != 0
    except ValueError:
        return False
    # A second @ is one of the password that was not written as %40: what follows the first would pass for the host.
    plain = parts.netloc.count("@") <= 1 and not parts.fragment and parts.path.count("/") == 1
    return parts.scheme in {"postgresql", "postgres"} and server and plain and parts.path != "/"


def _get(settings: Mapping[str, str], name: str) -> str:
    """A setting, or the content of the file that `<name>_FILE` points at."""
    file = settings.get(f"{PREFIX}{name}_FILE", "").strip()
    if not file:
        return settings.get(f"{PREFIX}{name}", "").strip()
    try:
        return Path(file).read_text("utf-8").strip()
    except (OSError, UnicodeDecodeError) as e:
        reason = getattr(e, "strerror", None) or "no text"
        raise SettingsError("setting-unusable", name=f"{PREFIX}{name}_FILE", reason=reason) from None


def _loopback(settings: Mapping[str, str], name: str, schemes: tuple[str, ...]) -> str | None:
    """An address on this machine; anything else would send the token to a stranger."""
    address = _get(settings, name)
    if not address:
        return None
    try:
        parts = urlsplit(address)
        host = parts.hostname or ""
        local = host == "localhost" or ip_address(host).is_loopback
    except ValueError:
        local = False
    if not local or parts.scheme not in schemes:
        raise SettingsError("setting-not-loopback", name=f"{PREFIX}{name}")
    return address
