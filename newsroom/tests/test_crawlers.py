"""Which robots may take what: readers' search engines all, robots of artificial intelligence the record."""

from urllib.robotparser import RobotFileParser

import pytest
from django.urls import reverse

from .conftest import NOT_PAGES, paths

RECORD = "/api/v1/accords/"


@pytest.fixture
def rules(client):
    parser = RobotFileParser()
    parser.parse(client.get("/robots.txt").content.decode().splitlines())
    return parser


def test_search_engines_may_read_every_page_and_not_the_desk(rules, client, world):
    for path in paths(world, but=NOT_PAGES):
        assert rules.can_fetch("Googlebot", path), path
    assert not rules.can_fetch("Googlebot", reverse("admin:index"))


def test_robots_of_artificial_intelligence_may_take_the_record_alone(rules, client, world):
    story = world.story.editions.last().get_absolute_url()
    for name in ("GPTBot", "ClaudeBot", "CCBot", "Google-Extended"):
        assert not rules.can_fetch(name, "/")
        assert not rules.can_fetch(name, story)
        assert rules.can_fetch(name, RECORD)
        assert rules.can_fetch(name, f"/en{RECORD}")


def test_what_is_reserved_says_so_with_every_answer_and_leads_to_the_terms(client, world):
    for path in (*paths(world, but=NOT_PAGES), *paths(world, "en", but=NOT_PAGES)):
        answer = client.get(path)
        assert answer.headers["tdm-reservation"] == "1", path
        assert "noai" in answer.headers["X-Robots-Tag"]
        terms = answer.headers["tdm-policy"].removeprefix("http://testserver")
        assert client.get(terms).status_code == 200
    record = client.get(RECORD)
    assert "tdm-reservation" not in record.headers
    assert "X-Robots-Tag" not in record.headers


def test_the_reservation_of_the_whole_site_is_at_the_address_of_the_protocol(client, db):
    told = client.get("/.well-known/tdmrep.json").json()
    assert {each["location"]: each["tdm-reservation"] for each in told} == {
        "/api/v1/*": 0, "/en/api/v1/*": 0, "/*": 1,
    }  # fmt: skip


def test_a_paper_may_let_them_in(client, world, settings):
    settings.AI_CRAWLERS = True
    assert "GPTBot" not in client.get("/robots.txt").content.decode()
    assert "tdm-reservation" not in client.get("/").headers
    told = client.get("/.well-known/tdmrep.json").json()
    assert not any(each["tdm-reservation"] for each in told)


def test_a_false_host_is_refused_as_before(client, db):
    assert client.get("/", HTTP_HOST="evil.example").status_code == 400
