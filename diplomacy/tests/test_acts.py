"""Public acts: never edited or deleted, but replaced; released by an archivist."""

from datetime import date, timedelta

import pytest
from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from diplomacy.models import Accord, Act, Citation, Phase, Signatory, Source
from diplomacy.models.replaceable import PublicActError
from diplomacy.moment import current

from .conftest import make_accord, make_act, make_document


@pytest.fixture
def archivist(db):
    return User(username="archives")


@pytest.fixture
def draft_act(commission, mali, sanou):
    """Signed by the minister; no source, so that no reader knows."""
    return make_act(commission, mali, by=[sanou], place="Moscou")


@pytest.fixture
def public_act(commission, mali, sanou, document):
    return make_act(commission, mali, by=[sanou], source=document, quote="a signé", place="Moscou")


def public():
    return Act.objects.public(timezone.now())


def test_an_act_that_nobody_has_read_is_edited_and_deleted_freely(draft_act):
    draft_act.place = "Kazan"
    draft_act.save()
    draft_act.delete()
    assert not Act.objects.exists()


def test_a_public_act_is_neither_edited_nor_deleted(public_act):
    public_act.place = "Kazan"
    for change in (public_act.save, public_act.delete, Act.objects.all().delete):
        with pytest.raises(PublicActError):
            change()
    assert Act.objects.get().place == "Moscou"


def test_nor_is_who_signed_it_nor_what_is_cited_for_it(public_act):
    signatory, citation = public_act.signatories.get(), public_act.citations.get()
    signatory.person = None
    citation.contradicts = True
    added = Signatory(act=public_act, position=7)
    for change in (signatory.save, signatory.delete, added.save, citation.save, citation.delete):
        with pytest.raises(PublicActError):
            change()
    assert public().get() == public_act


def test_a_further_source_may_be_cited_for_a_public_act(public_act):
    Citation.objects.create(act=public_act, source=make_document("Communiqué russe"))
    assert public_act.citations.count() == 2


def test_an_act_stays_protected_when_its_source_is_public_no_more(public_act, document):
    document.public_until = timezone.now()
    document.save()
    assert not public().exists()
    with pytest.raises(PublicActError):
        public_act.save()


def test_deleting_a_citation_that_nobody_read_computes_the_status_anew(draft_act):
    later = make_document(public_from=timezone.now() + timedelta(days=9))
    citation = Citation.objects.create(act=draft_act, source=later)
    assert Phase.objects.exists()
    citation.delete()
    assert not Phase.objects.exists()


def test_replacing_keeps_the_old_words_and_says_who_when_and_why(public_act, archivist):
    new = public_act.replace(archivist, " mauvaise ville ", place="Kazan")
    old = Act.objects.get(pk=public_act.pk)
    assert (old.place, old.replaced_by, old.replaced_by_whom) == ("Moscou", new, "archives")
    assert old.replaced_why == "mauvaise ville"
    assert old.replaced_at is not None
    assert (new.place, new.done_on) == ("Kazan", old.done_on)
    assert [str(one) for one in new.signatories.all()] == [
        str(one) for one in old.signatories.all()
    ]
    assert [cite.quote for cite in new.citations.all()] == ["a signé"]
    assert list(public()) == [new]


def test_replacing_may_set_right_who_signed(public_act, archivist, unnamed_minister):
    named = [Signatory(office=unnamed_minister, position=0), Signatory(position=1)]
    new = public_act.replace(archivist, "signataire erroné", signatories=named)
    assert [(one.person, one.office) for one in new.signatories.all()] == [
        (None, unnamed_minister),
        (None, None),
    ]
    assert public_act.signatories.get().person is not None


def test_a_status_follows_the_act_that_replaces(public_act, archivist, commission):
    public_act.replace(archivist, "le 24", done_on=date(2025, 6, 24))
    accord = Accord.objects.with_standing(current()).get(pk=commission.pk)
    assert accord.signed_on == date(2025, 6, 24)


def test_an_act_is_not_replaced_without_a_reason_nor_twice(public_act, archivist):
    with pytest.raises(ValidationError):
        public_act.replace(archivist, "  ", place="Kazan")
    public_act.replace(archivist, "ville", place="Kazan")
    with pytest.raises(ValidationError):
        public_act.replace(archivist, "ville", place="Sotchi")
    assert Act.objects.count() == 2


def test_a_replacement_that_cannot_stand_leaves_everything_as_it_was(public_act, archivist):
    with pytest.raises(ValidationError):
        public_act.replace(archivist, "erreur", actor=None)
    assert list(public()) == [public_act]


def test_a_released_act_is_public_without_a_source_and_for_good(draft_act, commission):
    draft_act.release()
    assert list(public()) == [draft_act]
    assert Accord.objects.with_standing(current()).get(pk=commission.pk).stage_at == "partly_signed"
    first = draft_act.released_at
    draft_act.release()
    assert draft_act.released_at == first
    with pytest.raises(PublicActError):
        draft_act.save()


def test_an_act_of_a_party_says_whose_it_is(commission):
    with pytest.raises(ValidationError, match="actor"):
        Act(accord=commission, kind="signature").full_clean()
    Act(accord=commission, kind="entry").full_clean()


def test_readers_once_saw_it_also_after_its_source_has_closed(public_act, document):
    act = public_act
    Source.objects.filter(pk=document.pk).update(public_from=None)
    act.note = "Autre"
    with pytest.raises(PublicActError):
        act.save()


def test_no_queryset_changes_what_readers_have_seen(public_act):
    acts = Act.objects.filter(pk=public_act.pk)
    for write in (
        lambda: acts.update(note="Autre"),
        lambda: Act.objects.bulk_update(list(acts), ["note"]),
        lambda: Citation.objects.filter(act__in=acts).update(quote="Autre"),
        lambda: Citation.objects.filter(act__in=acts).delete(),
        lambda: Signatory.objects.filter(act__in=acts).update(as_printed="Autre"),
        lambda: Signatory.objects.filter(act__in=acts).delete(),
    ):
        with pytest.raises(PublicActError), transaction.atomic():
            write()


def test_an_act_that_moves_takes_its_status_along(mali, russia, document, archivist):
    wrong = make_accord("Accord A", mali, russia)
    right = make_accord("Accord B", mali, russia)
    entry = make_act(wrong, kind="entry", source=document)
    entry.replace(archivist, "C’est l’autre accord.", accord=right)
    forces = {a.name: a.force_at for a in Accord.objects.with_standing(current())}
    assert forces == {"Accord A": None, "Accord B": "in_force"}


def test_readers_see_what_was_replaced_and_why(client, public_act, archivist):
    public_act.replace(archivist, "Le jour était faux.", done_on=date(2025, 6, 24))
    page = client.get(public_act.accord.get_absolute_url()).content.decode()
    assert "Le jour était faux." in page
    assert archivist.get_username() not in page


def test_what_an_article_online_says_already_need_not_wait(commission, mali):
    article = Source.objects.create(kind="dispatch", title="Article", public_from=timezone.now())
    act = make_act(commission, mali, kind="ratification", source=article)
    assert act not in Act.objects.public(timezone.now())
    assert act.citations.get().open_now()
    assert act in Act.objects.public(timezone.now())


def test_an_article_not_yet_published_keeps_its_acts(commission, mali):
    draft = Source.objects.create(kind="dispatch", title="Brouillon")
    act = make_act(commission, mali, kind="ratification", source=draft)
    assert not act.citations.get().open_now()
    assert act not in Act.objects.public(timezone.now())


@pytest.fixture
def reservation(commission, mali, document):
    return make_act(
        commission, mali, "reservation", source=document, wording="Le Mali ne se tient pour lié…"
    )


def test_an_objection_answers_a_reservation_of_its_own_accord(reservation, russia):
    other = make_accord("Autre traité", russia)
    for accord, kind, field in (
        (reservation.accord, "signature", "answers"),
        (other, "objection", "answers"),
    ):
        act = Act(accord=accord, actor=russia, kind=kind, answers=reservation)
        with pytest.raises(ValidationError) as caught:
            act.full_clean()
        assert field in caught.value.message_dict
    Act(accord=reservation.accord, actor=russia, kind="objection", answers=reservation).full_clean()


def test_an_act_of_the_accord_as_a_whole_has_no_actor(commission, mali):
    for kind, refuses in (("adoption", True), ("expiry", True), ("entry", False)):
        act = Act(accord=commission, actor=mali, kind=kind)
        if refuses:
            with pytest.raises(ValidationError):
                act.full_clean()
        else:
            act.full_clean()


def test_readers_see_a_reservation_with_its_words_and_what_answers_it(
    client, reservation, russia, document
):
    make_act(reservation.accord, russia, "objection", source=document, answers=reservation)
    page = client.get(reservation.accord.get_absolute_url()).content.decode()
    assert "Le Mali ne se tient pour lié…" in page
    assert "En réponse à" in page


def test_what_answers_an_act_that_readers_do_not_know_says_nothing_of_it(
    client, commission, mali, russia, document
):
    hidden = make_act(commission, mali, "reservation", wording="Sous embargo")
    make_act(commission, russia, "objection", source=document, answers=hidden)
    page = client.get(commission.get_absolute_url()).content.decode()
    assert "En réponse à" not in page
    assert "Sous embargo" not in page


def test_what_answered_an_act_answers_the_one_that_replaces_it(
    reservation, russia, document, archivist
):
    objection = make_act(
        reservation.accord, russia, "objection", source=document, answers=reservation
    )
    new = reservation.replace(archivist, "libellé mal copié", wording="Le Mali se tient…")
    objection.refresh_from_db()
    assert objection.answers == new
