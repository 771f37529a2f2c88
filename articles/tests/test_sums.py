"""Sums in CFA francs beside euros or dollars: found in both orders, checked at the day's rate."""

from datetime import date
from decimal import Decimal

import pytest

from articles.checklist import Text, known, sums
from articles.checklist.known import Known
from articles.models import Rate

DOLLAR = Rate(currency="USD", day=date(2025, 10, 1), francs=Decimal("560"))


def found(sentence, language="fr", dollar=DOLLAR):
    text = Text(body=f"<p>{sentence}</p>", language=language)
    return list(sums.check(text, Known(dollar=dollar)))


@pytest.mark.parametrize(
    "right",
    [
        "Le don est de 5 000 euros (3,3 millions de FCFA).",
        "Le don est de 3,28 millions de francs CFA (5000 euros).",
        "Un prêt de 762 millions d’euros, soit environ 500 milliards de FCFA.",
        "Un visa à 10.000 dollars (5,6 millions de francs CFA).",
        "Entre 3000 et 6000 euros (2 à 4 millions de FCFA).",
        "Il faut 100 € (65\u202f596 F CFA).",
        "Un budget de 12 000 euros pour 40 villages.",
        "Il a payé 5 000 euros. Plus tard, 2 millions de FCFA.",
        "Les 5 ou 10 dollars (une somme) et 2 FCFA",
    ],
)
def test_what_agrees_is_not_remarked(right):
    assert found(right) == []


@pytest.mark.parametrize(
    ("wrong", "exact"),
    [
        ("Le don est de 5 000 euros (2 millions de FCFA).", "3\u202f279\u202f785"),
        ("Le don est de 2 millions de FCFA (5 000 euros).", "3\u202f279\u202f785"),
        ("Le visa à 10 000 dollars (4 millions de francs CFA).", "5\u202f600\u202f000"),
        (
            "Une aide de 2 milliards de FCFA, soit 2 millions d’euros.",
            "1\u202f311\u202f914\u202f000",
        ),
    ],
)
def test_what_does_not_agree_is_said_with_the_right_sum(wrong, exact):
    (finding,) = found(wrong)
    assert finding.code == "sum"
    assert exact in finding.message.replace("\u00a0", "\u202f")
    assert finding.excerpt in wrong


def test_two_sums_and_two_conversions_are_checked_each_with_its_own():
    """As once printed, with thousands written two ways and both conversions too low."""
    (finding,) = found(
        "La caution atteint 5000 ou 10.000 dollars (plus de 2 millions ou environ 4 millions de Fcfa)."
    )
    message = finding.message.replace("\u00a0", "\u202f")
    assert "2\u202f800\u202f000" in message
    assert "5\u202f600\u202f000" in message


def test_english_numbers_are_read_the_english_way():
    assert found("A fee of $10,000 (5.6 million CFA francs).", "en") == []
    assert found("Some 5,000 euros (3.3 million CFA francs).", "en") == []
    assert len(found("A fee of $10,000 (4 million CFA francs).", "en")) == 1


def test_without_a_rate_the_desk_is_told_once_where_to_enter_it():
    sentence = "10 000 dollars (4 millions de FCFA), puis 20 000 dollars (9 millions de FCFA)."
    (finding,) = found(sentence, dollar=None)
    assert finding.code == "sum-no-rate"
    assert finding.link.endswith("/rate/add/")


def test_the_rate_is_the_latest_up_to_the_day_of_the_text(db):
    for day, francs in [(date(2025, 6, 1), 575), (date(2025, 6, 20), 570), (date(2025, 7, 1), 500)]:
        Rate.objects.create(day=day, francs=francs)
    read = known.read(Text(body="<p>Un dollar</p>", day=date(2025, 6, 23)))
    assert read.dollar.francs == 570
    assert known.read(Text(body="<p>Un dollar</p>", day=date(2025, 5, 1))).dollar is None
    assert known.read(Text(body="<p>Un euro</p>", day=date(2025, 6, 23))).dollar is None
