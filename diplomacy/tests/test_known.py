"""`?known=`: a page of the record as readers knew it on a past day, without what is withdrawn now."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone, translation

from diplomacy.models import Citation, Source
from diplomacy.moment import recall

from .conftest import make_accord, make_act, make_document, on_day


@pytest.fixture
def pact(mali, russia):
    """Signed in January by both, as was known in February; ratified in March, as became known in May;
    it is June."""
    accord = make_accord("Pacte", mali, russia, entry_rule="consents")
    with on_day(2025, 2, 1):
        document = make_document("Annonce")
        for actor in (mali, russia):
            make_act(accord, actor, done_on=date(2025, 1, 10), source=document, quote="signé")
    with on_day(2025, 5, 1):
        record = make_document("Registre", kind="depositary")
        for actor in (mali, russia):
            make_act(
                accord, actor, kind="ratification", done_on=date(2025, 3, 10), source=record,
                place="Koulouba",
            )  # fmt: skip
    with on_day(2025, 6, 10):
        yield accord


def read(client, thing, answer=200, **query):
    address = thing if isinstance(thing, str) else thing.get_absolute_url()
    response = client.get(address, query)
    assert response.status_code == answer
    return response.content.decode()


def force(client, accord, **query):
    page = read(client, accord, **query)
    names = ("not_established", "in_force", "ended")
    return [name for name in names if f"status-{name}" in page]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({}, "in_force"),
        ({"at": "2025-04-01"}, "in_force"),  # what was true in April, as we know it today
        ({"known": "2025-04-01"}, "not_established"),  # the page as it was read in April
        ({"known": "2025-04-01", "at": "2025-06-10"}, "not_established"),
        ({"known": "2025-05-01"}, "in_force"),
        ({"known": "2025-05-01", "at": "2025-02-15"}, "not_established"),
        ({"known": "2025-05-01", "at": "2025-03-10"}, "in_force"),
    ],
)
def test_what_was_true_on_a_day_as_known_on_another(client, pact, query, expected):
    assert force(client, pact, **query) == [expected]
    assert ("Koulouba" in read(client, pact, **query)) is (expected == "in_force")


def test_an_accord_has_no_page_on_days_when_nobody_knew_it(client, pact, mali):
    for thing in (pact, mali):
        read(client, thing, 404, known="2025-01-31")
        read(client, thing, known="2025-02-01")
    assert "Pacte" not in read(client, reverse("diplomacy:accord_list"), known="2025-01-31")
    assert "Pacte" in read(client, reverse("diplomacy:accord_list"), known="2025-02-01")


def test_lists_tell_the_status_that_was_known(client, pact):
    page = reverse("diplomacy:accord_list")
    for known, status in (("2025-04-01", "not_established"), ("2025-05-01", "in_force")):
        assert f"status-{status}" in read(client, page, known=known)
        assert "Pacte" in read(client, page, known=known, status=status)


def test_a_replaced_act_is_read_as_it_stood(client, pact, django_user_model):
    act = pact.acts.get(actor__slug="mali", kind="ratification")
    by = django_user_model(username="archives")
    with on_day(2025, 5, 20):
        act.replace(by, "Autre palais.", place="Sébénikoro", done_on=date(2025, 4, 20))
    before, after = read(client, pact, known="2025-05-19"), read(client, pact, known="2025-05-20")
    assert "Sébénikoro" not in before
    assert "Autre palais." not in before
    assert before.count("Koulouba") == 2
    assert "Sébénikoro" in after
    assert after.count("Koulouba") == 1
    assert "Autre palais." in after
    at = {"at": "2025-04-01"}
    assert force(client, pact, known="2025-05-19", **at) == ["in_force"]
    assert force(client, pact, known="2025-05-20", **at) == ["not_established"]


def test_a_source_withdrawn_now_is_withdrawn_from_every_day_on_which_it_was_known(client, pact):
    record = Source.objects.get(title="Registre")
    record.public_until = timezone.now()
    record.save()
    for query in ({}, {"known": "2025-05-10"}, {"known": "2025-05-10", "at": "2025-04-01"}):
        page = read(client, pact, **query)
        assert "Koulouba" not in page
        assert "Registre" not in page
        assert force(client, pact, **query) == ["not_established"]


def test_a_source_that_will_end_is_withdrawn_from_that_moment_and_no_line_is_written(client, pact):
    record = Source.objects.get(title="Registre")
    record.public_until = "2025-06-20T12:00Z"
    record.save()
    written = list(pact.phases.order_by("pk").values())
    assert force(client, pact, known="2025-05-10") == ["in_force"]
    with on_day(2025, 6, 21):
        assert force(client, pact, known="2025-05-10") == ["not_established"]
        assert force(client, pact) == ["not_established"]
    pact.renew_phases()
    columns = ("status", "begins_on", "known_from", "read_from", "read_until")
    rows = sorted(str([row[name] for name in columns]) for row in written)
    renewed = sorted(str([row[name] for name in columns]) for row in pact.phases.values())
    assert rows == renewed


def test_evidence_is_that_of_the_sources_known_then(client, pact):
    act = pact.acts.filter(kind="signature").first()
    with on_day(2025, 5, 15):
        press = make_document("Démenti", kind="press")
        Citation.objects.create(act=act, source=press, contradicts=True)
    assert "evidence-contested" not in read(client, pact, known="2025-05-14")
    assert "evidence-contested" in read(client, pact, known="2025-05-15")


def test_the_page_says_of_which_days_it_tells_and_leads_back(client, pact):
    address = pact.get_absolute_url()
    with translation.override("en"):
        page = read(client, pact, known="2025-04-01")
        assert "This page as we knew it on April 1, 2025." in page
        both = read(client, pact, known="2025-05-01", at="2025-03-10")
    assert "What was true on March 10, 2025, as we knew it on May 1, 2025." in both
    for told in (page, both):
        assert f'<a href="/en{address}">' in told
        assert '<meta name="robots" content="noindex">' in told
    assert f'<a href="/en{address}?at=2025-03-10">' in both


def test_links_stay_in_those_days(client, pact, mali):
    page = read(client, pact, known="2025-05-01", at="2025-03-10")
    assert f"{mali.get_absolute_url()}?at=2025-03-10&amp;known=2025-05-01" in page
    page = read(client, mali, known="2025-05-01")
    assert f"{pact.get_absolute_url()}?known=2025-05-01" in page


def test_todays_knowledge_is_the_bare_address(client, pact):
    address = pact.get_absolute_url()
    for query, rest in (
        ("known=2025-06-10", ""),
        ("known=", ""),
        ("at=2025-03-10&known=2025-06-10", "?at=2025-03-10"),
        ("at=2025-06-10&known=2025-06-10", ""),
        ("at=&known=2025-05-01", "?known=2025-05-01"),
    ):
        response = client.get(f"{address}?{query}")
        assert (response.status_code, response.headers["Location"]) == (302, address + rest)
    assert client.get(f"{address}?at=2025-06-10&known=2025-05-01").status_code == 200


@pytest.mark.parametrize(
    "day", ["2025-06-11", "hier", "2025-02-30", "\x00", "9999-12-31", "x" * 3000]
)
def test_a_day_to_come_and_no_day_at_all_are_refused_in_words(client, pact, day):
    for page in (pact.get_absolute_url(), reverse("diplomacy:accord_list")):
        answer = read(client, page, 400, known=day)
        assert "2025-0" in answer or day in answer


def test_no_other_page_asks_for_it(client, pact):
    assert client.get("/", {"known": "hier"}).status_code == 200
    assert client.get("/articles/", {"known": "2025-05-01"}).status_code == 200


def test_the_knowledge_of_a_day_is_that_of_its_last_microsecond(settings):
    settings.TIME_ZONE = "America/Port-au-Prince"  # four hours behind in June
    with on_day(2025, 7, 1):
        moment = recall("2025-06-23")
    assert moment.known == datetime(2025, 6, 24, 4, tzinfo=UTC) - timedelta(microseconds=1)
    assert moment.known == moment.at == moment.told
    assert moment.recalled


def test_the_query_count_is_that_of_today(client, pact, django_assert_max_num_queries):
    with django_assert_max_num_queries(10):
        read(client, pact, known="2025-05-01", at="2025-03-10")
