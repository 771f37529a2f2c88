"""Who takes part in an accord, for readers: nobody whom no public source, act or release tells of."""

from datetime import date

import pytest

from diplomacy.models import Accord, Actor, Citation, Participation
from diplomacy.models.replaceable import PublicActError
from diplomacy.moment import current
from diplomacy.signing import Signature, Signing, record

from .conftest import MOSCOW_DAY, make_accord, make_act, make_document, on_day


@pytest.fixture
def charter(mali, russia, document):
    """In force as signed by its two parties; readers know it."""
    accord = make_accord("Charte", mali, russia, entry_rule="signature")
    for actor in (mali, russia):
        make_act(accord, actor, source=document)
    return accord


@pytest.fixture
def chad(db):
    return Actor.objects.create(name="Tchad")


def told(accord):
    """The force, the stage and the parties that readers are told."""
    standing = Accord.objects.with_standing(current()).get(pk=accord.pk)
    parties = accord.participations.public(current().now).values_list("actor__name", flat=True)
    return standing.force_at, standing.stage_at, sorted(parties)


IN_FORCE = ("in_force", "signed", ["Mali", "Russie"])


def test_a_party_that_a_draft_alone_reports_changes_nothing_for_readers(
    client, charter, mali, chad
):
    page = client.get(charter.get_absolute_url()).content
    draft = make_document("Papier", kind="dispatch", public_from=None)
    record(
        [Signing(charter, [Signature(mali), Signature(chad)])],
        source=draft, kind="signature", done_on=date(2025, 6, 24),
    )  # fmt: skip
    assert charter.participations.count() == 3
    assert told(charter) == IN_FORCE
    assert client.get(charter.get_absolute_url()).content == page
    api = client.get(f"/api/v1/accords/{charter.slug}/").json()
    assert [each["actor"]["slug"] for each in api["participants"]] == ["mali", "russie"]


def test_a_party_named_without_an_act_waits_for_a_source_or_a_release(charter, chad, document):
    listed = Participation.objects.create(accord=charter, actor=chad)
    assert told(charter) == IN_FORCE
    Citation.objects.create(participation=listed, source=document)
    assert told(charter) == ("not_established", "partly_signed", ["Mali", "Russie", "Tchad"])
    released = Participation.objects.create(
        accord=charter, actor=Actor.objects.create(name="Niger")
    )
    released.tell()
    assert released in charter.participations.public(current().now)


def test_a_source_that_goes_takes_the_party_along(charter, chad):
    listed = Participation.objects.create(accord=charter, actor=chad)
    Citation.objects.create(participation=listed, source=(source := make_document()))
    assert told(charter)[0] == "not_established"
    source.public_until = current().now
    source.save()
    assert told(charter) == IN_FORCE


def test_while_a_party_may_not_be_named_nothing_is_said_of_all_parties(
    mali, russia, chad, document
):
    """The desk knew of it before readers knew anything: they are never told that all have signed."""
    accord = make_accord("Traité", mali, russia, chad, entry_rule="signature")
    for actor in (mali, russia):
        make_act(accord, actor, source=document)
    assert told(accord) == ("not_established", "partly_signed", ["Mali", "Russie"])
    make_act(accord, chad, source=document)
    assert told(accord) == ("in_force", "signed", ["Mali", "Russie", "Tchad"])


def test_a_witness_is_known_in_the_quality_entered_first(charter, chad, document):
    """A second one, typed later, is not what the public signature tells."""
    first = Participation.objects.create(accord=charter, actor=chad, role="mediator")
    make_act(charter, chad, kind="witness", source=document)
    Participation.objects.create(accord=charter, actor=chad, role="guarantor")
    Participation.objects.create(accord=charter, actor=chad, role="party")
    assert list(charter.participations.public(current().now).filter(actor=chad)) == [first]
    assert told(charter)[:2] == IN_FORCE[:2]


def test_who_joined_later_is_told_apart_where_no_act_says_so(charter, chad, document):
    make_act(charter, chad, done_on=date(2025, 7, 1), source=document)
    joins = Participation(accord=charter, actor=chad, joined_later=True)
    joins.save()
    with on_day(2025, 6, 30):
        assert Accord.objects.with_standing(current()).get(pk=charter.pk).force_at in (
            None,
            "in_force",
        )
    assert told(charter)[0] == "in_force"
    days = charter.phases.filter(dimension="force", status="in_force")
    assert days.get(known_until=None).begins_on == MOSCOW_DAY


def test_what_readers_saw_of_a_participant_is_neither_changed_nor_deleted_unsaid(charter, mali):
    listed = charter.participations.get(actor=mali)
    listed.role = "witness"
    for forbidden in (listed.save, listed.delete):
        with pytest.raises(PublicActError):
            forbidden()
    listed.refresh_from_db()
    listed.position = 7
    listed.save()
    listed.take_back()
    assert told(charter)[2] == ["Russie"]


def test_a_party_is_known_from_the_day_on_which_it_was_told(mali, russia, chad):
    accord = make_accord("Pacte", mali, russia, entry_rule="signature")
    with on_day(2025, 7, 1):
        for actor in (mali, russia):
            make_act(accord, actor, source=make_document())
        listed = Participation.objects.create(accord=accord, actor=chad)
    with on_day(2025, 8, 1):
        Citation.objects.create(participation=listed, source=make_document())
    force = accord.phases.of_accords().filter(dimension="force")
    with on_day(2025, 9, 1):
        now = current().now
        assert (
            force.told(now.replace(month=7), now).values_list("status", flat=True).last()
            == "in_force"
        )
        assert list(force.told(now, now).values_list("status", flat=True)) == ["not_established"]
