"""What the elements of HTML are to a text."""

from __future__ import annotations


def _named(elements: str) -> frozenset[str]:
    return frozenset(elements.split())


UNSEEN = _named(
    "head script style template noscript svg math iframe object embed audio video canvas map button select textarea "
    "datalist dialog progress meter"
)
"""What no reader sees, or what is no text but a control."""

AROUND = _named("nav header footer aside form")
"""What stands around the text of a page on the Web."""

INLINE = _named(
    "a abbr acronym b bdi bdo big cite code data del dfn em font i ins kbd label mark q ruby rb rt rp rtc s samp small "
    "span strike strong sub sup time tt u var wbr img input"
)
"""What stands in a line; all others begin a block."""

UNCLOSED = _named(
    "area base br col embed hr img input link meta param source track wbr p li dt dd tr td th thead tbody tfoot "
    "colgroup caption option optgroup rt rp html head body"
)
"""What is never closed, or need not be: how deep they stand cannot be seen from their tags."""
