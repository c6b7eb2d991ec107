"""Files that members hand over: with a command as what stands under them, or as what a command replies to."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from bot.dispatch.command import Command
from bot.dispatch.line import OPTION, command_in
from bot.dispatch.uploads import check_size
from bot.model import Upload
from bot.platforms.matrix.untrusted import mapping, string, writable

FILE = "m.file"


@dataclass(frozen=True, slots=True)
class Attachment:
    """A file of a message: what it is called, where it is, and the key to it where it is `encrypted` (a secret)."""

    name: str
    address: str
    encrypted: Mapping[str, Any] | None = field(default=None, repr=False)
    size: int = 0


Fetch = Callable[[Attachment, int], Awaitable[bytes]]
"""Gets a file from the homeserver, as it was before it was encrypted; BadInput where it has more bytes than so many."""


@dataclass(frozen=True, slots=True)
class Attached:
    """A file that was handed over and not read yet."""

    attachment: Attachment
    fetch: Fetch

    async def read(self, longest: int) -> Upload:
        """The file; refused by the size that its message tells, and by the one that it turns out to have."""
        check_size(self.attachment.size, longest)
        content = await self.fetch(self.attachment, longest)
        check_size(len(content), longest)
        return Upload(self.attachment.name, content)


def attachment(content: Mapping[str, Any]) -> Attachment | None:
    """The file of a message; None where it has none."""
    encrypted = mapping(content.get("file"))
    address = string(encrypted.get("url")) or string(content.get("url"))
    name = string(content.get("filename")) or string(content.get("body"))
    if content.get("msgtype") != FILE or address is None or name is None:
        return None
    size = mapping(content.get("info")).get("size")
    known = size if isinstance(size, int) and not isinstance(size, bool) else 0
    return Attachment(writable(name), address, encrypted or None, known)


def caption(content: Mapping[str, Any]) -> str | None:
    """What stands under the file of a message; None where that is but its name."""
    body, name = string(content.get("body")), string(content.get("filename"))
    return body if name and body != name else None


def takes_file(line: str, commands: Mapping[str, Command]) -> bool:
    """Whether a line is of a command that takes a file, and names none."""
    return naming(line, commands) != line


def naming(line: str, commands: Mapping[str, Command]) -> str:
    """The line, naming the file that came with it, where its command takes one and the line names none."""
    name, rest = command_in(line, commands)
    command = commands.get(name)
    taken = [parameter.name for parameter in command.parameters if parameter.kind is Upload] if command else []
    if not taken or any(found["name"] in taken for found in OPTION.finditer(rest)):
        return line
    return f"{line} {taken[0]}={taken[0]}"
