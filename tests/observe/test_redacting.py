from __future__ import annotations

import json
import time
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.observe.redacting import HIDDEN, SHORTEST, Redactor

# Of the shape of Discord's, and of nobody.
TOKEN = "MTAwMDAwMDAwMDAwMDAwMDAw.GaBcDe.abcdefghijklmnopqrstuvwxyz0123456789AB"


@pytest.mark.parametrize(
    ("text", "left"),
    [
        (f"login with {TOKEN} failed", f"login with {HIDDEN} failed"),
        ("token syt_Ym90_abcdefghijklmnop_1a2b3c", f"token {HIDDEN}"),
        ("{'Authorization': 'Bearer mas.abc-123'}", f"{{'Authorization': 'Bearer {HIDDEN}'}}"),
        ("GET /sync?access_token=abc&since=s1", f"GET /sync?access_token={HIDDEN}&since=s1"),
        ("host=db password=ge@heim dbname=x", f"host=db password={HIDDEN} dbname=x"),
        ('{"password": "geheim", "user": "bot"}', f'{{"password": "{HIDDEN}", "user": "bot"}}'),
        (r'"{\"password\": \"geheim\"}"', rf'"{{\"password\": \"{HIDDEN}\"}}"'),
        ("at postgresql://bot:ge:heim@db/x", f"at postgresql://bot:{HIDDEN}@db/x"),
        ("/webhooks/12/aW50ZXJhY3Rpb246MTIzNDU2/messages", f"/webhooks/12/{HIDDEN}/messages"),
    ],
)
def test_what_looks_like_a_secret_is_hidden(text: str, left: str) -> None:
    assert Redactor().redact(text) == left


@pytest.mark.parametrize(
    "text",
    [
        "discord connected",
        "http://127.0.0.1:8080/api/v10/users/@me",
        "password authentication failed for user",
        "/interactions/123/callback",
        "2026-11-22T20:21:26.123456Z",
        '{"error": "ConnectionClosed", "code": 4004}',
    ],
)
def test_what_looks_like_none_stays(text: str) -> None:
    assert Redactor(["geheim"]).redact(text) == text


@given(st.text(min_size=SHORTEST, max_size=40).filter(lambda of: of not in HIDDEN))
def test_a_known_secret_is_hidden_however_it_is_written(secret: str) -> None:
    redactor = Redactor([secret])

    for written in (secret, json.dumps(secret), repr(secret), quote(secret, safe="")):
        assert secret not in redactor.redact(f"before {written} after")


def test_a_long_line_takes_no_long_time() -> None:
    since = time.process_time()
    for part in ("a://", "a://a:", "a:", "password", "password: ", "x", "a-", "a.", "Bearer ", "syt_a "):
        Redactor(["geheim"]).redact(part * (40_000 // len(part)))

    assert time.process_time() - since < 2
