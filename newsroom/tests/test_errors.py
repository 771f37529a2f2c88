"""What readers meet when something is wrong: in the site's dress, in words, in their language."""

import pytest
from django.core.exceptions import BadRequest
from django.test import Client

from newsroom import views

from .conftest import LETTERS, MACHINES, pages, paths, public_names


def test_every_public_address_stands_in_the_table(world):
    """A new page must be entered in `pages`, so that the tests of all pages read it too."""
    for language in ("fr", "en"):
        assert pages(world, language).keys() == public_names()


@pytest.mark.parametrize("language", ["fr", "en"])
def test_every_page_of_the_table_is_there(client, world, language):
    for path in paths(world, language, but=("permalink",)):
        response = client.get(path)
        assert response.status_code == 200, path
        language_free = "photos" in path or path.startswith(("/sitemap", "/robots", "/.well"))
        assert response.headers["Content-Language"] == language or language_free, path


@pytest.mark.parametrize("method", ["post", "put", "patch", "delete", "trace", "options"])
def test_readers_only_read(client, world, method):
    for language in ("fr", "en"):
        for path in paths(world, language, but={*MACHINES, *LETTERS, "articles:verify"}):
            response = getattr(client, method)(path)
            assert response.status_code == 405, path
            assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD"}


def test_a_head_request_is_answered_without_a_body(client, world):
    for path in paths(world, but=("permalink",)):
        response = client.head(path)
        assert response.status_code == 200, path
        assert not b"".join(response) if response.streaming else not response.content


@pytest.mark.parametrize(
    ("path", "language"),
    [
        ("/nulle-part/", "fr"),
        ("/en/nowhere/", "en"),
        ("/articles/2025/06/rien/", "fr"),
        ("/en/accords/nothing/", "en"),
        ("/articles/2025/13/rien/", "fr"),
        ("/articles/25/6/rien/", "fr"),
        ("/personnes/personne/", "fr"),
        ("/auteurs/personne/", "fr"),
        ("/themes/rien/", "fr"),
        ("/rubriques/rien/", "fr"),
        ("/en/articles/", "en"),  # the English address is /en/dispatches/
        ("/dispatches/", "fr"),
        ("/accords/%00/", "fr"),
        ("/accords/%ff/", "fr"),
    ],
)
def test_an_absent_page_is_404_in_the_language_of_its_address(client, db, path, language):
    response = client.get(path)
    assert response.status_code == 404
    assert f'<html lang="{language}"' in response.content.decode()
    assert "noindex" in response.content.decode()


@pytest.mark.parametrize("tail", ["99/", "0/", "9999999999999999999999/", f"{'9' * 5000}/"])
def test_a_version_that_does_not_exist_is_404(client, world, tail):
    path = world.story.editions.first().get_versions_url()
    assert client.get(path + tail).status_code == 404


@pytest.mark.parametrize(
    "digest", ["0" * 32, "%00", "..%2f..%2fetc", "x" * 5000, "'; --", "%F0%9F%93%B7"]
)
@pytest.mark.parametrize(
    "name", ["360.jpg", "360.webp", "361.jpg", "0.jpg", "9" * 30 + ".jpg", "360.svg"]
)
def test_a_picture_that_nobody_took_is_404(client, db, digest, name):
    assert client.get(f"/photos/{digest}/{name}").status_code == 404


@pytest.mark.parametrize(
    ("path", "language"), [("/admin/login/", "fr"), ("/en/admin/login/", "en")]
)
def test_a_form_sent_with_an_old_mark_is_refused_in_the_dress_of_the_site(db, path, language):
    response = Client(enforce_csrf_checks=True).post(path, {"username": "chef"})
    page = response.content.decode()
    assert response.status_code == 403
    assert f'<html lang="{language}"' in page
    assert "newsroom/base" in page
    assert "CSRF" not in page


def test_the_icon_is_found_where_browsers_look_for_it(client):
    response = client.get("/favicon.ico")
    assert response.status_code == 302
    assert response.url.endswith(".svg")


def test_a_mistake_of_ours_shows_nothing_of_it(rf):
    response = views.server_error(rf.get("/"))
    assert response.status_code == 500
    assert "Traceback" not in response.content.decode()
    assert '<html lang="fr"' in response.content.decode()


def test_a_refusal_that_was_not_written_for_readers_is_not_shown(rf):
    response = views.bad_request(rf.get("/"), BadRequest("secret inside"))
    assert response.status_code == 400
    assert "secret inside" not in response.content.decode()


def test_a_refused_host_is_answered_without_the_site(client, db):
    response = client.get("/", headers={"host": "evil.example"})
    assert response.status_code == 400
    assert "evil.example" not in response.content.decode()
