from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bot.cards.card import DARK, LIGHT, Card, Theme
from bot.cards.drawing import BAR, MEASURE, SOURCE, WIDTH, Cards, TooLong
from bot.cards.fonts import Fonts
from bot.cards.setting import SIZES, set_text
from bot.reply.accents import ACCENTS, NEUTRAL
from tests.platforms.discord.stage import seeds

SHORT = "Trotski eiste onvoorwaardelijke overgave."
CARD = Card(SHORT, "Peter Storm", ("Peter Storm, ‘Notities’, alinea 5 [storm-5]",), ACCENTS[1])
STRANGE = [
    "革命は続く。" * 20,
    "ثورة دائمة " * 20,
    "שלום עולם",
    "👩‍👩‍👧‍👦 💥",
    "a\u0301" * 50,
    "\u202eabc",
    "\x00\x07\t",
    "  ",
]


@pytest.fixture(scope="module")
def cards() -> Cards:
    return Cards()


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts()


def drawn(cards: Cards, card: Card) -> Image.Image:
    image = Image.open(BytesIO(cards.draw(card)))
    assert image.format == "PNG"
    return image.convert("RGB")


def rgb(colour: int) -> tuple[int, ...]:
    return tuple(colour.to_bytes(3, "big"))


def luminance(colour: int) -> float:
    """How light a colour is, as the accessibility guidelines of the web reckon it."""
    parts = [part / 255 for part in rgb(colour)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: int, other: int) -> float:
    darker, lighter = sorted(map(luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def long_texts() -> Iterator[str]:
    """Stretches of the texts as long as quotations are, and longer."""
    for text in seeds().values():
        words = text.split(" ")
        yield from (" ".join(words[:count]).strip() for count in (3, 12, 40, 90, 180, 300))


@pytest.mark.parametrize("theme", [LIGHT, DARK])
def test_text_can_be_read_by_almost_everybody(theme: Theme) -> None:
    assert min(contrast(theme.paper, ink) for ink in (theme.ink, theme.quiet)) >= 7


@pytest.mark.parametrize("dark", [False, True])
def test_a_card_has_its_theme_and_the_authors_bar(cards: Cards, dark: bool) -> None:  # noqa: FBT001 - a parameter
    image = drawn(cards, replace(CARD, dark=dark))

    theme = DARK if dark else LIGHT
    colours = {colour for _, colour in image.getcolors(WIDTH * image.height) or ()}
    assert image.width == WIDTH
    assert [image.getpixel((x, y)) for x in (0, BAR - 1) for y in (0, image.height - 1)] == [rgb(CARD.accent)] * 4
    assert image.getpixel((WIDTH - 1, 0)) == rgb(theme.paper)
    assert {rgb(theme.ink), rgb(theme.quiet)} <= colours


@pytest.mark.parametrize("accent", [*ACCENTS, NEUTRAL])
def test_every_accent_is_to_be_seen_on_both_papers(accent: int) -> None:
    assert min(contrast(accent, theme.paper) for theme in (LIGHT, DARK)) >= 1.9


def test_the_lines_that_are_drawn_are_the_text(fonts: Fonts) -> None:
    for text in long_texts():
        setting = set_text(text, fonts, MEASURE)
        assert setting is None or "".join(line.text + line.gap for line in setting.lines) == text
        assert setting is None or all(line.gap or line is setting.lines[-1] for line in setting.lines)


def test_no_line_runs_over_the_edge(fonts: Fonts) -> None:
    for text in long_texts():
        if setting := set_text(text, fonts, MEASURE):
            assert max(setting.font.width(line.text) for line in setting.lines) <= MEASURE + 1


def test_short_quotations_are_large_and_long_ones_can_still_be_read(fonts: Fonts) -> None:
    sizes = [
        setting.font.size if (setting := set_text("zeven t " * n, fonts, MEASURE)) else 0 for n in (5, 60, 150, 900)
    ]

    assert sizes[0] == SIZES[0][0]
    assert sizes[0] > sizes[1] > sizes[2] >= 32
    assert sizes[3] == 0
    assert SOURCE >= 26


def test_no_size_takes_more_lines_than_are_readable_in_it(fonts: Fonts) -> None:
    for count in range(1, 420, 7):
        if setting := set_text("woorden " * count, fonts, MEASURE):
            assert len(setting.lines) <= dict(SIZES)[setting.font.size]


def test_every_word_leaves_its_ink(cards: Cards) -> None:
    whole, without = drawn(cards, CARD), drawn(cards, replace(CARD, text=SHORT.replace(" overgave", "")))

    assert whole.tobytes() != without.tobytes()


def test_a_longer_quotation_makes_a_taller_card(cards: Cards) -> None:
    heights = [drawn(cards, replace(CARD, text=" ".join([SHORT] * times))).height for times in (1, 8, 40)]

    assert heights == sorted(heights)
    assert heights[-1] < 2 * WIDTH


def test_a_text_without_room_is_refused_and_not_cut(cards: Cards) -> None:
    text = "Een woord. " * 400

    assert not cards.fits(text)
    assert cards.fits(SHORT)
    with pytest.raises(TooLong):
        cards.draw(replace(CARD, text=text))


@pytest.mark.parametrize("text", ["x" * 500, "\n".join("abc"), *STRANGE], ids=range(2 + len(STRANGE)))
def test_strange_texts_are_drawn_too(cards: Cards, text: str) -> None:
    assert drawn(cards, replace(CARD, text=text, speaker=text[:40], source=(text[:80],))).width == WIDTH


def test_the_same_card_is_the_same_picture_from_every_thread(cards: Cards) -> None:
    wanted = [replace(CARD, text=f"{SHORT} {number}") for number in range(6)]
    alone = [cards.draw(card) for card in wanted]

    with ThreadPoolExecutor(6) as pool:
        together = list(pool.map(Cards().draw, wanted))

    assert together == alone
