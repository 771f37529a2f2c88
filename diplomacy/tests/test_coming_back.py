"""Who has left an accord and comes back does so in a cycle of its own, by whatever way it is recorded."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError

from diplomacy.models import Act

from .conftest import make_accord, make_act
from .desk import desk as address
from .desk import shown, sit_down, table
from .test_admin_ceremony import PAGE, errors, fields
from .test_imports import BY, plan, send

HEADINGS = ["accord", "acteur", "acte", "accompli le", "cycle"]


@pytest.fixture
def treaty(mali, russia):
    """Mali has left it, its notice of a year having run out."""
    treaty = make_accord("Traité", mali, russia, notice_delay=12, notice_unit="months")
    make_act(treaty, mali, "ratification", date(2000, 5, 3))
    make_act(treaty, mali, "withdrawal", date(2010, 1, 10))
    return treaty


def checked(*args, **fields):
    Act(accord=args[0], actor=args[1], kind=args[2], done_on=args[3], **fields).full_clean()


@pytest.mark.parametrize("kind", ["accession", "ratification", "signature"])
def test_a_return_without_its_number_is_asked_about_in_words(treaty, mali, kind):
    with pytest.raises(ValidationError) as refusal:
        checked(treaty, mali, kind, date(2015, 2, 1))
    assert refusal.value.message_dict.keys() == {"cycle"}
    assert "10 janvier 2011" in refusal.value.messages[0]
    assert "cycle 2" in refusal.value.messages[0]
    checked(treaty, mali, kind, date(2015, 2, 1), cycle=2)


def test_what_is_no_return_is_not_asked_about(treaty, mali, russia):
    checked(treaty, mali, "ratification", date(2010, 6, 1))  # before its exit took effect
    checked(treaty, russia, "accession", date(2015, 2, 1))
    checked(treaty, mali, "declaration", date(2015, 2, 1))
    checked(treaty, mali, "accession", date(2011, 1, 1), done_precision="year")
    make_act(treaty, mali, "notice_revoked", date(2010, 3, 1))
    checked(treaty, mali, "accession", date(2015, 2, 1))


def test_a_second_return_has_the_next_number(treaty, mali):
    make_act(treaty, mali, "accession", date(2015, 2, 1), cycle=2)
    make_act(treaty, mali, "withdrawal", date(2018, 2, 1), cycle=2)
    with pytest.raises(ValidationError, match="cycle 3"):
        checked(treaty, mali, "accession", date(2025, 2, 1), cycle=2)


def test_an_exit_recorded_after_the_return_says_what_to_mend_first(mali, russia):
    treaty = make_accord("Traité", mali, russia, notice_delay=0)
    make_act(treaty, mali, "accession", date(2015, 2, 1))
    with pytest.raises(ValidationError) as refusal:
        checked(treaty, mali, "withdrawal", date(2010, 1, 10))
    assert "1er février 2015" in refusal.value.message_dict["cycle"][0]


def test_an_exit_that_nothing_dates_counts_from_its_notification(mali, russia):
    treaty = make_accord("Traité", mali, russia)
    make_act(treaty, mali, "withdrawal", date(2010, 1, 10))
    with pytest.raises(ValidationError, match="10 janvier 2010"):
        checked(treaty, mali, "accession", date(2015, 2, 1))


def test_an_act_may_be_replaced_by_one_that_its_old_self_would_forbid(
    treaty, mali, django_user_model
):
    by = django_user_model.objects.create_user("archiviste")
    exit = treaty.acts.get(kind="withdrawal")
    exit.release()
    new = exit.replace(
        by, "C’était une ratification", kind="ratification", done_on=date(2015, 1, 1)
    )
    assert new.cycle == 1


# On the pages of the desk


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def test_the_page_of_an_act_says_it_beside_the_box(at_desk, treaty, mali):
    sent = {
        "accord": treaty.pk, "actor": mali.pk, "kind": "accession", "done_on": "01/02/2015",
        "done_precision": "day", "announced_precision": "day", "effective_precision": "day",
        "cycle": 1, **table("signatories"), **table("citations"),
    }  # fmt: skip
    assert "cycle" in at_desk.post(address("act_add"), sent).context["adminform"].form.errors
    assert at_desk.post(address("act_add"), sent | {"cycle": 2}).status_code == 302


def test_quick_entry_asks_for_the_cycle_and_gives_it_to_who_comes_back_alone(
    at_desk, treaty, mali, russia
):
    def post(**row):
        accord = {"accord": treaty.pk, "name": "", "same": ""} | row
        return at_desk.post(address(PAGE), fields([mali, russia], [accord]))

    response = post()
    assert errors(response).keys() == {"accord-0-cycle"}
    assert "<details" in shown(response)
    assert post(cycle="2").status_code == 302
    signed = treaty.acts.filter(kind="signature")
    assert dict(signed.values_list("actor", "cycle")) == {mali.pk: 2, russia.pk: 1}


# From a sheet


def test_a_sheet_gives_the_number_in_a_column_of_its_own(treaty, mali):
    row = ["Traité", "Mali", "adhésion", "2015-02-01"]
    line = plan([*row, ""], headings=HEADINGS).lines[0]
    assert line.faults.keys() == {"cycle"}
    send([*row, "2"], headings=HEADINGS).confirm(BY)
    assert Act.objects.get(kind="accession").cycle == 2


@pytest.mark.parametrize("turned", [False, True])
def test_an_exit_and_a_return_of_one_sheet_are_seen_in_any_order(mali, turned):
    rows = [
        ["Traité", "Mali", "retrait", "2010-01-10", ""],
        ["Traité", "Mali", "adhésion", "2015-02-01", ""],
    ]
    lines = plan(*(reversed(rows) if turned else rows), headings=HEADINGS).lines
    assert [line.faults.keys() for line in lines if line.faults] == [{"cycle"}]


@pytest.mark.parametrize("cycle", ["0", "100", "deux", "-1", "1.5"])
def test_a_cycle_that_is_none_is_refused(mali, cycle):
    row = ["Traité", "Mali", "adhésion", "2015-02-01", cycle]
    assert plan(row, headings=HEADINGS).lines[0].faults.keys() == {"cycle"}
