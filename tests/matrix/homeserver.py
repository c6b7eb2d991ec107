"""A real Synapse for the tests, a process of its own in an environment of its own; nothing of it is imported here."""

from __future__ import annotations

import base64
import hashlib
import hmac
import json
import secrets
import signal
import socket
import subprocess
import sys
import time
from pathlib import Path
from typing import Any
from urllib.error import URLError
from urllib.request import Request, urlopen

import pytest

from bot.platforms.matrix.credentials import Credentials

PROGRAM = Path(sys.prefix) / "synapse" / "bin" / "python"
NAME = "test.local"
SECRET = "test-secret"
STARTING_S, STOPPING_S = 60.0, 15.0
OFTEN = {"per_second": 1000, "burst_count": 1000}
UNLIMITED = {
    "rc_message": OFTEN,
    "rc_registration": OFTEN,
    "rc_login": {"address": OFTEN, "account": OFTEN, "failed_attempts": OFTEN},
    "rc_joins": {"local": OFTEN, "remote": OFTEN},
    "rc_joins_per_room": OFTEN,
    "rc_invites": {"per_room": OFTEN, "per_user": OFTEN, "per_issuer": OFTEN},
    "rc_room_creation": OFTEN,
    "rc_admin_redaction": OFTEN,
    "rc_key_requests": OFTEN,
}


class LocalHomeserver:
    """A homeserver on a free port of this machine, in a folder of its own; `limits` are Synapse's own where empty."""

    def __init__(self, folder: Path, limits: dict[str, Any] | None = None) -> None:
        self._folder = folder
        self._port = _free_port()
        self._process: subprocess.Popen[bytes] | None = None
        self._write(UNLIMITED if limits is None else limits)

    @property
    def address(self) -> str:
        """Where clients reach it."""
        return f"http://127.0.0.1:{self._port}"

    def start(self) -> None:
        """Starts it, and waits until it answers; the test fails where it does not."""
        if not PROGRAM.exists():
            pytest.fail(
                "There is no homeserver for the tests: `make .venv/.synapse` installs one, or pass --no-synapse."
            )
        command = (PROGRAM, "-m", "synapse.app.homeserver", "-c", self._folder / "homeserver.yaml")
        with (self._folder / "log").open("ab") as log:
            self._process = subprocess.Popen(command, cwd=self._folder, stdout=log, stderr=log)
        until = time.monotonic() + STARTING_S
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > until:
                pytest.fail(f"The homeserver did not start: {(self._folder / 'log').read_text()[-3000:]}")
            time.sleep(0.05)

    def stop(self) -> None:
        """Ends it in order."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """Ends it at once, as a power cut does."""
        self._end(signal.SIGKILL)

    def register(self, name: str, *, admin: bool = False) -> Credentials:
        """A new account, with a device and a token; its password is its name."""
        nonce = self._admin("register")["nonce"]
        role = "admin" if admin else "notadmin"
        mac = hmac.new(SECRET.encode(), f"{nonce}\0{name}\0{name}\0{role}".encode(), hashlib.sha1).hexdigest()
        made = self._admin("register", nonce=nonce, username=name, password=name, admin=admin, mac=mac)
        return Credentials(self.address, made["user_id"], made["device_id"], made["access_token"])

    def log_in(self, user: str) -> Credentials:
        """Another device of an account."""
        name = user.removeprefix("@").partition(":")[0]
        body = {"type": "m.login.password", "identifier": {"type": "m.id.user", "user": name}, "password": name}
        made = self._asked("/_matrix/client/v3/login", body)
        return Credentials(self.address, made["user_id"], made["device_id"], made["access_token"])

    def exempt(self, user: str) -> None:
        """Sets a user no limits."""
        admin = self.register(f"admin-{secrets.token_hex(4)}", admin=True)
        path = f"users/{user}/override_ratelimit"
        self._admin(path, token=admin.token, messages_per_second=0, burst_count=0)

    def _admin(self, path: str, token: str = "", **body: object) -> Any:  # noqa: ANN401 - JSON
        return self._asked(f"/_synapse/admin/v1/{path}", body, token)

    def _asked(self, path: str, body: dict[str, Any], token: str = "") -> Any:  # noqa: ANN401 - JSON
        data = json.dumps(body).encode() if body else None
        head = {"Authorization": f"Bearer {token}"} if token else {}
        request = Request(self.address + path, data, head)  # noqa: S310 - this machine's own
        with urlopen(request, timeout=10) as answer:  # noqa: S310 - as above
            return json.load(answer)

    def _answers(self) -> bool:
        try:
            with urlopen(f"{self.address}/health", timeout=5) as answer:  # noqa: S310 - as above
                return bool(answer.status == 200)
        except (URLError, OSError):
            return False

    def _end(self, number: signal.Signals) -> None:
        if self._process is None:
            return
        self._process.send_signal(number)
        self._process.wait(STOPPING_S)
        self._process = None

    def _write(self, limits: dict[str, Any]) -> None:
        """Its settings. YAML holds JSON. Nothing leaves this machine: there is nobody else that it would speak with."""
        key = base64.b64encode(secrets.token_bytes(32)).decode().rstrip("=")
        (self._folder / "signing.key").write_text(f"ed25519 a_test {key}\n")
        settings = {
            "server_name": NAME,
            "report_stats": False,
            "listeners": [
                {
                    "port": self._port,
                    "type": "http",
                    "tls": False,
                    "bind_addresses": ["127.0.0.1"],
                    "resources": [{"names": ["client"], "compress": False}],
                }
            ],
            "database": {
                "name": "sqlite3",
                "args": {"database": str(self._folder / "hs.db"), "cp_min": 1, "cp_max": 1},
            },
            "media_store_path": str(self._folder / "media"),
            "signing_key_path": str(self._folder / "signing.key"),
            "registration_shared_secret": SECRET,
            "macaroon_secret_key": "x" * 32,
            "form_secret": "y" * 32,
            "trusted_key_servers": [],
            "suppress_key_server_warning": True,
            "federation_domain_whitelist": [],
            "presence": {"enabled": False},
            "bcrypt_rounds": 4,
            **limits,
        }
        (self._folder / "homeserver.yaml").write_text(json.dumps(settings))


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        port: int = found.getsockname()[1]
        return port
