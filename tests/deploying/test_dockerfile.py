"""There need be no Docker where the tests run: the Dockerfile is read, and what it runs is run in test_install.py."""

from __future__ import annotations

import re
import tomllib

import pytest
from typer.main import get_command

from bot.cli import app
from bot.config import HOME
from tests.deploying.dockerfile import Stage, lines, sent, stages

TEXT = (HOME / "Dockerfile").read_text("utf-8")
SLIM = re.compile(r"python:3\.1[1-9]-slim-[a-z]+(@sha256:[0-9a-f]{64})?")
STATE = "/var/lib/tegenspraak"
PREFIX = "/opt/tegenspraak"


@pytest.fixture
def build() -> Stage:
    return stages(TEXT)[0]


@pytest.fixture
def image() -> Stage:
    """What is shipped."""
    return stages(TEXT)[-1]


def test_what_builds_and_what_runs_have_the_same_slim_python(build: Stage, image: Stage) -> None:
    assert len(stages(TEXT)) == 2
    assert build.base == image.base
    assert SLIM.fullmatch(image.base)


def test_what_is_copied_is_there_and_nothing_else_is_sent_to_the_builder(build: Stage, image: Stage) -> None:
    assert [source for source in build.copied() if not (HOME / source).exists()] == []
    assert sent(lines(HOME / ".dockerignore")) == set(build.copied())
    assert image.copied() == []


def test_it_knows_no_more_than_make_install(build: Stage, image: Stage) -> None:
    """Besides: make itself, which the base lacks, and whose the volume is."""
    runs = [one.rest for stage in (build, image) for one in stage.all("RUN")]
    packages = tomllib.loads((HOME / "pyproject.toml").read_text("utf-8"))["project"]["dependencies"]
    names = [re.split(r"[^\w.-]", package)[0] for package in packages]

    assert runs == [
        "apt-get update && apt-get install --yes --no-install-recommends make",
        f"make install PREFIX={PREFIX}",
        f"install -d -o 10001 -g 10001 -m 0700 {STATE}",
    ]
    assert [one.words for one in image.all("COPY")] == [[PREFIX, PREFIX]]
    assert len(names) > 10
    assert [name for name in names if re.search(rf"\b{re.escape(name)}\b", TEXT)] == []


def test_it_runs_as_nobody_else_and_writes_to_one_volume(image: Stage) -> None:
    assert image.only("USER").rest == "10001:10001"
    assert image.only("VOLUME").rest == STATE
    assert image.only("ENV").rest == f"TEGENSPRAAK_STATE={STATE}"


def test_every_program_that_it_starts_is_the_bot_without_a_shell(image: Stage) -> None:
    health = image.only("HEALTHCHECK").rest
    assert health.startswith("CMD [")
    started = [image.only("ENTRYPOINT"), image.only("CMD")]

    assert all(one.is_exec for one in started)
    assert image.only("ENTRYPOINT").words == [f"{PREFIX}/bin/tegenspraak"]
    assert image.only("CMD").words == ["serve"]
    assert f'["{PREFIX}/bin/tegenspraak", "health"]' in health
    assert {"serve", "health"} <= set(getattr(get_command(app), "commands", {}))
    assert image.all("EXPOSE") == []
