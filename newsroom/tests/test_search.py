"""Search: what readers may read is found, by any form of its words, and nothing else; on both databases."""

import re
from datetime import timedelta

import pytest
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation

from articles.models import Section
from diplomacy.models import Accord, Actor, Person
from newsroom.models import Entry
from newsroom.search import finding, tokens

from .conftest import make_act, make_document, make_draft, on_day
from .test_pages_html import FIRST_VIEW, Page, faults, weight


def ask(client, words, language="fr", **conditions):
    with translation.override(language):
        response = client.get(reverse("search"), {"q": words} | conditions)
    assert response.status_code == 200
    return response.content.decode()


def answers(page):
    """Headlines and names that answer, in order, and the words of them that are marked."""
    found = re.findall(r'<h3 class="headline"><a [^>]*>(.*?)</a>', page)
    return [re.sub(r"</?mark>", "", each) for each in found]


def names(page):
    group = re.search(r'class="found-names".*?</section>', page, re.S)
    return re.findall(r"<li><a [^>]*>(.*?)</a>", group[0]) if group else []


def next_of(page):
    found = re.search(r'cursor=([^"&]+)" rel="next"', page)
    return found and found[1].replace("%7E", "~")


def fault(page):
    found = re.search(r'class="filter-fault" role="alert">(.*?)</p>', page)
    return found and found[1]


@pytest.fixture
def archive(chief, mali, russia, sanou, signed):
    """Six stories, a day apart, oldest first; an accord, actors and a minister."""
    stories = (
        ("L’énergie nucléaire au Sahel", "", "<p>Un accord a été signé à Moscou.</p>", "fr"),
        ("Moscou et Bamako", "Deux accords signés.", "<p>Les ministres étaient là.</p>", "fr"),
        ("Deux accords de coopération", "", "<p>La junte et Moscou, l’an dernier.</p>", "fr"),
        ("موسكو وباماكو توقعان الاتفاقية", "", "<p>الحكومة المالية والعلاقات</p>", "ar"),
        ("Россия подписала соглашение", "", "<p>Российский министр в Бамако.</p>", "ru"),
        ("Two agreements signed in Moscow", "", "<p>Ministers were there.</p>", "en"),
    )
    for day, (headline, standfirst, body, language) in enumerate(stories, 1):
        draft = make_draft(headline, standfirst=standfirst, body=body, language=language)
        if day == 2:
            draft.actors.add(mali)
        with on_day(2025, 6, day):
            draft.publish(chief)


ENERGY, MOSCOW, TWO = (
    "L’énergie nucléaire au Sahel", "Moscou et Bamako", "Deux accords de coopération",
)  # fmt: skip
ARABIC, RUSSIAN = "موسكو وباماكو توقعان الاتفاقية", "Россия подписала соглашение"


FORMS = [
    ("accord", [TWO, MOSCOW, ENERGY]),  # in the title, in the standfirst, in the text
    ("ACCORDS", [TWO, MOSCOW, ENERGY]),
    ("moscou", [MOSCOW, TWO, ENERGY]),
    ("energies nucleaires", [ENERGY]),
    ("signée", [MOSCOW, ENERGY]),
    ("cooperer accord", [TWO]),
    ('"accords de coopération"', [TWO]),
    ("«\u202faccord coopération\u202f»", [TWO]),
    ('"coopération accords"', []),
    ('"coopération Moscou"', []),
    ('"Moscou et Bamako"', [MOSCOW]),
    ("accord -ministre", [TWO, ENERGY]),
    ('accord -"accord de coopération" –energie', [MOSCOW]),
    ("accord introuvable", []),
    ("اتفاقية", [ARABIC]),
    ("الاتفاقيه", [ARABIC]),
    ("مُوسكو", [ARABIC]),
    ("حكومة", [ARABIC]),
    ("российского соглашения", [RUSSIAN]),
    ("l'accord", [TWO, MOSCOW, ENERGY]),
    ('accord"', [TWO, MOSCOW, ENERGY]),
    ('"accord', [TWO, MOSCOW, ENERGY]),
    ("accord * NEAR", []),
    ("accord:* ^ () {}", [TWO, MOSCOW, ENERGY]),
    ("accord 🦒 - \" '", [TWO, MOSCOW, ENERGY]),
]


def test_words_are_found_in_every_form_the_most_fitting_first(client, archive):
    assert {words: answers(ask(client, words)) for words, _expected in FORMS} == dict(FORMS)


def test_the_english_pages_search_english_stories(client, archive):
    assert answers(ask(client, "agreement", "en")) == ["Two agreements signed in Moscow"]
    assert answers(ask(client, "accord moscou", "en")) == []
    assert answers(ask(client, "agreement")) == []


NARROWED = [
    ({"sort": "date"}, [TWO, MOSCOW, ENERGY]),
    ({"from": "2025-06-02"}, [TWO, MOSCOW]),
    ({"to": "2025-06-02"}, [MOSCOW, ENERGY]),
    ({"from": "2025-06-02", "to": "2025-06-02", "sort": "date"}, [MOSCOW]),
    ({"from": "0001-01-01", "to": "9999-12-31"}, [TWO, MOSCOW, ENERGY]),
    ({"actor": "mali"}, [MOSCOW]),
    ({"actor": "Russie"}, []),
    ({"section": "afrique"}, [TWO, MOSCOW, ENERGY]),
    ({"kind": "edition"}, [TWO, MOSCOW, ENERGY]),
    ({"kind": "accord"}, ["Accord sur la commission russo-malienne"]),
    ({"kind": "accord", "actor": "mali"}, ["Accord sur la commission russo-malienne"]),
    ({"kind": "accord", "from": "2025-06-01"}, []),
    ({"kind": "person"}, []),
]


def test_a_search_is_narrowed_by_each_condition(client, archive):
    for conditions, expected in NARROWED:
        assert answers(ask(client, "accord", **conditions)) == expected, conditions


def test_a_section_without_answers_has_none(client, archive, chief):
    other = make_draft("Ailleurs", body="<p>Là.</p>", section=Section.objects.create(name="Monde"))
    other.publish(chief)
    assert answers(ask(client, "accord", section="monde")) == []
    assert answers(ask(client, "ailleurs", section="monde")) == ["Ailleurs"]


def test_by_date_the_newest_comes_first_wherever_its_words_stand(client, archive):
    assert answers(ask(client, "moscou")) == [MOSCOW, TWO, ENERGY]
    assert answers(ask(client, "moscou", sort="date")) == [TWO, MOSCOW, ENERGY]


def test_a_condition_that_means_nothing_is_told_and_nothing_typed_is_lost(client, archive):
    for condition in ("kind", "section", "actor", "from", "to", "sort"):
        page = ask(client, "accord", **{condition: "inconnu"})
        assert fault(page), condition
        assert not answers(page)
        assert 'value="accord"' in page


UNSAID = (
    [
        "le la les", "d'", "-mali", '-"accord de coopération"', "🦒", "***", '"', '""', "-", "« »",
        "x" * 10_000, "accord \x00", "()", "^", ":", "\ud7ff", "\\", "%", "_", "a " * 100,
    ]
)  # fmt: skip
HOSTILE = (
    [
        "NEAR(accord moscou, 5)", "accord AND NOT moscou OR", "words:accord", "{words}: accord", "1mali",
        "kedition", "accord | moscou & ! <->", "'accord':*", "'; DROP TABLE x;--",
        "ﷺ", "中文 新聞", "Ⅷ ½ ①", "𞤀𞤣𞤤𞤢𞤥", "ߒߞߏ", "é" * 200, '"é ' * 60,
    ]
)  # fmt: skip


def test_what_cannot_be_looked_for_gets_a_clear_word(client, archive):
    for words in UNSAID:
        page = ask(client, words)
        assert not answers(page)
        assert fault(page), words


def test_hostile_words_are_words(client, archive):
    for words in HOSTILE:
        assert not fault(ask(client, words)), words


def test_nothing_asked_shows_how_to_ask(client, archive):
    page = ask(client, "")
    assert 'class="advice"' in page
    assert not fault(page)
    assert 'class="nothing"' not in page


def test_letters_of_new_scripts_are_found(client, archive, chief):
    make_draft("𞤀𞤣𞤤𞤢𞤥 ߒߞߏ", body="<p>Une page.</p>", language="ff").publish(chief)
    assert answers(ask(client, "𞤀𞤣𞤤𞤢𞤥")) == ["𞤀𞤣𞤤𞤢𞤥 ߒߞߏ"]
    assert answers(ask(client, "ߒߞߏ")) == ["𞤀𞤣𞤤𞤢𞤥 ߒߞߏ"]


# --- names


def test_names_of_the_record_stand_beside_the_stories(client, archive):
    page = ask(client, "mali")
    assert names(page) == ["Mali"]
    assert names(ask(client, "commission")) == ["Accord sur la commission russo-malienne"]
    assert names(ask(client, "Russia")) == ["Russie"]
    assert not names(ask(client, "mali", section="afrique"))


def test_a_misprint_finds_a_name_and_is_not_displayed(client, archive):
    page = ask(client, "sannou")
    assert names(page) == ["Alousséni Sanou"]
    assert "alouseni sannou" not in page.lower()


def test_the_nearest_name_is_offered_where_nothing_answers(client, archive):
    for words, name in (("Aloussini Sanu", "Alousséni Sanou"), ("Russsie", "Russie")):
        page = ask(client, words)
        [found] = re.findall(r'class="suggested">.*?<a href="([^"]+)">(.*?)</a>', page, re.S)
        assert found[1] == name
        assert names(client.get(found[0]).content.decode()) == [name]


def test_what_is_not_public_is_not_offered(client, archive):
    Actor.objects.create(name="Zibeline")
    Person.objects.create(name="Zibelin")
    page = ask(client, "zibelinne")
    assert "suggested" not in page


def test_a_renamed_name_is_found_by_the_new_one_alone(client, archive, russia):
    russia.name = "Moscovie"
    russia.save()
    assert names(ask(client, "moscovie")) == ["Moscovie"]
    assert names(ask(client, "russie")) == []


def test_a_new_spelling_finds_and_one_taken_back_does_not(client, archive, russia):
    spelling = russia.variants.create(text="Moscovie", kind="press")
    assert names(ask(client, "moscovie")) == ["Russie"]
    spelling.delete()
    assert names(ask(client, "moscovie")) == []


def test_what_was_merged_is_found_as_the_one_that_stays(client, archive, chief, mali):
    twin = Actor.objects.create(name="Soudan français")
    story = make_draft("Un accord du Soudan")
    story.actors.add(twin)
    story.publish(chief)
    twin.merge_into(mali, chief, "Le même État", "former")
    assert names(ask(client, "soudan")) == ["Mali"]
    assert answers(ask(client, "accord", actor="mali")) == ["Un accord du Soudan", MOSCOW]


def test_many_names_are_listed_apart(client, archive, mali):
    for number in range(24):
        accord = Accord.objects.create(name=f"Accord {number}")
        make_act(accord, mali, source=make_document())
    page = ask(client, "accord")
    assert len(names(page)) == 4
    assert answers(page) == [TWO, MOSCOW, ENERGY]
    first = ask(client, "accord", kind="accord")
    assert len(answers(first)) == 20
    cursor = next_of(first)
    second = ask(client, "accord", kind="accord", cursor=cursor)
    assert len({*answers(first), *answers(second)}) == 25


# --- in step with the desk


def test_a_scheduled_story_is_found_from_its_moment_on_without_a_write(client, archive, chief):
    make_draft("Zibeline").publish(chief, at=timezone.now() + timedelta(hours=1))
    before = Entry.objects.count()
    assert answers(ask(client, "zibeline")) == []
    with on_day(2100, 1, 1):
        assert answers(ask(client, "zibeline")) == ["Zibeline"]
    assert Entry.objects.count() == before


def test_a_cancelled_one_leaves_no_entry(client, archive, chief):
    story = make_draft("Zibeline")
    before = Entry.objects.count()
    story.publish(chief, at=timezone.now() + timedelta(hours=1))
    story.cancel_scheduled(chief)
    assert Entry.objects.count() == before


def test_corrected_words_are_found_and_the_old_ones_are_not(client, archive, chief):
    story = make_draft("Zibeline")
    story.publish(chief)
    story.headline = "Hermine"
    story.save()
    assert answers(ask(client, "zibeline")) == ["Zibeline"]
    story.correct(chief, "C’était une hermine.")
    assert answers(ask(client, "zibeline")) == []
    assert answers(ask(client, "hermine")) == ["Hermine"]


def test_a_withdrawn_story_is_gone_and_comes_back_when_that_is_lifted(client, archive, chief):
    story = make_draft("Zibeline")
    story.publish(chief)
    withdrawal = story.withdraw(chief, "Retiré.")
    assert answers(ask(client, "zibeline")) == []
    withdrawal.lift(chief)
    assert answers(ask(client, "zibeline")) == ["Zibeline"]


def test_a_publication_undone_is_not_found(client, archive, chief):
    before = Entry.objects.count()
    with transaction.atomic():
        make_draft("Zibeline").publish(chief)
        transaction.set_rollback(True)
    assert Entry.objects.count() == before


# --- the page


def test_every_page_has_a_box_to_search_from(client, archive):
    for path in ("/", "/accords/", "/introuvable/"):
        page = Page(client.get(path).content.decode())
        assert reverse("search") in [form.get("action") for form in page.all("form")], path


def test_pages_do_not_shift_while_news_comes_in(client, archive, chief):
    with on_day(2025, 6, 20):
        for number in range(22):
            make_draft(f"Zibeline {number}", body="<p>Un pacte.</p>").publish(chief)
    with on_day(2025, 6, 21):
        for number in range(2):
            make_draft(f"Autre {number}", body="<p>La zibeline.</p>").publish(chief)
    first = ask(client, "zibeline")
    make_draft("Encore une zibeline").publish(chief)
    cursor = next_of(first)
    second = ask(client, "zibeline", cursor=cursor)
    expected = [f"Zibeline {number}" for number in reversed(range(22))] + ["Autre 1", "Autre 0"]
    assert answers(first) + answers(second) == expected
    assert 'rel="next"' not in second


def test_what_is_withdrawn_hides_nothing_that_is_older(client, archive, chief, monkeypatch):
    """A page that looked at many stories and may show none of them leads on to the next."""
    monkeypatch.setattr(finding, "STORIES", 2)
    for number in range(5):
        story = make_draft(f"Zibeline {number}")
        story.publish(chief)
        if number:
            story.withdraw(chief, "Retiré.")
    found, page = [], ask(client, "zibeline")
    for _turn in range(5):
        found += answers(page)
        if onwards := next_of(page):
            page = ask(client, "zibeline", cursor=onwards)
    assert found[0] == "Zibeline 0"


def test_a_very_long_text_is_searched_as_far_as_a_row_holds():
    words = [f"{number}{'ж' * 50}" for number in range(20_000)]
    found = tokens.of_text(["pfr"], [["titre"]], [], words)
    assert found[:2] == ["pfr", "1titre"]
    assert sum(len(each.encode()) for each in found) <= tokens.ROOM


def test_a_page_that_there_is_not_is_refused(client, archive):
    for cursor in ("x", "9~1", "1~", "1~-5", "1~" + "9" * 30, "~", "1~\x00", "1" * 5000 + "~1"):
        response = client.get(reverse("search"), {"q": "accord", "cursor": cursor})
        assert response.status_code == 400, cursor


def test_the_words_that_answer_are_marked_in_a_passage_that_holds_them(client, archive, chief):
    long = (
        "<p>" + "Rien de tel ici. " * 60 + "Les zibelines d’<b>Ansongo</b> &lt;b&gt; courent.</p>"
    )
    make_draft("Bêtes", body=long, standfirst="Une revue.").publish(chief)
    page = ask(client, "zibeline ansongo")
    passage = re.search(r'class="standfirst">(… .*?)</p>', page)[1]
    assert "<mark>zibelines</mark> d’<mark>Ansongo</mark> &lt;b&gt; courent" in passage
    assert len(passage) < 600


def test_the_page_is_sound_light_and_not_for_search_engines(client, archive, chief):
    with on_day(2025, 7, 1):
        for number in range(20):
            body = "<p>" + f"Le ministre a reçu l’accord numéro {number}. " * 40 + "</p>"
            make_draft(f"Une visite à Moscou, jour {number}", body=body).publish(chief)
    for words in ("accord", "мoscou", "соглашение", "الحكومة", "introuvable", "le", ""):
        response = client.get(reverse("search"), {"q": words})
        page = Page(response.content.decode())
        assert not faults(page), words
        assert page.robots == ["noindex"]
        assert response.headers["X-Robots-Tag"].startswith("noindex")
        assert weight(response.content, page) <= FIRST_VIEW, words
    arabic = Page(ask(client, "الحكومة"))
    assert {"lang": "ar", "dir": "rtl"} in arabic.all("article")
    assert client.post(reverse("search")).status_code == 405
