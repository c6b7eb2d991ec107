"""What a community's managers have set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Proposers = Literal["everyone", "moderators", "nobody"]
PROPOSERS: tuple[Proposers, ...] = ("everyone", "moderators", "nobody")
# How much slower than the operator has it one may ask.
PACES: Mapping[str, float] = {"standard": 1.0, "slow": 3.0, "very-slow": 10.0}
PREFIX, LONGEST_PREFIX = "!", 3


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds in a community; what nobody has set is as the platform or the operator has it.

    `language` is that of public replies, "" the platform's; `private` whether replies are for the asker alone where
    they do not say; `pace` a key of PACES; `propose` who may; `audit` the place where changes are told, "" nowhere;
    `timezone` the name of the zone that times of day are in, "" as the language suggests; `prefix` what commands begin
    with, where they are typed in a room that others talk in.
    """

    language: str = ""
    private: bool = False
    pace: str = "standard"
    propose: Proposers = "everyone"
    audit: str = ""
    timezone: str = ""
    prefix: str = PREFIX


def written(settings: Settings) -> dict[str, Any]:
    """Settings as they are stored: only what somebody set."""
    usual = asdict(Settings())
    return {name: value for name, value in asdict(settings).items() if value != usual[name]}


def read(fields: Mapping[str, Any]) -> Settings:
    """The settings that were stored; what this version does not know is left out."""
    known = {name: fields[name] for name in asdict(Settings()) if name in fields}
    return Settings(**known)


def prefix_in(typed: str) -> str | None:
    """The prefix that somebody typed; None where it cannot be one: words and numbers are what people say."""
    found = typed.strip()
    usable = found.isprintable() and not any(sign.isspace() for sign in found) and not found.isalnum()
    return found if usable and 0 < len(found) <= LONGEST_PREFIX else None
