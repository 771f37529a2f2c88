"""Notices: in the admin and by e-mail, to whom they concern, without a word of a draft."""

import socketserver
import threading
from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.core import mail
from django.core.cache import cache
from django.urls import reverse
from django.utils import timezone

from articles.models import Notice

from .conftest import make_draft, make_photo, place

SECRET = "Le ministre part demain"
BELL = reverse("admin:articles_notice_changelist")


def colleague(name, group, **fields):
    user = User.objects.create_user(name, is_staff=True, **{"email": f"{name}@desk.test"} | fields)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def reporter(db):
    return colleague("awa", "rédacteur")


@pytest.fixture
def reader(db):
    return colleague("bakary", "secrétaire de rédaction")


@pytest.fixture
def secret(reporter):
    return make_draft(SECRET, standfirst=SECRET, body=f"<p>{SECRET}</p>", created_by=reporter)


@pytest.fixture
def submitted(secret, reporter, reader, django_capture_on_commit_callbacks):
    with django_capture_on_commit_callbacks(execute=True):
        secret.submit(reporter)
    return secret


def page_of(client, user):
    client.force_login(user)
    return client.get(BELL).content.decode()


def test_those_who_read_are_told_by_e_mail_without_the_draft(submitted, reader):
    letter = next(letter for letter in mail.outbox if letter.to == [reader.email])
    assert letter.subject == "[Le Fleuve] awa " + Notice(kind="submitted").get_kind_display()
    path = reverse("admin:articles_dispatch_change", args=[submitted.pk])
    assert f"http://localhost:8000{path}" in letter.body
    assert all(word not in str(letter.message()) for word in ("ministre", "demain"))


def test_whoever_makes_the_move_and_whoever_left_are_not_told(
    secret, reporter, reader, django_capture_on_commit_callbacks
):
    gone = colleague("parti", "secrétaire de rédaction", is_active=False)
    with django_capture_on_commit_callbacks(execute=True):
        secret.submit(reporter)
        secret.send_back(reader, "Il manque la source.")
    told = {(notice.user.username, notice.kind) for notice in Notice.objects.all()}
    assert told == {("bakary", "submitted"), ("awa", "sent_back")}
    assert gone.email not in {letter.to[0] for letter in mail.outbox}
    assert not any("source" in letter.body for letter in mail.outbox)


def test_no_letter_leaves_before_the_move_stands(secret, reporter, reader):
    secret.submit(reporter)  # its transaction is not committed: it is the test's own
    assert Notice.objects.filter(user=reader).exists()
    assert mail.outbox == []


def test_an_address_or_a_name_cannot_smuggle_a_header(
    secret, reader, django_capture_on_commit_callbacks
):
    hostile = colleague("x\nBcc: all@world.test", "rédacteur")
    colleague("poison", "secrétaire de rédaction", email="a@desk.test\nBcc: all@world.test")
    colleague("zoé", "secrétaire de rédaction")
    secret.created_by = hostile
    secret.save()
    with django_capture_on_commit_callbacks(execute=True):
        secret.submit(hostile)
    assert {letter.to[0] for letter in mail.outbox} == {reader.email, "zoé@desk.test"}
    assert all(letter.recipients() == letter.to for letter in mail.outbox)
    assert all("\n" not in letter.subject for letter in mail.outbox)


class Rude(socketserver.BaseRequestHandler):
    """A mail server that hangs up."""

    def handle(self):
        self.request.close()


@pytest.fixture
def rude_server(settings):
    with socketserver.TCPServer(("127.0.0.1", 0), Rude) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        host, port = server.server_address
        backend = "django.core.mail.backends.smtp.EmailBackend"
        if hasattr(settings, "MAILERS"):
            options = {"host": host, "port": port, "timeout": 5}
            settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": options}}
        else:
            settings.EMAIL_BACKEND = backend
            settings.EMAIL_HOST, settings.EMAIL_PORT = host, port
        yield
        server.shutdown()
        thread.join()


def test_a_mail_server_that_fails_does_not_break_the_move(
    rude_server, secret, reporter, reader, django_capture_on_commit_callbacks
):
    with django_capture_on_commit_callbacks(execute=True):
        secret.submit(reporter)
    secret.refresh_from_db()
    assert secret.stage == "review"
    assert Notice.objects.filter(user=reader).count() == 1


def test_the_bell_counts_what_is_not_read(client, submitted, reader, reporter):
    assert 'class="count">1<' in page_of(client, reader)
    assert 'class="count"' not in page_of(client, reporter)


def test_opening_a_notice_marks_it_read_and_goes_to_the_article(client, submitted, reader):
    client.force_login(reader)
    notice = Notice.objects.get(user=reader)
    answer = client.post(BELL, {"open": notice.pk})
    assert answer.url == reverse("admin:articles_dispatch_change", args=[submitted.pk])
    notice.refresh_from_db()
    assert notice.read_at


def test_all_are_marked_read_at_once_and_stay_in_the_list(client, submitted, reader):
    client.force_login(reader)
    page = client.post(BELL, {}, follow=True).content.decode()
    assert SECRET in page
    assert 'class="count"' not in page


def test_nobody_reads_or_opens_the_notices_of_another(client, submitted, reader, reporter):
    assert SECRET not in page_of(client, reporter)
    notice = Notice.objects.get(user=reader)
    assert client.post(BELL, {"open": notice.pk}).status_code == 404
    client.post(BELL, {})
    notice.refresh_from_db()
    assert notice.read_at is None


def test_a_notice_of_an_article_that_one_may_no_longer_see_is_silent(client, submitted, reader):
    reader.groups.set([Group.objects.get(name="rédacteur")])
    page = page_of(client, User.objects.get(pk=reader.pk))
    assert SECRET not in page
    assert 'class="count"' not in page


def test_a_false_number_is_no_notice(client, reader):
    client.force_login(reader)
    for number in ("0", "x", "-1", "²"):
        assert client.post(BELL, {"open": number}).status_code == 404


@pytest.fixture
def losing(chief):
    """A live page whose photo must go in ten days, and one more that nobody reads yet."""
    ends = timezone.localdate() + timedelta(days=10)
    story = make_draft("Les originaux")
    place(make_photo("Bientôt", rights_until=ends), story)
    story.publish(chief)
    place(make_photo("Brouillon", "red", rights_until=ends), make_draft("Pas publié"))
    return story


def test_the_photo_desk_is_told_once_before_the_rights_to_a_photo_online_end(
    client, losing, reporter, chief, django_capture_on_commit_callbacks
):
    keeper = colleague("icare", "iconographe")
    client.force_login(reporter)
    with django_capture_on_commit_callbacks(execute=True):
        client.get(reverse("admin:index"))
        cache.clear()
        client.get(reverse("admin:index"))
    told = Notice.objects.filter(kind="rights_end")
    assert {each.user for each in told} == {keeper, chief}
    assert [letter.to for letter in mail.outbox] == [[keeper.email]]
    photo = losing.figures.get().photo
    assert str(photo.pk) in mail.outbox[0].body
    assert "Bientôt" in page_of(client, keeper)
    answer = client.post(BELL, {"open": told.get(user=keeper).pk})
    assert answer.url == reverse("admin:articles_photo_change", args=[photo.pk])
    photo.rights_until += timedelta(days=1)
    photo.save()
    cache.clear()  # an hour later
    client.get(reverse("admin:index"))
    client.get(reverse("admin:index"))
    assert told.filter(user=keeper).count() == 2, "another last day is another warning"


@pytest.mark.parametrize("notices", [1, 30])
def test_the_list_costs_the_same_however_long(
    client, secret, reader, reporter, notices, django_assert_max_num_queries
):
    for _ in range(notices):
        Notice.objects.tell([reader], "mention", secret, reporter)
    client.force_login(reader)
    with django_assert_max_num_queries(8):
        client.get(BELL)
