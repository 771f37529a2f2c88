"""`manage.py check_record`: everything derived agrees with what it derives from, or is named."""

import pytest
from django.core.management import call_command
from django.db.models import QuerySet

from articles.models import Dispatch, Edition, Photo
from diplomacy.models import Accord, Actor, Mention, Person, Phase, Source
from newsroom.models import Entry
from newsroom.search.upkeep import key_of

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def loaded():
    call_command("loaddata", "demo", verbosity=0)


def a_status_lost():
    accord = Accord.objects.get(slug="traite-de-l-uemoa")
    Phase.objects.filter(accord=accord).delete()
    return accord.name


def a_source_left_closed():
    dispatch = Dispatch.objects.get(headline__startswith="Trois signatures")
    Source.objects.filter(pk=dispatch.source_id).update(public_from=None)
    return dispatch.headline


def a_mention_lost():
    dispatch = Dispatch.objects.get(headline__startswith="À Niamey")
    Mention.objects.filter(source=dispatch.source).first().delete()
    return dispatch.headline


def words_unfolded():
    edition = Edition.objects.get(headline__startswith="Moscou et Bamako")
    QuerySet(Edition).filter(pk=edition.pk).update(folded="")
    return edition.headline


def a_name_not_found():
    person = Person.objects.get(slug="alousseni-sanou")
    Person.objects.filter(pk=person.pk).update(search_key="")
    return person.name


def words_not_searched():
    edition = Edition.objects.get(headline__startswith="Trois signatures")
    Entry.objects.get(kind="edition", thing=edition.pk).delete()
    return edition.headline


def a_name_not_searched():
    actor = Actor.objects.get(slug="mali")
    Entry(key_of(actor), "actor", actor.pk, ["kactor", "1autre"]).write()
    return actor.name


def a_picture_lost():
    photo = Photo.objects.first()
    photo.original.storage.delete(photo.original.name)
    return photo.title


FAULTS = (
    a_status_lost,
    a_source_left_closed,
    a_mention_lost,
    words_unfolded,
    a_name_not_found,
    words_not_searched,
    a_name_not_searched,
    a_picture_lost,
)


def lines(capsys):
    return capsys.readouterr().out.splitlines()[:-1]  # the last one counts them


def test_each_fault_is_named_stays_until_mended_and_then_is_gone(capsys):
    named = [fault() for fault in FAULTS]
    for _twice in range(2):
        with pytest.raises(SystemExit) as stopped:
            call_command("check_record")
        assert stopped.value.code == 1
        told = lines(capsys)
        assert len(told) == len(named)
        for name in named:
            assert any(line.startswith(name) for line in told), name
    call_command("check_record", "--mend")
    capsys.readouterr()
    call_command("check_record")
    assert lines(capsys) == []


def test_another_picture_under_the_same_name_cannot_be_mended(capsys):
    one, other = Photo.objects.all()[:2]
    storage, name = one.original.storage, one.original.name
    storage.delete(name)
    with other.original.open() as opened:
        storage.save(name, opened)
    with pytest.raises(SystemExit):
        call_command("check_record", "--mend")
    assert one.title in capsys.readouterr().out
