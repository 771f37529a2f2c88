"""What a story is shared with: one picture for each live story, of what readers may see and no more."""

import io
import re
from datetime import timedelta
from html import unescape

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.utils import timezone
from PIL import Image, ImageDraw, ImageFont

from articles.models import Edition, Photo
from articles.pictures import cards
from articles.pictures.lettering import FACE, as_seen, fit, letter

from .conftest import make_draft, make_photo, on_day, place
from .corpus import KINDS, SECRET, traced
from .desk import address

META = re.compile('<meta (?:property|name)="(?:og|twitter):([a-z:]+)" content="([^"]*)">')
RED = (200, 30, 30)


def told(client, story):
    """What the page of a story tells messengers: {property: words}."""
    page = client.get(edition_of(story).get_absolute_url()).content.decode()
    return {name: unescape(words) for name, words in META.findall(page)}


def edition_of(story):
    return Edition.objects.live(timezone.now()).select_related("address").get(dispatch=story)


def path(client, story):
    return told(client, story)["image"].removeprefix("http://testserver")


def fetched(client, story):
    """The picture that a messenger finds by the story's page."""
    response = client.get(path(client, story))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    content = b"".join(response)
    assert len(content) <= 300_000
    return Image.open(io.BytesIO(content))


def is_red(card):
    """Whether the red photo is on it, beside the words."""
    pixel = card.convert("RGB").getpixel((1000, 300))
    return max(abs(a - b) for a, b in zip(pixel, RED, strict=True)) < 12


def files(store="default"):
    found = []
    try:
        folders, _names = storages[store].listdir("cards")
    except FileNotFoundError:
        return found
    for folder in folders:
        found += storages[store].listdir(f"cards/{folder}")[1]
    return found


@pytest.fixture
def red(db):
    return make_photo("Rouge", RED, alt="Un fond rouge")


@pytest.fixture
def shown(draft, chief, red):
    """A live story that begins with the red photo."""
    place(red, draft, alt="Un fond rouge")
    with on_day(2025, 6, 23):
        draft.publish(chief)
    return draft


def test_a_page_tells_messengers_what_to_show(client, shown):
    page = told(client, shown)
    assert page["type"] == "article"
    assert page["title"] == page["description"] == "Moscou et Bamako signent"
    assert page["url"] == f"http://testserver{edition_of(shown).get_absolute_url()}"
    assert (page["image:width"], page["image:height"]) == ("1200", "630")
    assert page["image:alt"] == "Un fond rouge"
    assert page["card"] == "summary_large_image"


def test_a_card_has_the_size_told_and_shows_the_photo(client, shown):
    card = fetched(client, shown)
    assert (card.format, card.size) == ("JPEG", (1200, 630))
    assert is_red(card)


def test_a_story_without_a_photo_has_one_too(client, live):
    assert told(client, live)["image:alt"] == "Moscou et Bamako signent"
    assert fetched(client, live).size == (1200, 630)


@pytest.mark.parametrize("language", ["en", "ar", "bm"])
def test_every_story_has_one_whatever_its_language(client, chief, language):
    story = make_draft("موسكو وباماكو" if language == "ar" else "Bamakɔ", language=language)
    story.publish(chief)
    assert fetched(client, story)


def test_it_may_be_kept_for_ever(client, shown):
    response = client.get(path(client, shown))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"


def test_the_heaviest_photo_makes_no_card_that_messengers_leave_out(client, draft, chief):
    file = io.BytesIO()
    Image.effect_noise((1200, 1200), 200).save(file, "PNG")
    noise = Photo.objects.create(
        title="Bruit", original=ContentFile(file.getvalue(), "bruit.png"), credit="A", source="S"
    )
    place(noise, draft)
    draft.publish(chief)
    assert fetched(client, draft)


# --- the gate


def test_a_draft_has_none(client, draft, chief, red):
    place(red, draft)
    draft.publish(chief, at=timezone.now() + timedelta(hours=1))
    waiting = draft.editions.get()
    assert client.get(cards.of_edition(waiting).address).status_code == 404
    assert not files()


def test_a_new_version_has_a_new_address_and_the_old_one_leads_to_it(client, shown, chief):
    before = path(client, shown)
    assert fetched(client, shown)
    shown.headline = "Bamako et Moscou ont signé"
    shown.save()
    shown.correct(chief, "Nous précisons.")
    after = path(client, shown)
    assert after != before
    response = client.get(before)
    assert (response.status_code, response.headers["Location"]) == (301, after)
    assert response.headers["Cache-Control"] == "no-cache"


def test_one_file_a_story_is_kept(client, shown, chief):
    assert fetched(client, shown)
    shown.correct(chief, "Nous précisons.")
    assert fetched(client, shown)
    assert len(files()) == 1


def test_no_file_is_made_for_an_address_that_we_never_gave(client, shown):
    right = path(client, shown)
    response = client.get(re.sub("-[0-9a-f]{16}[.]", "-0.", right))
    assert (response.status_code, response.headers["Location"]) == (301, right)
    assert not files()


def test_a_withdrawal_takes_the_file_at_once_and_leaves_its_notice(
    client, shown, chief, django_capture_on_commit_callbacks
):
    card = path(client, shown)
    assert fetched(client, shown)
    with django_capture_on_commit_callbacks(execute=True):
        shown.withdraw(chief, "Retiré pour protéger une personne.")
    assert not files()
    gone = client.get(card)
    assert gone.status_code == 410
    assert "Retiré pour protéger une personne." in gone.content.decode()


def test_what_is_made_while_it_is_withdrawn_does_not_stay(shown, chief):
    card = cards.of_edition(edition_of(shown))
    shown.withdraw(chief, "Retiré.")
    with pytest.raises(FileNotFoundError):
        cards.open_card(card)
    assert not files()


def test_a_retracted_story_says_so_before_all_else(shown, chief):
    shown.correct(chief, "Nous avons été trompés.", kind=Edition.Kind.RETRACTION)
    assert cards.of_edition(edition_of(shown)).label == "article retiré"


# --- rights


def test_once_the_rights_end_the_card_is_without_the_photo(
    client, shown, red, django_capture_on_commit_callbacks
):
    with on_day(2025, 7, 1), django_capture_on_commit_callbacks(execute=True):
        red.rights_until = timezone.localdate()
        red.save()
    with on_day(2025, 7, 1):
        before = path(client, shown)
        assert is_red(fetched(client, shown))
        assert client.get(before).headers["Cache-Control"].startswith("private, max-age=")
        assert files("private")
        assert not files()
    with on_day(2025, 7, 2):
        assert not is_red(fetched(client, shown))
        assert client.get(before).headers["Location"] == path(client, shown)
        assert not files("private")


def test_a_photo_that_gets_an_end_takes_its_cards_from_public_storage(
    client, shown, red, django_capture_on_commit_callbacks
):
    assert fetched(client, shown)
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.update(rights_until=timezone.localdate() + timedelta(days=9))
    assert not files()


def test_a_photo_under_embargo_is_not_on_it_before_its_moment(client, shown, red):
    red.embargo_until = timezone.now() + timedelta(days=1)
    red.save()
    assert not is_red(fetched(client, shown))


def test_the_credit_and_who_supplied_the_photo_stand_on_it(shown, red):
    red.supply, red.source = "handout", "Présidence"
    red.save()
    credit = cards.of_edition(edition_of(shown)).credit
    assert credit.startswith("Archives")
    assert "Présidence" in credit


@pytest.mark.parametrize("kind", KINDS)
def test_nothing_of_the_original_s_words_is_in_the_file(client, chief, kind):
    photo = Photo.objects.create(
        title="Traces",
        original=ContentFile(traced(kind), f"photo.{kind.lower()}"),
        credit="A",
        source="S",
    )
    story = make_draft("Sans traces")
    place(photo, story)
    story.publish(chief)
    response = client.get(path(client, story))
    content = b"".join(response)
    assert response.status_code == 200
    assert SECRET.encode() not in content
    assert (
        not {"comment", "exif", "photoshop", "icc_profile"}
        & Image.open(io.BytesIO(content)).info.keys()
    )


# --- who is not told


def test_a_preview_is_nothing_to_share(client, draft, chief, red):
    place(red, draft)
    client.force_login(chief)
    page = client.get(address("dispatch_preview_page", draft.pk)).content.decode()
    assert draft.headline in page
    assert not META.findall(page)


# --- the letters

ALPHABETS = {
    "fr": "ÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸàâæçéèêëîïôœùûüÿ«»’–—…€",
    "bm": "ƐƆƝŊɛɔɲŋ",
    "ff": "ƁƊŊƳÑɓɗŋƴñ",
    "son": "ÃẼĨÕŨŊƝãẽĩõũŋɲŠŽšž",
    "taq": "ĂƎḌƔḶṢṬẒăǝḍɣḷṣṭẓⴰⴱⵛⴷⵉⵎⵏⵔⵙⵜ",
    "ru": "АБВГДЕЁЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯабвгдеёжзийклмнопрстуфхцчшщъыьэюя№",
    "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئىة،؛؟٠١٢٣٤٥٦٧٨٩",
    "es": "ÁÍÑÓÚáíñóú¿¡",
    "pt": "ÃÕÇãõç",
}
LONG = {
    "ltr": "Trois accords à Moscou et un interministériellement long texte " * 4,
    "rtl": "موسكو وباماكو توقعان اتفاقات التعاون " * 6,
}


@pytest.mark.parametrize("language", ALPHABETS)
def test_the_face_has_every_letter_of_the_language(language):
    face = ImageFont.truetype(FACE, 40, layout_engine=ImageFont.Layout.BASIC)
    assert not face.getmask("\uffff").getbbox()
    for each in ALPHABETS[language]:
        assert face.getmask(each).getbbox(), each


def drawn(text, box, sizes=(60, 30), direction="ltr"):
    """Where there is ink: left, top, right, bottom; None for none."""
    image = Image.new("L", (1200, 630))
    letter(ImageDraw.Draw(image), text, box, sizes, 255, direction)
    return image.getbbox()


@pytest.mark.parametrize("direction", ["ltr", "rtl"])
@pytest.mark.parametrize("words", ["long", "one endless word", "short"])
def test_words_never_leave_their_box(direction, words):
    text = {"long": LONG[direction], "short": "Oui", "one endless word": "x" * 200}[words]
    left, top, right, bottom = drawn(text, (100, 100, 600, 500), direction=direction)
    assert left >= 98
    assert top >= 95
    assert right <= 602
    assert bottom <= 505


def test_a_headline_is_as_large_as_it_can_be_and_shrinks_when_it_is_long():
    lines, size = fit("Moscou et Bamako", 500, 400, (60, 30))
    assert (lines, size) == (["Moscou et", "Bamako"], 60)
    lines, size = fit(LONG["ltr"][:180], 500, 400, (60, 30))
    assert size < 60
    assert " ".join(lines) == LONG["ltr"][:180].strip()


def test_what_does_not_fit_even_so_ends_with_dots():
    lines, _size = fit(LONG["ltr"] * 3, 500, 200, (60, 30))
    assert lines[-1].endswith("…")


def test_no_mark_of_french_stands_alone_at_an_end_of_a_line():
    text = "Ils ont dit : « Nous signons ! » à Moscou ; et puis « Oui » à Bamako"
    for width in range(300, 700, 7):
        for line in fit(text, width, 2000, (40, 40))[0]:
            assert line[0] not in ":;!?»"
            assert line[-1] != "«"


def test_arabic_is_joined_and_begins_on_the_right():
    box = (100, 100, 1100, 300)
    left, _top, right, _bottom = drawn("موسكو", box, direction="rtl")
    assert 1090 <= right <= 1102
    apart = drawn("م و س ك و".replace(" ", "\u00a0"), box, direction="rtl")
    assert right - left < 0.7 * (apart[2] - apart[0])


def test_a_number_and_a_latin_word_are_read_the_other_way_in_arabic():
    """Reversed with the letters around them, the digits of 12 would be 21."""
    assert "12,5" in as_seen("بقيمة 12,5 مليار", "rtl")
    assert "(ONU)" in as_seen("الأمم المتحدة (ONU) اليوم", "rtl")
