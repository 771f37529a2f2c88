"""People and actors merged in the record: what was published stays as it is, and is read as one."""

from datetime import timedelta

import pytest
from django.core.management import call_command
from django.utils import timezone

from articles.models import Depicted, Dispatch, Subject
from articles.tests.conftest import get, headlines, make_draft, make_photo
from diplomacy.models import Actor, Person
from newsroom.management.derived import differences

WHY = "La même personne."


@pytest.fixture
def double(db):
    return Person.objects.create(name="Alousseni Sanou")


@pytest.fixture
def both(chief, sanou, double):
    """Two published stories, each naming the minister by another row, and one that names both."""
    drafts = [make_draft(f"Papier {number}") for number in range(3)]
    for draft, people in zip(drafts, ([sanou], [double], [sanou, double]), strict=True):
        draft.people.add(*people)
        draft.publish(chief)
    return drafts


def rows():
    columns = ("pk", "edition", "actor", "person", "position")
    return list(Subject.objects.order_by("pk").values_list(*columns))


def test_what_was_published_is_not_touched(both, double, sanou, chief):
    before = rows()
    double.merge_into(sanou, chief, WHY, "press")
    assert rows() == before
    assert list(differences()) == []


def test_the_winner_s_page_lists_the_stories_of_both(client, both, double, sanou, chief):
    double.merge_into(sanou, chief, WHY, "press")
    page = get(client, sanou.get_absolute_url()).content.decode()
    for draft in both:
        assert draft.headline in page


def test_a_published_story_leads_to_the_winner_and_names_them_once(
    client, both, double, sanou, chief
):
    double.merge_into(sanou, chief, WHY, "press")
    for draft in both[1:]:
        edition = draft.editions.get()
        page = get(client, edition.get_absolute_url()).content.decode()
        assert page.count(f'href="{sanou.get_absolute_url()}"') == 1
        assert double.get_absolute_url() not in page


def test_filters_by_an_actor_find_the_stories_of_both(client, chief, mali):
    other = Actor.objects.create(name="République malienne")
    for actor in (mali, other):
        draft = make_draft(f"Sur {actor}")
        draft.actors.add(actor)
        draft.publish(chief)
    other.merge_into(mali, chief, WHY, "usual")
    for asked in ("mali", "République malienne", "republique-malienne"):
        listed = headlines(get(client, "/articles/", actor=asked))
        assert listed == ["Sur République malienne", "Sur Mali"], asked


def test_stories_that_name_either_row_lead_to_each_other(client, chief, mali):
    other = Actor.objects.create(name="République malienne")
    drafts = []
    for actor in (mali, other):
        drafts.append(make_draft(f"Sur {actor}"))
        drafts[-1].actors.add(actor)
        drafts[-1].publish(chief)
    other.merge_into(mali, chief, WHY, "usual")
    for draft, further in (drafts, drafts[::-1]):
        page = get(client, draft.editions.get().get_absolute_url()).content.decode()
        assert further.headline in page


def test_working_copies_and_pictures_name_the_winner(both, double, sanou, chief):
    shown = Depicted.objects.create(photo=make_photo(), person=double)
    merge = double.merge_into(sanou, chief, WHY, "press")
    shown.refresh_from_db()
    assert shown.person == sanou
    for draft in both:
        assert list(draft.people.all()) == [sanou]
    assert len(merge.moved["articles.dispatch_people.person"]["rows"]) == 1
    assert len(merge.moved["articles.dispatch_people.person"]["gone"]) == 1


def test_the_next_version_names_the_winner_alone(both, double, sanou, chief):
    double.merge_into(sanou, chief, WHY, "press")
    draft = Dispatch.objects.get(pk=both[2].pk)
    edition = draft.correct(chief, "Une précision.")
    assert [subject.person for subject in edition.subjects.all()] == [sanou]
    assert list(differences()) == []


def test_a_state_kept_before_the_merge_is_taken_up_with_the_winner(both, double, sanou, chief):
    from articles import snapshots

    draft = Dispatch.objects.get(pk=both[2].pk)
    kept = snapshots.take(draft)
    double.merge_into(sanou, chief, WHY, "press")
    draft = Dispatch.objects.get(pk=draft.pk)
    assert snapshots.put(draft, kept) == []
    assert list(draft.people.all()) == [sanou]


def test_withdrawal_and_its_lifting_keep_the_winner_known(both, double, sanou, chief):
    double.merge_into(sanou, chief, WHY, "press")
    draft = Dispatch.objects.get(pk=both[1].pk)
    draft.withdraw(chief, "Retiré.")
    draft.withdrawals.get().lift(chief, "Rétabli.")
    assert list(differences()) == []
    assert not draft.source.mentions.filter(person=double).exists()


def test_a_scheduled_story_that_names_the_row_that_went_shows_nothing_early(
    client, double, sanou, chief
):
    draft = make_draft("Papier programmé")
    draft.people.add(double)
    draft.publish(chief, at=timezone.now() + timedelta(days=1))
    double.merge_into(sanou, chief, WHY, "press")
    for person in (sanou, double):
        get(client, person.get_absolute_url(), 404)


def test_a_link_to_the_old_address_is_not_called_dead(both, double, sanou, chief):
    from articles.checklist import links

    old = double.get_absolute_url()
    double.merge_into(sanou, chief, WHY, "press")

    class Text:
        body = f'<p><a href="{old}">Sanou</a> <a href="/personnes/personne/">X</a></p>'

    assert links.dead(Text, timezone.now()) == ["/personnes/personne/"]


def test_the_record_is_written_and_read_back_with_what_was_merged(
    both, double, sanou, chief, tmp_path
):
    double.merge_into(sanou, chief, WHY, "press")
    file = tmp_path / "record.json"
    natural = {"use_natural_foreign_keys": True, "use_natural_primary_keys": True}
    call_command("dumpdata", "diplomacy.person", **natural, output=str(file), verbosity=0)
    Person.objects.filter(pk=double.pk).update(merged_into=None)
    call_command("loaddata", str(file), verbosity=0)
    double.refresh_from_db()
    assert double.merged_into == sanou
