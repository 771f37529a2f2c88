"""What is typed is kept as it is typed, for the one who typed it, until it is saved."""

import json
from uuid import uuid4

import pytest
from django.urls import reverse

from articles.models import Autosave, Dispatch

from .conftest import make_draft
from .desk import REPORTER, address, hand_over, open_page, shown, sit_down

FORM = {"fields": {"headline": "Tapé"}, "tables": {"bylines": [], "figures": []}, "labels": {}}


def typing(client, user, dispatch=None, page="", form=FORM, revision=0, **more):
    """What the page's script sends."""
    url = (
        address("dispatch_autosave", dispatch.pk) if dispatch else address("dispatch_autosave_new")
    )
    sent = {"user": user.pk, "page": page, "revision": revision, "form": form} | more
    return client.post(url, json.dumps(sent), content_type="application/json")


@pytest.fixture
def reporter(client, db):
    return sit_down(client, REPORTER)


@pytest.fixture
def own(draft, reporter):
    hand_over(draft, reporter)
    return draft


def test_what_is_typed_is_kept_and_the_article_stays_as_it_is(client, own, reporter):
    assert typing(client, reporter, own).status_code == 200
    again = FORM | {"fields": {"headline": "Tapé plus loin"}}
    typing(client, reporter, own, form=again)
    assert json.loads(Autosave.objects.get().data) == again
    assert Dispatch.objects.get().headline == own.headline


def test_the_page_offers_what_was_typed_until_it_is_saved(client, own, reporter):
    typing(client, reporter, own)
    page = open_page(client, own)
    assert page.response.context["keep"]["offer"]["form"] == FORM
    assert page.press().cookies["kept"].value == str(own.pk)
    assert not Autosave.objects.exists()
    assert open_page(client, own).response.context["keep"]["offer"] is None


def test_a_refused_save_forgets_nothing(client, own, reporter):
    typing(client, reporter, own)
    answer = open_page(client, own).type(headline="x" * 201).press()
    assert "kept" not in answer.cookies
    assert Autosave.objects.exists()
    assert answer.context["keep"]["refused"]


def test_a_colleague_is_never_offered_my_words(client, own, reporter):
    typing(client, reporter, own)
    sit_down(client, "chef de rubrique")
    assert open_page(client, own).response.context["keep"]["offer"] is None
    assert client.post(address("dispatch_autosave_discard"), {"page": own.pk}).status_code == 204
    assert Autosave.objects.exists(), "nor can they throw them away"


def test_words_typed_before_somebody_else_signed_in_are_not_theirs(client, own, reporter):
    sit_down(client, "chef de rubrique")
    answer = typing(client, reporter, own)
    assert answer.status_code == 409
    assert answer.json()["told"]
    assert not Autosave.objects.exists()


def test_a_new_article_is_kept_under_the_name_of_its_page(client, reporter):
    page = open_page(client)
    uid = page.values["uid"]
    assert typing(client, reporter, page=uid).status_code == 200
    assert "Tapé" in shown(client.get(address("dispatch_changelist")))
    other = open_page(client)
    assert other.values["uid"] != uid
    assert f"?uid={uid}" in shown(other.response)
    again = client.get(address("dispatch_add"), {"uid": uid})
    assert again.context["keep"]["offer"]["form"] == FORM
    page.type(headline="Enregistré").press()
    assert not Autosave.objects.exists()
    assert typing(client, reporter, page=uid).json()["newer"], "it is saved: told, and kept with it"


@pytest.mark.parametrize("uid", ["12", "", "../..", "x" * 60, "é"])
def test_a_nonsense_page_keeps_nothing(client, reporter, uid):
    assert typing(client, reporter, page=uid).status_code == 400
    assert client.get(address("dispatch_add"), {"uid": uid}).status_code == 200
    assert not Autosave.objects.exists()


@pytest.mark.parametrize(
    "body",
    [
        b"", b"[]", b"null", b"{}", b'{"user": "x"}', b"\xff", b'{"user": 1, "revision": 1e9}',
        b'{"user": 1, "revision": -1, "form": {}}', b'{"user": 1, "revision": 1, "form": []}',
    ],
)  # fmt: skip
def test_nonsense_is_refused(client, own, body):
    url = address("dispatch_autosave", own.pk)
    assert client.post(url, body, content_type="application/json").status_code == 400


def test_too_much_is_refused_with_a_word(client, own, reporter):
    answer = typing(client, reporter, own, form=FORM | {"x": "x" * 1_000_001})
    assert answer.status_code == 413
    assert answer.json()["told"]


def test_who_may_not_write_keeps_nothing(client, draft, reporter):
    assert typing(client, reporter, draft).status_code == 403
    assert client.get(address("dispatch_autosave", draft.pk)).status_code == 405
    reader = sit_down(client, "iconographe")
    assert typing(client, reader, draft).status_code == 403
    assert typing(client, reader, page=str(uuid4())).status_code == 403
    client.logout()
    assert typing(client, reader, draft).status_code == 302
    assert not Autosave.objects.exists()


def test_keeping_costs_few_queries(client, own, reporter, django_assert_max_num_queries):
    typing(client, reporter, own)
    make_draft("Un autre")
    with django_assert_max_num_queries(14):
        typing(client, reporter, own, form=FORM | {"labels": {"a": "b"}})


def test_the_page_after_signing_out_tells_the_browser_to_wipe_its_copies(client, reporter):
    answer = client.post(reverse("admin:logout"))
    assert "data-signed-out" in shown(answer)
