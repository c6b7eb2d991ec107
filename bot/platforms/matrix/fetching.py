"""Gets the files that members hand over from the homeserver, and decrypts those of encrypted rooms."""

from __future__ import annotations

import structlog
from nio.crypto.attachments import decrypt_attachment
from nio.exceptions import EncryptionError

from bot.errors import PlatformUnreachable
from bot.platforms.matrix.attached import Attachment
from bot.platforms.matrix.homeserver import Homeserver
from bot.platforms.matrix.untrusted import mapping, string

log = structlog.get_logger(__name__)

SCHEME = "mxc://"


class Fetching:
    """Files by where they were uploaded."""

    def __init__(self, homeserver: Homeserver) -> None:
        self._homeserver = homeserver

    async def fetch(self, attachment: Attachment, longest: int) -> bytes:
        """The file as it was before it was encrypted; BadInput where it has more bytes than so many.

        PlatformUnreachable where it cannot be had, or is not what its message says.
        """
        server, _, media = attachment.address.removeprefix(SCHEME).partition("/")
        if not (attachment.address.startswith(SCHEME) and server and media):
            raise PlatformUnreachable("upload-unreachable")
        try:
            content = await self._homeserver.download(server, media, longest)
        except PlatformUnreachable as e:
            log.warning("matrix file not fetched", reason=str(e.values.get("reason")))
            raise PlatformUnreachable("upload-unreachable") from None
        return content if attachment.encrypted is None else _decrypted(content, attachment)


def _decrypted(content: bytes, attachment: Attachment) -> bytes:
    encrypted = mapping(attachment.encrypted)
    key = string(mapping(encrypted.get("key")).get("k"))
    digest, start = string(mapping(encrypted.get("hashes")).get("sha256")), string(encrypted.get("iv"))
    if not (key and digest and start):
        raise PlatformUnreachable("upload-unreachable")
    try:
        decrypted: bytes = decrypt_attachment(content, key, digest, start)
    except (EncryptionError, ValueError):
        raise PlatformUnreachable("upload-unreachable") from None
    return decrypted
