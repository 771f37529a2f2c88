"""Quick entry opened from an article: it is the source, its actors are the parties, its words are read."""

import pytest
from django.urls import reverse

from diplomacy.models import Actor
from diplomacy.tests.desk import shown, sit_down

from .conftest import make_draft


@pytest.mark.django_db
def test_an_article_opens_quick_entry_with_what_it_reports(client):
    sit_down(client)
    story = make_draft(body="<p>Les deux ministres ont paraphé un accord à Moscou.</p>")
    story.actors.add(*(Actor.objects.create(name=name) for name in ("Mali", "Russie")))
    address = f"{reverse('admin:diplomacy_accord_ceremony')}?source={story.source_id}"
    article = client.get(reverse("admin:articles_dispatch_change", args=[story.pk]))
    assert address in shown(article)
    response = client.get(address)
    page = shown(response)
    for name in ("Mali", "Russie", str(story.source)):
        assert f"{name}</option>" in page
    assert "paraphé un accord" in response.context["ceremony"].paraph
