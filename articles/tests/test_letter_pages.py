"""Asking for letters: confirmed from the letterbox, left with one click, and nothing told of anybody."""

import re

import pytest
import time_machine
from django.core import mail
from django.db import IntegrityError, transaction
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from articles.models import Subscription
from diplomacy.tests.conftest import make_act, make_document

from .conftest import HOSTILE, make_draft

pytestmark = pytest.mark.django_db
READER = "lectrice@example.org"


@pytest.fixture
def strict():
    """A browser that sends what it was given, and a server that checks tokens against forgery."""
    return Client(enforce_csrf_checks=True)


def ask(client, email=READER, about="", rhythm="daily", status=302):
    sent = {"email": email, "about": about, "rhythm": rhythm}
    answer = client.post(reverse("articles:letter"), sent)
    assert answer.status_code == status
    return answer


def link(letter, word="http"):
    """The path of the link in a letter."""
    [address] = re.findall(r"http://localhost:8000(/\S+)", letter.body)
    return address


def test_nothing_begins_before_the_letterbox_has_answered(strict):
    ask(strict)
    [letter] = mail.outbox
    assert letter.to == [READER]
    assert not Subscription.objects.confirmed().exists()
    page = strict.get(link(letter))
    assert page.status_code == 200
    assert not Subscription.objects.confirmed().exists(), "mail servers follow links too"
    assert strict.post(link(letter)).status_code == 200
    assert Subscription.objects.confirmed().get().email == READER
    strict.post(link(letter))
    assert Subscription.objects.count() == 1
    assert not strict.cookies


def test_a_page_offers_letters_about_itself(client, live, chief, mali, commission):
    make_act(commission, mali, source=make_document())
    for thing in (live.section, mali, commission):
        kind = thing._meta.model_name
        page = client.get(thing.get_absolute_url()).content.decode()
        address = re.search(r'href="([^"]+\?about=[^"]+)"', page)[1]
        form = client.get(address).content.decode()
        chosen = re.search(r'<option value="([^"]*)" selected>([^<]+)', form)
        assert chosen[1] == f"{kind}:{thing.slug}"
        ask(client, f"{kind}@example.org", chosen[1], "weekly")
        wanted = Subscription.objects.get(email=f"{kind}@example.org")
        assert (wanted.about, wanted.rhythm, wanted.language) == (thing, "weekly", "fr")


def test_nobody_learns_whether_an_address_has_letters(client):
    first = ask(client)
    Subscription.objects.get().confirm()
    again = ask(client)
    assert (first.status_code, first.url) == (again.status_code, again.url)
    shown = client.get(first.url).content.decode()
    assert READER not in shown
    assert len(mail.outbox) == 2


def test_asking_anew_changes_how_often_and_keeps_what_was_told(client):
    ask(client, rhythm="daily")
    client.post(link(mail.outbox[0]))
    told = Subscription.objects.get().told_at
    ask(client, READER.upper(), rhythm="weekly")
    client.post(link(mail.outbox[1]))
    found = Subscription.objects.get()
    assert (found.rhythm, found.told_at) == ("weekly", told)


def test_nobody_is_pestered(client):
    for _ in range(6):
        answer = ask(client)
    assert answer.url == reverse("articles:letter_asked")
    assert len(mail.outbox) == 3
    ask(client, "autre@example.org")
    assert len(mail.outbox) == 4


def test_what_nobody_confirms_is_forgotten(client):
    ask(client)
    with time_machine.travel(timezone.now() + timezone.timedelta(days=3)):
        ask(client, "autre@example.org")
        assert client.get(link(mail.outbox[0])).status_code == 410
    assert [each.email for each in Subscription.objects.all()] == ["autre@example.org"]


def test_leaving_erases_the_address(strict):
    ask(strict)
    found = Subscription.objects.get()
    found.confirm()
    leave = found.get_leave_url()
    assert strict.get(leave).status_code == 200
    assert Subscription.objects.exists(), "a link that is followed changes nothing"
    answer = strict.post(leave, {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Subscription.objects.exists()
    assert strict.post(leave).status_code == strict.get(leave).status_code == 200
    assert strict.get(link(mail.outbox[0])).status_code == 410


def test_a_token_that_nobody_here_signed_leads_nowhere(client):
    ask(client)
    key = Subscription.objects.get().key
    for token in (key, f"{key}.x", "x", "é", "%00", "x" * 3000):
        for name in ("articles:letter_confirm", "articles:letter_leave"):
            address = reverse(name, args=["TOKEN"]).replace("TOKEN", token)
            assert client.get(address).status_code == 404
            assert client.post(address).status_code == 404
    assert not Subscription.objects.confirmed().exists()


@pytest.mark.parametrize(
    "email",
    [
        "", "x", "a@b", "a@example.org\nBcc: all@example.org", "a@example.org\r\nX: y", "a\x00@example.org",
        "a@" + ".".join(["İ" * 60] * 3) + ".example.org",
        "a@example.org, b@example.org", "<a@example.org>", "x" * 300 + "@example.org", "\u202ea@example.org",
    ],
)  # fmt: skip
def test_an_address_that_is_none_is_refused_at_its_box_and_kept(client, email):
    page = ask(client, email, status=422).content.decode()
    assert 'aria-invalid="true"' in page
    assert mail.outbox == []
    assert not Subscription.objects.exists()


@pytest.mark.parametrize(
    "about", [*HOSTILE, "section:", "section:nulle-part", "person:x", "actor:x"]
)
def test_what_is_not_there_is_refused_and_offered_by_no_link(client, about):
    ask(client, about=about, status=422)
    page = client.get(reverse("articles:letter"), {"about": about})
    assert page.status_code == 200
    assert mail.outbox == []


def test_a_section_that_no_reader_has_seen_is_not_offered(client):
    make_draft()
    assert "Afrique" not in client.get(reverse("articles:letter")).content.decode()


def test_a_letter_that_cannot_be_sent_is_said_and_may_be_asked_again(client, settings):
    backend = "articles.tests.post_office.Closed"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {}}}
    settings.EMAIL_BACKEND = backend
    page = ask(client, status=503).content.decode()
    assert 'role="alert"' in page
    assert READER in page
    assert not Subscription.objects.exists()


def test_the_database_keeps_one_confirmed_letter_for_each_address_and_thing(live):
    ask_for = Subscription.objects.ask
    ask_for(READER, "fr", "daily").confirm()
    ask_for(READER, "fr", "daily", live.section).confirm()
    now = timezone.now()
    moments = {"asked_at": now, "confirmed_at": now, "told_at": now}
    for fields in ({}, {"section": live.section}, {"rhythm": "hourly", "email": "a@example.org"}):
        with pytest.raises(IntegrityError), transaction.atomic():
            Subscription.objects.create(
                **{"email": READER, "language": "fr", "key": "k"} | moments | fields
            )


def test_the_desk_sees_numbers_and_nobody(client, chief, live):
    Subscription.objects.ask(READER, "fr", "daily", live.section).confirm()
    Subscription.objects.ask("autre@example.org", "fr", "weekly").confirm()
    chief.is_superuser = True
    chief.save()
    client.force_login(chief)
    page = client.get(reverse("admin:articles_subscription_changelist")).content.decode()
    assert "Afrique" in page
    assert "example.org" not in page
    pk = Subscription.objects.first().pk
    change = reverse("admin:articles_subscription_changelist") + f"{pk}/change/"
    assert client.get(change).status_code == 404
    assert "example.org" not in str(Subscription.objects.first())
