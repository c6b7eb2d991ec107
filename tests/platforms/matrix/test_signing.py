from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.platforms.matrix.signing import SigningKey, canonical, padded, signed, unpadded, verifies

# From the specification's appendix "Cryptographic test vectors".
SEED = padded("YJDBA9Xnr2sVqXD9Vj7XVUnmFZcZrlw8Md7kMW+3XA1")
KEY = SigningKey(SEED)
VECTORS: list[tuple[dict[str, object], str]] = [
    ({}, "K8280/U9SSy9IVtjBuVeLr+HpOB4BQFWbg+UZaADMtTdGYI7Geitb76LTrr5QV/7Xg4ahLwYGYZzuHGZKM5ZAQ"),
    (
        {"one": 1, "two": "Two"},
        "KqmLSbO39/Bzb0QIYE82zqLwsA+PDzYIpIRA2sRQ4sL53+sN6/fpNSoqE7BP7vBZhG6kYdD13EIMJpvhJI+6Bw",
    ),
]


@pytest.mark.parametrize(("value", "signature"), VECTORS)
def test_signatures_are_those_of_the_specification(value: dict[str, object], signature: str) -> None:
    assert signed(value, "domain", "ed25519:1", KEY.sign) == {
        **value,
        "signatures": {"domain": {"ed25519:1": signature}},
    }


# From the appendix "Canonical JSON".
@pytest.mark.parametrize(
    ("value", "written"),
    [
        ({"b": "2", "a": "1"}, '{"a":"1","b":"2"}'),
        ({"a": "日本語"}, '{"a":"日本語"}'),
        ({"本": 2, "日": 1}, '{"日":1,"本":2}'),
        ({"a": None, "unsigned": {"x": 1}, "signatures": {}}, '{"a":null}'),
        ({"auth": {"success": True, "mxid": "@a:b"}}, '{"auth":{"mxid":"@a:b","success":true}}'),
    ],
)
def test_what_is_signed_is_the_canonical_form(value: dict[str, object], written: str) -> None:
    assert canonical(value).decode() == written


def test_a_signature_holds_for_what_was_signed_by_whom_it_was_signed() -> None:
    other = SigningKey.fresh()
    made = signed(signed({"a": 1}, "@a:b", other.id, other.sign), "@a:b", KEY.id, KEY.sign)

    assert verifies(made, "@a:b", KEY.id, KEY.public)
    assert verifies({**made, "unsigned": {"age": 3}}, "@a:b", other.id, other.public)
    assert not verifies({**made, "a": 2}, "@a:b", KEY.id, KEY.public)
    assert not verifies(made, "@a:b", KEY.id, other.public)
    assert not verifies(made, "@b:b", KEY.id, KEY.public)
    assert not verifies({"a": 1}, "@a:b", KEY.id, KEY.public)


def test_a_key_shows_its_seed_to_nobody() -> None:
    assert unpadded(SEED) not in repr(KEY)
    assert str(SEED) not in repr(KEY)


@given(st.binary(max_size=70))
def test_base64_goes_without_padding_and_back(content: bytes) -> None:
    assert "=" not in unpadded(content)
    assert padded(unpadded(content)) == content
