"""Accords marked in the text: kept, linked to the article, and read as a link to their page."""

from html.parser import HTMLParser

import pytest
from django.core import serializers
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given, settings
from hypothesis import strategies as st

from articles.models import Dispatch, Revision
from articles.prose import plain_text, sanitise
from articles.tests.test_preview import plain, seen
from diplomacy.models import Accord

from .conftest import make_draft, on_day
from .desk import CHIEF, REPORTER, hand_over, open_page, shown, sit_down

UNSOUND = [
    "", "0", "-1", "017", "1234567890", "1.5", "1e3", "٣", "1 2", "1;2", "<1>", "javascript:alert(1)",
    "/accords/x/", "1&quot; onclick=&quot;alert(1)", "1&#0;",
]  # fmt: skip


def mark(accord, words="l’accord"):
    return f'<a data-accord="{accord if isinstance(accord, int) else accord.pk}">{words}</a>'


def story(accord, words="l’accord"):
    return f"<p>Ils ont signé {mark(accord, words)} à Moscou.</p>"


# What may be stored


@pytest.mark.parametrize("number", [1, 17, 999_999_999])
def test_a_sound_mark_stays_as_it_is(number):
    assert sanitise(story(number)) == story(number)


@pytest.mark.parametrize("number", UNSOUND)
def test_an_unsound_mark_leaves_its_words(number):
    assert sanitise(f'<p>Signé : <a data-accord="{number}">l’accord</a>.</p>') == (
        "<p>Signé : l’accord.</p>"
    )


@pytest.mark.parametrize(
    ("typed", "stored"),
    [
        ('<a DATA-ACCORD=" 17 " class="x" onclick="alert(1)">mot</a>', mark(17, "mot")),
        (
            '<a href="https://mal.example/" data-accord="17" target="_blank">mot</a>',
            mark(17, "mot"),
        ),
        ('<a href="javascript:alert(1)" data-accord="17">mot</a>', mark(17, "mot")),
        ('<a href="/x/" data-accord="abc">mot</a>', '<a href="/x/">mot</a>'),
        ('<a data-accord="17">un <b>mot</b></a>', mark(17, "un <strong>mot</strong>")),
        ('<span data-accord="17">mot</span>', "mot"),
        ('<a data-accord="17"><script>alert(1)</script>mot</a>', mark(17, "mot")),
        ('<a data-accord-slug="charte">mot</a>', "mot"),
        ('<a data-accord="17"></a>mot', "mot"),
    ],
)
def test_a_mark_is_written_in_one_form_alone(typed, stored):
    assert sanitise(f"<p>{typed}</p>") == f"<p>{stored}</p>"


def test_of_links_within_links_one_remains():
    nested = '<a data-accord="1">un <table><tr><td><a href="/y">deux</a></td></tr></table></a>'
    assert sanitise(nested) == f"<p>{mark(1, 'un')}</p><p>{mark(1, 'deux')}</p>"


class Links(HTMLParser):
    """The attributes of each link, and how deep links stand in links."""

    def __init__(self, html):
        super().__init__()
        self.found, self.depth, self.deepest = [], 0, 0
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        if tag == "a":
            self.found.append(dict(attrs))
            self.depth += 1
            self.deepest = max(self.deepest, self.depth)

    def handle_endtag(self, tag):
        self.depth -= tag == "a"


PIECES = [
    '<a data-accord="1">', '<a data-accord="2" href="/x">', '<a data-accord="0">', '<a href="/y">',
    "</a>", "<p>", "</p>", "<table><td>", "</td></table>", "<b>", "</b>", "<object>", "<li>", "mot",
    " ", "<br>", '"', '<figure data-slot="1">',
]  # fmt: skip


@given(st.lists(st.sampled_from(PIECES), max_size=20).map("".join))
@settings(max_examples=300, deadline=None)
def test_whatever_is_pasted_each_link_leads_to_one_thing_and_stands_in_no_other(html):
    once = sanitise(html)
    links = Links(once)
    assert sanitise(once) == once
    assert links.deepest <= 1
    assert all(len(attributes) == 1 for attributes in links.found)


def test_to_all_that_reads_words_a_mark_is_words():
    assert plain_text(story(17)) == "Ils ont signé l’accord à Moscou."


# At the desk


@pytest.fixture
def draft(client, db):
    """A draft of the reporter who sits at the desk."""
    found = make_draft()
    hand_over(found, sit_down(client, REPORTER))
    return found


def save(client, dispatch, **values):
    response = open_page(client, dispatch).type(**values).press()
    dispatch.refresh_from_db()
    return [str(message) for message in client.get(response.url).context["messages"]]


def test_saving_links_the_article_to_what_its_text_marks(client, draft, commission):
    other = Accord.objects.create(name="Charte")
    draft.accords.add(other)
    words = save(client, draft, body=story(commission))
    assert draft.body == story(commission)
    assert set(draft.accords.all()) == {commission, other}
    assert commission.name in words[-1]
    assert Revision.objects.first().data["tags"]["accords"] == sorted([commission.pk, other.pk])


def test_a_new_article_is_linked_too(client, commission, draft):
    page = open_page(client).type(headline="Titre", section=draft.section_id)
    page.type(body=story(commission)).press()
    assert list(Dispatch.objects.get(headline="Titre").accords.all()) == [commission]


def test_taking_the_mark_away_leaves_the_link(client, draft, commission):
    save(client, draft, body=story(commission))
    save(client, draft, body="<p>Ils ont signé.</p>")
    assert list(draft.accords.all()) == [commission]


def test_a_mark_of_an_accord_that_is_gone_keeps_its_words_and_is_told(client, draft, commission):
    body = story(commission) + story(999_999_999, "la <strong>charte</strong>")
    words = save(client, draft, body=body)
    assert draft.body == story(commission) + (
        "<p>Ils ont signé la <strong>charte</strong> à Moscou.</p>"
    )
    assert list(draft.accords.all()) == [commission]
    assert "la charte" in words[-1]


def test_a_page_that_is_refused_keeps_the_mark(client, draft, commission):
    page = open_page(client, draft).type(body=story(commission), dateline_on="hier")
    assert story(commission) in shown(page.press())
    assert not draft.accords.exists()


def test_marks_that_are_linked_already_cost_no_query(client, draft, commission):
    draft.accords.add(commission)
    costs = []
    for number, body in enumerate((TEXT, story(commission), TEXT, story(commission))):
        page = open_page(client, draft).type(body=body, headline=f"Titre {number}")
        with CaptureQueriesContext(connection) as queries:
            page.press()
        costs.append(len(queries))
    assert costs[3] == costs[2]


def test_a_state_brought_back_has_its_marks(client, draft, commission):
    save(client, draft, body=story(commission))
    marked = draft.revisions.first()
    save(client, draft, body=TEXT, accords=[])
    marked.restore(draft.created_by)
    draft.refresh_from_db()
    assert draft.body == story(commission)
    assert list(draft.accords.all()) == [commission]


@pytest.mark.parametrize("words", ["commerciale", "COOPERATION", "trade", "russo malienne"])
def test_whoever_writes_finds_an_accord_by_part_of_either_name(client, draft, words):
    accord = Accord.objects.create(
        name="Commission russo-malienne de coopération commerciale", name_en="Trade commission"
    )
    assert offered(client, words).json()["results"] == [{"id": str(accord.pk), "text": accord.name}]


def test_who_may_not_see_the_record_is_offered_nothing_of_it(client, commission):
    sit_down(client, "iconographe")
    assert offered(client, "commission").status_code == 403


def offered(client, words):
    box = {"app_label": "articles", "model_name": "dispatch", "field_name": "accords"}
    return client.get(reverse("admin:autocomplete"), {**box, "term": words})


# What readers have

TEXT = "<p>Trois accords ont été signés.</p>"


def publish(chief, accord, headline="Moscou et Bamako signent", *, linked=True, **fields):
    draft = make_draft(headline, body=story(accord), **fields)
    if linked:
        draft.accords.add(accord)
    with on_day(2025, 6, 23):
        return draft.publish(chief)


def link(address):
    return f'<p>Ils ont signé <a href="{address}">l’accord</a> à Moscou.</p>'


def read(client, address, **query):
    response = client.get(address, query)
    assert response.status_code == 200
    return response.content.decode()


def test_readers_are_led_to_the_accord_s_page(client, chief, commission):
    page = read(client, publish(chief, commission).get_absolute_url())
    assert link(f"/accords/{commission.slug}/") in page
    assert "data-accord" not in page
    assert client.get(f"/accords/{commission.slug}/").status_code == 200


def test_a_story_in_english_leads_to_the_english_page(client, chief, commission):
    edition = publish(chief, commission, "They sign", language="en")
    assert link(f"/en/accords/{commission.slug}/") in read(client, edition.get_absolute_url())


def test_the_page_of_a_past_day_leads_to_the_accord_on_that_day(client, chief, commission):
    page = read(client, publish(chief, commission).get_absolute_url(), at="2025-07-01")
    assert link(f"/accords/{commission.slug}/?at=2025-07-01") in page


def test_an_accord_that_moved_is_led_to_where_it_is_now(client, chief, commission):
    edition = publish(chief, commission)
    Accord.objects.filter(pk=commission.pk).update(slug="autre-adresse")
    assert link("/accords/autre-adresse/") in read(client, edition.get_absolute_url())


def test_old_versions_keep_their_link_and_a_comparison_shows_words(client, chief, commission):
    edition = publish(chief, commission)
    dispatch = edition.dispatch
    dispatch.body = "<p>Ils ont paraphé l’accord à Moscou.</p>"
    dispatch.save()
    later = dispatch.correct(chief, "Paraphé, non signé.")
    assert link(f"/accords/{commission.slug}/") in read(client, edition.get_version_url())
    page = read(client, later.get_comparison_url(1))
    assert "</span>signé<span" in page
    assert "l’accord à Moscou" in page
    assert "data-accord" not in page


def test_what_is_marked_and_not_linked_is_published_as_words(client, chief, commission):
    edition = publish(chief, commission, linked=False)
    assert edition.body == "<p>Ils ont signé l’accord à Moscou.</p>"
    assert edition.body in read(client, edition.get_absolute_url())


def test_an_edition_marks_only_what_it_is_about(chief, commission):
    edition = publish(chief, commission)
    assert edition.body == story(commission)
    assert edition.subjects.get().accord == commission


def test_marks_cost_readers_no_query(client, chief, commission, django_assert_num_queries):
    edition = publish(chief, commission)
    with django_assert_num_queries(5):
        read(client, edition.get_absolute_url())


def test_the_preview_shows_the_link_that_readers_will_have(client, chief, commission):
    draft = make_draft(body=story(commission))
    draft.accords.add(commission)
    client.force_login(chief)
    with on_day(2025, 6, 23):
        before = seen(client, draft)
        edition = draft.publish(chief, alone_because="Urgence.")
        after = client.get(edition.get_absolute_url())
    assert plain(before) == plain(after)
    assert link(f"/accords/{commission.slug}/") in before.content.decode()


def test_published_at_the_desk_the_text_s_accord_is_a_subject(client, commission):
    draft = make_draft()
    sit_down(client, CHIEF)
    page = open_page(client, draft).type(body=story(commission), alone_because="Urgence.")
    warnings = page.press("_publish").context["checklist"].warnings
    assert not draft.accords.exists(), "nothing is saved before the warnings are read"
    page.type(seen=[line.finding.digest for line in warnings])
    assert page.press("_publish").status_code == 302
    edition = draft.editions.get()
    assert edition.body == story(commission)
    assert edition.subjects.get(accord__isnull=False).accord == commission


# From one database to another


def test_a_dump_names_the_accord_by_its_slug_and_finds_it_again(db, commission):
    draft = make_draft(body=story(commission))
    dumped = serializers.serialize(
        "json", [draft], use_natural_foreign_keys=True, use_natural_primary_keys=True
    )
    assert f'data-accord-slug=\\"{commission.slug}\\"' in dumped
    Accord.objects.filter(pk=commission.pk).update(slug="ancien")
    other = Accord.objects.create(name="La commission", slug=commission.slug)
    for found in serializers.deserialize("json", dumped):
        found.save()
    draft.refresh_from_db()
    assert draft.body == story(other)


def test_an_accord_that_a_dump_alone_knows_leaves_its_words(db):
    draft = make_draft()
    dumped = serializers.serialize("json", [draft]).replace(
        "Trois accords", '<a data-accord-slug=\\"inconnu\\">Trois accords</a>'
    )
    for found in serializers.deserialize("json", dumped):
        found.save()
    draft.refresh_from_db()
    assert draft.body == TEXT
