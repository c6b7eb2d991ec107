"""What pipx installs: one file, which chats in any folder."""

from __future__ import annotations

import subprocess
import sys
import sysconfig
import zipfile
from pathlib import Path

import pytest

from bot.config import HOME
from tests.deploying.installing import bare, make

QUOTED = "De bekendste is het neerslaan van de matrozen- en arbeidersopstand van de marinebasis Kronstadt"


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("wheel")
    make("wheel", f"WHEELS={folder}")
    [file] = folder.iterdir()
    return file


@pytest.fixture(scope="module")
def programs(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The programs of an environment with the wheel, which has what it needs from the environment of the tests."""
    folder = tmp_path_factory.mktemp("environment")
    python = folder / "bin" / "python"
    subprocess.run([sys.executable, "-m", "venv", "--without-pip", folder], check=True)
    pip = (sys.executable, "-m", "pip", "--disable-pip-version-check", "--python", python)
    subprocess.run((*pip, "install", "-qq", "--no-deps", "--no-compile", wheel), env=bare(), check=True)
    own = Path(sysconfig.get_path("purelib", vars={"base": str(folder)}))
    (own / "others.pth").write_text(sysconfig.get_path("purelib"), "utf-8")
    return folder / "bin"


def test_it_carries_the_texts_and_what_was_reviewed_about_them_byte_for_byte(wheel: Path) -> None:
    with zipfile.ZipFile(wheel) as packed:
        carried = {name: packed.read(name) for name in packed.namelist()}

    for folder in ("seeds", "data"):
        files = {f"bot/{folder}/{file.name}": file.read_bytes() for file in (HOME / folder).iterdir()}
        assert files == {name: content for name, content in carried.items() if name.startswith(f"bot/{folder}/")}
    assert {name.partition("/")[0].partition("-")[0] for name in carried} == {"bot", "tegenspraak"}


def test_it_chats_in_an_empty_folder_outside_a_checkout_and_keeps_its_state_there(
    programs: Path, tmp_path: Path
) -> None:
    done = subprocess.run(
        [programs / "tegenspraak", "chat"],
        input="/quote kronstadt\n", cwd=tmp_path, env=bare(),
        capture_output=True, encoding="utf-8", timeout=60, check=False,
    )  # fmt: skip

    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith(QUOTED)
    assert "index" in {file.name for file in (tmp_path / "state").iterdir()}


def test_it_reads_its_own_texts(programs: Path, tmp_path: Path) -> None:
    code = "from bot.config import load; print(load({}).seeds)"
    done = subprocess.run(
        [programs / "python", "-c", code], cwd=tmp_path, env=bare(), capture_output=True, encoding="utf-8", check=True
    )

    assert Path(done.stdout.strip()).is_relative_to(programs.parent)
