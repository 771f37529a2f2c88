"""Sheets of acts: read, shown row by row, taken into the record at once, undone as a whole."""

import codecs
import csv
import io
import zipfile
from datetime import date, datetime
from types import SimpleNamespace

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone, translation
from openpyxl import Workbook, load_workbook

from diplomacy.imports import columns, sheet
from diplomacy.imports.plan import Plan
from diplomacy.models import (
    Accord,
    Act,
    Actor,
    Citation,
    Import,
    Participation,
    Person,
    Phase,
    Signatory,
    Source,
)

from .conftest import make_accord, make_act, make_document

HEADINGS = ["accord", "acteur", "acte", "accompli le", "signé par", "source"]
ROW = ["Accord de pêche", "Mali", "signature", "2025-06-23", "Alousséni Sanou", "Journal officiel"]
BY = SimpleNamespace(get_username=lambda: "documentaliste")
RECORD = (Accord, Act, Actor, Participation, Signatory, Source, Citation, Phase)


def as_csv(*rows, headings=HEADINGS, delimiter=";", encoding="utf-8"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([headings, *rows])
    return out.getvalue().encode(encoding)


def as_xlsx(*rows, headings=HEADINGS):
    book, out = Workbook(), io.BytesIO()
    for row in (headings, *rows):
        book.active.append(row)
    book.save(out)
    return out.getvalue()


def send(*rows, **changes):
    return Import.objects.receive("actes.csv", as_csv(*rows, **changes), BY)


def plan(*rows, **changes):
    return Plan(sheet.read("actes.csv", as_csv(*rows, **changes)))


def counts():
    return {model: model.objects.count() for model in RECORD}


# Reading


@pytest.mark.parametrize("delimiter", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252"])
def test_a_csv_file_is_read_in_whatever_dress_it_comes(delimiter, encoding):
    row = ["Accord ; sur l’été, à Kayes", "Mali", "signature", "2025", 'Œuvre "d’art"\nligne', "é"]
    found = sheet.read("x.csv", as_csv(row, delimiter=delimiter, encoding=encoding))
    names = ["accord", "actor", "kind", "done", "signed_by", "source"]
    assert found == [(2, dict(zip(names, row, strict=True)))]


def test_a_spreadsheet_is_read_as_somebody_would_type_it():
    row = ["Accord", "Mali", "signature", datetime(2025, 6, 23), None, 2025]
    cells = sheet.read("x.xlsx", as_xlsx(row, [None] * 6, ["Autre"]))
    assert cells == [
        (2, {
            "accord": "Accord", "actor": "Mali", "kind": "signature", "done": "2025-06-23",
            "source": "2025",
        }),
        (4, {"accord": "Autre"}),
    ]  # fmt: skip


@pytest.mark.parametrize("form", [as_csv, as_xlsx])
def test_a_formula_is_its_own_words(form):
    words = '=HYPERLINK("http://x";"Mali")'
    assert sheet.read("x", form([words, "=1+1"]))[0][1] == {"accord": words, "actor": "=1+1"}


def test_headings_are_understood_in_english_in_any_order_and_case():
    data = as_csv(["2025", "Treaty"], headings=["DONE ON", "Accord"])
    assert sheet.read("x.csv", data) == [(2, {"done": "2025", "accord": "Treaty"})]


@pytest.mark.parametrize("kind", ["csv", "xlsx"])
def test_the_empty_model_has_every_heading_and_is_understood(kind):
    data = getattr(columns, f"model_{kind}")()
    with pytest.raises(ValidationError, match=r"rien|nothing"):
        sheet.read(f"x.{kind}", data)
    if kind == "csv":
        assert data.startswith(codecs.BOM_UTF8)
    else:
        assert len(load_workbook(io.BytesIO(data)).worksheets) == 2


def bomb():
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        packed.writestr("xl/worksheets/sheet1.xml", b" " * (sheet.MOST_UNPACKED + 1))
    return out.getvalue()


def entities():
    """A workbook whose sheet calls for a billion laughs."""
    out, laughs = io.BytesIO(), b'<!DOCTYPE x [<!ENTITY a "ha">]><worksheet>&a;</worksheet>'
    with zipfile.ZipFile(io.BytesIO(as_xlsx(ROW))) as old, zipfile.ZipFile(out, "w") as new:
        for name in old.namelist():
            new.writestr(name, laughs if "sheet1" in name else old.read(name))
    return out.getvalue()


@pytest.mark.parametrize(
    "make",
    [
        lambda: b"",
        lambda: as_csv(),
        lambda: as_csv(["x"], headings=["acteur"]),
        lambda: as_csv(["x", "y"], headings=["accord", "Signé pa"]),
        lambda: as_csv(["x", "y"], headings=["accord", "Accord"]),
        lambda: as_csv([*ROW, "one too many"]),
        lambda: as_csv(["x\x00y"]),
        lambda: as_csv(["x" * 30_000]),
        lambda: as_csv(["x" * 200_000]),
        lambda: as_csv(*[["x"]] * (sheet.MOST_ROWS + 1)),
        lambda: as_xlsx(*[["x"]] * (sheet.MOST_ROWS + 1)),
        lambda: as_csv(ROW).decode().encode("utf-16"),
        lambda: b"accord\n\x81\x8d",
        lambda: b"x" * (sheet.MOST_BYTES + 1),
        lambda: b"PK\x03\x04 and no more",
        bomb,
        entities,
    ],
)
def test_what_is_no_sheet_is_refused_in_words(make):
    with pytest.raises(ValidationError) as refusal:
        sheet.read("x", make())
    assert refusal.value.messages[0]


# The dry run


def test_a_dry_run_writes_nothing_and_says_what_each_row_would_make(mali, sanou):
    before = counts()
    line = send(ROW).plan().lines[0]
    assert counts() == before
    assert (line.outcome, [what for what, _words in line.made]) == (
        "new", ["accord", "source", "participation", "act", "signatory", "citation"],
    )  # fmt: skip


@pytest.mark.parametrize(
    ("column", "words"),
    [
        ("accord", ""), ("accord", "x" * 301), ("acteur", "Atlantide"), ("acteur", ""),
        ("acte", "serment"), ("acte", ""), ("accompli le", "demain"), ("source", "x" * 301),
        ("signé par", "x" * 201),
    ],
)  # fmt: skip
def test_what_is_wrong_is_said_at_its_row_and_column(mali, column, words):
    row = [
        words if heading == column else value for heading, value in zip(HEADINGS, ROW, strict=True)
    ]
    found = plan(ROW, row)
    assert [line.outcome for line in found.lines] == ["new", "error"]
    assert [heading for heading, _why in found.lines[1].faults_by_heading()] == [column]


def test_an_address_that_is_none_is_refused(mali):
    found = plan([*ROW, "javascript:alert(1)"], headings=[*HEADINGS, "adresse web"])
    assert found.lines[0].faults.keys() == {"url"}


def test_names_that_several_bear_are_listed_and_none_is_taken(mali):
    Actor.objects.create(name="MALI")
    assert plan(ROW).lines[0].faults["actor"].count("(mali") == 2


def test_an_unknown_actor_is_made_only_if_its_kind_is_given(mali):
    row = ["Atlantide" if value == "Mali" else value for value in ROW]
    one = send([*row, "État"], headings=[*HEADINGS, "type d’acteur"])
    one.confirm(BY)
    assert Actor.objects.get(name="Atlantide").kind == "state"


def test_people_are_never_made_and_never_guessed(mali, sanou):
    Person.objects.create(name="Alousseni Sanou")
    line = plan(ROW, [*ROW[:4], "Inconnu", ROW[5]]).lines[0]
    assert line.notes == [("doubt", "Alousséni Sanou")]


def test_rows_of_one_file_build_on_each_other(mali, russia, sanou):
    rows = [
        ROW,
        [*ROW[:1], "Russie", *ROW[2:4], "S. Lavrov", ROW[5]],
        [*ROW[:4], "Abdoulaye Diop", ROW[5]],
        ROW,
    ]
    send(*rows).confirm(BY)
    accord = Accord.objects.get()
    assert accord.acts.count() == accord.participations.count() == 2
    assert [one.words for one in accord.acts.get(actor=mali).signatories.all()] == [
        "Alousséni Sanou", "Abdoulaye Diop",
    ]  # fmt: skip
    assert plan(*rows).count("same") == 4


def test_the_dry_run_says_that_the_record_has_another_day(mali):
    send(ROW).confirm(BY)
    other = [*ROW[:3], "2025-06-24", *ROW[4:]]
    assert plan(other).lines[0].notes[0] == ("other day", "2025-06-23")


def test_an_act_of_the_record_is_kept_and_its_new_source_cited(signed, mali):
    row = [signed.name, "Mali", "signature", "2025-06-23", "Alousséni Sanou", "Autre source"]
    send(row).confirm(BY)
    act = signed.acts.get(actor=mali)
    assert signed.acts.count() == 2
    assert {*act.citations.values_list("source__title", flat=True)} == {
        "Communiqué conjoint",
        "Autre source",
    }
    assert [one.words for one in act.signatories.all()] == ["Alousséni Sanou"]


def test_another_name_for_an_act_that_readers_have_seen_is_told_at_its_column(signed, mali):
    row = [signed.name, "Mali", "signature", "2025-06-23", "Quelqu’un d’autre", "Autre source"]
    [line] = plan(row).lines
    assert line.faults.keys() == {"signed_by"}
    assert "Quelqu’un d’autre" in line.faults["signed_by"]


def test_who_is_missing_from_an_act_of_the_record_is_added_and_undone(commission, mali, sanou):
    act = make_act(commission, mali)
    Signatory.objects.create(act=act)
    row = [commission.name, "Mali", "signature", "2025-06-23", "Alousséni Sanou", ""]
    one = send(row)
    one.confirm(BY)
    assert [each.words for each in act.signatories.all()] == ["Alousséni Sanou"]
    assert plan(row).count("same") == 1
    one.undo(BY)
    assert not act.signatories.exists()
    assert Act.objects.get() == act


@pytest.mark.parametrize(
    ("day", "announced", "effective", "column"),
    [
        ("2199-06-23", "", "", "done"),
        ("2025-06-23", "2025-06-24", "", "announced"),
        ("2025-06-23", "", "2025-06-22", "effective"),
        ("2025-06-23", "", "2025-05", "effective"),
    ],
)
def test_days_in_an_order_that_cannot_be_are_told_at_their_column(
    mali, day, announced, effective, column
):
    headings = ["accord", "acteur", "acte", "accompli le", "annoncé le", "effet le"]
    row = ["Accord de pêche", "Mali", "denunciation", day, announced, effective]
    [line] = plan(row, headings=headings).lines
    assert line.faults.keys() == {column}


def test_what_readers_have_seen_is_taken_back_when_the_import_is_undone(
    client, mali, sanou, signed
):
    public = make_document("Journal officiel")
    one = send(ROW, [signed.name, "Mali", "signature", "2025-06-23", "", public.title])
    one.confirm(BY)
    undoing = one.undo(BY)
    act = Act.objects.get(accord__name="Accord de pêche")
    assert act.replaced_at
    assert act not in Act.objects.public(timezone.now())
    cited = Citation.objects.get(act__accord=signed, source=public)
    assert cited.taken_back_why
    assert signed.acts.get(actor=mali) in Act.objects.public(timezone.now())
    assert undoing.count_taken_back() == 2
    page = client.get(signed.get_absolute_url()).content.decode()
    assert cited.taken_back_why in page


def test_what_an_import_alone_holds_of_an_older_act_stays_and_is_told(mali, commission):
    act, public = make_act(commission, mali), make_document("Journal officiel")
    one = send([commission.name, "Mali", "signature", "2025-06-23", "", public.title])
    one.confirm(BY)
    undoing = one.undo(BY)
    assert act in Act.objects.public(timezone.now())
    assert [type(row) for row, _why in undoing.kept] == [Citation]


@pytest.mark.parametrize(
    ("form", "words"),
    [("form", "traité"), ("form", "treaty"), ("form", "Treaty"), ("form", "TRAITE")],
)
def test_choices_are_named_in_either_language(form, words):
    assert columns.choice(columns.BY_NAME[form], words) == "treaty"


def test_the_dry_run_is_the_same_in_either_language(mali):
    one = send(ROW)
    with translation.override("en"):
        assert one.plan().digest() == one.outcome


def test_a_longer_file_asks_no_more_of_the_database(mali, django_assert_max_num_queries):
    with django_assert_max_num_queries(20):
        plan(*[[f"Accord {n}", *ROW[1:4], f"Ministre {n}", f"Source {n}"] for n in range(60)])


# Confirming


def test_what_is_confirmed_is_what_was_shown(mali, sanou, unnamed_minister):
    one = send(ROW)
    one.confirm(BY)
    act = Act.objects.get()
    assert (act.accord.name, act.actor, act.kind, act.done_on, act.done_precision) == (
        "Accord de pêche", mali, "signature", date(2025, 6, 23), "day",
    )  # fmt: skip
    assert act.signatories.get().person == sanou
    assert act.citations.get().source.title == "Journal officiel"
    assert (one.confirmed_by, len(one.made)) == ("documentaliste", 6)


def test_nothing_is_public_before_its_source_and_status_follows_then(mali):
    send(ROW).confirm(BY)
    assert not Accord.objects.public(timezone.now()).exists()
    source = Source.objects.get()
    source.public_from = timezone.now()
    source.save()
    assert Accord.objects.public(timezone.now()).exists()
    assert Phase.objects.filter(accord=Accord.objects.get()).exists()


def test_a_source_that_readers_know_shows_the_act_at_once_and_the_dry_run_says_so(mali):
    make_document("Journal officiel")
    one = send(ROW)
    assert ("public", "Journal officiel") in one.plan().lines[0].notes
    one.confirm(BY)
    assert Act.objects.public(timezone.now()).count() == 1


def test_an_article_cited_waits_for_its_next_version(mali):
    make_document("Journal officiel", kind="dispatch")
    send(ROW).confirm(BY)
    assert not Act.objects.public(timezone.now()).exists()


def test_a_file_with_one_wrong_row_changes_nothing(mali):
    one, before = send(ROW, ["Autre", "Atlantide"]), counts()
    with pytest.raises(ValidationError):
        one.confirm(BY)
    assert counts() == before
    assert one.confirmed_at is None


def test_what_would_now_do_something_else_is_shown_again_first(mali):
    one = send(ROW)
    make_accord("Accord de pêche", mali)
    with pytest.raises(ValidationError) as refusal:
        one.confirm(BY)
    assert refusal.value.code == "changed"
    assert not Act.objects.exists()
    one.look_again()
    one.confirm(BY)
    assert Accord.objects.count() == Act.objects.count() == 1


def test_the_same_file_twice_imports_once(mali):
    first, second = send(ROW), send(ROW)
    first.confirm(BY)
    after = counts()
    for again in (first, second):
        with pytest.raises(ValidationError):
            again.confirm(BY)
    assert counts() == after


# Undoing


def test_an_import_is_undone_without_a_trace(mali, russia, signed):
    before = counts()
    one = send(ROW, [signed.name, "Russie", "ratification", "2025-09"])
    one.confirm(BY)
    assert counts() != before
    undoing = one.undo(BY)
    assert counts() == before
    assert not undoing.kept
    with pytest.raises(ValidationError):
        one.undo(BY)
    send(ROW).confirm(BY)


def test_what_readers_have_seen_stays_with_all_that_it_needs(mali, sanou):
    one = send(ROW, ["Autre accord", *ROW[1:5], "Note"])
    one.confirm(BY)
    Act.objects.get(accord__name="Accord de pêche").release()
    undoing = one.undo(BY)
    assert Accord.objects.get().name == "Accord de pêche"
    act = Act.objects.get()
    assert act.signatories.count() == act.citations.count() == Participation.objects.count() == 1
    assert Source.objects.get().title == "Journal officiel"
    assert {type(row) for row, why in undoing.kept if why} == {Act, Accord, Source}


def test_what_somebody_changed_or_built_upon_stays(mali, russia):
    one = send(ROW, ["Corrigé", *ROW[1:5], "Note"], ["Sans suite", *ROW[1:5], "Note"])
    one.confirm(BY)
    make_act(Accord.objects.get(name="Accord de pêche"), russia)
    corrected = Accord.objects.get(name="Corrigé")
    corrected.name_en = "Corrected"
    corrected.save()
    undoing = one.undo(BY)
    assert {*Accord.objects.values_list("name", flat=True)} == {"Accord de pêche", "Corrigé"}
    assert Act.objects.get().actor == russia
    assert {str(row) for row, _why in undoing.kept} == {"Accord de pêche", "Corrigé"}


def test_a_source_cited_by_hand_since_stays(mali, commission):
    one = send(ROW)
    one.confirm(BY)
    make_act(commission, mali, source=Source.objects.get())
    one.undo(BY)
    assert Source.objects.count() == 1
    assert not Accord.objects.filter(name="Accord de pêche").exists()


def test_what_somebody_deleted_meanwhile_is_no_accident(mali):
    one = send(ROW)
    one.confirm(BY)
    Act.objects.all().delete()
    one.undo(BY)
    assert not Accord.objects.exists()
