"""How an accord's page is cited, in every form, whatever its title holds."""

import json
import re
from datetime import date

import pytest
from django.urls import reverse
from django.utils import translation

from diplomacy import reference
from diplomacy.reference import Reference

from .conftest import make_accord, make_act, make_document, on_day

HOSTILE = [
    "Accord & frais : 50 % de #taxe_douane, 10 $ ~ {clause} ^ \\input{x}",
    "Première ligne\r\nER  - \r\nTY  - JOUR\nsuite\u2028encore",
    "Accolades } } { non fermées",
    '</script><b>Accord</b> "entre" guillemets',
    "اتفاق تعاون",
    "Тире — и кавычки «»",
    "\x00\x1b[31m rouge",
]


@pytest.fixture
def accord(signed):
    with on_day(2027, 3, 1):
        yield signed


def get(client, accord, form, status=200, **query):
    response = client.get(reverse("diplomacy:accord_reference", args=[accord.slug, form]), query)
    assert response.status_code == status
    return response


def made(title):
    return Reference(
        title=reference._one_line(title),
        status="in force",
        key="accord",
        address="https://example.org/accords/%D0%90/?known=2027-03-01",
        at=date(2027, 3, 1),
        known=date(2027, 3, 1),
        read=date(2027, 3, 1),
        language="fr",
    )


def test_the_words_say_what_was_seen_and_when_it_was_read(client, accord):
    with translation.override("en"):
        words = get(client, accord, "txt").content.decode()
    assert words == (
        "“Commission accord”, Le Fleuve, entry into force not established on March 1, 2027, "
        f"http://testserver/en/accords/{accord.slug}/?known=2027-03-01, read on March 1, 2027."
    )


def test_a_past_day_and_past_knowledge_are_said(client, accord):
    with translation.override("en"):
        words = get(client, accord, "txt", at="2026-12-01", known="2026-12-24").content.decode()
    assert "on Dec. 1, 2026, as known on Dec. 24, 2026" in words
    assert "?at=2026-12-01&known=2026-12-24" in words
    assert words.endswith("read on March 1, 2027.")


def test_the_address_cited_shows_the_same_page_for_ever(client, accord):
    address = json.loads(get(client, accord, "json").content)[0]["URL"]
    with on_day(2028, 1, 1):
        answer = client.get(address.removeprefix("http://testserver"))
        assert answer.status_code == 200
        assert "1er mars 2027" in answer.content.decode()


@pytest.mark.parametrize(
    ("form", "media_type"),
    [
        ("bib", "application/x-bibtex"),
        ("ris", "application/x-research-info-systems"),
        ("json", "application/vnd.citationstyles.csl+json"),
        ("txt", "text/plain"),
    ],
)
def test_each_form_is_a_file_of_its_own(
    client, accord, form, media_type, django_assert_num_queries
):
    with django_assert_num_queries(1):
        response = get(client, accord, form)
    assert response.headers["Content-Type"].startswith(f"{media_type};")
    assert f'filename="citation.{form}"' in response.headers["Content-Disposition"]
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert f"citation.{form}" in client.get(accord.get_absolute_url()).content.decode()


def test_no_other_form_and_no_accord_that_readers_do_not_know(client, accord, mali):
    get(client, accord, "exe", 404)
    get(client, make_accord("Secret", mali), "bib", 404)
    get(client, accord, "bib", 400, known="demain")


@pytest.mark.parametrize("title", HOSTILE)
def test_bibtex_has_one_entry_with_its_braces_in_pairs(title):
    entry = reference.bibtex(made(title))
    depth = 0
    for sign in entry.strip():
        depth += {"{": 1, "}": -1}.get(sign, 0)
        assert depth >= 0
    assert depth == 0
    assert entry.count("@misc{") == 1
    field = re.search(r"title = (.*),\n  organization", entry, re.S)[1]
    assert "\n" not in field
    assert not re.search(r"(?<!\\)[&%$#_^~]", field)
    assert re.match(r"@misc\{[A-Za-z0-9-]+,\n", entry)


@pytest.mark.parametrize("title", HOSTILE)
def test_ris_has_one_tag_a_line_and_ends_once(title):
    lines = reference.ris(made(title)).split("\r\n")
    assert lines.pop() == ""
    assert all(re.fullmatch(r"[A-Z][A-Z0-9]  - [^\r\n\x00-\x1f\u2028]*", line) for line in lines)
    tags = [line[:2] for line in lines]
    assert (tags[0], tags[-1]) == ("TY", "ER")
    assert tags.count("TY") == tags.count("ER") == tags.count("TI") == 1


@pytest.mark.parametrize("title", HOSTILE)
def test_csl_keeps_the_title_whole(title):
    [item] = json.loads(reference.csl(made(title)))
    assert item["title"] == reference._one_line(title)
    assert item["accessed"] == {"date-parts": [[2027, 3, 1]]}
    assert item["type"] == "webpage"


def test_a_hostile_title_is_shown_as_it_is_written(client, mali):
    accord = make_accord(HOSTILE[3], mali)
    make_act(accord, mali, source=make_document())
    page = client.get(accord.get_absolute_url()).content.decode()
    assert "<b>Accord" not in page
    assert "&lt;b&gt;Accord" in page
