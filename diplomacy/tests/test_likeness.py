"""Accords that may be the one about to be entered: asked about for their titles, not for their day."""

from datetime import date, timedelta

from diplomacy.likeness import likenesses

from .conftest import MOSCOW_DAY, make_accord, make_act

COMMISSION = "Accord sur la création de la Commission intergouvernementale russo-malienne"
ATOM = (
    "Accord entre le gouvernement de la République du Mali et le gouvernement de la Fédération de "
    "Russie dans le domaine de l’utilisation de l’énergie atomique à des fins pacifiques"
)
RELATIONS = (
    "Accord sur le fondement des relations entre le gouvernement de la République du Mali et le "
    "gouvernement de la Fédération de Russie"
)


def signed(name, *parties, day=MOSCOW_DAY):
    accord = make_accord(name, *parties)
    for party in parties:
        make_act(accord, party, done_on=day)
    return accord


def test_the_three_accords_of_one_ceremony_are_not_alike(mali, russia):
    atom = signed(ATOM, mali, russia)
    for likeness in likenesses([COMMISSION, RELATIONS], [mali, russia], MOSCOW_DAY):
        assert (likeness.near, likeness.that_day) == ([], [atom])


def test_a_shorter_title_of_the_same_accord_is_alike(mali, russia):
    atom = signed(ATOM, mali, russia)
    assert likenesses(["Accord sur l’énergie atomique"], [mali, russia], None)[0].near == [atom]


def test_a_day_that_sources_give_differently_or_not_at_all_hides_nothing(mali, russia):
    late = signed(ATOM, mali, russia, day=MOSCOW_DAY + timedelta(days=2))
    undated = signed(ATOM, mali, russia, day=None)
    found = likenesses([ATOM], [russia, mali], MOSCOW_DAY)[0]
    assert {*found.near} == {late, undated}


def test_what_was_signed_years_ago_or_by_others_is_another_accord(mali, russia, db):
    signed(ATOM, mali, russia, day=date(1994, 5, 3))
    signed(ATOM, mali)
    assert likenesses([ATOM], [mali, russia], MOSCOW_DAY)[0].near == []


def test_ten_titles_cost_what_one_costs(mali, russia, django_assert_num_queries):
    for number in range(10):
        signed(f"{ATOM} {number}", mali, russia)
    with django_assert_num_queries(2):
        likenesses([ATOM] * 10, [mali, russia], MOSCOW_DAY)
