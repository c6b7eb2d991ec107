"""`make pin-image`, with a docker of ours in front on the path."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

from bot.config import HOME
from tests.deploying.dockerfile import stages

DIGEST = "sha256:" + "0123456789abcdef" * 4
# What docker prints of an image with several platforms.
TOLD = f"""Name:      docker.io/library/python
MediaType: application/vnd.oci.image.index.v1+json
Digest:    {DIGEST}

Manifests:
  Name:        docker.io/library/python@sha256:{"f" * 64}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that is built, and a folder `path` for programs."""
    for name in ("Makefile", "Dockerfile"):
        shutil.copy(HOME / name, tmp_path)
    (tmp_path / "path").mkdir()
    return tmp_path


def docker(folder: Path, script: str) -> None:
    """Puts a docker that does this on the path."""
    file = folder / "path" / "docker"
    file.write_text(f"#!/bin/sh\n{script}\n", "utf-8")
    file.chmod(0o755)


def pin(folder: Path) -> subprocess.CompletedProcess[str]:
    env = {**os.environ, "PATH": f"{folder / 'path'}:/usr/bin:/bin"}
    command = ["make", "-s", "pin-image", "PYTHON=none"]
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, encoding="utf-8", check=False)


def base(folder: Path) -> str:
    return stages((folder / "Dockerfile").read_text("utf-8"))[-1].base


def test_the_digest_that_a_registry_tells_is_written_behind_the_tag_and_a_later_one_in_its_place(folder: Path) -> None:
    tag = base(folder).partition("@")[0]
    docker(folder, f'test "$*" = "buildx imagetools inspect {tag}" && cat <<E\n{TOLD}\nE')
    first = pin(folder)
    once = base(folder)
    docker(folder, f"cat <<E\n{TOLD.replace(DIGEST, 'sha256:' + 'a' * 64)}\nE")
    pin(folder)

    assert (first.returncode, first.stdout) == (0, f"{tag}@{DIGEST}\n")
    assert once == f"{tag}@{DIGEST}"
    assert base(folder) == f"{tag}@sha256:{'a' * 64}"
    assert sorted(file.name for file in folder.iterdir()) == ["Dockerfile", "Makefile", "path"]


@pytest.mark.parametrize("script", ["echo 'ERROR: no such host' >&2; exit 1", "echo 'unknown command' >&2; exit 1", ""])
def test_without_a_registry_it_says_so_and_changes_nothing(folder: Path, script: str) -> None:
    docker(folder, script)
    before = (folder / "Dockerfile").read_bytes()
    done = pin(folder)

    tag = base(folder).partition("@")[0]

    assert done.returncode != 0
    assert [line for line in done.stderr.splitlines() if "***" not in line] == [
        f"docker buildx had no digest of {tag} from a registry; the Dockerfile stays as it is."
    ]
    assert (folder / "Dockerfile").read_bytes() == before
    assert sorted(file.name for file in folder.iterdir()) == ["Dockerfile", "Makefile", "path"]
