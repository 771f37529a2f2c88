"""Rights to a photo: what is needed to publish, what ends, and what readers then have."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.urls import reverse
from django.utils import timezone

from articles.checklist import run, text_of
from articles.models import Agency, Delegation, Depicted
from articles.pictures import clearance
from articles.readiness import NotReady
from articles.tests.desk import REPORTER, address, errors, hand_over, open_page, shown, sit_down

from .conftest import get, make_draft, make_photo, on_day, place

INDEX = reverse("admin:index")
TODAY = timezone.localdate


def day(count):
    return TODAY() + timedelta(days=count)


def barred(dispatch, field):
    return dispatch.faults().get(f"figures-1-{field}", [])


def page_of(client, dispatch):
    edition = dispatch.editions.latest("number")
    return client.get(edition.get_absolute_url()).content.decode()


@pytest.mark.parametrize(
    ("fields", "field"),
    [
        ({"source": ""}, "photo"),
        ({"credit": ""}, "credit"),
        ({"supply": "agency"}, "photo"),
        ({"rights_until": TODAY() - timedelta(days=2)}, "photo"),
        ({"rights_from": TODAY() + timedelta(days=2)}, "photo"),
        ({"embargo_until": timezone.now() + timedelta(days=2)}, "photo"),
    ],
)
def test_what_keeps_a_photo_from_readers_is_said_of_the_right_box(draft, chief, fields, field):
    place(make_photo(**fields), draft)
    assert barred(draft, field)
    with pytest.raises(NotReady) as refusal:
        draft.publish(chief)
    assert refusal.value.message_dict.keys() == {f"figures-1-{field}"}


def test_rights_count_at_the_moment_when_the_story_goes_live(draft, chief):
    photo = make_photo(rights_from=day(2), rights_until=day(5))
    place(photo, draft)
    for days in (0, 1, 7):
        with pytest.raises(NotReady):
            draft.publish(chief, at=timezone.now() + timedelta(days=days))
    assert draft.publish(chief, at=timezone.now() + timedelta(days=3))


def test_the_form_that_schedules_asks_about_that_moment_too(client, draft, chief):
    client.force_login(chief)
    place(make_photo(rights_until=day(5)), draft)
    later = timezone.localtime(timezone.now() + timedelta(days=9))
    page = open_page(client, draft).type(
        publish_at_0=later.date().isoformat(), publish_at_1="10:00", alone_because="Urgent"
    )
    assert "figures-0-photo" in errors(page.press("_publish"))


def test_who_keeps_the_library_is_led_to_the_photo_and_others_are_told_whom_to_ask(
    client, draft, chief
):
    photo = make_photo(source="")
    place(photo, draft)
    client.force_login(chief)
    (words,) = errors(open_page(client, draft).press("_publish"))["figures-0-photo"]
    assert address("photo_change", photo.pk) in words
    hand_over(draft, sit_down(client, REPORTER))
    Delegation.objects.create(
        by=chief,
        to=User.objects.get(username__startswith=REPORTER),
        begins_at=timezone.now(),
        ends_at=timezone.now() + timedelta(hours=1),
    )
    (words,) = errors(open_page(client, draft).press("_publish"))["figures-0-photo"]
    assert [words] == list(clearance.faults(photo, timezone.now()))


def test_an_agency_is_named_as_it_wants_to_be(draft, db):
    agency = Agency.objects.create(
        name="Agence France-Presse", credit_form="{photographer} / AFP via Getty"
    )
    photo = make_photo(agency=agency, supply="agency", photographer="A. Diarra", credit="")
    assert photo.credit == "A. Diarra / AFP via Getty"
    figure = place(photo, draft)
    assert not barred(draft, "credit")
    figure.credit = "AFP"
    figure.save()
    assert "Getty" in barred(draft, "credit")[0]
    figure.credit = "Awa Diarra – afp, via getty"
    figure.save()
    assert not barred(draft, "credit")


def test_rights_that_end_soon_are_a_warning_to_acknowledge(draft):
    place(make_photo("Bientôt", rights_until=day(10)), draft)
    place(make_photo("Plus tard", "red", rights_until=day(200)), draft)
    found = [each for each in run(text_of(draft)) if each.code == "rights-ending"]
    assert [each.field for each in found] == ["figures-1-photo"]


def test_a_person_shown_and_not_linked_is_told_and_linked(client, draft, chief, sanou):
    photo = make_photo()
    Depicted.objects.create(photo=photo, person=sanou)
    place(photo, draft)
    (finding,) = [each for each in run(text_of(draft)) if each.code == "unlinked-shown"]
    assert (finding.field, finding.excerpt) == ("people", "Alousséni Sanou")
    client.force_login(chief)
    assert open_page(client, draft).press("_link").status_code == 302
    assert draft.people.get() == sanou


def test_readers_are_told_whose_service_supplied_a_photo(client, draft, chief):
    place(make_photo(supply="handout", source="Présidence de la République"), draft)
    draft.publish(chief)
    assert "Présidence de la République)" in page_of(client, draft)
    other = make_draft("Autre")
    place(make_photo("La nôtre", "red", source="Le Fleuve"), other)
    other.publish(chief)
    assert "(photo" not in page_of(client, other)


@pytest.fixture
def ending(draft, chief):
    """A story of June 10 whose photo may be shown until the 20th."""
    photo = make_photo(rights_until=None)
    place(photo, draft, caption="L’échange des documents")
    with on_day(2025, 6, 10):
        draft.publish(chief)
    photo.rights_until = timezone.datetime(2025, 6, 20).date()
    photo.save()
    return draft


def test_a_page_drops_the_photo_after_its_last_day_and_keeps_its_caption(client, ending):
    with on_day(2025, 6, 20):
        page = page_of(client, ending)
        assert "<picture>" in page
    with on_day(2025, 6, 21):
        page = page_of(client, ending)
        assert "<picture>" not in page
        assert "ImageObject" not in page
        assert "L’échange des documents" in page
        assert "Archives" in page
        assert 'class="gone"' in page
        version = ending.editions.get().get_version_url()
        assert "<picture>" not in client.get(version).content.decode()


def test_cards_go_without_the_photo_whose_rights_ended(client, ending):
    for address_ in ("/", "/articles/"):
        with on_day(2025, 6, 20):
            assert "<picture>" in get(client, address_).content.decode()
        with on_day(2025, 6, 21):
            page = get(client, address_).content.decode()
            assert "<picture>" not in page
            assert ending.headline in page


def test_the_preview_says_what_readers_would_see(client, ending, chief):
    client.force_login(chief)
    page = client.get(address("dispatch_preview_page", ending.pk)).content.decode()
    assert 'class="gone"' in page
    assert "<picture>" not in page


def test_the_desk_is_told_of_live_photos_whose_rights_end_soon(client, draft, chief):
    soon = make_photo("Bientôt", rights_until=day(9))
    place(soon, draft)
    draft.publish(chief)
    place(make_photo("Brouillon", "red", rights_until=day(9)), make_draft("Pas publié"))
    client.force_login(chief)
    index = client.get(INDEX)
    assert [each.title for each in index.context["ending"].rows] == ["Bientôt"]
    client.force_login(User.objects.create_user("visiteur", is_staff=True))
    assert client.get(INDEX).context["ending"] is None


def test_whoever_places_a_photo_reads_its_terms(client, draft, chief):
    photo = make_photo(allowed_uses="Presse", forbidden_uses="Publicité", usage_terms="CC BY")
    place(photo, draft)
    client.force_login(chief)
    page = client.get(address("dispatch_change", draft.pk))
    shown(page)
    assert "Publicité" in page.content.decode()
    (found,) = client.get(address("photo_search"), {"ids": photo.pk}).json()["results"]
    assert [words for words in found["terms"] if "Publicité" in words]
