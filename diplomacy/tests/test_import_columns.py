"""What a sheet can say of an act and of a source besides who did what, and when."""

from datetime import date

import pytest

from diplomacy.models import Accord, Act, Citation

from .conftest import make_act
from .test_imports import BY, counts, plan, send

ACT = ["accord", "acteur", "acte", "accompli le"]
RESERVATION = ["Traité", "Mali", "réserve", "2010-05-03"]
OBJECTION = ["Traité", "Russie", "objection", "2011-02-01"]


def faults(*rows, headings):
    return [line.faults.keys() for line in plan(*rows, headings=headings).lines]


def test_everything_that_an_act_holds_comes_from_a_sheet(mali, russia):
    headings = [
        *ACT, "effet le", "rétroactif", "cycle", "texte", "texte anglais", "lieu", "lieu en anglais",
        "note", "note anglaise", "source", "citation", "selon la source",
    ]  # fmt: skip
    row = [
        *RESERVATION, "2009-01-01", "oui", "2", "Sous réserve de …", "Subject to …", "Genève",
        "Geneva", "Lue en séance", "Read out", "Journal", "mot pour mot", "3 mai",
    ]  # fmt: skip
    one = send(row, headings=headings)
    assert ("cycle", "2") in one.plan().lines[0].told()
    one.confirm(BY)
    act, cited = Act.objects.get(), Citation.objects.get()
    assert (act.retroactive, act.cycle, act.effective_on) == (True, 2, date(2009, 1, 1))
    assert (act.wording, act.wording_en) == ("Sous réserve de …", "Subject to …")
    assert (act.place_en, act.note, act.note_en) == ("Geneva", "Lue en séance", "Read out")
    assert (cited.quote, cited.value, cited.contradicts) == ("mot pour mot", "3 mai", False)
    assert plan(row, headings=headings).lines[0].outcome == "same"


def test_headings_are_understood_in_english(mali):
    headings = ["accord", "actor", "act", "done on", "retroactive", "effective on", "note"]
    row = [*RESERVATION, "yes", "2009-01-01", "N. B."]
    send(row, headings=headings).confirm(BY)
    assert (Act.objects.get().note, Act.objects.get().retroactive) == ("N. B.", True)


@pytest.mark.parametrize(
    "words",
    ["réserve; Mali; 2010-05-03", "réserve ; Mali", "reservation", "3", "réserve;;03/05/2010"],
)
def test_an_act_answers_another_of_the_file_above_or_below(mali, russia, words):
    send([*OBJECTION, words], [*RESERVATION, ""], headings=[*ACT, "répond à"]).confirm(BY)
    objection = Act.objects.get(kind="objection")
    assert objection.answers == Act.objects.get(kind="reservation")


def test_an_act_answers_another_of_the_record_and_the_import_is_undone(signed, mali, russia):
    reservation = make_act(signed, mali, "reservation", date(2010, 5, 3))
    before = counts()
    row = [signed.name, "Russie", "objection", "2011-02-01", "réserve; Mali"]
    again = [signed.name, "Mali", "contestation", "2012", "2"]
    one = send(row, again, headings=[*ACT, "répond à"])
    one.confirm(BY)
    assert Act.objects.get(kind="objection").answers == reservation
    one.undo(BY)
    assert counts() == before


@pytest.mark.parametrize(
    "words",
    ["réserve; Niger", "réserve; Mali; 2011", "9", "2", "déclaration", "?", "réserve;Mali;hier"],
)
def test_an_answer_that_means_no_act_is_refused_at_its_cell(mali, russia, words):
    found = faults([*OBJECTION, words], [*RESERVATION, ""], headings=[*ACT, "répond à"])
    assert found == [{"answers"}, set()]


def test_two_acts_that_it_may_mean_are_told(mali, russia):
    rows = [[*RESERVATION, ""], [*RESERVATION[:3], "2010-06-01", ""], [*OBJECTION, "réserve"]]
    line = plan(*rows, headings=[*ACT, "répond à"]).lines[2]
    assert "3 mai 2010" in line.faults["answers"]
    assert "1er juin 2010" in line.faults["answers"]


def test_acts_that_answer_each_other_are_refused_and_nothing_hangs(mali):
    rows = [
        ["Traité", "Mali", "contestation", "2010", "3"],
        ["Traité", "Mali", "contestation", "2011", "2"],
    ]
    assert {"answers"} in faults(*rows, headings=[*ACT, "répond à"])


def test_an_act_of_the_accord_as_a_whole_takes_no_actor(mali):
    line = plan(["Traité", "Mali", "adoption du texte", "2010"], headings=ACT).lines[0]
    assert line.faults.keys() == {"actor"}
    assert line.faults["actor"]


def test_what_is_retroactive_says_from_when(mali):
    assert faults([*RESERVATION, "oui"], headings=[*ACT, "rétroactif"]) == [{"effective"}]


def test_a_source_may_contradict_an_act_that_is_there_and_none_that_is_not(mali):
    headings = [*ACT, "source", "selon la source", "contredit"]
    first = [*RESERVATION, "Journal", "", ""]
    against = [*RESERVATION, "Dépêche", "4 mai", "oui"]
    assert faults(against, headings=headings) == [{"contradicts"}]
    send(first, against, headings=headings).confirm(BY)
    cited = Citation.objects.get(source__title="Dépêche")
    assert (cited.contradicts, cited.value, Act.objects.count()) == (True, "4 mai", 1)
    assert plan(against, headings=headings).lines[0].outcome == "same"


def test_what_the_record_says_otherwise_is_told_and_stays(mali):
    headings = [*ACT, "note", "lieu"]
    send([*RESERVATION, "Une note", "Genève"], headings=headings).confirm(BY)
    line = plan([*RESERVATION, "Autre note", "Genève"], headings=headings).lines[0]
    assert line.notes == [("otherwise", "note")]
    assert line.outcome == "same"


@pytest.mark.parametrize(
    ("column", "words"),
    [("rétroactif", "peut-être"), ("contredit", "2"), ("note", "x" * 501), ("lieu", "x" * 121)],
)
def test_a_value_that_is_none_is_refused_at_its_cell(mali, column, words):
    line = plan([*RESERVATION, "Source", words], headings=[*ACT, "source", column]).lines[0]
    assert [heading for heading, _why in line.faults_by_heading()] == [column]


def test_a_column_that_needs_another_says_so(mali):
    headings = ["accord", "acteur", "répond à", "contredit"]
    assert faults(["Traité", "Mali", "réserve", "oui"], headings=headings)[0] >= {"source"}


def test_the_clauses_of_a_new_accord_come_from_a_sheet(db):
    headings = ["accord", "préavis de sortie", "terme", "reconduction", "préavis avant terme"]
    send(["Traité", "90 jours", "2030-06-30", "60", "6 mois"], headings=headings).confirm(BY)
    accord = Accord.objects.get()
    assert (accord.notice_delay, accord.notice_unit) == (90, "days")
    assert (accord.renewal_notice_delay, accord.renewal_notice_unit) == (6, "months")
    assert (accord.ends_on, accord.renewal_months) == (date(2030, 6, 30), 60)


@pytest.mark.parametrize(
    ("cells", "fault"),
    [
        (["", "", "60", ""], "ends"),
        (["", "2030-06-30", "", "6 mois"], "renewal"),
        (["bientôt", "", "", ""], "notice"),
        (["99999 jours", "", "", ""], "notice"),
        (["", "2030", "60", ""], "ends"),
        (["", "2030-06-30", "99999", ""], "renewal"),
    ],
)
def test_clauses_that_make_no_sense_are_refused_at_their_cell(db, cells, fault):
    headings = ["accord", "préavis de sortie", "terme", "reconduction", "préavis avant terme"]
    assert faults(["Traité", *cells], headings=headings) == [{fault}]
