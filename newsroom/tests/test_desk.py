"""The desk itself: who comes in, in which language, under which policy, and what stands first."""

import re

import pytest
from django.contrib import admin
from django.contrib.auth.models import Group, User
from django.urls import reverse
from django.utils import translation

from articles.tests.conftest import chief, draft, live, photo  # noqa: F401

SCRIPT = re.compile(r"<script\b[^>]*>")


def sign_in(client, group, **fields):
    user = User.objects.create_user(f"{group} du soir", is_staff=True, **fields)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    return user


def policy(response):
    directives = response["Content-Security-Policy"].split("; ")
    return {name: values for name, _, values in (each.partition(" ") for each in directives)}


def assert_every_script_has_the_nonce(response):
    nonce = re.fullmatch(r"'nonce-([^']+)'", policy(response)["script-src"])[1]
    scripts = SCRIPT.findall(response.content.decode())
    data = [script for script in scripts if 'type="application/json"' in script]
    without = [each for each in scripts if f'nonce="{nonce}"' not in each and each not in data]
    assert scripts, "every page of the desk has a script"
    assert not without


@pytest.mark.django_db
def test_the_sign_in_page_is_under_the_policy_of_the_desk(client):
    assert_every_script_has_the_nonce(client.get(reverse("admin:login")))


@pytest.mark.parametrize(
    "name",
    [
        "index", "password_change", "articles_dispatch_changelist", "articles_dispatch_add",
        "articles_photo_changelist", "articles_photo_add", "articles_author_add",
        "articles_section_changelist", "articles_edition_changelist", "diplomacy_accord_changelist",
        "diplomacy_accord_add", "auth_user_add",
    ],
)  # fmt: skip
def test_every_script_of_the_desk_carries_the_nonce(client, db, name):
    sign_in(client, "administrateur")
    assert_every_script_has_the_nonce(client.get(reverse(f"admin:{name}")))


@pytest.mark.parametrize("page", ["change", "history", "withdraw"])
def test_the_scripts_of_an_article_carry_the_nonce(client, live, page):  # noqa: F811
    sign_in(client, "administrateur", is_superuser=True)
    assert_every_script_has_the_nonce(
        client.get(reverse(f"admin:articles_dispatch_{page}", args=[live.pk]))
    )


def test_the_scripts_of_a_deletion_and_of_a_popup_carry_the_nonce(client, photo):  # noqa: F811
    sign_in(client, "administrateur")
    assert_every_script_has_the_nonce(
        client.get(reverse("admin:articles_photo_delete", args=[photo.pk]))
    )
    answer = client.post(reverse("admin:articles_topic_add"), {"name": "Sahel", "_popup": "1"})
    assert_every_script_has_the_nonce(answer)


@pytest.mark.django_db
def test_the_password_of_a_colleague_is_set_under_the_policy(client):
    user = sign_in(client, "administrateur")
    assert_every_script_has_the_nonce(
        client.get(reverse("admin:auth_user_password_change", args=[user.pk]))
    )


@pytest.mark.django_db
def test_the_desk_speaks_the_language_of_its_address(client):
    sign_in(client, "rédacteur")
    french = client.get("/admin/").content.decode()
    english = client.get("/en/admin/").content.decode()
    assert 'lang="fr"' in french
    assert 'href="/en/admin/"' in french
    assert 'lang="en"' in english
    assert 'href="/admin/"' in english


@pytest.mark.django_db
def test_what_a_journalist_reaches_for_stands_first(client):
    sign_in(client, "administrateur")
    apps = client.get(reverse("admin:index")).context["app_list"]
    assert [app["app_label"] for app in apps] == ["articles", "diplomacy", "auth"]
    assert [model["object_name"] for model in apps[0]["models"]][:2] == ["Dispatch", "Photo"]
    assert apps[1]["models"][0]["object_name"] == "Accord"


@pytest.mark.parametrize(
    ("group", "offered", "hidden"),
    [
        ("rédacteur", "articles_dispatch_add", "diplomacy_accord_ceremony"),
        ("documentaliste", "diplomacy_accord_ceremony", "articles_dispatch_add"),
    ],
)
def test_shortcuts_are_those_that_the_person_may_follow(client, db, group, offered, hidden):
    sign_in(client, group)
    offers = [url for _label, url, _key in client.get(reverse("admin:index")).context["shortcuts"]]
    assert reverse(f"admin:{offered}") in offers
    assert reverse(f"admin:{hidden}") not in offers
    for url in offers:
        assert client.get(url).status_code == 200


@pytest.mark.parametrize("number", ["99999999999999999999", str(2**63), "9" * 5000])
@pytest.mark.django_db
def test_a_number_that_no_database_can_hold_is_no_accident(client, number, photo):  # noqa: F811
    sign_in(client, "administrateur", is_superuser=True)
    search = reverse("admin:articles_photo_search")
    found = client.get(search, {"ids": f"{number},{photo.pk}"}).json()["results"]
    assert [each["id"] for each in found] == [photo.pk]
    for name, condition in (
        ("diplomacy_accord_ceremony", "source"),
        ("diplomacy_act_changelist", "actor"),
        ("articles_dispatch_changelist", "section__in"),
        ("auth_user_changelist", "pk__in"),
    ):
        assert client.get(reverse(f"admin:{name}"), {condition: number}).status_code < 500, name


ENDLESS = ["x" * 50_001, "ﷺ" * 5000, "a " * 2000]


@pytest.mark.parametrize("words", ENDLESS, ids=["long", "letters that stand for more", "words"])
@pytest.mark.django_db
def test_an_endless_search_is_cut_on_every_list_and_the_desk_is_told(client, words):
    sign_in(client, "administrateur", is_superuser=True)
    for model, model_admin in admin.site._registry.items():
        if model_admin.search_fields:
            name = f"admin:{model._meta.app_label}_{model._meta.model_name}_changelist"
            response = client.get(reverse(name), {"q": words})
            assert response.status_code == 200, name
            assert [each.level_tag for each in response.context["messages"]] == ["warning"], name
            assert len(response.context["cl"].query) <= 300


@pytest.mark.parametrize("words", ENDLESS, ids=["long", "letters that stand for more", "words"])
@pytest.mark.django_db
def test_an_endless_search_is_cut_in_every_box(client, words):
    sign_in(client, "administrateur")
    box = {"app_label": "articles", "model_name": "dispatch", "field_name": "accords"}
    assert client.get(reverse("admin:autocomplete"), {**box, "term": words}).status_code == 200
    assert client.get(reverse("admin:articles_photo_search"), {"q": words}).status_code == 200
    assert client.get("/admin/nowhere/", {"q": words}).status_code == 404


@pytest.mark.parametrize(
    ("language", "name", "title"),
    [
        ("fr", "articles_dispatch", "Article"),
        ("en", "articles_dispatch", "Article"),
        ("fr", "articles_photo", "Photo"),
    ],
)
def test_pages_are_headed_by_what_they_are(client, live, photo, language, name, title):  # noqa: F811
    """Not by a sentence with the model’s name put into it: « Modification de article »."""
    sign_in(client, "administrateur", is_superuser=True)
    thing = {"articles_dispatch": live, "articles_photo": photo}[name]
    with translation.override(language):
        for page, args in (("change", [thing.pk]), ("delete", [photo.pk]), ("changelist", [])):
            words = client.get(reverse(f"admin:{name}_{page}", args=args)).content.decode()
            assert "Modification de" not in words
            assert "Ajouter article" not in words
            if page == "change":
                assert f"<h1>{title}</h1>" in words


@pytest.mark.parametrize("name", ["articles_dispatch_add", "diplomacy_person_add"])
@pytest.mark.django_db
def test_a_button_that_adds_a_row_speaks_french(client, name):
    sign_in(client, "administrateur")
    page = client.get(reverse(f"admin:{name}")).content.decode()
    assert "Ajout de" not in page
    assert "Ajouter article" not in page
    assert "Ajouter un objet" not in page


@pytest.mark.django_db
def test_the_scripts_find_their_words_in_one_catalogue(client):
    sign_in(client, "rédacteur")
    with translation.override("fr"):
        answer = client.get(reverse("admin:jsi18n"))
    assert "Aujourd'hui" in answer.content.decode()
    assert answer["Cache-Control"] == "private, max-age=3600"


@pytest.mark.django_db
def test_nobody_reads_the_desk_without_signing_in(client, draft):  # noqa: F811
    for name, args in (
        ("articles_dispatch_change", [draft.pk]),
        ("articles_photo_search", []),
        ("articles_dispatch_withdraw", [draft.pk]),
    ):
        answer = client.get(reverse(f"admin:{name}", args=args))
        assert answer.status_code == 302
        assert answer.url.startswith(reverse("admin:login"))
