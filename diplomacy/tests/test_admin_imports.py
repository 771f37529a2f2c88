"""Imports at the desk: sent, looked at, confirmed, undone."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from openpyxl import load_workbook

from diplomacy.models import Accord, Act, Import

from .desk import GROUPS, desk, shown, sit_down
from .test_imports import ROW, as_csv, as_xlsx

MAY_IMPORT = {"documentaliste", "chef de rubrique", "administrateur"}


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def sent(at_desk, mali):
    """Sends a file and follows to what it would do."""

    def send(data, name="actes.csv", follow=True):
        file = SimpleUploadedFile(name, data)
        return at_desk.post(desk("import_add"), {"file": file}, follow=follow)

    return send


@pytest.mark.parametrize("group", GROUPS)
def test_those_who_keep_the_record_import_and_nobody_else_sees_imports(client, db, group):
    sit_down(client, group)
    one = Import.objects.create(file_name="actes.csv", rows=[[2, {"accord": "Secret"}]])
    expected = 200 if group in MAY_IMPORT else 403
    for page in (
        desk("import_changelist"), desk("import_add"), desk("import_change", one.pk),
        desk("import_model", "csv"), desk("import_model", "xlsx"),
    ):  # fmt: skip
        assert client.get(page).status_code == expected
    for verb in ("confirm", "undo", "discard"):
        expected = 302 if group in MAY_IMPORT else 403
        assert (
            client.post(desk(f"import_{verb}", one.pk)).status_code == expected or verb == "discard"
        )


def test_a_file_is_shown_confirmed_and_undone(at_desk, sent):
    page = shown(sent(as_csv(ROW)))
    one = Import.objects.get()
    assert "Accord de pêche" in page
    assert desk("import_confirm", one.pk) in page
    assert not Accord.objects.exists()
    page = shown(at_desk.post(desk("import_confirm", one.pk), follow=True))
    assert Act.objects.count() == 1
    assert desk("import_undo", one.pk) in page
    assert desk("accord_change", Accord.objects.get().pk) in page
    page = shown(at_desk.post(desk("import_undo", one.pk), follow=True))
    assert not Accord.objects.exists()
    assert desk("import_undo", one.pk) not in page


def test_rows_with_an_error_stand_first_and_nothing_can_be_confirmed(at_desk, sent):
    response = sent(as_xlsx(ROW, [ROW[0], "Atlantide", *ROW[2:]]), "actes.xlsx")
    lines = response.context["page"].object_list
    assert [(line.number, line.outcome) for line in lines] == [(3, "error"), (2, "new")]
    one = Import.objects.get()
    assert desk("import_confirm", one.pk) not in shown(response)
    at_desk.post(desk("import_confirm", one.pk))
    assert not Accord.objects.exists()


def test_the_same_file_again_is_said_to_be_there(at_desk, sent):
    sent(as_csv(ROW))
    first = Import.objects.get()
    at_desk.post(desk("import_confirm", first.pk))
    page = shown(sent(as_csv(ROW)))
    assert desk("import_change", first.pk) in page
    assert desk("import_confirm", Import.objects.latest("pk").pk) not in page


def test_two_people_confirm_the_same_rows_and_one_of_them_is_told(at_desk, sent, mali):
    sent(as_csv(ROW))
    sent(as_csv(ROW, delimiter=","))
    first, second = Import.objects.order_by("pk")
    at_desk.post(desk("import_confirm", first.pk), follow=True)
    response = at_desk.post(desk("import_confirm", second.pk), follow=True)
    assert len(list(response.context["messages"])) == 1
    assert response.context["plan"].count("same") == 1
    assert Act.objects.count() == 1


def test_what_stays_is_said_with_its_reason_before_and_after_undoing(at_desk, sent):
    sent(as_csv(ROW))
    one = Import.objects.get()
    at_desk.post(desk("import_confirm", one.pk))
    Act.objects.get().release()
    staying = at_desk.get(desk("import_change", one.pk)).context["undoing"].staying
    assert {str(row) for row, _why in staying} >= {"Accord de pêche", str(Act.objects.get())}
    response = at_desk.post(desk("import_undo", one.pk), follow=True)
    assert "Accord de pêche" in " ".join(str(each) for each in response.context["messages"])
    assert Act.objects.count() == 1


@pytest.mark.parametrize(
    "data", [b"", b"\x00\x01", b"PK\x03\x04", b"accord\n", b"<svg onload=alert(1)>"]
)
def test_what_is_no_sheet_is_refused_beside_the_box(at_desk, sent, data):
    response = sent(data, follow=False)
    assert response.context["form"].errors.keys() == {"file"}
    assert not Import.objects.exists()


def test_no_file_at_all_is_refused_beside_the_box(at_desk):
    response = at_desk.post(desk("import_add"), {})
    assert response.context["form"].errors.keys() == {"file"}


def test_what_is_in_the_file_is_only_words_on_the_page(sent):
    page = sent(as_csv(["<script>alert(1)</script>", "<b>", *ROW[2:]])).content.decode()
    assert "<script>alert(1)" not in page
    assert "<b>&" not in page


def test_a_file_that_was_only_looked_at_can_be_discarded_one_in_the_record_cannot(at_desk, sent):
    sent(as_csv(ROW))
    one = Import.objects.get()
    at_desk.post(desk("import_confirm", one.pk))
    assert at_desk.post(desk("import_discard", one.pk)).status_code == 403
    sent(as_csv(["Autre", *ROW[1:]]))
    at_desk.post(desk("import_discard", Import.objects.latest("pk").pk))
    assert [*Import.objects.all()] == [one]


def test_the_models_are_files_to_fill_in(at_desk):
    answer = at_desk.get(desk("import_model", "xlsx"))
    assert load_workbook(io.BytesIO(answer.content)).active["A1"].value == "accord"
    assert (
        at_desk.get(desk("import_model", "csv")).content.decode("utf-8-sig").startswith("accord;")
    )
    assert at_desk.get(desk("import_model", "exe")).status_code == 404


def test_a_page_of_an_import_costs_the_same_with_two_rows_and_with_sixty(
    at_desk, sent, django_assert_max_num_queries
):
    for rows in (2, 60):
        sent(as_csv(*[[f"Accord {n}", *ROW[1:]] for n in range(rows)]))
        with django_assert_max_num_queries(20):
            at_desk.get(desk("import_change", Import.objects.latest("pk").pk))
