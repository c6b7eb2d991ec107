"""Reads a zip file that a stranger may have made: nothing is unpacked to the disk, and no more than is bearable."""

from __future__ import annotations

import io
import stat
import zipfile
import zlib
from collections.abc import Iterable

from bot.errors import BadInput

MEMBERS, UNPACKED, RATIO = 10_000, 200_000_000, 100
# So little is no bomb, however well it is packed.
HARMLESS = 1_000_000
PIECE = 1 << 16
PACKED_BY = frozenset({zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED})
BROKEN = (zipfile.BadZipFile, zlib.error, EOFError, OSError, ValueError, NotImplementedError, RuntimeError)


class Archive:
    """The members of a zip file, by name. BadInput where it is none, or is made to do harm."""

    def __init__(self, content: bytes) -> None:
        try:
            self._zip = zipfile.ZipFile(io.BytesIO(content))
        except BROKEN:
            raise BadInput("add-zip") from None
        listed = self._zip.infolist()
        _check_sizes(listed, len(content))
        for of in listed:
            _check_member(of)
        self._members = {of.filename: of for of in listed}
        if len(self._members) < len(listed):
            raise BadInput("add-zip")
        self._left = UNPACKED

    def __contains__(self, name: str) -> bool:
        return name in self._members

    def read(self, name: str) -> bytes:
        """What a member holds; BadInput where there is none, or it is more than it is said to be."""
        if name not in self:
            raise BadInput("add-epub-lacks", part=name[:100])
        member = self._members[name]
        try:
            return b"".join(self._pieces(member))
        except BROKEN:
            raise BadInput("add-zip") from None

    def _pieces(self, member: zipfile.ZipInfo) -> Iterable[bytes]:
        """Counted while they are read: what a zip file says of itself may be a lie."""
        with self._zip.open(member) as file:
            while piece := file.read(PIECE):
                self._left -= len(piece)
                if self._left < 0:
                    raise BadInput("add-bomb", limit=UNPACKED // 1_000_000)
                yield piece


def _check_sizes(listed: list[zipfile.ZipInfo], packed: int) -> None:
    unpacked = sum(of.file_size for of in listed)
    if len(listed) > MEMBERS or unpacked > UNPACKED or (unpacked > HARMLESS and unpacked > RATIO * packed):
        raise BadInput("add-bomb", limit=UNPACKED // 1_000_000)


def _check_member(of: zipfile.ZipInfo) -> None:
    """Refuses what leads elsewhere, is locked, or is packed in a way that no book is."""
    parts = of.filename.split("/")
    leads_off = of.filename.startswith("/") or ".." in parts or "\\" in of.filename or ":" in parts[0]
    linked = stat.S_ISLNK(of.external_attr >> 16)
    locked = bool(of.flag_bits & 0x1)
    if leads_off or linked or of.compress_type not in PACKED_BY:
        raise BadInput("add-zip")
    if locked:
        raise BadInput("add-locked")
