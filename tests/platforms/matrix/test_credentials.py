from __future__ import annotations

import json
import stat
from pathlib import Path

import pytest

from bot.errors import SettingsError
from bot.platforms.matrix.credentials import FILE, Credentials, read, write

ME = Credentials("https://matrix.example.org", "@bot:example.org", "DEVICE", "geheim")


def test_they_are_kept_for_their_owner_alone(tmp_path: Path) -> None:
    file = write(tmp_path / "state", ME)

    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert read(tmp_path / "state") == ME
    assert [of.name for of in (tmp_path / "state").iterdir()] == [FILE]


def test_new_ones_take_the_place_of_old_ones_whoever_could_read_those(tmp_path: Path) -> None:
    (tmp_path / FILE).write_text("{}")
    (tmp_path / FILE).chmod(0o644)
    write(tmp_path, ME)

    assert stat.S_IMODE((tmp_path / FILE).stat().st_mode) == 0o600


def test_the_token_does_not_show_itself() -> None:
    assert "geheim" not in repr(ME)


@pytest.mark.parametrize("kept", ["", "geheim", "[]", '{"token": "geheim"}', json.dumps({"token": 1})])
def test_what_is_no_credentials_is_told_without_what_stands_there(tmp_path: Path, kept: str) -> None:
    (tmp_path / FILE).write_text(kept)

    with pytest.raises(SettingsError, match="matrix-unusable") as raised:
        read(tmp_path)

    assert "geheim" not in str(raised.value)


def test_where_there_are_none_it_says_so(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="matrix-missing"):
        read(tmp_path)
