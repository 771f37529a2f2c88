"""Planning: events as a list and as a month, who sees which article, and the article that comes of one."""

import re
from datetime import date, time

import pytest
from django.contrib.auth.models import Group, User

from articles.models import Dispatch, Event, Section
from diplomacy.tests.conftest import make_act

from .conftest import make_draft, on_day
from .desk import address


def colleague(name, group):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def awa(db):
    return colleague("awa", "rédacteur")


@pytest.fixture
def summit(db):
    section = Section.objects.create(name="Sommets")
    return Event.objects.create(
        title="Sommet de l’AES", day=date(2025, 6, 24), at=time(9, 30), place="Niamey", section=section
    )  # fmt: skip


def month(client, year=2025, number=6, **query):
    answer = client.get(address("event_month", year, number), query)
    assert answer.status_code == 200
    return answer


def square(answer, day):
    """The words of one day's square."""
    page = answer.content.decode()
    cell = re.search(rf'<time datetime="{day}".*?</td>', page, re.S)[0]
    return " ".join(re.sub(r"<[^>]+>", " ", cell).split())


# --- the month


def test_an_event_stands_on_its_day(client, awa, summit):
    client.force_login(awa)
    assert "09:30 Sommet de l’AES" in square(month(client), "2025-06-24")
    assert "Sommet" not in square(month(client), "2025-06-25")


def test_an_event_of_several_days_stands_on_each_and_across_months(client, awa, summit):
    Event.objects.filter(pk=summit.pk).update(day=date(2025, 6, 30), ends_on=date(2025, 7, 2))
    client.force_login(awa)
    assert "Sommet" in square(month(client), "2025-06-30")
    for day in ("2025-07-01", "2025-07-02"):
        assert "Sommet" in square(month(client, 2025, 7), day)
    assert "Sommet" not in square(month(client, 2025, 7), "2025-07-03")


def test_the_record_brings_its_anniversaries(client, awa, signed):
    client.force_login(awa)
    assert signed.name in square(month(client, 2035, 6), "2035-06-23")


def test_what_no_reader_knows_of_the_record_is_not_there(client, awa, commission, mali):
    make_act(commission, mali)
    client.force_login(awa)
    assert commission.name not in month(client, 2035, 6).content.decode()


def test_the_months_lead_to_each_other_with_their_filter(client, awa, summit):
    client.force_login(awa)
    answer = month(client, 2025, 1, mine="on")
    assert answer.context["previous"] == address("event_month", 2024, 12) + "?mine=on"
    assert answer.context["next"] == address("event_month", 2025, 2) + "?mine=on"
    assert month(client, 2200, 12).context["next"] is None
    assert month(client, 1900, 1).context["previous"] is None


def test_this_month_is_where_it_begins(client, awa):
    client.force_login(awa)
    with on_day(2025, 6, 24):
        answer = client.get(address("event_this_month"))
        assert 'aria-current="date"' in answer.content.decode()
        assert "2025" in answer.context["title"]


@pytest.mark.parametrize("when", [(2025, 13), (2025, 0), (1899, 1), (99999, 1)])
def test_there_is_no_such_month(client, awa, when):
    client.force_login(awa)
    assert client.get(address("event_month", *when)).status_code == 404


def test_the_month_is_filtered_by_section_and_by_who_covers(client, awa, summit):
    client.force_login(awa)
    assert "Sommet" not in month(client, mine="on").content.decode().split("<table")[1]
    summit.covered_by.add(awa)
    assert "Sommet" in square(month(client, mine="on", section=summit.section_id), "2025-06-24")
    other = Section.objects.create(name="Autre")
    assert "Sommet" not in square(month(client, section=other.pk), "2025-06-24")
    assert "Sommet" in square(month(client, section="x"), "2025-06-24")


@pytest.mark.parametrize("events", [1, 40])
def test_the_month_costs_the_same_however_full(
    client, awa, summit, events, django_assert_max_num_queries
):
    for number in range(events):
        Event.objects.create(title=f"Rendez-vous {number}", day=date(2025, 6, 1 + number % 30))
    client.force_login(awa)
    with django_assert_max_num_queries(9):
        month(client)


# --- the list


def test_the_list_shows_what_is_to_come_and_the_rest_on_demand(client, awa, summit):
    Event.objects.create(title="Passé", day=date(2025, 6, 1))
    Event.objects.create(title="En cours", day=date(2025, 6, 1), ends_on=date(2025, 7, 1))
    client.force_login(awa)
    with on_day(2025, 6, 20):
        titles = {
            when: {e.title for e in client.get(address("event_changelist"), q).context["cl"].result_list}
            for when, q in {"": {}, "past": {"when": "past"}, "all": {"when": "all"}}.items()
        }  # fmt: skip
    assert titles[""] == {"Sommet de l’AES", "En cours"}
    assert titles["past"] == {"Passé", "En cours"}
    assert titles["all"] == {"Sommet de l’AES", "En cours", "Passé"}


def test_the_list_is_filtered_by_coverage(client, awa, summit):
    client.force_login(awa)

    def count(coverage):
        answer = client.get(address("event_changelist"), {"when": "all", "coverage": coverage})
        return answer.context["cl"].result_count

    assert [count(each) for each in ("mine", "nobody", "unwritten")] == [0, 1, 1]
    summit.covered_by.add(awa)
    summit.open_dispatch(awa)
    assert [count(each) for each in ("mine", "nobody", "unwritten")] == [1, 0, 0]


# --- the article that comes of it


def test_the_article_takes_title_section_and_place_and_is_begun_once(client, awa, summit):
    client.force_login(awa)
    page = client.get(address("event_change", summit.pk)).content.decode()
    assert address("event_begin", summit.pk) in page
    first = client.post(address("event_begin", summit.pk))
    again = client.post(address("event_begin", summit.pk))
    draft = Dispatch.objects.get()
    assert first.url == again.url == address("dispatch_change", draft.pk)
    assert (draft.headline, draft.section, draft.dateline_place, draft.created_by) == (
        summit.title, summit.section, "Niamey", awa,
    )  # fmt: skip
    assert draft.events.get() == summit


def test_an_article_is_begun_by_a_press_and_by_whoever_may_write(client, awa, summit):
    client.force_login(awa)
    assert client.get(address("event_begin", summit.pk)).status_code == 405
    client.force_login(colleague("ico", "iconographe"))
    assert client.post(address("event_begin", summit.pk)).status_code == 403
    assert not Dispatch.objects.exists()


def test_an_article_that_one_may_not_see_is_not_named(client, awa, summit):
    secret = make_draft("Rien n’en sort", created_by=colleague("moussa", "rédacteur"))
    Event.objects.filter(pk=summit.pk).update(dispatch=secret)
    client.force_login(awa)
    for page in (
        client.get(address("event_change", summit.pk)),
        client.get(address("event_changelist"), {"when": "all"}),
        month(client),
        client.post(address("event_change", summit.pk), {"title": ""}),
    ):
        assert page.status_code == 200
        assert "Rien n’en sort" not in page.content.decode()
    assert client.post(address("event_begin", summit.pk)).status_code == 403


def test_saving_an_event_leaves_an_article_that_one_may_not_see(client, awa, summit):
    secret = make_draft("Rien n’en sort", created_by=colleague("moussa", "rédacteur"))
    Event.objects.filter(pk=summit.pk).update(dispatch=secret)
    client.force_login(awa)
    typed = {"title": "Sommet reporté", "day": "2025-06-25", "dispatch": "", "covered_by": []}
    assert client.post(address("event_change", summit.pk), typed).status_code == 302
    summit.refresh_from_db()
    assert (summit.title, summit.dispatch) == ("Sommet reporté", secret)


def test_an_event_cannot_take_an_article_that_one_may_not_see(client, awa, summit):
    secret = make_draft("Rien n’en sort", created_by=colleague("moussa", "rédacteur"))
    client.force_login(awa)
    typed = {"title": "Sommet", "day": "2025-06-25", "dispatch": secret.pk}
    answer = client.post(address("event_change", summit.pk), typed)
    assert "dispatch" in answer.context["adminform"].form.errors
    assert "Rien n’en sort" not in answer.content.decode()


def test_an_event_cannot_end_before_it_begins(client, awa, summit):
    client.force_login(awa)
    typed = {"title": "Sommet", "day": "2025-06-25", "ends_on": "2025-06-24"}
    answer = client.post(address("event_change", summit.pk), typed)
    assert answer.context["adminform"].form.errors
