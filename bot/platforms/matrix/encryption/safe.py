"""The keys in the vault, encrypted with the secret of the state folder."""

from __future__ import annotations

import json
from collections.abc import Collection
from dataclasses import dataclass

from vodozemac import Account, InboundGroupSession, PickleException, Session

from bot.platforms.matrix.encryption.secret import Secret
from bot.store.vault import GROUP, SESSION, Name, Vault

ACCOUNT = Name("account")


@dataclass(frozen=True, slots=True)
class Group:
    """A key to what one `sender` says in a room, and the key of the device that it came from."""

    sender: str
    device: str
    session: InboundGroupSession


def account_of(kept: str | None, secret: Secret) -> Account | None:
    """The keys of a device as they are kept; None where there are none that the secret opens."""
    try:
        return Account.from_pickle(kept, secret.key) if kept else None
    except PickleException:
        return None


class Safe:
    """Reads and puts keys."""

    def __init__(self, vault: Vault, secret: Secret) -> None:
        self.vault = vault
        self._key = secret.key

    async def account(self) -> Account:
        """The keys of the bot's own device, which must be there."""
        return Account.from_pickle(await self.vault.get(ACCOUNT) or "", self._key)

    def put_account(self, account: Account) -> None:
        """Has them kept."""
        self.vault.put(ACCOUNT, account.pickle(self._key))

    async def sessions(self, devices: Collection[str]) -> dict[str, list[Session]]:
        """The talks with devices, by their keys; of each the one first that was used last."""
        found: dict[str, list[Session]] = {}
        for name, kept in (await self.vault.of(SESSION, devices)).items():
            found.setdefault(name.owner, []).append(Session.from_pickle(kept, self._key))
        return found

    def put_session(self, device: str, session: Session) -> None:
        """Has a talk kept, as it is now."""
        self.vault.put(Name(SESSION, device, session.session_id), session.pickle(self._key))

    async def group(self, room: str, session: str) -> Group | None:
        """The key of that name to what is said in a room; None where it has not come."""
        kept = await self.vault.get(Name(GROUP, room, session))
        if kept is None:
            return None
        of = json.loads(kept)
        return Group(of["sender"], of["device"], InboundGroupSession.from_pickle(of["key"], self._key))

    def put_group(self, room: str, group: Group) -> None:
        """Has a key kept."""
        of = {"sender": group.sender, "device": group.device, "key": group.session.pickle(self._key)}
        self.vault.put(Name(GROUP, room, group.session.session_id), json.dumps(of))
