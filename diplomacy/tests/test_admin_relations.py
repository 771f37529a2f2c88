"""Relations and the sources of names at the desk."""

import pytest
from django.utils import timezone

from diplomacy.models import Act, Citation, Person, Relation, Signatory

from .conftest import make_accord, make_act, make_document
from .desk import GROUPS, desk, found, shown, sit_down, table
from .test_admin_acts import MAY_CHANGE, fields, rows


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def treaty(mali, document):
    accord = make_accord("Traité d’amitié", mali)
    make_act(accord, mali, source=document)
    return accord


@pytest.fixture
def told(signed, treaty, document):
    relation = Relation.objects.create(accord=signed, kind="amends", other=treaty)
    Citation.objects.create(relation=relation, source=document)
    return relation


def sent(relation, **changes):
    return {
        "accord": relation.accord_id,
        "kind": relation.kind,
        "other": relation.other_id,
        "since_precision": "day",
        **changes,
    }


def accord_page(accord, *relations, kept=0):
    return (
        {
            "name": accord.name,
            "name_en": accord.name_en,
            "form": "agreement",
            "domain": "politics",
            "entry_rule": "unknown",
        }
        | dict.fromkeys(("entry_unit", "late_unit", "notice_unit", "renewal_notice_unit"), "days")
        | table("participations")
        | table("relations", *relations, kept=kept)
        | table("relations_back")
    )


def test_a_relation_is_entered_on_the_page_of_its_accord(at_desk, signed, treaty):
    row = {"kind": "amends", "other": treaty.pk, "since": "23/06/2025", "since_precision": "day"}
    answer = at_desk.post(desk("accord_change", signed.pk), accord_page(signed, row))
    assert answer.status_code == 302
    relation = Relation.objects.get()
    assert (relation.accord, relation.other) == (signed, treaty)
    assert desk("relation_change", relation.pk) in shown(
        at_desk.get(desk("accord_change", signed.pk))
    )
    page = shown(at_desk.get(desk("accord_change", treaty.pk)))
    assert desk("relation_change", relation.pk) in page


@pytest.mark.parametrize("fault", ["nothing", "itself", "known", "twice"])
def test_a_relation_that_cannot_be_is_refused_beside_its_boxes(at_desk, signed, treaty, fault):
    row = {"kind": "renews", "since_precision": "day"}
    row["other"] = {"nothing": "", "itself": signed.pk}.get(fault, treaty.pk)
    if fault == "known":
        Relation.objects.create(accord=signed, kind="renews", other=treaty)
    before = Relation.objects.count()
    data = accord_page(signed, *[row] * (2 if fault == "twice" else 1))
    response = at_desk.post(desk("accord_change", signed.pk), data)
    assert response.status_code == 200
    formset = response.context["inline_admin_formsets"][1].formset
    assert formset.total_error_count() == 1
    assert formset.errors[-1].keys() == {"other"}
    assert Relation.objects.count() == before


def test_what_readers_saw_is_not_typed_over_in_the_table(at_desk, told, signed, treaty):
    row = {"id": told.pk, "accord": signed.pk, "kind": "renews", "other": treaty.pk, "DELETE": "on"}
    at_desk.post(desk("accord_change", signed.pk), accord_page(signed, row, kept=1))
    told.refresh_from_db()
    assert told.kind == "amends"


def test_a_refused_page_keeps_what_readers_saw_in_the_table(at_desk, told, signed, treaty):
    row = {"id": told.pk, "accord": signed.pk, "kind": "renews", "other": treaty.pk}
    refused = accord_page(signed, row, kept=1) | {"name": ""}
    assert treaty.name in shown(at_desk.post(desk("accord_change", signed.pk), refused))


def test_a_relation_is_replaced_with_a_reason_and_a_difference(at_desk, told):
    page = desk("relation_replace", told.pk)
    held = {"citations": [each.pk for each in told.citations.all()]}
    assert page in shown(at_desk.get(desk("relation_change", told.pk)))
    for changes in ({"why": ""}, {"why": "x"}, {"why": "x", "other": told.accord_id}):
        response = at_desk.post(page, sent(told, **changes))
        assert response.context["adminform"].form.errors
    at_desk.post(page, sent(told, kind="protocol", why="C’est un protocole.", **held))
    [new] = Relation.objects.public(timezone.now())
    assert (new.kind, new.citations.count()) == ("protocol", 1)
    assert "C’est un protocole." in shown(at_desk.get(desk("relation_change", told.pk)))


def test_a_relation_is_taken_back(at_desk, told):
    page = desk("relation_replace", told.pk)
    assert at_desk.post(page, sent(told, why="", _take_back="1")).status_code == 200
    at_desk.post(page, sent(told, why="Aucune.", _take_back="1"))
    assert not Relation.objects.public(timezone.now()).exists()
    assert not Relation.objects.standing().exists()


def test_a_relation_that_nobody_has_read_is_edited_and_deleted(at_desk, signed, treaty):
    relation = Relation.objects.create(accord=signed, kind="amends", other=treaty)
    answer = at_desk.get(desk("relation_replace", relation.pk))
    assert answer.url == desk("relation_change", relation.pk)
    data = sent(relation, kind="renews") | table("citations")
    assert at_desk.post(desk("relation_change", relation.pk), data).status_code == 302
    relation.refresh_from_db()
    assert relation.kind == "renews"
    at_desk.post(desk("relation_release", relation.pk))
    assert list(Relation.objects.public(timezone.now())) == [relation]
    assert at_desk.post(desk("relation_delete", relation.pk), {"post": "yes"}).status_code == 403


@pytest.mark.parametrize("group", GROUPS)
def test_who_keeps_the_record_releases_and_replaces(client, told, group):
    sit_down(client, group)
    status = client.get(desk("relation_replace", told.pk)).status_code
    assert (status == 200) is (group in MAY_CHANGE)


# --- the sources of names


@pytest.fixture
def article(db):
    return make_document("Notre article", kind="dispatch", public_from=None)


def test_a_name_is_entered_with_the_source_that_it_waits_for(
    at_desk, commission, mali, sanou, document, article
):
    """In one sending: at no moment do readers have the name before its source."""
    act = make_act(commission, mali)
    signatories = table("signatories", {"act": act.pk, "person": sanou.pk, "named_by": article.pk})
    cited = table("citations", {"act": act.pk, "source": document.pk, "value": "le 23 juin"})
    answer = at_desk.post(desk("act_change", act.pk), fields(act) | signatories | cited)
    assert answer.status_code == 302
    assert list(Act.objects.public(timezone.now())) == [act]
    assert not Person.objects.public(timezone.now()).exists()
    signatory = Signatory.objects.get()
    assert signatory.citations.get().source == article
    assert act.citations.get().value == "le 23 juin"
    assert desk("signatory_change", signatory.pk) in shown(at_desk.get(desk("act_change", act.pk)))


def test_a_source_of_no_name_is_refused(at_desk, commission, mali, article):
    act = make_act(commission, mali)
    signatories = table("signatories", {"act": act.pk, "unnamed": "on", "named_by": article.pk})
    data = fields(act) | signatories | table("citations")
    response = at_desk.post(desk("act_change", act.pk), data)
    [row] = response.context["inline_admin_formsets"][0].formset.errors
    assert row.keys() == {"named_by"}


def test_a_replacement_may_name_somebody_whom_a_coming_article_names(
    at_desk, signed, russia, article
):
    act = signed.acts.get(actor=russia)
    lavrov = Person.objects.create(name="Sergueï Lavrov")
    row = rows(act)[0] | {"office": "", "person": lavrov.pk, "named_by": article.pk}
    held = [each.pk for each in act.citations.all()]
    data = fields(act, why="Nom connu.", citations=held) | table("signatories", row, kept=1)
    assert at_desk.post(desk("act_replace", act.pk), data).status_code == 302
    assert Act.objects.public(timezone.now()).filter(actor=russia, replaces=act).exists()
    assert lavrov not in Person.objects.public(timezone.now())


def test_further_sources_of_a_name_are_cited_on_its_own_page(at_desk, signed, sanou):
    signatory = Signatory.objects.get(person=sanou)
    page = desk("signatory_change", signatory.pk)
    assert "Sanou" in shown(at_desk.get(page))
    row = {"source": make_document("Démenti").pk, "value": "A. Diop", "contradicts": "on"}
    assert at_desk.post(page, table("citations", row)).status_code == 302
    assert signatory.citations.get().contradicts


def test_an_article_online_that_gives_the_name_already_shows_it(
    at_desk, commission, mali, sanou, document, article
):
    act = make_act(commission, mali)
    signatory = Signatory.objects.create(act=act, person=sanou)
    Citation.objects.create(signatory=signatory, source=article)
    Citation.objects.create(act=act, source=document)
    button = desk("signatory_said_online", signatory.pk)
    assert button not in shown(at_desk.get(desk("signatory_change", signatory.pk)))
    article.public_from = timezone.now()
    article.save()
    assert button in shown(at_desk.get(desk("signatory_change", signatory.pk)))
    at_desk.post(button)
    assert list(Person.objects.public(timezone.now())) == [sanou]


def test_the_box_of_the_source_finds_documents(at_desk, document):
    assert found(at_desk, type(document), "Communiqué", through="citation.source") == [document]
