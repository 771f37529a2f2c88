"""One photo through the desk's form: what the file tells stands where nothing is typed."""

from datetime import date

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from articles.models import Agency, Photo
from articles.pictures import kinds

from . import corpus
from .desk import CHIEF, Page, address, errors, shown, sit_down
from .test_concurrency import all_at_once
from .test_intake import CAPTIONED

SAID = corpus.with_segments(
    CAPTIONED,
    corpus.segment(
        0xE1,
        b"http://ns.adobe.com/xap/1.0/\0"
        + corpus.xmp(
            "<Iptc4xmpCore:AltTextAccessibility><rdf:Alt><rdf:li>Une table</rdf:li></rdf:Alt>"
            "</Iptc4xmpCore:AltTextAccessibility>"
            "<photoshop:Instructions>Pas de recadrage</photoshop:Instructions>"
            "<photoshop:DateCreated>2025-06-23</photoshop:DateCreated>"
        ),
    ),
)


@pytest.fixture
def user(client, db):
    return sit_down(client, CHIEF)


@pytest.fixture
def page(client, user):
    return open_add_page(client)


def open_add_page(client):
    url = address("photo_add")
    return Page(client, url, client.get(url), "photo_form")


def file_of(data, name="photo.jpg"):
    return SimpleUploadedFile(name, data)


def test_everything_that_the_file_tells_is_in_the_library(page, user):
    assert page.type(title="").press(original=file_of(SAID)).status_code == 200
    assert page.type(title="Titre").press(original=file_of(SAID)).status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.alt, photo.instructions) == (
        "La légende",
        "Une table",
        "Pas de recadrage",
    )
    assert (photo.credit, photo.photographer) == ("A. Diarra / AFP", "A. Diarra")
    assert photo.taken_on == date(2025, 6, 23)
    assert photo.added_by == user


def test_what_is_typed_stands(page):
    agency = Agency.objects.create(name="Reuters", credit_form="REUTERS/{photographer}")
    page.type(title="Titre", caption="La mienne", agency=agency.pk, supply="agency")
    assert page.press(original=file_of(SAID)).status_code == 302
    photo = Photo.objects.get()
    assert (photo.caption, photo.agency, photo.credit) == (
        "La mienne",
        agency,
        "REUTERS/A. Diarra",
    )


@pytest.mark.parametrize("kept", [True, False])
def test_the_desk_decides_whether_traces_are_kept(page, kept):
    data = corpus.traced("JPEG")
    page.type(title="Titre", **({"keeps_location": "on"} if kept else {}))
    assert page.press(original=file_of(data)).status_code == 302
    assert (corpus.SECRET.encode() in Photo.objects.get().original.read()) is kept


@pytest.mark.parametrize("group", ["rédacteur", "secrétaire de rédaction"])
def test_who_may_not_open_originals_does_not_decide_it(client, db, group):
    sit_down(client, group)
    page = open_add_page(client).type(title="Titre", keeps_location="on")
    page.press(original=file_of(corpus.traced("JPEG")))
    assert corpus.SECRET.encode() not in Photo.objects.get().original.read()


def test_the_traces_of_a_lost_file_cannot_be_taken_away_and_the_words_stay(client, page):
    page.type(title="Titre", keeps_location="on").press(original=file_of(corpus.traced("JPEG")))
    photo = Photo.objects.get()
    photo.original.storage.delete(photo.original.name)
    change = Page(
        client,
        address("photo_change", photo.pk),
        client.get(address("photo_change", photo.pk)),
        "photo_form",
    )
    change.values.pop("keeps_location")
    refused = change.type(title="Autre").press()
    assert errors(refused).keys() == {"keeps_location"}
    assert "Autre" in shown(refused)


def test_the_form_names_every_kind_that_is_taken(client, page):
    told = shown(page.response)
    assert kinds.ACCEPT in told
    assert "AVIF" in told


@pytest.mark.parametrize("kind", corpus.KINDS)
def test_each_kind_is_taken_by_the_form(page, kind):
    name = f"photo.{kinds.ending(kind)}"
    assert page.type(title="Titre").press(original=file_of(corpus.saved(kind=kind), name))
    assert Photo.objects.get().title == "Titre"


def test_a_name_of_any_length_or_form_is_taken(page):
    name = f"../{'é' * 90}\u202e gpj.jpg"
    response = page.type(title="Titre").press(original=file_of(corpus.saved(), name))
    assert response.status_code == 302, errors(response)


@pytest.mark.django_db(transaction=True)
def test_two_who_send_the_same_picture_at_once_make_one_photo(django_user_model):
    boss = django_user_model.objects.create_superuser("admin")
    hands = [Client() for _hand in range(2)]
    files = [corpus.saved(kind="PNG"), corpus.traced("PNG")]
    pages = []
    for hand in hands:
        hand.force_login(boss)
        pages.append(open_add_page(hand).type(title="Une"))
    failures = all_at_once(
        *(
            lambda page=page, data=data: page.press(original=file_of(data, "a.png"))
            for page, data in zip(pages, files, strict=True)
        )
    )
    assert failures == []
    assert Photo.objects.count() == 1
