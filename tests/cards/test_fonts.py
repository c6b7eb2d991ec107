from __future__ import annotations

import fontpkg  # type: ignore[import-untyped]  # it has no types of its own
import pytest
from fontTools.ttLib import TTFont  # type: ignore[import-untyped]  # as above

from bot.cards.fonts import FAMILIES, Fonts
from tests.platforms.discord.stage import seeds

LETTERS = {
    "Dutch": "abcdefghijklmnopqrstuvwxyz ABCDEFGHIJKLMNOPQRSTUVWXYZ 0123456789 áéíóú àè äëïöü âêîôû ç €",
    "Polish": "ąćęłńóśźż ĄĆĘŁŃÓŚŹŻ",
    "Czech": "áčďéěíňóřšťúůýž ÁČĎÉĚÍŇÓŘŠŤÚŮÝŽ",
    "Scandinavian": "åæøäö ÅÆØÄÖ",
    "German and French": "äöüßẞ àâæçéèêëîïôœùûüÿ ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ",
    "Romanian, Hungarian and Turkish": "ăâîșțşţ őű ğıİ",
    "Cyrillic": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯ іїєґ",
    "Greek": "αβγδεζηθικλμνξοπρσςτυφχψω",
    "marks": "“”„‘’‚«»‹›–—…•·†‡§¶[](){}*/\\&%°¹²³⁴½",
}


@pytest.fixture(scope="module")
def fonts() -> Fonts:
    return Fonts()


@pytest.mark.parametrize("script", LETTERS)
def test_the_face_for_reading_has_the_letters(script: str) -> None:
    with TTFont(fontpkg.path(FAMILIES[0])) as face:
        characters = face.getBestCmap()

    assert [letter for letter in LETTERS[script] if ord(letter) not in characters] == []


def test_the_faces_have_every_character_of_the_texts(fonts: Fonts) -> None:
    assert [work for work, text in seeds().items() if fonts.lack(text)] == []


def test_what_the_first_face_lacks_is_set_in_the_second(fonts: Fonts) -> None:
    runs = [(face.getname()[0], run) for face, run in fonts.at(40).runs("Een ĳsje, ja.")]

    assert runs == [("Source Serif 4", "Een "), ("Noto Serif", "ĳ"), ("Source Serif 4", "sje, ja.")]


def test_a_letter_and_the_marks_on_it_are_set_in_one_face(fonts: Fonts) -> None:
    [(face, run)] = fonts.at(40).runs("x\u0360")

    assert (face.getname()[0], run) == ("Noto Serif", "x\u0360")


def test_a_composed_letter_is_the_same_as_one_of_parts(fonts: Fonts) -> None:
    font = fonts.at(40)

    assert [run for _, run in font.runs("e\u0301e\u0301n")] == ["één"]
    assert font.width("e\u0301") == font.width("é")


def test_what_is_not_to_be_seen_is_not_drawn_as_a_box(fonts: Fonts) -> None:
    assert [run for _, run in fonts.at(40).runs("a\tb\u200bc\u00add\ufeff\x07")] == ["a bcd"]
    assert not fonts.lack("a\tb\u200bc\u00add\ufeff\x07\n")


def test_a_character_that_no_face_has_is_known_and_takes_room(fonts: Fonts) -> None:
    assert fonts.lack("革命")
    assert fonts.at(40).width("革") > 0


def test_small_print_is_cut_wider_than_large_print(fonts: Fonts) -> None:
    small, large = (fonts.at(size).width("Kronstadt") / size for size in (20, 80))

    assert small > large * 1.02


def test_semibold_is_wider_than_regular(fonts: Fonts) -> None:
    assert fonts.at(40, 600).width("Kronstadt") > fonts.at(40).width("Kronstadt")
