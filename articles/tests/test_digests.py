"""The letters themselves: what is new since the last one, once, as readers have it at that moment."""

from datetime import timedelta

import pytest
import time_machine
from django.core import mail
from django.core.management import CommandError, call_command
from django.utils import timezone

from articles.management.commands import send_digests
from articles.models import Section, Subscription

from .conftest import make_draft, on_day

pytestmark = pytest.mark.django_db
READER = "lectrice@example.org"


@pytest.fixture
def subscribe(db):
    def subscribe(email=READER, language="fr", rhythm="daily", about=None):
        with on_day(2025, 6, 20):
            asked = Subscription.objects.ask(email, language, rhythm, about)
            asked.confirm()
        return asked

    return subscribe


def send(day, hour=6, month=6):
    """The letters that leave on a day of June 2025."""
    mail.outbox.clear()
    with on_day(2025, month, day, hour=hour):
        call_command("send_digests", verbosity=0)
    return list(mail.outbox)


def publish(chief, headline, day, month=6, **fields):
    story = make_draft(headline, **fields)
    with on_day(2025, month, day):
        story.publish(chief)
    return story


def correct(chief, story, note, day):
    with on_day(2025, 6, day):
        story.correct(chief, note)


def test_a_letter_tells_what_is_new_and_links_to_it_bare(chief, subscribe):
    subscribe()
    story = publish(chief, "Moscou signe", 20, standfirst="Trois accords.")
    [letter] = send(21)
    html = letter.alternatives[0][0]
    address = f"http://localhost:8000{story.editions.get().get_absolute_url()}"
    assert letter.to == [READER]
    assert letter.subject.startswith("Le Fleuve – ")
    for text in (letter.body, html):
        assert "Moscou signe" in text
        assert "Trois accords." in text
        assert address in text
    assert f'<a href="{address}">' in html
    assert "<img" not in html
    assert "?" not in html.replace("<?", "")


def test_run_twice_it_sends_once_and_the_next_day_nothing_old(chief, subscribe):
    subscribe()
    publish(chief, "Moscou signe", 20)
    assert len(send(21)) == 1
    assert send(21, hour=7) == []
    assert send(22) == [], "an empty letter is not sent"
    publish(chief, "Bamako répond", 22)
    [letter] = send(23)
    assert "Bamako répond" in letter.body
    assert "Moscou signe" not in letter.body


def test_a_week_is_told_once_a_week(chief, subscribe):
    subscribe(rhythm="weekly")
    publish(chief, "Moscou signe", 20)
    publish(chief, "Bamako répond", 25)
    assert send(26) == []
    [letter] = send(27)
    assert "Moscou signe" in letter.body
    assert "Bamako répond" in letter.body
    assert send(28) == []


def test_a_subject_gets_its_own_stories_alone(chief, subscribe, mali, commission):
    others = Section.objects.create(name="Économie", slug="economie")
    publish(chief, "Ailleurs", 20, section=others)
    for name, thing in (("actors", mali), ("accords", commission)):
        story = make_draft(f"Sur {name}", section=others)
        getattr(story, name).add(thing)
        with on_day(2025, 6, 20):
            story.publish(chief)
        subscribe(f"{name}@example.org", about=thing)
    publish(chief, "Sur la section", 20)
    subscribe("section@example.org", about=Section.objects.get(slug="afrique"))
    letters = {letter.to[0].partition("@")[0]: letter.body for letter in send(21)}
    assert letters.keys() == {"actors", "accords", "section"}
    for name, body in letters.items():
        words = "Sur la section" if name == "section" else f"Sur {name}"
        assert words in body
        assert body.count("http://localhost:8000/") == 2, "its one story, and the way to leave"


def test_each_reads_stories_of_their_language_in_their_language(chief, subscribe):
    subscribe(language="en")
    publish(chief, "Moscou signe", 20)
    publish(chief, "Moscow signs", 20, language="en")
    [letter] = send(21)
    assert "Moscow signs" in letter.body
    assert "Moscou" not in letter.body
    assert "http://localhost:8000/en/" in letter.body
    assert '<html lang="en">' in letter.alternatives[0][0]


def test_corrections_of_older_stories_are_told_with_every_note(chief, subscribe):
    subscribe()
    story = publish(chief, "Moscou signe", 18)
    assert send(21) == []
    correct(chief, story, "Nous avions écrit Bamako.", 21)
    correct(chief, story, "La date est le 23.", 21)
    fresh = publish(chief, "Bamako répond", 21)
    correct(chief, fresh, "Une virgule.", 21)
    [letter] = send(22)
    assert letter.body.index("avions écrit Bamako") < letter.body.index("La date est le 23")
    assert letter.body.count("Moscou signe") == 1
    assert "Une virgule" not in letter.body, (
        "whoever reads it for the first time reads it corrected"
    )


def test_nothing_that_readers_may_not_have_is_in_a_letter(chief, subscribe):
    subscribe()
    gone = publish(chief, "Zibeline retirée", 20)
    noted = publish(chief, "Zibeline corrigée", 18)
    correct(chief, noted, "Zibeline.", 20)
    waiting = make_draft("Zibeline à venir")
    make_draft("Zibeline en travail")
    with on_day(2025, 6, 20, hour=20):
        waiting.publish(chief, at=timezone.now() + timedelta(days=3))
        for story in (gone, noted):
            story.withdraw(chief, "Dépublié.")
    publish(chief, "Moscou signe", 20)
    [letter] = send(21)
    assert "Moscou signe" in letter.body
    assert "ibeline" not in letter.message().as_string()
    [letter] = send(24)
    assert "Zibeline à venir" in letter.body


def test_a_retraction_is_told_as_one(chief, subscribe):
    subscribe()
    story = publish(chief, "Moscou signe", 20)
    with on_day(2025, 6, 20, hour=15):
        story.publish(chief, kind="retraction", note="Cet article était faux.")
    [letter] = send(21)
    assert "Cet article était faux." in letter.body


def test_mail_programs_are_offered_to_leave_with_one_click(client, chief, subscribe):
    subscribe()
    publish(chief, "Moscou signe", 20)
    [letter] = send(21)
    headers = letter.message()
    assert headers["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = headers["List-Unsubscribe"].strip("<>")
    assert address in letter.body
    client.post(address.removeprefix("http://localhost:8000"), {"List-Unsubscribe": "One-Click"})
    assert not Subscription.objects.exists()


def use(settings, backend):
    backend = f"articles.tests.post_office.{backend}"
    if hasattr(settings, "MAILERS"):
        settings.MAILERS = {"default": {"BACKEND": backend, "OPTIONS": {}}}
    settings.EMAIL_BACKEND = backend


def test_a_dead_mail_server_stops_the_run_and_the_next_one_sends_all(chief, subscribe, settings):
    for number in range(5):
        subscribe(f"lecteur{number}@example.org")
    publish(chief, "Moscou signe", 20)
    alive = getattr(settings, "MAILERS", None), getattr(settings, "EMAIL_BACKEND", None)
    use(settings, "Closed")
    with pytest.raises(CommandError):
        send(21)
    assert not Subscription.objects.filter(sending_since__isnull=False).exists()
    use(settings, "Choosy")
    assert len(send(21, hour=7)) == 5
    assert alive


def test_an_address_that_is_refused_costs_its_own_letter_alone(chief, subscribe, settings):
    for name in ("inconnu1", "inconnu2", "inconnu3", "inconnu4", "connue"):
        subscribe(f"{name}@example.org")
    publish(chief, "Moscou signe", 20)
    use(settings, "Choosy")
    assert [letter.to for letter in send(21)] == [["connue@example.org"]]


def test_what_another_run_is_sending_is_left_to_it_until_it_must_have_died(chief, subscribe):
    asked = subscribe()
    publish(chief, "Moscou signe", 20)
    with on_day(2025, 6, 21, hour=6):
        assert Subscription.objects.filter(pk=asked.pk).claim(timezone.now()) == 1
        assert not send_digests.send(asked.pk)
    with time_machine.travel("2025-06-21T06:20Z", tick=False):
        assert send_digests.send(asked.pk)


def test_a_headline_cannot_smuggle_a_header(chief, subscribe):
    section = Section.objects.create(name="Afrique\nBcc: all@example.org", slug="x")
    subscribe(about=section)
    publish(chief, "Moscou signe", 20, section=section)
    [letter] = send(21)
    assert "\n" not in letter.subject
    assert letter.recipients() == [READER]


def test_a_reader_costs_a_fixed_number_of_queries(chief, subscribe, django_assert_max_num_queries):
    asked = subscribe()
    for number in range(12):
        publish(chief, f"Article {number}", 20)
    with on_day(2025, 6, 21), django_assert_max_num_queries(6):
        assert send_digests.send(asked.pk)
