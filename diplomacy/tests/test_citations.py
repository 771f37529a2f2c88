"""What is cited for acts, signatories and relations: the gate of each, and how well each stands."""

import pytest
from django.db import IntegrityError, transaction
from django.utils import timezone, translation

from diplomacy.evidence import Evidence, weigh
from diplomacy.models import Accord, Act, Citation, Person, Signatory, Source
from diplomacy.models.replaceable import PublicActError

from .conftest import make_accord, make_act, make_document, on_day


def read(client, thing, **query):
    return client.get(thing.get_absolute_url(), query).content.decode()


def cited(**fields):
    """A citation as `weigh` sees it; nothing is stored."""
    contradicts = fields.pop("contradicts", False)
    return Citation(source=Source(**fields), contradicts=contradicts)


@pytest.mark.parametrize(
    ("citations", "evidence"),
    [
        ([], Evidence.UNSOURCED),
        ([cited(kind="press")], Evidence.REPORTED),
        ([cited(kind="statement"), cited(kind="dispatch")], Evidence.REPORTED),
        ([cited(kind="press"), cited(kind="official")], Evidence.ESTABLISHED),
        ([cited(kind="depositary")], Evidence.ESTABLISHED),
        ([cited(kind="official"), cited(kind="press", contradicts=True)], Evidence.CONTESTED),
        ([cited(kind="press", contradicts=True)], Evidence.CONTESTED),
    ],
)
def test_evidence_is_weighed_from_what_is_cited(citations, evidence):
    assert weigh(citations) == evidence
    assert weigh(reversed(citations)) == evidence


def test_a_citation_is_of_exactly_one_fact(signed, document):
    act = signed.acts.first()
    for facts in ({}, {"act": act, "signatory": act.signatories.first()}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Citation.objects.bulk_create([Citation(source=document, **facts)])


# --- names that wait for a source of their own


@pytest.fixture
def article(db):
    """A source that readers do not have yet."""
    return make_document("Notre article", kind="dispatch", public_from=None)


@pytest.fixture
def named_elsewhere(commission, mali, sanou, document, article):
    """An act that a public document holds, signed by somebody whom only our coming article names."""
    act = make_act(commission, mali)
    signatory = Signatory.objects.create(act=act, person=sanou)
    Citation.objects.create(signatory=signatory, source=article, quote="Alousséni Sanou a signé")
    Citation.objects.create(act=act, source=document)
    return signatory


def publish(source):
    source.public_from = timezone.now()
    source.save()
    source.citations.update(public_from=timezone.now())


def test_a_name_waits_for_its_own_source_though_the_act_is_public(
    client, named_elsewhere, commission, sanou, article
):
    page = read(client, commission)
    assert "Sanou" not in page
    assert "non nommé par nos sources" in page
    assert client.get(sanou.get_absolute_url()).status_code == 404
    assert client.get("/accords/", {"person": sanou.slug}).status_code == 200
    assert commission.name not in read(client, sanou)
    publish(article)
    assert "Alousséni Sanou a signé" in read(client, commission)
    assert list(Person.objects.public(timezone.now())) == [sanou]
    assert commission.name in client.get("/accords/", {"person": sanou.slug}).content.decode()


def test_a_name_goes_with_the_withdrawal_of_the_only_source_that_gives_it(
    client, named_elsewhere, commission, article
):
    publish(article)
    article.public_until = timezone.now()
    article.save()
    assert "Sanou" not in read(client, commission)


def test_a_public_name_does_not_make_its_act_public(commission, mali, sanou, document):
    act = make_act(commission, mali, by=[sanou])
    Citation.objects.create(signatory=act.signatories.get(), source=document)
    assert not Act.objects.public(timezone.now()).exists()
    assert not Accord.objects.public(timezone.now()).exists()


def test_a_name_that_readers_have_is_not_taken_from_them_by_a_source_to_come(
    client, signed, sanou, article
):
    signatory = Signatory.objects.get(person=sanou)
    Citation.objects.create(signatory=signatory, source=article)
    assert "Sanou" in read(client, signed)


def test_a_source_that_gives_another_name_hides_none_and_is_told_once_public(
    client, signed, sanou, article
):
    signatory = Signatory.objects.get(person=sanou)
    Citation.objects.create(
        signatory=signatory, source=article, contradicts=True, value="Abdoulaye Diop"
    )
    page = read(client, signed)
    assert "Sanou" in page
    assert "Abdoulaye Diop" not in page
    publish(article)
    assert "Abdoulaye Diop" in read(client, signed)


def test_what_is_cited_for_a_name_passes_to_the_act_that_replaces(
    django_user_model, named_elsewhere, commission, client, unnamed_minister
):
    by = django_user_model(username="archives")
    new = named_elsewhere.act.replace(by, "Faux lieu.", place="Kazan")
    assert new.signatories.get().citations.get().quote == "Alousséni Sanou a signé"
    assert "Sanou" not in read(client, commission)
    other = Signatory(pk=new.signatories.get().pk, office=unnamed_minister)
    newer = new.replace(by, "Autre signataire.", signatories=[other])
    assert not newer.signatories.get().citations.exists()


def test_a_new_name_of_a_public_act_may_wait_for_its_source(
    django_user_model, signed, client, article
):
    act = signed.acts.get(actor__slug="russie")
    lavrov = Person.objects.create(name="Sergueï Lavrov")
    row = Signatory(person=lavrov)
    row.named_by = article
    act.replace(django_user_model(username="archives"), "Nom connu.", signatories=[row])
    assert "Lavrov" not in read(client, signed)
    publish(article)
    assert "Lavrov" in read(client, signed)


def test_what_readers_saw_of_a_name_does_not_change(named_elsewhere, article):
    publish(article)
    citation = named_elsewhere.citations.get()
    citation.value = "Autre"
    for write in (citation.save, citation.delete, named_elsewhere.delete):
        with pytest.raises(PublicActError):
            write()


# --- shown to readers


def test_sources_that_disagree_stand_side_by_side(client, signed, document):
    act = signed.acts.get(actor__slug="mali")
    Citation.objects.create(
        act=act,
        source=make_document("Dépêche d’agence", kind="press"),
        value="24 juin 2025",
        quote="signé mardi",
        contradicts=True,
    )
    with translation.override("en"):
        page = read(client, signed)
    for_it, against = page.split('class="side"')[1].split('class="side cite-against"')
    assert "a signé l’accord" in for_it
    against = against.partition("</li>")[0]
    assert "24 juin 2025" in against
    assert "signé mardi" in against
    assert 'class="evidence evidence-contested"' in page
    assert ">Contested<" in page


def test_each_fact_says_how_well_it_stands(client, commission, mali, russia, document):
    make_act(commission, mali, source=document)
    make_act(commission, russia, source=make_document("Dépêche", kind="press"))
    make_act(commission, mali, kind="approval_law").release()
    page = read(client, commission)
    for evidence in ("established", "reported", "unsourced"):
        assert page.count(f"evidence-{evidence}") == 1, evidence
    assert "evidence-contested" not in page


def test_evidence_is_that_of_the_sources_which_readers_have(client, commission, mali):
    with on_day(2025, 6, 20):
        act = make_act(commission, mali, source=make_document(kind="press"))
        later = make_document("Journal officiel", public_from="2025-06-25T09:00Z")
        Citation.objects.create(act=act, source=later)
    with on_day(2025, 6, 24):
        assert "evidence-reported" in read(client, commission)
    with on_day(2025, 6, 26):
        assert "evidence-established" in read(client, commission)


def test_an_english_page_of_a_bare_accord_says_nothing_of_relations(client, mali, document):
    accord = make_accord("Charte", mali)
    make_act(accord, mali, source=document)
    assert 'id="relations"' not in read(client, accord)
