"""What a reader learns of a message: published or not, in which version, and what became of it since."""

import re
from datetime import timedelta
from html import unescape

import pytest
from django.urls import reverse
from django.utils import timezone

from articles import messengers, shingles
from articles.models import Edition, Inquiry, Shingle
from articles.verifying import likeness, message

from .conftest import HOSTILE, make_draft, on_day
from .desk import sit_down

HEADLINE = "Moscou et Bamako signent trois accords de coopération"
STANDFIRST = "Le ministre malien des Affaires étrangères a achevé lundi une visite de deux jours."
BODY = (
    "<p>Le premier accord crée une commission intergouvernementale chargée du commerce et de "
    "l’industrie, qui se réunira chaque année tour à tour dans les deux capitales.</p>"
    "<p>Le deuxième porte sur les usages civils de l’énergie atomique : recherche, médecine, "
    "formation d’ingénieurs maliens dans les universités russes dès la rentrée prochaine.</p>"
)
VERIFY = "/en/verify/"
SECRET = "Le général Zibeline négocie secrètement la reddition du bastion de Tinzaouaten"


@pytest.fixture
def story(chief):
    draft = make_draft(HEADLINE, standfirst=STANDFIRST, body=BODY)
    with on_day(2025, 6, 23):
        draft.publish(chief)
    return draft


@pytest.fixture
def corrected(story, chief):
    story.headline = "Moscou et Bamako signent deux accords de coopération"
    story.save()
    with on_day(2025, 6, 24):
        story.correct(chief, "Nous avions écrit « trois » : deux ont été signés.")
    return story


def ask(client, text, **more):
    response = client.post(VERIFY, {"message": text}, **more)
    assert response.status_code == 200
    return response


def found(client, text):
    return ask(client, text).context["answer"].stories


def page(client, text):
    html = ask(client, text).content.decode().partition('<section class="findings"')[2]
    return " ".join(unescape(re.sub(r"<[^>]+>", " ", html)).split())


# --- by words


@pytest.mark.parametrize(
    "text",
    [
        HEADLINE,
        HEADLINE.upper(),
        "moscou et bamako signent trois accords de cooperation",
        STANDFIRST,
        f"*{HEADLINE}*\n\n_{STANDFIRST}_",
        "le premier accord crée une commission\nintergouvernementale chargée du\n"
        "commerce et de l'industrie, qui se\nréunira chaque année tour à tour\ndans les deux capitales",
        f"Transféré plusieurs fois\n[23/06/2025, 14:02:11] Awa : *{HEADLINE}*\n14:02",
        f"23/06/2025, 14:02 - Awa Diallo: {STANDFIRST}\n✓✓",
        f"\u202a{HEADLINE}\u202c\u200b",
    ],
)
def test_words_of_ours_are_known_however_they_were_sent_on(client, story, text):
    [each] = found(client, text)
    assert each.is_same, (each.likeness.altered, each.likeness.added)
    assert (each.version.number, each.is_live) == (1, True)
    assert "we published these words" in page(client, text)


@pytest.mark.parametrize(
    "text",
    [
        "Moscou et Bamako ont signé trois accords de coopération",
        "Bamako et Moscou signent trois accords",
        "Moscow et Bamako signent 3 accords de coopération",
    ],
)
def test_a_headline_typed_inexactly_is_found_and_said_to_be_near(client, story, text):
    [each] = found(client, text)
    assert each.version.dispatch == story
    assert not each.is_same
    assert "We did not publish it in these words" in page(client, text)


def test_words_that_differ_are_marked(client, story):
    text = BODY.replace("civils", "militaires").replace("<p>", "").replace("</p>", "\n")
    [each] = found(client, text)
    [pieces] = each.likeness.altered
    differing = [(piece.kind, piece.text) for piece in pieces if piece.kind != "same"]
    assert differing == [("gone", "civils"), ("new", "militaires")]
    html = ask(client, text).content.decode()
    assert html.count("<del><span") == html.count("<ins><span") == 1


def test_words_added_before_after_and_between_are_told(client, story):
    text = f"URGENT partagez massivement\n{HEADLINE}\nLa France serait furieuse\n{STANDFIRST}"
    [each] = found(client, text)
    assert each.likeness.altered == []
    assert each.likeness.added == ["URGENT partagez massivement", "La France serait furieuse"]
    assert "other words have been added" in page(client, text)


def test_a_word_left_out_at_the_beginning_is_no_quotation(client, chief):
    draft = make_draft("Jamais le Mali ne quittera la Convention des Nations unies")
    draft.publish(chief)
    [each] = found(client, "le Mali ne quittera la Convention des Nations unies")
    assert not each.is_same


def test_a_passage_quoted_from_its_middle_is_ours(client, story):
    quoted = "tour à tour dans les deux capitales. Le deuxième porte sur les usages civils"
    text = f"commerce et de l’industrie, qui se réunira chaque année {quoted}"
    [each] = found(client, text)
    assert each.is_same


def test_an_earlier_version_is_found_with_its_correction(client, corrected):
    [each] = found(client, HEADLINE)
    assert (each.version.number, each.last, each.is_live) == (1, 2, False)
    told = page(client, HEADLINE)
    assert "Version 1 of 2" in told
    assert "Nous avions écrit « trois » : deux ont été signés." in told
    [now] = found(client, "Moscou et Bamako signent deux accords de coopération")
    assert (now.version.number, now.is_live) == (2, True)


def test_the_message_of_the_desk_is_known_word_for_word(client, corrected):
    for edition in corrected.editions.select_related("address"):
        text = messengers.message(edition, f"http://testserver{edition.get_permalink()}")
        [each] = found(client, text)
        assert each.is_same, each.likeness.added
        assert each.version == edition


def test_a_retraction_is_told(client, story, chief):
    with on_day(2025, 6, 25):
        story.correct(chief, "L’article reposait sur un faux.", kind="retraction")
    assert "L’article reposait sur un faux." in page(client, f"{HEADLINE} {STANDFIRST}")


@pytest.mark.parametrize(
    ("language", "headline"),
    [
        ("en", "Moscow and Bamako sign three cooperation agreements"),
        ("ru", "Москва и Бамако подписали три соглашения о сотрудничестве"),
        ("ar", "موسكو وباماكو توقعان ثلاث اتفاقيات للتعاون المشترك"),
    ],
)
def test_other_languages_are_known_too(client, chief, language, headline):
    make_draft(headline, language=language).publish(chief)
    [each] = found(client, headline)
    assert each.is_same
    [_first, *others] = headline.split()
    assert not found(client, " ".join(["Zanzibar", *others]))[0].is_same


def test_vowel_signs_do_not_matter(client, chief):
    make_draft("موسكو وباماكو توقعان ثلاث اتفاقيات", language="ar").publish(chief)
    assert found(client, "موسكُو وباماكو توقّعان ثلاث اتّفاقيات")[0].is_same


@pytest.mark.parametrize("text", ["Le Sénégal remporte la Coupe d’Afrique des nations", "bonjour"])
def test_what_is_not_ours_is_said_plainly(client, story, text):
    assert found(client, text) == []
    told = page(client, text)
    assert ("We did not publish this" in told) == (text != "bonjour")
    assert "ask the desk" in told


# --- by links


def test_links_of_ours_lead_to_the_story_in_its_version(client, corrected):
    first, last = corrected.editions.select_related("address")
    corrected.slug = "deux-accords"
    corrected.save()
    with on_day(2025, 6, 26):
        newest = corrected.correct(corrected_by(), "Autre adresse.")
    for path, number in [
        (first.get_absolute_url(), 3),
        (newest.get_absolute_url(), 3),
        (first.get_permalink(), 3),
        (first.get_version_url(), 1),
        (last.get_versions_url(), 3),
        (f"{newest.get_absolute_url().rstrip('/')}?utm_source=whatsapp", 3),
    ]:
        [each] = found(client, f"Lisez http://testserver{path}.")
        assert (each.version.number, each.last) == (number, 3), path
        assert each.version.dispatch == corrected


def corrected_by():
    from django.contrib.auth.models import User

    return User.objects.get(username="chef")


@pytest.mark.parametrize(
    "address",
    [
        "http://testserver.example.net{path}",
        "http://testserver@example.org{path}",
        "https://tеstserver{path}",  # with a Cyrillic letter
        "example.org{path}",
        "www.example.org/faux",
    ],
)
def test_the_address_of_others_is_not_ours(client, story, address):
    path = story.editions.get().get_absolute_url()
    response = ask(client, address.format(path=path))
    [link] = response.context["answer"].foreign
    assert link.host != "testserver"
    assert b"<strong>testserver</strong>" in response.content
    assert Inquiry.objects.get().outcome == ("same" if "{path}" in address else "foreign")


def test_a_link_that_leads_nowhere_says_so(client, story):
    for path in ("/a/99999/", "/a/99999999999999999999999/", "/articles/2025/06/nulle-part/"):
        assert found(client, f"http://testserver{path}") == []
    path = reverse("articles:dispatch_detail", args=[2025, 6, "nulle-part"])
    assert "No article of ours stands at this address" in page(client, f"http://testserver{path}")


# --- what readers do not have


def test_what_is_withdrawn_is_told_by_its_notice_alone(client, story, chief):
    path = story.editions.get().get_absolute_url()
    story.withdraw(chief, "Retiré par décision de justice.", reason="Source menacée")
    for text in (f"{HEADLINE} {STANDFIRST}", f"http://testserver{path}"):
        html = ask(client, text).content.decode().partition('<section class="findings"')[2]
        assert "Retiré par décision de justice." in html
        for words in ("signent", "ministre", "menacée", path):
            assert words not in html
    altered = STANDFIRST.replace("lundi", "mardi")
    html = ask(client, altered).content.decode().partition('<section class="findings"')[2]
    assert "lundi" not in html
    assert (
        found(client, "le ministre malien des Affaires étrangères mange une glace au soleil") == []
    )


def test_a_clean_version_after_a_withdrawal_is_told(client, story, chief):
    story.withdraw(chief, "Retiré.")
    story.headline = "Une visite à Moscou"
    story.standfirst = story.body = "<p>Version expurgée.</p>"
    story.save()
    story.correct(chief, "Version expurgée.")
    html = ask(client, f"{HEADLINE} {STANDFIRST}").content.decode()
    assert "Retiré." in html
    assert story.editions.get(number=2).get_absolute_url() in html


@pytest.mark.parametrize(
    "state", ["draft", "scheduled", "next", "cancelled", "embargoed", "working"]
)
def test_what_is_not_published_is_answered_like_anything_unknown(client, story, chief, state):
    hidden = story if state in ("next", "working") else make_draft()
    hidden.headline = hidden.standfirst = SECRET
    hidden.body = f"<p>{SECRET}, dit-on au palais.</p>"
    if state == "embargoed":
        hidden.embargo_until = timezone.now() + timedelta(days=1)
    hidden.save()
    tomorrow = timezone.now() + timedelta(days=2)
    if state == "next":
        hidden.correct(chief, SECRET, at=tomorrow)
    elif state in ("scheduled", "cancelled", "embargoed"):
        hidden.publish(chief, at=tomorrow)
    if state == "cancelled":
        hidden.cancel_scheduled(chief)
    for text in (SECRET, SECRET.replace("Zibeline", "Martin"), f"{SECRET}, dit-on au palais."):
        assert found(client, text) == []
        other = "Le colonel Xylophone visite tranquillement les jardins du château de Fontainebleau"
        [told, unknown] = (page(client, each) for each in (text, other))
        assert told.replace(text, "") == unknown.replace(other, "")
    assert found(client, f"http://testserver/a/{hidden.pk}/") == [] or hidden == story


def test_a_scheduled_story_is_known_from_its_moment_on(client, draft, chief):
    draft.headline = SECRET
    draft.save()
    with on_day(2025, 6, 23):
        draft.publish(chief, at=timezone.now() + timedelta(hours=1))
        assert found(client, SECRET) == []
    with on_day(2025, 6, 24):
        assert found(client, SECRET)[0].is_same


# --- the form


def test_it_works_without_cookies_and_is_kept_nowhere(client, story):
    response = ask(client, HEADLINE)
    assert not response.cookies
    assert response.headers["Cache-Control"] == "no-store"
    assert client.put(VERIFY).status_code == 405


def test_nothing_typed_is_lost_when_it_is_refused(client, story):
    assert b"Paste the message" in ask(client, "   ").content
    long = "Trois accords. " * 2000
    response = ask(client, long)
    assert "That is 29999 characters" in response.content.decode()
    assert long.strip()[-300:] in response.content.decode()


@pytest.mark.parametrize(
    "text",
    [
        *HOSTILE,
        "de " * 4000,
        "http://[",
        "a.b/" * 2000,
        "*" * 9000 + " ",
        "x" * 9000,
        "\u202e\ud800x",
    ],
)
def test_hostile_messages_get_an_answer(client, story, text):
    text = text.encode("utf-8", "surrogatepass").decode("utf-8", "replace")
    assert client.post(VERIFY, {"message": text}).status_code == 200


@pytest.mark.parametrize("rows", [2, 40])
def test_a_question_costs_four_queries_and_one_to_count_it(
    client, chief, story, rows, django_assert_max_num_queries
):
    for number in range(rows):
        make_draft(f"{HEADLINE} {number}", standfirst=STANDFIRST).publish(chief)
    story.withdraw(chief, "Retiré.")
    text = f"{HEADLINE} http://testserver/a/{story.pk}/"
    ask(client, text)
    with django_assert_max_num_queries(5):
        ask(client, text)


def test_publishing_costs_one_query_more(draft, chief, django_assert_num_queries):
    edition = draft.publish(chief)
    Shingle.objects.all().delete()
    with django_assert_num_queries(1):
        Shingle.objects.keep(edition)
    assert Shingle.objects.count() == len(shingles.of_story(edition))


def test_a_dozen_words_of_any_text_lead_to_it():
    text = [f"mot{chr(97 + n // 26)}{chr(97 + n % 26)}x" for n in range(400)]
    edition = Edition(headline="", standfirst="", body=f"<p>{' '.join(text)}</p>")
    kept = shingles.of_story(edition)
    assert len(kept) < 120
    for start in range(0, 388, 9):
        read = message.read(" ".join(text[start : start + 12]), lambda host: True)
        assert kept & {*shingles.of_message(read.keys)}, start
        assert likeness.of(read, edition).shared == 12


# --- what the desk sees


def test_the_desk_sees_how_often_what_is_asked(client, story):
    for text in (
        HEADLINE,
        HEADLINE,
        HEADLINE.replace("trois", "quatre"),
        "Une rumeur tout autre court",
    ):
        ask(client, text)
    counted = list(Inquiry.objects.values_list("outcome", "edition__number", "excerpt", "times"))
    assert sorted(counted, key=str) == sorted(
        [
            ("same", 1, "", 2),
            ("near", 1, "", 1),
            ("nothing", None, "Une rumeur tout autre court", 1),
        ],
        key=str,
    )
    sit_down(client, "rédacteur")
    html = client.get(reverse("admin:articles_inquiry_changelist")).content.decode()
    assert "Une rumeur tout autre court" in html
    assert story.editions.get().get_version_url() in html


def test_nothing_personal_is_kept_of_what_is_not_ours(client, db):
    ask(
        client,
        "Appelez le +223 70 12 34 56 ou awa@example.org, compte 123456789, signé @awa_d, en 2025",
    )
    kept = Inquiry.objects.get().excerpt
    assert kept == "Appelez le … ou … compte …, signé …, en 2025"


def test_what_was_asked_is_forgotten_after_thirty_days(client, db):
    with on_day(2025, 5, 1):
        ask(client, "Une rumeur tout autre court la ville")
    with on_day(2025, 6, 1):
        assert not Inquiry.objects.recent(timezone.localdate()).exists()
        ask(client, "Une deuxième rumeur court encore la ville")
    assert "deuxième" in Inquiry.objects.get().excerpt


def test_a_flood_of_questions_leaves_few_rows(client, db, monkeypatch):
    monkeypatch.setattr("articles.models.inquiry.MOST_A_DAY", 3)
    for number in range(8):
        ask(client, f"Rumeur {chr(97 + number) * 5} courant partout")
    assert Inquiry.objects.count() == 4
    assert Inquiry.objects.get(outcome="others").times == 5
