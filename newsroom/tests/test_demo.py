"""`manage.py demo`: a newsroom in one command, which touches nobody else's."""

import socket

import pytest
from django.contrib.auth.models import User
from django.core.management import CommandError, call_command

from articles.models import Comment, Dispatch, Edition, Event, FrontOrder, Move, Section
from diplomacy.models import Accord
from newsroom.management import demo
from newsroom.management.derived import differences

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def no_password_from_outside(monkeypatch):
    monkeypatch.delenv("DEMO_PASSWORD", raising=False)


def run(capsys, *arguments):
    call_command("demo", *arguments, "--no-serve")
    return capsys.readouterr().out


def password_in(printed):
    """The password on the line of the account `redacteur`."""
    return next(line.split()[-1] for line in printed.splitlines() if "redacteur" in line)


def test_one_run_makes_a_newsroom_with_somebody_in_every_group(client, capsys):
    password = password_in(run(capsys))
    assert client.get("/").context["front"].lead
    for username, group in demo.ACCOUNTS.items():
        assert client.login(username=username, password=password)
        account = User.objects.get(username=username)
        assert [each.name for each in account.groups.all()] == [group]
        assert account.is_staff
        assert account.is_superuser == (username == "admin")


def test_a_second_run_changes_nothing_and_loses_nothing(capsys):
    password = password_in(run(capsys))
    story = Dispatch.objects.get(headline__startswith="Moscou et Bamako")
    story.headline = "Retouché par un nouveau venu"
    story.save()
    own = Dispatch.objects.create(headline="Mon premier papier")
    editor = User.objects.create(username="a-colleague")
    accounts = list(User.objects.order_by("pk").values())

    printed = run(capsys)

    assert password not in printed
    story.refresh_from_db()
    assert story.headline == "Retouché par un nouveau venu"
    assert Dispatch.objects.filter(pk=own.pk).exists()
    assert User.objects.filter(pk=editor.pk).exists()
    assert list(User.objects.order_by("pk").values()) == accounts


def test_everybody_finds_something_to_do_at_their_first_sign_in(client, capsys):
    run(capsys)
    own = {
        "redacteur": {"drafts", "returned"},
        "secretaire": {"review"},
        "chef": {"review", "approved"},
    }
    for username in demo.ACCOUNTS:
        client.force_login(User.objects.get(username=username))
        desk = client.get("/admin/").context
        waiting = {each.name for each in desk["waiting"] if each.rows}
        assert waiting >= own.get(username, set()) | {"embargo"}
        assert desk["planning"].rows
        assert desk["unread"] or username == "admin"


def test_the_shift_of_the_demo_begins_once(capsys):
    run(capsys)
    Comment.objects.all().delete()
    Event.objects.first().delete()
    before = Event.objects.count(), Move.objects.count(), FrontOrder.objects.count()
    run(capsys)
    assert not Comment.objects.exists()
    assert (Event.objects.count(), Move.objects.count(), FrontOrder.objects.count()) == before


def test_readers_see_nothing_of_the_shift_but_the_order_of_the_front_page(client, capsys):
    run(capsys)
    page = client.get("/").content.decode()
    assert client.get("/").context["front"].lead.headline.startswith("Sahel")
    for draft in Dispatch.objects.exclude(pk__in=Edition.objects.values("dispatch")):
        assert draft.headline not in page


def test_the_password_of_the_environment_is_set_on_every_run(client, capsys, monkeypatch):
    run(capsys)
    monkeypatch.setenv("DEMO_PASSWORD", "la-marmite-bout")
    run(capsys)
    for username in demo.ACCOUNTS:
        assert client.login(username=username, password="la-marmite-bout")


def test_forgotten_passwords_are_made_anew(client, capsys):
    forgotten = password_in(run(capsys))
    password = password_in(run(capsys, "--new-passwords"))
    assert client.login(username="chef", password=password)
    assert not client.login(username="chef", password=forgotten)


@pytest.mark.parametrize("work", ["article", "accord", "account", "demo content and an account"])
def test_a_desk_s_own_database_is_refused_and_left_as_it_is(work, capsys):
    if work == "article":
        Dispatch.objects.create(headline="À nous", section=Section.objects.create(name="Monde"))
    elif work == "accord":
        Accord.objects.create(name="Un accord à nous")
    else:
        User.objects.create(username="secretariat")
    if work.startswith("demo content"):
        call_command("loaddata", "demo", verbosity=0)
    before = Dispatch.objects.count(), User.objects.count(), Accord.objects.count()
    with pytest.raises(CommandError, match="1 "):
        run(capsys)
    assert (Dispatch.objects.count(), User.objects.count(), Accord.objects.count()) == before


def test_an_interrupted_first_run_is_taken_up_again(capsys):
    call_command("loaddata", "demo", verbosity=0)
    run(capsys)
    assert User.objects.count() == len(demo.ACCOUNTS)


def test_the_demo_changed_at_the_desk_and_written_back_is_loaded_anew(capsys, tmp_path):
    """What a colleague typed in comes without their account."""
    run(capsys)
    colleague = User.objects.create_user("a-colleague")
    Dispatch.objects.create(headline="Mon premier papier", created_by=colleague)
    chief = User.objects.get(username="chef")
    Dispatch.objects.filter(headline__startswith="Moscou et").update(created_by=chief)
    written = tmp_path / "demo.json"
    demo.write_back(written)
    assert "historical" not in written.read_text()
    assert "articles.comment" not in written.read_text()
    User.objects.filter(pk=colleague.pk).update(username="somebody-else")

    call_command("loaddata", str(written), verbosity=0)

    assert Dispatch.objects.get(headline="Mon premier papier").created_by is None
    assert Dispatch.objects.get(headline__startswith="Moscou et").created_by == chief
    assert list(differences()) == []


def test_a_port_in_use_is_told(capsys):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        with pytest.raises(CommandError, match=str(port)):
            call_command("demo", str(port))
    assert "http://" not in capsys.readouterr().out
