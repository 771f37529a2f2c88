"""Two versions side by side, open to all: what changed, word by word; and the way to it."""

import re
from datetime import timedelta

import pytest
from django.utils import timezone

from articles import changes
from articles.models import Author

from .conftest import make_draft, make_photo, on_day, place

PATH = "/versions/1-2/"


def read(client, path, status=200, **query):
    response = client.get(path, query)
    assert response.status_code == status, (path, response.status_code)
    return response.content.decode()


def marked(page, tag):
    """The words inside each <ins> or <del>, without those for screen readers."""
    found = re.findall(rf"<{tag}><span.*?</span>(.*?)<span.*?</{tag}>", page, re.DOTALL)
    return [words.strip() for words in found]


@pytest.fixture
def corrected(live, chief):
    with on_day(2025, 6, 25):
        live.body = "<p>Deux accords ont été signés.</p><p>Un ajout.</p>"
        live.headline = "Moscou et Bamako signent deux accords"
        live.save()
        live.correct(chief, "Nous avions écrit « trois ».")
    return live


def compared(dispatch, older=1, newer=2):
    return dispatch.editions.get(number=newer).get_comparison_url(older)


def test_it_shows_the_words_taken_out_and_put_in(client, corrected):
    page = read(client, compared(corrected))
    assert marked(page, "del") == ["Trois"]
    assert marked(page, "ins") == ["deux accords", "Deux", "Un ajout."]
    assert "Nous avions écrit « trois »." in page


def test_the_address_is_the_story_s_with_both_numbers(client, corrected):
    assert compared(corrected).endswith("/2025/06/moscou-et-bamako-signent/versions/1-2/")


def test_asked_the_other_way_round_it_leads_to_the_right_order(client, corrected):
    turned = compared(corrected).replace("1-2", "2-1")
    assert client.get(turned).headers["Location"] == compared(corrected)
    same = compared(corrected).replace("1-2", "2-2")
    assert client.get(same).headers["Location"].endswith("/versions/2/")


@pytest.mark.parametrize("numbers", ["1-3", "0-1", "7-9", "1-99999999999999999999"])
def test_versions_that_do_not_exist_are_not_compared(client, corrected, numbers):
    read(client, compared(corrected).replace("1-2", numbers), 404)


def test_a_version_to_come_is_compared_with_nothing(client, corrected, chief):
    corrected.headline = "Un secret"
    corrected.save()
    corrected.correct(chief, "Demain.", at=timezone.now() + timedelta(days=1))
    read(client, compared(corrected, 2, 3), 404)


def test_at_a_past_day_only_what_had_been_published_is_compared(client, corrected):
    read(client, compared(corrected), 404, at="2025-06-24")
    page = read(client, compared(corrected), at="2025-06-25")
    assert "?at=2025-06-25" in page


def test_a_withdrawn_version_is_compared_with_nothing(client, corrected, chief):
    url = compared(corrected)
    corrected.withdraw(chief, "Retiré à la demande du parquet.", through_number=1)
    for query in ({}, {"at": "2025-06-25"}):
        page = read(client, url, 410, **query)
        assert "Retiré à la demande du parquet." in page
        assert "Trois" not in page


def test_the_story_its_versions_and_the_ledger_lead_there(client, corrected):
    edition = corrected.editions.get(number=2)
    for path in (edition.get_absolute_url(), edition.get_versions_url(), "/corrections/"):
        assert compared(corrected) in read(client, path), path


def test_none_leads_to_a_comparison_with_what_is_withdrawn(client, corrected, chief):
    edition = corrected.editions.get(number=2)
    corrected.withdraw(chief, "Retiré.", through_number=1)
    for path in (edition.get_absolute_url(), edition.get_versions_url(), "/corrections/"):
        assert PATH not in read(client, path), path


def test_names_captions_and_pictures_are_compared_too(client, live, chief):
    live.bylines.create(author=Author.objects.create(name="A. Traoré"), position=5)
    place(make_photo(), live, caption="La poignée de main")
    live.dateline_place = "Moscou"
    live.save()
    with on_day(2025, 6, 25):
        live.correct(chief, "Complété.")
    put_in = " ".join(marked(read(client, compared(live)), "ins"))
    for words in ("A. Traoré", "La poignée de main", "Archives", "Moscou"):
        assert words in put_in


def test_where_no_word_changed_it_says_so(client, live, chief):
    live.body = "<p>Trois accords ont été <strong>signés</strong>.</p>"
    live.save()
    live.publish(chief, kind="erratum")
    page = read(client, compared(live))
    assert not marked(page, "ins")
    assert 'class="nothing"' in page


def test_it_is_not_for_search_engines_and_names_no_other_address(client, corrected):
    page = read(client, compared(corrected))
    assert '<meta name="robots" content="noindex">' in page
    assert (
        f'canonical" href="http://testserver{corrected.editions.last().get_absolute_url()}"' in page
    )


def test_a_screen_reader_hears_what_was_taken_out_and_put_in(client, corrected):
    page = read(client, compared(corrected))
    heard = re.findall(r'<(ins|del)><span class="visually-hidden"[^>]*>([^<]*)</span>', page)
    assert {tag for tag, words in heard if words.strip()} == {"ins", "del"}


def test_an_arabic_story_is_compared_from_right_to_left(client, chief):
    with on_day(2025, 6, 23):
        draft = make_draft("اتفاق", language="ar")
        draft.publish(chief)
    draft.headline = "اتفاق جديد"
    draft.save()
    draft.correct(chief, "تصحيح")
    page = read(client, compared(draft))
    assert re.search(r'<div class="part-words" lang="ar" dir="rtl"\s*>', page)


def test_a_retracted_story_says_so_beside_every_comparison(client, corrected, chief):
    corrected.correct(chief, "Les faits n’étaient pas établis.", kind="retraction")
    edition = corrected.editions.get(number=3)
    for path in (
        edition.get_absolute_url(),
        edition.get_versions_url(),
        corrected.editions.get(number=1).get_version_url(),
        compared(corrected),
    ):
        page = read(client, path)
        assert page.count("banner-grave") == 1, path
        assert "Les faits n’étaient pas établis." in page


# --- passages


def kinds(old, new):
    return [passage.kind for passage in changes.passages(old, new)]


@pytest.mark.parametrize(("old", "new", "expected"), [
    ([], ["a"], ["new"]),
    (["a"], [], ["gone"]),
    (["un deux trois", "b"], ["un deux quatre", "b"], ["changed", "same"]),
    (["un deux trois"], ["avant tout", "un deux quatre", "et après"], ["new", "changed", "new"]),
    (["x y z", "un deux"], ["un deux", "x y z"], ["new", "same", "gone"]),
    (["rien de tel"], ["autre chose ici"], ["gone", "new"]),
])  # fmt: skip
def test_a_paragraph_stands_beside_the_one_that_took_its_words(old, new, expected):
    assert kinds(old, new) == expected


def test_every_word_of_both_is_there_in_order():
    old = ["Le ministre a signé.", "Rien.", "La suite du texte.", "Fin de la page un."]
    new = [
        "Le ministre a paraphé.",
        "La suite du texte est longue.",
        "Neuf.",
        "Fin de la page deux.",
    ]
    pieces = [piece for passage in changes.passages(old, new) for piece in passage.pieces]
    for kept, text in (("gone", old), ("new", new)):
        assert "".join(p.text for p in pieces if p.kind in ("same", kept)) == "".join(text)


def test_texts_without_end_are_answered_soon():
    old, new = ["mot " * 20_000], ["autre " * 20_000]
    many = [f"mot {number}" for number in range(3000)]
    assert kinds(old, new) == ["gone", "new"]
    assert len(changes.passages(many, [text + " !" for text in many])) == 6000
    assert kinds(["a " * 9000], ["a " * 9001]) == ["changed"]
