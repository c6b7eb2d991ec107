"""Files that are no texts, or are made to do harm, are refused by name; none of them takes long."""

from __future__ import annotations

import io
import stat
import struct
import time
import zipfile

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.corpus.extracting import archive
from bot.corpus.extracting.kinds import ENDINGS, extracted, kind_of
from bot.errors import BadInput
from tests.corpus.extracting.books import CONTAINER, book, chapter, zipped

SOUND = {"a.xhtml": chapter("<p>Een zin.</p>")}
LAUGHS = '<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;&a;&a;">]>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]>'
LOCKED = """<encryption xmlns="urn:oasis:names:tc:opendocument:xmlns:container"><EncryptedData>
<EncryptionMethod Algorithm="{}"/></EncryptedData></encryption>"""
SECONDS = 5


def refusal(kind: str, content: bytes, encoding: str = "") -> str:
    """Why it is refused; it must not take long to find out."""
    begun = time.process_time()
    with pytest.raises(BadInput) as caught:
        extracted(kind, content, encoding)
    assert time.process_time() - begun < SECONDS
    return caught.value.key


@pytest.mark.parametrize("kind", [".txt", ".md", ".html"])
@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "add-empty"),
        (b"\xef\xbb\xbf \n", "add-empty"),
        ("Één.".encode("latin-1"), "add-encoding"),
        (b"\xff\xfe\x00", "add-binary"),
        (b"%PDF-1.7\n\x00\x01\x02", "add-binary"),
        (b"\x7fELF\x02\x01\x01\x00", "add-binary"),
        (b"een \x1b[31m zin", "add-binary"),
        ("een\u0085zin".encode(), "add-binary"),
    ],
)
def test_what_is_no_text_is_refused(kind: str, content: bytes, reason: str) -> None:
    assert refusal(kind, content) == reason


@pytest.mark.parametrize("page", [b"<script>x</script>", b"<!-- x -->", b"<nav>x</nav>", b"<img alt=x>"])
def test_a_page_that_shows_nothing_is_empty(page: bytes) -> None:
    assert refusal(".html", page) == "add-empty"


@pytest.mark.parametrize("encoding", ["base64", "zip", "rot13", "unicode_escape", "idna", "utf-7", "utf-32", "nee"])
def test_what_is_no_encoding_of_texts_is_refused(encoding: str) -> None:
    assert refusal(".txt", b"een zin", encoding) == "add-encoding-unknown"


def test_a_wrong_encoding_is_refused_and_not_guessed() -> None:
    assert refusal(".txt", b"een \x81 zin", "windows-1252") == "add-encoding"


@pytest.mark.parametrize("name", ["a.pdf", "a.docx", "a", ".txt/", "a.mobi"])
def test_other_kinds_of_files_are_refused(name: str) -> None:
    with pytest.raises(BadInput, match="add-kind"):
        kind_of(name)


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        (".html", b"<div>" * 100_000 + b"x"),
        (".html", b"<b><p>" * 50_000 + b"x"),
        (".md", b">" * 100_000 + b" x"),
        (".md", b"- " * 20_000 + b"x"),
    ],
)
def test_what_is_nested_without_end_is_refused(kind: str, content: bytes) -> None:
    assert refusal(kind, content) == "add-nested"


@pytest.mark.parametrize("part", ["META-INF/container.xml", "OEBPS/content.opf", "OEBPS/a.xhtml"])
@pytest.mark.parametrize("declares", [LAUGHS, OUTSIDE])
def test_a_book_that_declares_entities_is_refused(part: str, declares: str) -> None:
    hostile = f"{declares}<x><p>&a;</p></x>"

    assert refusal(".epub", book(SOUND, **{part: hostile})) == "add-entities"


@pytest.mark.parametrize(
    ("others", "reason"),
    [
        ({"META-INF/container.xml": "<container/>"}, "add-epub-broken"),
        ({"META-INF/container.xml": CONTAINER.replace("OEBPS/", "../")}, "add-epub-lacks"),
        ({"OEBPS/content.opf": "<package><spine><itemref idref='x'/></spine></package>"}, "add-epub-lacks"),
        ({"OEBPS/a.xhtml": "<html><body><p>Open.</body></html>"}, "add-epub-broken"),
        ({"OEBPS/a.xhtml": "<html><body>&nope;</body></html>"}, "add-epub-broken"),
        ({"OEBPS/a.xhtml": "<?xml version='1.0' encoding='base64'?><html/>"}, "add-epub-broken"),
        ({"OEBPS/a.xhtml": chapter("")}, "add-empty"),
        ({"META-INF/encryption.xml": LOCKED.format("http://www.w3.org/2001/04/xmlenc#aes256-cbc")}, "add-locked"),
    ],
)
def test_a_broken_or_locked_book_is_refused(others: dict[str, str], reason: str) -> None:
    assert refusal(".epub", book(SOUND, **others)) == reason


def test_a_book_of_which_only_fonts_are_locked_is_read() -> None:
    locked = LOCKED.format("http://www.idpf.org/2008/embedding")

    assert extracted(".epub", book(SOUND, **{"META-INF/encryption.xml": locked})).text == "Een zin.\n"


@pytest.mark.parametrize("name", ["../a.txt", "/a.txt", "a/../../b", "C:/a", "a\\..\\b"])
def test_members_that_lead_elsewhere_are_refused(name: str) -> None:
    assert refusal(".epub", book(SOUND, **{name: "x"})) == "add-zip"


def test_links_are_refused() -> None:
    packed = io.BytesIO(book(SOUND))
    with zipfile.ZipFile(packed, "a") as file:
        link = zipfile.ZipInfo("OEBPS/link")
        link.external_attr = (stat.S_IFLNK | 0o777) << 16
        file.writestr(link, "/etc/passwd")

    assert refusal(".epub", packed.getvalue()) == "add-zip"


def test_two_members_of_one_name_are_refused() -> None:
    packed = io.BytesIO(book(SOUND))
    with zipfile.ZipFile(packed, "a") as file, pytest.warns(UserWarning, match="Duplicate"):
        file.writestr("OEBPS/a.xhtml", chapter("<p>Anders.</p>"))

    assert refusal(".epub", packed.getvalue()) == "add-zip"


def test_a_member_that_unpacks_to_a_hundred_times_its_size_is_refused_unread() -> None:
    bomb = book(SOUND, **{"OEBPS/bomb.xhtml": b" " * 20_000_000})

    assert refusal(".epub", bomb) == "add-bomb"


def test_too_many_members_are_refused() -> None:
    many = zipped({f"{number}": "" for number in range(archive.MEMBERS + 1)})

    assert refusal(".epub", many) == "add-bomb"


def test_a_member_that_is_larger_than_it_says_is_no_more_than_it_says() -> None:
    made = book({"a.xhtml": chapter(f"<p>{'Een zin. ' * 1000}</p>")})
    at = made.index(b"PK\x01\x02", made.index(b"PK\x01\x02", made.index(b"PK\x01\x02") + 1) + 1)
    at = made.index(b"PK\x01\x02", at + 1)
    lying = made[: at + 24] + struct.pack("<I", 10) + made[at + 28 :]

    assert refusal(".epub", lying) == "add-zip"


@pytest.mark.parametrize("cut", [0, 1, 10, 100, -1, -30, -200])
def test_half_a_book_is_refused(cut: int) -> None:
    assert refusal(".epub", book(SOUND)[:cut]) == "add-zip"


def test_a_book_that_is_no_zip_file_is_refused() -> None:
    assert refusal(".epub", b"<html><p>Een zin.") == "add-zip"


@given(content=st.binary(max_size=300) | st.text(max_size=300).map(lambda of: of.encode("utf-8", "surrogatepass")))
def test_whatever_bytes_come_are_read_or_refused(content: bytes) -> None:
    for kind in ENDINGS:
        try:
            found = extracted(kind, content)
        except BadInput:
            continue
        found.text.encode()
        assert found.text.strip()


@given(data=st.data())
def test_a_book_with_bytes_changed_is_read_or_refused(data: st.DataObject) -> None:
    made = bytearray(book(SOUND))
    for _ in range(data.draw(st.integers(1, 4))):
        made[data.draw(st.integers(0, len(made) - 1))] = data.draw(st.integers(0, 255))
    try:
        extracted(".epub", bytes(made))
    except BadInput:
        return
