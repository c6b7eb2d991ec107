"""What a community's managers have set."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from typing import Any, Literal

Proposers = Literal["everyone", "moderators", "nobody"]
PROPOSERS: tuple[Proposers, ...] = ("everyone", "moderators", "nobody")
# How much slower than the operator has it one may ask.
PACES: Mapping[str, float] = {"standard": 1.0, "slow": 3.0, "very-slow": 10.0}


@dataclass(frozen=True, slots=True)
class Settings:
    """What holds in a community; what nobody has set is as the platform or the operator has it.

    `language` is that of public replies, "" the platform's; `private` whether replies are for the asker alone where
    they do not say; `pace` a key of PACES; `propose` who may; `audit` the place where changes are told, "" nowhere;
    `timezone` the name of the zone that times of day are in, "" as the language suggests.
    """

    language: str = ""
    private: bool = False
    pace: str = "standard"
    propose: Proposers = "everyone"
    audit: str = ""
    timezone: str = ""


def written(settings: Settings) -> dict[str, Any]:
    """Settings as they are stored: only what somebody set."""
    usual = asdict(Settings())
    return {name: value for name, value in asdict(settings).items() if value != usual[name]}


def read(fields: Mapping[str, Any]) -> Settings:
    """The settings that were stored; what this version does not know is left out."""
    known = {name: fields[name] for name in asdict(Settings()) if name in fields}
    return Settings(**known)
