from __future__ import annotations

import re
from typing import Any

import pytest
import yaml

from bot.config import HOME
from tests.deploying.dockerfile import lines, stages

COMPOSE: dict[str, Any] = yaml.safe_load((HOME / "compose.yaml").read_text("utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
BOTS = {name: service for name, service in SERVICES.items() if service["image"] == "tegenspraak"}
STATE = "/var/lib/tegenspraak"


def test_a_profile_is_one_bot_on_sqlite_or_two_and_a_database() -> None:
    profiles = {
        profile: sorted(name for name, service in SERVICES.items() if service["profiles"] == [profile])
        for profile in ("sqlite", "postgres")
    }

    assert profiles == {"sqlite": ["bot"], "postgres": ["bot-0", "bot-1", "database"]}
    assert sum(map(len, profiles.values())) == len(SERVICES)


@pytest.mark.parametrize("name", SERVICES)
def test_a_service_writes_to_its_volume_only_and_may_do_nothing_that_needs_root(name: str) -> None:
    service = SERVICES[name]
    user = service.get("user") or stages((HOME / "Dockerfile").read_text("utf-8"))[-1].only("USER").rest

    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert user not in {"root", "0", "0:0"}
    assert len(service["volumes"]) == 1
    assert all(volume.partition(":")[0] in COMPOSE["volumes"] for volume in service["volumes"])
    assert {"/tmp", "/var/run/postgresql"} >= {mount.partition(":")[0] for mount in service["tmpfs"]}  # noqa: S108 - in a container
    assert not {"ports", "privileged", "network_mode", "pid", "ipc"} & service.keys()


@pytest.mark.parametrize("name", SERVICES)
def test_secrets_come_by_file_and_stand_in_no_setting(name: str) -> None:
    service = SERVICES[name]
    told = {key: value for key, value in service["environment"].items() if key.endswith("_FILE")}
    secret = re.compile("TOKEN|PASSWORD|DATABASE_URL")

    assert sorted(told.values()) == [f"/run/secrets/{of}" for of in sorted(service["secrets"])]
    assert [key for key in service["environment"] if secret.search(key) and key not in told] == []
    assert all(COMPOSE["secrets"][of] == {"file": f"secrets/{of}"} for of in service["secrets"])
    assert {"secrets/", "settings.env"} <= set(lines(HOME / ".gitignore"))


@pytest.mark.parametrize("name", BOTS)
def test_a_bot_has_the_time_that_it_needs_to_end_and_its_state_in_the_volume(name: str) -> None:
    assert BOTS[name]["volumes"] == [f"state:{STATE}"]
    assert BOTS[name]["environment"]["TEGENSPRAAK_STATE"] == STATE
    assert BOTS[name]["stop_grace_period"] == "10s"
    assert BOTS[name]["restart"] == "unless-stopped"


def test_two_bots_differ_in_their_names_alone_and_wait_for_the_database_that_only_they_reach() -> None:
    two = [service for service in BOTS.values() if service["profiles"] == ["postgres"]]
    names = {service["hostname"] for service in two}
    networks = {name: set(service.get("networks", ["default"])) for name, service in SERVICES.items()}

    assert len(names) == 2
    assert [{**service, "hostname": ""} for service in two] == [{**two[0], "hostname": ""}] * 2
    assert all(service["depends_on"] == {"database": {"condition": "service_healthy"}} for service in two)
    assert networks["database"] == {"database"}
    assert COMPOSE["networks"]["database"] == {"internal": True}
    assert {name for name, of in networks.items() if "database" in of} == {"bot-0", "bot-1", "database"}
