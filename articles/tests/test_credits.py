"""Bylines as a newspaper prints them."""

import pytest
from django.utils import translation

from articles.credits import printed
from articles.models import Author, EditionByline

FEMININE, MASCULINE = "f", "m"


def lines(*signed, language="fr"):
    """The credits of (credit, gender) pairs, as (words, number of names)."""
    rows = [
        EditionByline(author=Author(name=str(number), gender=gender), credit=credit)
        for number, (credit, gender) in enumerate(signed)
    ]
    with translation.override(language):
        return [(credit.words, len(credit.authors)) for credit in printed(rows)]


@pytest.mark.parametrize(
    ("genders", "words"),
    [
        ([MASCULINE], "Envoyé spécial :"),
        ([FEMININE], "Envoyée spéciale :"),
        ([MASCULINE, MASCULINE], "Envoyés spéciaux :"),
        ([FEMININE, FEMININE], "Envoyées spéciales :"),
        ([FEMININE, MASCULINE], "Envoyés spéciaux :"),
        ([FEMININE, ""], "Envoyés spéciaux :"),
    ],
)
def test_a_shared_credit_is_printed_once_and_agrees(genders, words):
    found = lines(*(("special", gender) for gender in genders))
    assert [(text.replace("\xa0", " "), count) for text, count in found] == [(words, len(genders))]


def test_only_neighbours_share_a_credit():
    found = lines(("special", "m"), ("", "f"), ("special", "m"))
    assert [count for _words, count in found] == [1, 1, 1]
    assert found[0] == found[2] != found[1]


def test_nobody_signed_and_nothing_is_printed():
    assert lines() == []


@pytest.mark.parametrize("credit", EditionByline.Credit.values)
@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_credit_has_words_in_both_languages(credit, language):
    [(words, _count)] = lines((credit, "m"), language=language)
    assert words.strip()


def test_an_english_credit_agrees_in_number_alone():
    assert lines(("special", "f"), language="en") == lines(("special", "m"), language="en")
    assert lines(("special", "f"), language="en") != lines(
        ("special", "f"), ("special", "m"), language="en"
    )
