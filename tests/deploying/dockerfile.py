"""Reads a Dockerfile: its instructions, stage by stage, and what of the folder the builder is sent."""

from __future__ import annotations

import json
import re
import shlex
from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path

INSTRUCTION = re.compile(r"(?P<name>[A-Z]+)\s+(?P<flags>(?:--\S+\s+)*)(?P<rest>.+)", re.DOTALL)


@dataclass(frozen=True)
class Instruction:
    """One instruction, such as `COPY --from=build /a /b`."""

    name: str
    flags: tuple[str, ...]
    rest: str

    @property
    def words(self) -> list[str]:
        """Its arguments; those of the exec form too."""
        return json.loads(self.rest) if self.is_exec else shlex.split(self.rest)

    @property
    def is_exec(self) -> bool:
        """Whether it starts its program itself, without a shell."""
        return self.rest.startswith("[")


@dataclass(frozen=True)
class Stage:
    """What an image is made of: its base, and instructions."""

    base: str
    instructions: list[Instruction] = field(default_factory=list)

    def all(self, name: str) -> list[Instruction]:
        return [one for one in self.instructions if one.name == name]

    def only(self, name: str) -> Instruction:
        """The one instruction of that name."""
        [found] = self.all(name)
        return found

    def copied(self) -> list[str]:
        """What is copied from the folder that is built."""
        copies = [one for one in self.all("COPY") if not any(flag.startswith("--from") for flag in one.flags)]
        return [source for one in copies for source in one.words[:-1]]


def stages(text: str) -> list[Stage]:
    """The stages of a Dockerfile, with the values of its arguments filled in."""
    values: dict[str, str] = {}
    found: list[Stage] = []
    for one in _instructions(text):
        if one.name == "ARG" and not found:
            name, _, value = one.rest.partition("=")
            values[name] = value
        elif one.name == "FROM":
            found.append(Stage(re.sub(r"\$\{(\w+)\}", lambda of: values[of[1]], one.words[0])))
        else:
            found[-1].instructions.append(one)
    return found


def _instructions(text: str) -> list[Instruction]:
    plain = "\n".join(line for line in text.splitlines() if not line.startswith("#")).replace("\\\n", "")
    read = [INSTRUCTION.fullmatch(line.strip()) for line in plain.splitlines() if line.strip()]
    assert all(read), "a line that is no instruction"
    return [Instruction(one["name"], tuple(one["flags"].split()), one["rest"]) for one in read if one]


def sent(ignore: Sequence[str]) -> set[str]:
    """What the builder is sent by a `.dockerignore` that begins by leaving out everything."""
    lines = [line for line in ignore if line and not line.startswith("#")]
    assert lines[0] == "*"
    return {line.removeprefix("!") for line in lines if line.startswith("!")}


def lines(file: Path) -> list[str]:
    return file.read_text("utf-8").splitlines()
