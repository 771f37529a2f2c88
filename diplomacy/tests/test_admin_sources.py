"""Sources at the desk: documents are opened to readers here, articles by their publication."""

import pytest
from django.utils import timezone

from diplomacy.models import Act, Source

from .conftest import make_act, make_document
from .desk import desk, found, shown, sit_down


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def held_back(db):
    return make_document("Note verbale", public_from=None)


@pytest.fixture
def article(db):
    """A source that stands for an article of this paper."""
    return make_document("À Moscou", kind="dispatch", public_from=None)


def public_sources():
    return list(Source.objects.public(timezone.now()))


def test_chosen_documents_are_made_public_with_what_rests_on_them(
    at_desk, held_back, article, commission, mali
):
    act = make_act(commission, mali, source=held_back)
    chosen = {"action": "make_public", "_selected_action": [held_back.pk, article.pk]}
    at_desk.post(desk("source_changelist"), chosen)
    assert public_sources() == [held_back]
    assert list(Act.objects.public(timezone.now())) == [act]
    assert commission.phases.exists()


@pytest.mark.parametrize("button", ["_save", "_make_public"])
def test_a_document_is_entered_and_opened_by_one_button(at_desk, button):
    at_desk.post(desk("source_add"), {"kind": "official", "title": "Communiqué", button: "1"})
    assert [source.title for source in public_sources()] == (
        ["Communiqué"] if button == "_make_public" else []
    )


def test_an_article_is_shown_and_never_typed(at_desk, article):
    page = shown(at_desk.get(desk("source_change", article.pk)))
    assert 'name="title"' not in page
    assert at_desk.post(desk("source_change", article.pk), {"title": "x"}).status_code == 403
    assert at_desk.post(desk("source_delete", article.pk), {"post": "yes"}).status_code == 403
    assert 'value="dispatch"' not in shown(at_desk.get(desk("source_add")))


def test_a_cited_document_stays_and_the_page_leads_to_the_acts(at_desk, signed, document):
    page = shown(at_desk.post(desk("source_delete", document.pk), {"post": "yes"}))
    for act in signed.acts.all():
        assert desk("act_change", act.pk) in page
    assert Source.objects.exists()


def test_the_zone_of_its_moments_is_named(at_desk):
    assert "Africa/Bamako" in shown(at_desk.get(desk("source_add")))


def test_sources_are_offered_newest_first_articles_and_documents_alike(at_desk, held_back, article):
    offered = found(at_desk, Source, "", through="citation.source")
    assert set(offered) == {held_back, article}


def test_the_list_is_narrowed_to_what_readers_may_see(at_desk, held_back, document):
    for asked, expected in (("open", [document]), ("waiting", [held_back]), ("closed", [])):
        response = at_desk.get(desk("source_changelist"), {"window": asked})
        assert list(response.context["cl"].result_list) == expected


def test_what_readers_have_been_told_of_a_source_is_not_rewritten(at_desk, document):
    page = desk("source_change", document.pk)
    at_desk.post(
        page, {"title": "Tout autre", "kind": "press", "public_until_0": "", "public_until_1": ""}
    )
    document.refresh_from_db()
    assert document.title == "Communiqué conjoint"
    assert document.public_from is not None
