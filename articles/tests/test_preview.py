"""The preview: the page that readers will have, for those alone who may see the article."""

import re

import pytest
from django.utils import timezone

from articles.models import Edition, Topic

from .conftest import make_act, make_draft, make_photo, on_day, place
from .desk import CHIEF, REPORTER, address, sit_down

# What the page in the preview has and the public one has not, or the other way round.
DIFFERENCES = (
    r'<meta name="robots"[^>]*>(<base target="_blank">)?',
    r'<link rel="canonical"[^>]*>',
    r'<meta (property="(og|article):|name="twitter:)[^>]*>',
    r'<link rel="stylesheet" href="[^"]*preview[^"]*">',
    r'<div class="unpublished".*?</div>',
    r'<li><a href="[^"]*images=0".*?</li>',
    r'<nav [^>]*>\s*<ul class="share-links">.*?</nav>',
    r'<script type="application/ld\+json">[^<]*</script>',
)


def plain(response):
    """A page without the banner and the other things that a preview alone has."""
    html = response.content.decode()
    for difference in DIFFERENCES:
        html = re.sub(difference, "", html, flags=re.DOTALL)
    html = re.sub(r"/admin/articles/dispatch/\d+/preview/photos/", "/photos/", html)
    return [line.strip() for line in html.splitlines() if line.strip()]


def seen(client, dispatch, **query):
    response = client.get(address("dispatch_preview_page", dispatch.pk), query)
    assert response.status_code == 200
    return response


@pytest.fixture
def full(draft, photo, commission, mali, sanou):
    """A draft with something in every place of its page."""
    draft.standfirst, draft.dateline_place = "Un chapô.", "Moscou"
    draft.dateline_on = timezone.localdate()
    draft.body = '<p>Un.</p><figure data-slot="2"></figure><p>Deux.</p>'
    draft.save()
    place(photo, draft)
    place(make_photo("Le hall", "maroon", (900, 600)), draft)
    draft.topics.add(Topic.objects.create(name="Coopération"))
    draft.accords.add(commission)
    draft.actors.add(mali)
    draft.people.add(sanou)
    return draft


def test_it_is_the_page_that_readers_get_when_it_is_published(client, full, chief):
    with on_day(2025, 6, 23):
        make_draft("Une autre").publish(chief)
        client.force_login(chief)
        before = seen(client, full)
        edition = full.publish(chief, alone_because="Urgence.")
        after = client.get(edition.get_absolute_url())
    assert plain(before) == plain(after)
    assert "photos/" in before.content.decode()


@pytest.mark.parametrize(
    ("language", "headline"), [("en", "Moscow and Bamako sign"), ("ar", "موسكو وباماكو")]
)
def test_in_every_language_it_is_the_page_at_the_story_s_own_address(
    client, chief, language, headline
):
    with on_day(2025, 6, 23):
        draft = make_draft(headline, language=language)
        client.force_login(chief)
        before = seen(client, draft)
        after = client.get(draft.publish(chief).get_absolute_url())
    assert plain(before) == plain(after)


def test_of_a_live_story_it_shows_the_next_version(client, live, chief):
    with on_day(2025, 6, 26):
        live.headline = "Trois accords à Moscou"
        live.save()
        client.force_login(chief)
        before = seen(client, live)
        edition = live.correct(chief, "", kind="erratum")
        after = client.get(edition.get_absolute_url())
    words = {"erratum": str(Edition.Kind.ERRATUM.label), "update": str(Edition.Kind.UPDATE.label)}
    swapped = [line.replace(words["update"].capitalize(), "…") for line in plain(before)]
    assert swapped == [line.replace(words["erratum"].capitalize(), "…") for line in plain(after)]


def test_a_photo_still_to_come_has_its_place(client, draft, chief):
    place(None, draft, caption="La poignée de main")
    client.force_login(chief)
    page = seen(client, draft).content.decode()
    assert 'class="to-come"' in page
    assert "La poignée de main" in page


def test_a_saved_state_is_previewed_as_it_was(client, draft, chief):
    revision = draft.revisions.keep(draft, chief)
    draft.headline = "Un autre titre"
    draft.save()
    client.force_login(chief)
    assert "Un autre titre" in seen(client, draft).content.decode()
    page = seen(client, draft, revision=revision.number).content.decode()
    assert "Moscou et Bamako signent" in page
    assert "Un autre titre" not in page
    for wrong in ("9", "x", "9" * 30):
        url = address("dispatch_preview_page", draft.pk)
        assert client.get(url, {"revision": wrong}).status_code == 404


def test_hostile_html_in_a_saved_state_is_not_run(client, draft, chief):
    revision = draft.revisions.keep(draft, chief)
    revision.data["content"]["body"] = "<p>Bon</p><script>alert(1)</script>"
    revision.save()
    client.force_login(chief)
    page = seen(client, draft, revision=revision.number).content.decode()
    assert "Bon" in page
    assert "<script" not in page


def test_what_is_gone_since_leaves_a_saved_state_readable(client, draft, chief):
    photo, topic = make_photo(), Topic.objects.create(name="Passager")
    figure = place(photo, draft)
    draft.topics.add(topic)
    revision = draft.revisions.keep(draft, chief)
    figure.delete()
    photo.delete()
    draft.topics.clear()
    topic.delete()
    client.force_login(chief)
    assert 'class="to-come"' in seen(client, draft, revision=revision.number).content.decode()


def test_only_the_desk_frames_it_and_nobody_keeps_it(client, draft, chief):
    client.force_login(chief)
    page = seen(client, draft)
    assert page.headers["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in page.headers["Content-Security-Policy"]
    assert "script-src" not in page.headers["Content-Security-Policy"]
    assert "no-store" in page.headers["Cache-Control"]
    assert "noindex" in page.headers["X-Robots-Tag"]
    with on_day(2025, 6, 23):
        public = client.get(draft.publish(chief, alone_because="Seul.").get_absolute_url())
        assert public.headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in public.headers["Content-Security-Policy"]


def test_the_frame_shows_both_widths_and_what_is_missing(client, draft, chief):
    place(None, draft, caption="", alt="")
    client.force_login(chief)
    url = address("dispatch_preview", draft.pk)
    page = client.get(url).content.decode()
    inner = address("dispatch_preview_page", draft.pk)
    assert page.count(f'<iframe src="{inner}"') == 2
    assert page.count("<li>") >= len(draft.faults())
    for size in ("phone", "desktop"):
        assert client.get(url, {"as": size}).content.decode().count("<iframe") == 1


def test_pictures_pass_for_this_preview_and_stay_private(client, draft, chief, settings):
    shown, other = make_photo(), make_photo("Autre", "green", (820, 510))
    place(shown, draft)
    client.force_login(chief)
    answer = client.get(
        address("dispatch_preview_picture", draft.pk, shown.digest, "whole-x", 360, "webp")
    )
    assert (answer.status_code, answer.headers["Content-Type"]) == (200, "image/webp")
    assert "no-store" in answer.headers["Cache-Control"]
    assert not list(settings.MEDIA_ROOT.rglob("*.webp"))
    for digest, width, extension in [
        (other.digest, 360, "jpg"), (shown.digest, 361, "jpg"), (shown.digest, 360, "svg"),
    ]:  # fmt: skip
        url = address("dispatch_preview_picture", draft.pk, digest, "whole-x", width, extension)
        assert client.get(url).status_code == 404


@pytest.mark.parametrize("group", [REPORTER, None])
def test_who_may_not_see_the_article_gets_none_of_it(client, draft, photo, group):
    place(photo, draft)
    if group:
        sit_down(client, group)
    for name, more in [
        ("dispatch_preview", ()),
        ("dispatch_preview_page", ()),
        ("dispatch_preview_picture", (photo.digest, "whole-x", 360, "jpg")),
    ]:
        assert client.get(address(name, draft.pk, *more)).status_code == (403 if group else 302)


def test_a_preview_changes_nothing(client, full, django_assert_max_num_queries):
    sit_down(client, CHIEF)
    revision, changed = full.revision, full.changed_at
    with django_assert_max_num_queries(30):
        seen(client, full)
    full.refresh_from_db()
    assert (full.revision, full.changed_at) == (revision, changed)
    assert not full.addresses.exists()
    assert not Edition.objects.exists()


def test_the_status_of_an_accord_counts_what_the_story_alone_reports(
    client, draft, chief, commission, mali
):
    make_act(commission, kind="entry", source=draft.source)
    draft.accords.add(commission)
    with on_day(2025, 6, 25):
        client.force_login(chief)
        before = seen(client, draft)
        after = client.get(draft.publish(chief).get_absolute_url())
    assert "status-in_force" in after.content.decode()
    assert plain(before) == plain(after)
