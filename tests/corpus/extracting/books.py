"""Makes EPUBs for tests, sound ones and hostile ones."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

CONTAINER = """<?xml version="1.0"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
  <rootfiles><rootfile full-path="OEBPS/content.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>"""
XHTML = """<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "http://www.w3.org/TR/xhtml11/DTD/xhtml11.dtd">
<html xmlns="http://www.w3.org/1999/xhtml"><head><title/><script src="a.js"/></head><body>{body}</body></html>"""


def chapter(body: str) -> str:
    """A document of a book."""
    return XHTML.format(body=body)


def package(documents: Mapping[str, str], language: str = "nl") -> str:
    """What a book says that it consists of; a document called *nav* is its table of contents."""
    items = "".join(
        f'<item id="i{at}" href="{name}" media-type="application/xhtml+xml"'
        f"{' properties=' + chr(34) + 'nav' + chr(34) if name.startswith('nav') else ''}/>"
        for at, name in enumerate(documents)
    )
    spine = "".join(f'<itemref idref="i{at}"/>' for at in range(len(documents)))
    return (
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0">'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:language>{language}</dc:language></metadata>'
        f"<manifest>{items}</manifest><spine>{spine}</spine></package>"
    )


def book(documents: Mapping[str, str], **others: str | bytes) -> bytes:
    """An EPUB of these documents; `others` are further members, or such as take the place of its own."""
    own: dict[str, str | bytes] = {
        "mimetype": "application/epub+zip",
        "META-INF/container.xml": CONTAINER,
        "OEBPS/content.opf": package(documents),
        **{f"OEBPS/{name}": content for name, content in documents.items()},
    }
    return zipped({**own, **others})


def zipped(members: Mapping[str, str | bytes]) -> bytes:
    """A zip file of these members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as file:
        for name, content in members.items():
            file.writestr(name, content)
    return packed.getvalue()
