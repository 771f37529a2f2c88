"""The desk's front page: what waits, for whom, in how many queries."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import timezone

from articles.admin.waiting import SHOWN
from articles.models import Delegation, Dispatch, Event
from diplomacy.models import Accord
from diplomacy.tests.conftest import make_act

from .conftest import make_draft, on_day

INDEX = reverse("admin:index")


def colleague(name, *groups):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def awa(db):
    return colleague("awa", "rédacteur")


@pytest.fixture
def reader(db):
    return colleague("bakary", "secrétaire de rédaction")


@pytest.fixture
def moussa(db):
    return colleague("moussa", "rédacteur")


def written(headline, by, **fields):
    draft = make_draft(headline, created_by=by, **fields)
    draft.keep(by)
    return draft


def index(client, user):
    client.force_login(user)
    answer = client.get(INDEX)
    assert answer.status_code == 200
    return answer


def lists(client, user):
    """{name of the list: [headlines]} as this person has them."""
    waiting = index(client, user).context["waiting"]
    return {each.name: [row["headline"] for row in each.rows] for each in waiting}


def test_a_draft_waits_for_whoever_writes_it(client, awa, moussa, reader):
    written("Le mien", awa)
    assert lists(client, awa)["drafts"] == ["Le mien"]
    assert lists(client, moussa)["drafts"] == lists(client, reader)["drafts"] == []


def test_a_draft_waits_for_whoever_signs_it(client, awa, moussa):
    signed = written("À deux", moussa)
    author = signed.bylines.get().author
    author.account = awa
    author.save()
    assert lists(client, awa)["drafts"] == ["À deux"]


def test_each_move_takes_the_article_to_the_next_list(client, awa, reader, chief):
    draft = written("En route", awa)
    draft.submit(awa)
    assert lists(client, reader)["review"] == lists(client, chief)["review"] == ["En route"]
    assert lists(client, awa)["drafts"] == []
    draft.send_back(reader, "Il manque la source.")
    page = index(client, awa).content.decode()
    assert lists(client, awa)["returned"] == ["En route"]
    assert "Il manque la source." in page
    assert lists(client, reader)["review"] == []
    draft.submit(awa)
    draft.approve(reader)
    assert lists(client, chief)["approved"] == ["En route"]
    draft.publish(chief, at=timezone.now() + timedelta(hours=2))
    assert lists(client, chief)["scheduled"] == ["En route"]
    assert lists(client, chief)["approved"] == []
    draft.publish(chief, replace_scheduled=True)
    after = lists(client, chief)
    assert (after["live"], after["scheduled"]) == (["En route"], [])
    assert lists(client, awa)["drafts"] == []


def test_what_was_changed_after_publication_is_a_draft_again(client, awa, chief):
    with on_day(2025, 6, 23):
        draft = written("Publié", awa)
        draft.publish(chief)
    with on_day(2025, 6, 24):
        Dispatch.objects.filter(pk=draft.pk).update(changed_at=timezone.now())
        assert lists(client, awa)["drafts"] == ["Publié"]
        assert lists(client, awa)["live"] == []


def test_nobody_is_asked_to_approve_what_they_alone_have_written(client, awa, reader, chief):
    own = written("De sa main", reader)
    own.submit(reader)
    assert lists(client, reader)["review"] == []
    assert lists(client, chief)["review"] == ["De sa main"]


def test_lists_are_shown_to_whom_they_concern(client, awa, reader, chief):
    keeper = colleague("fatou", "documentaliste")
    nobody = colleague("personne")
    assert set(lists(client, awa)) == {"returned", "drafts", "embargo", "scheduled", "live"}
    assert {"review", "approved"} <= set(lists(client, reader))
    assert lists(client, nobody) == {}
    assert [bool(index(client, user).context["gaps"]) for user in (awa, keeper, chief)] == [
        False, True, True,
    ]  # fmt: skip
    assert index(client, nobody).context["planning"] is None


def test_who_holds_a_delegation_sees_what_may_be_published(client, awa, chief):
    front = reverse("admin:articles_frontorder_changelist")
    assert front not in index(client, awa).content.decode()
    ends = timezone.now() + timedelta(hours=1)
    Delegation.objects.create(by=chief, to=awa, ends_at=ends)
    assert "approved" in lists(client, awa)
    assert front in index(client, awa).content.decode()


def test_nothing_of_anothers_draft_is_told(client, awa, moussa, chief):
    until = timezone.now() + timedelta(hours=3)
    secret = written("Rien n’en sort", moussa, embargo_until=until)
    secret.submit(moussa)
    assert "Rien n’en sort" not in index(client, awa).content.decode()
    assert lists(client, moussa)["embargo"] == lists(client, chief)["embargo"] == ["Rien n’en sort"]


def test_an_embargo_counts_down_in_words_until_it_is_broken_or_over(client, awa, chief):
    with on_day(2025, 6, 23, hour=9):
        draft = written("Le rapport", awa, embargo_until=timezone.now() + timedelta(hours=3))
        assert "3\xa0heures" in index(client, awa).content.decode()
    with on_day(2025, 6, 23, hour=13):
        assert lists(client, awa)["embargo"] == []
    with on_day(2025, 6, 23, hour=10):
        draft.break_embargo(chief, "Déjà dans la presse.")
        assert lists(client, awa)["embargo"] == []


def test_what_lies_in_the_bin_waits_for_nobody(client, awa):
    written("Jeté", awa).put_in_bin(awa)
    assert lists(client, awa)["drafts"] == []


def test_yesterdays_stories_are_not_online_today(client, chief, live):
    with on_day(2025, 6, 23, hour=23):
        assert lists(client, chief)["live"] == [live.headline]
    with on_day(2025, 6, 24, hour=0):
        assert lists(client, chief)["live"] == []


def test_a_long_list_shows_its_newest_and_leads_to_the_rest(client, awa):
    for number in range(SHOWN + 1):
        with on_day(2025, 6, 1 + number):
            written(f"Papier {number}", awa)
    answer = index(client, awa)
    drafts = next(each for each in answer.context["waiting"] if each.name == "drafts")
    assert [row["headline"] for row in drafts.rows][:2] == ["Papier 8", "Papier 7"]
    assert (len(drafts.rows), drafts.more) == (SHOWN, True)
    assert client.get(drafts.url).context["cl"].result_count == SHOWN + 1


def test_every_whole_list_opens(client, chief):
    answer = index(client, chief)
    urls = [each.url for each in answer.context["waiting"]]
    for url in [*urls, answer.context["gaps"].url, answer.context["planning"].url]:
        assert client.get(url).status_code == 200, url


def test_the_week_to_come_holds_events_and_what_the_record_brings(client, awa, signed):
    with on_day(2035, 6, 20):
        Event.objects.create(title="Sommet", day=timezone.localdate() + timedelta(days=1))
        Event.objects.create(title="Trop loin", day=timezone.localdate() + timedelta(days=8))
        page = index(client, awa).content.decode()
    assert page.index("Sommet") < page.index(signed.name)
    assert "Trop loin" not in page


def test_accords_with_gaps_say_what_is_missing(client, chief, signed, commission):
    assert [each.name for each in index(client, chief).context["gaps"].rows] == [signed.name]


@pytest.mark.parametrize("rows", [1, 12])
@pytest.mark.parametrize("group", ["chef de rubrique", "rédacteur", "secrétaire de rédaction"])
def test_the_index_costs_at_most_thirteen_queries(
    client, mali, signed, moussa, chief, rows, group, django_assert_max_num_queries
):
    user = colleague("lui", group)
    for number in range(rows):
        until = timezone.now() + timedelta(hours=1 + number)
        written(f"Brouillon {number}", user, embargo_until=until)
        sent = written(f"Soumis {number}", moussa)
        sent.submit(moussa)
        written(f"En ligne {number}", moussa).publish(chief)
        written(f"Programmé {number}", moussa).publish(chief, at=until)
        Event.objects.create(title=f"Événement {number}", day=timezone.localdate()).covered_by.add(
            user
        )
        make_act(Accord.objects.create(name=f"Accord {number}"), mali)
    client.force_login(user)
    with django_assert_max_num_queries(14):
        client.get(INDEX)  # the first in an hour looks whether rights end
    with django_assert_max_num_queries(13):
        assert client.get(INDEX).status_code == 200
