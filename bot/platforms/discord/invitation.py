"""The links that invite the bot, and what each permission that they ask for is for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

AUTHORIZE = "https://discord.com/oauth2/authorize"
FOR_SERVERS, FOR_MEMBERS = 0, 1


@dataclass(frozen=True, slots=True)
class Permission:
    """A permission of Discord's: the bit that stands for it, and the Fluent keys of its name and its use."""

    bit: int
    name: str
    use: str


# To answer a command takes none: Discord shows the answer in the member's own right. These are for what the bot posts
# by itself. Not asked for: Embed Links (its messages are components).
VIEW = Permission(10, "permission-view-channel", "permission-view-channel-use")
SEND = Permission(11, "permission-send-messages", "permission-send-messages-use")
SEND_IN_THREADS = Permission(38, "permission-send-messages-in-threads", "permission-send-messages-in-threads-use")
READ_HISTORY = Permission(16, "permission-read-message-history", "permission-read-message-history-use")
ATTACH = Permission(15, "permission-attach-files", "permission-attach-files-use")
CREATE_THREADS = Permission(35, "permission-create-public-threads", "permission-create-public-threads-use")
MANAGE_ROLES = Permission(28, "permission-manage-roles", "permission-manage-roles-use")
SEND_POLLS = Permission(49, "permission-send-polls", "permission-send-polls-use")

NEEDED = (VIEW, SEND, SEND_IN_THREADS, READ_HISTORY)
OPTIONAL = (ATTACH, CREATE_THREADS, MANAGE_ROLES, SEND_POLLS)


def to_server(application: int) -> str:
    """The link that adds the bot to a server, with the least permissions."""
    asked = {"scope": "bot applications.commands", "permissions": bits(NEEDED)}
    return _link(application, FOR_SERVERS, asked)


def to_member(application: int) -> str:
    """The link that adds the commands to a member's account, to use them anywhere."""
    return _link(application, FOR_MEMBERS, {"scope": "applications.commands"})


def bits(permissions: Iterable[Permission]) -> int:
    """Permissions as the one number that Discord takes."""
    return sum(1 << permission.bit for permission in permissions)


def _link(application: int, installed: int, asked: Mapping[str, object]) -> str:
    return f"{AUTHORIZE}?{urlencode({'client_id': application, 'integration_type': installed, **asked})}"
