"""A draft at the desk: it may lack anything, and two people never overwrite each other unseen."""

import pytest
from django.contrib.auth.models import User

from articles.models import Author, Dispatch

from .conftest import make_photo, place
from .desk import CHIEF, REPORTER, address, errors, hand_over, only, open_page, shown, sit_down


@pytest.mark.django_db
def test_an_empty_draft_is_saved(client):
    reporter = sit_down(client, REPORTER)
    response = open_page(client).press()
    assert response.url == address("dispatch_change", only().pk)
    assert only().created_by == reporter


@pytest.mark.django_db
def test_a_draft_keeps_its_words_its_bylines_and_a_photo_to_come(client, draft):
    sit_down(client, REPORTER)
    author = draft.bylines.get().author
    page = open_page(client).type(
        headline="Bamako", body="<p>Un mot.</p><figure data-slot='1'></figure>"
    )
    page.type(**{"bylines-0-author": author.pk, "bylines-0-credit": "special"})
    page.add(
        "figures", slot="1", caption="Photo à venir", alt="", credit="", position="10", photo=""
    )
    page.press("_save")
    saved = Dispatch.objects.get(headline="Bamako")
    assert saved.body == '<p>Un mot.</p><figure data-slot="1"></figure>'
    assert [str(byline) for byline in saved.bylines.all()] == [author.name]
    assert list(saved.figures.values_list("slot", "photo", "caption")) == [
        (1, None, "Photo à venir")
    ]


@pytest.mark.django_db
def test_a_row_with_nothing_but_its_place_is_no_row(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    page = open_page(client, draft)
    page.add("bylines", author="", credit="", position="20").add(
        "figures", photo="", position="10", slot=""
    )
    assert page.press().status_code == 302
    assert (draft.bylines.count(), draft.figures.count()) == (1, 0)


@pytest.mark.django_db
def test_an_emptied_place_in_the_order_is_the_last_place(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    other = Author.objects.create(name="Le photographe")
    place(make_photo(), draft, position=10)
    page = open_page(client, draft).type(**{"bylines-0-position": "", "figures-0-position": ""})
    page.add("bylines", author=other.pk, credit="photos", position="30")
    assert page.press().status_code == 302
    assert draft.bylines.first().author == other
    assert draft.bylines.last().position == 40
    assert draft.figures.get().position > 0


@pytest.mark.django_db
@pytest.mark.parametrize("number", ["0", "1000", "-1", "x"])
def test_a_photo_has_a_number_that_the_text_can_place(client, draft, number):
    hand_over(draft, sit_down(client, REPORTER))
    page = open_page(client, draft)
    page.add("figures", slot=number, caption="Une table", alt="", credit="", position="", photo="")
    response = page.press()
    table = response.context["inline_admin_formsets"][1].formset
    assert "999" in str(table.forms[0].non_field_errors()), "said where it is seen"


@pytest.mark.django_db
def test_two_equal_rows_are_refused_in_the_desks_own_words(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    byline = draft.bylines.get()
    page = open_page(client, draft)
    page.add("bylines", author=byline.author_id, credit=byline.credit, position="20")
    assert "Cet auteur signe déjà avec cette mention." in str(errors(page.press()))


@pytest.mark.django_db
@pytest.mark.parametrize("value", ["abc", "9" * 30, "9" * 5000, "\x00", "1,2"])
def test_what_is_no_number_of_a_thing_is_refused_at_its_box(client, draft, value):
    hand_over(draft, sit_down(client, REPORTER))
    place(None, draft)
    for box in ("topics", "accords", "actors", "people", "translation_of"):
        answer = open_page(client, draft).type(**{box: value}).press()
        assert errors(answer).keys() == {box}, box
    for box in ("bylines-0-author", "figures-0-photo"):
        answer = open_page(client, draft).type(**{box: value}).press()
        assert errors(answer).keys() == {box}, box
    names = ("topics", "accords", "actors", "people", "translation_of", "section")
    answer = client.get(address("dispatch_add"), dict.fromkeys(names, value))
    assert shown(answer)


@pytest.mark.django_db
def test_a_new_article_sent_twice_is_one_article(client):
    sit_down(client, REPORTER)
    page = open_page(client).type(headline="Envoyé deux fois")
    first, second = page.press(), page.press()
    assert first.url == second.url == address("dispatch_change", only().pk)


@pytest.mark.django_db
def test_what_was_added_before_a_new_article_is_sent_again_is_shown_and_kept(client):
    sit_down(client, REPORTER)
    page = open_page(client).type(headline="Envoyé deux fois", body="<p>Un.</p>")
    page.press()
    response = page.type(body="<p>Un.</p><p>Deux.</p>").press()
    assert response.status_code == 200
    assert "Deux." in shown(response)
    assert only().body == "<p>Un.</p>"
    assert "Deux." in only().revisions.order_by("-number").first().data["content"]["body"]


@pytest.mark.django_db
def test_the_headline_of_a_colleague_s_draft_is_not_read_by_naming_it_as_an_original(client, draft):
    sit_down(client, REPORTER)
    page = client.get(address("dispatch_add"), {"translation_of": draft.pk})
    assert draft.headline not in shown(page)
    refused = open_page(client).type(headline="Le mien", translation_of=draft.pk).press()
    assert draft.headline not in shown(refused)
    assert not Dispatch.objects.filter(translation_of=draft).exists()


@pytest.mark.django_db
def test_a_save_over_a_newer_one_is_refused_with_all_that_was_typed(client, draft):
    colleague = sit_down(client, REPORTER)
    hand_over(draft, colleague)
    colleague.first_name = "Aminata"
    colleague.save()
    early = open_page(client, draft)
    open_page(client, draft).type(headline="Le titre de la collègue").press()
    response = early.type(headline="Mon titre", standfirst="Mon chapô").press()
    page = shown(response)
    assert "Aminata" in page
    assert 'target="_blank"' in page
    assert "Mon titre" in page
    assert "Mon chapô" in page
    assert Dispatch.objects.get().headline == "Le titre de la collègue"
    assert shown(early.press()).count("Mon titre"), "sent again, it is refused again"


@pytest.mark.django_db
def test_saving_raises_the_revision_and_dates_only_what_changed(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    changed_at = draft.changed_at
    open_page(client, draft).press()
    draft.refresh_from_db()
    assert (draft.revision, draft.changed_at) == (1, changed_at)
    open_page(client, draft).type(headline="Autre titre").press()
    draft.refresh_from_db()
    assert draft.revision == 2
    assert draft.changed_at > changed_at


@pytest.mark.django_db
def test_what_was_prepared_for_readers_waits_for_the_next_visit(client, live):
    sit_down(client, CHIEF)
    page = open_page(client, live).type(kind="correction", note="Le nom était faux.")
    page.type(publish_at_0="25/06/2027", publish_at_1="08:00")
    page.press()
    again = open_page(client, live).values
    assert (again["kind"], again["note"]) == ("correction", "Le nom était faux.")
    assert (again["publish_at_0"], again["publish_at_1"]) == ("25/06/2027", "08:00")


@pytest.mark.django_db
def test_an_outsider_reads_no_draft(client, draft):
    outsider = User.objects.create_user("passant", is_staff=True)
    client.force_login(outsider)
    for url in (
        address("dispatch_changelist"),
        address("dispatch_change", draft.pk),
        address("dispatch_withdraw", draft.pk),
        address("photo_search"),
    ):
        assert client.get(url).status_code == 403, url


@pytest.mark.django_db
def test_whoever_may_only_look_changes_nothing(client, draft):
    sit_down(client, "iconographe")
    page = open_page(client, draft)
    assert not page.buttons
    assert page.type(headline="Pirate").press().status_code == 403
    assert not errors(page.response)


@pytest.mark.django_db
def test_two_photos_of_one_number_are_refused_in_words(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    place(None, draft)
    page = open_page(client, draft)
    page.add("figures", slot="1", caption="Une autre", alt="", credit="", position="20", photo="")
    assert "Deux photos ne peuvent porter le même numéro." in str(errors(page.press()))
