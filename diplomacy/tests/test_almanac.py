"""What the record brings to a day: anniversaries, expiries, effects; and what the record lacks."""

from datetime import date

import pytest
from django.utils import timezone

from diplomacy import almanac
from diplomacy.dates import years_before
from diplomacy.models import Accord
from diplomacy.models.act import ROUND_YEARS

from .conftest import make_accord, make_act, make_document, on_day

JUNE = date(2035, 6, 1), date(2035, 6, 30)


def due(first, last):
    return [
        (each.day, each.years, each.accord.name)
        for each in almanac.between(first, last, timezone.now())
    ]


def test_a_signing_of_two_parties_has_one_anniversary(signed):
    assert due(*JUNE) == [(date(2035, 6, 23), 10, signed.name)]


@pytest.mark.parametrize("years", [2, 7, 11])
def test_only_round_numbers_of_years_are_remembered(signed, years):
    assert due(date(2025 + years, 6, 1), date(2025 + years, 6, 30)) == []


@pytest.mark.parametrize("years", ROUND_YEARS)
def test_every_round_number_is_found_on_its_day_alone(signed, years):
    day = date(2025 + years, 6, 23)
    assert due(day, day) == [(day, years, signed.name)]
    assert due(date(day.year, 6, 1), date(day.year, 6, 22)) == []


def test_a_window_may_cross_the_year(commission, mali, document):
    make_act(commission, mali, done_on=date(2024, 12, 31), source=document)
    assert due(date(2029, 12, 30), date(2030, 1, 2)) == [(date(2029, 12, 31), 5, commission.name)]


def test_a_signing_of_29_february_is_remembered_on_the_28th(commission, mali, document):
    make_act(commission, mali, done_on=date(2020, 2, 29), source=document)
    assert due(date(2025, 2, 28), date(2025, 2, 28)) == [(date(2025, 2, 28), 5, commission.name)]
    assert due(date(2025, 3, 1), date(2025, 3, 1)) == []
    assert due(date(2040, 2, 29), date(2040, 2, 29))[0][1] == 20
    assert years_before(date(2024, 2, 29), 1) == date(2023, 2, 28)


def test_a_day_known_to_the_month_or_about_has_no_anniversary(commission, mali, document):
    for precision in ("month", "year", "about"):
        make_act(commission, mali, done_precision=precision, source=document)
    assert due(*JUNE) == []


def test_an_effect_and_an_expiry_stand_on_their_day(commission, mali, russia, document):
    make_act(
        commission, mali, "denunciation", date(2034, 1, 1), source=document,
        effective_on=date(2035, 6, 2),
    )  # fmt: skip
    make_act(commission, None, "expiry", date(2035, 6, 9), source=document)
    assert [(day.day, years) for day, years, _name in due(*JUNE)] == [(2, 0), (9, 0)]


def test_what_no_reader_knows_is_not_told(commission, mali):
    with on_day(2025, 6, 23):
        make_act(commission, mali, source=make_document(public_from=None))
        make_act(commission, kind="expiry", effective_on=date(2035, 6, 3))
        assert due(*JUNE) == []


def test_a_replaced_act_has_no_anniversary(signed, chief_of_record):
    for act in signed.acts.all():
        act.replace(chief_of_record, "Le jour était faux", done_on=date(2025, 7, 1))
    assert due(*JUNE) == []


@pytest.fixture
def chief_of_record(django_user_model):
    return django_user_model.objects.create_user("archiviste")


def test_it_is_two_queries(signed, django_assert_num_queries):
    with django_assert_num_queries(2):
        due(*JUNE)


# --- gaps


def lacks(accord):
    found = Accord.objects.with_gaps(timezone.now()).filter(pk=accord.pk).first()
    return found and (found.lacks_name, found.lacks_source, found.lacks_day)


def test_an_accord_whose_acts_are_named_sourced_and_dated_lacks_nothing(
    commission, mali, sanou, document
):
    make_act(commission, mali, by=[sanou], source=document)
    assert lacks(commission) is None
    assert lacks(make_accord("Sans acte")) is None


def test_a_signing_by_an_office_alone_lacks_a_name(signed):
    assert lacks(signed) == (True, False, False)


def test_an_act_that_no_public_source_holds_lacks_one(commission, mali, sanou):
    act = make_act(commission, mali, by=[sanou], source=make_document(public_from=None))
    assert lacks(commission) == (False, True, False)
    act.release()
    assert lacks(commission) == (False, True, False)


def test_an_act_without_any_date_lacks_one(commission, mali, sanou, document):
    make_act(commission, mali, done_on=None, by=[sanou], source=document)
    assert lacks(commission) == (False, False, True)


def test_a_replaced_act_is_no_gap(commission, mali, sanou, document, chief_of_record):
    act = make_act(commission, mali, done_on=None, by=[sanou], source=document)
    act.replace(chief_of_record, "Le jour est connu", done_on=date(2025, 6, 23))
    assert lacks(commission) is None
