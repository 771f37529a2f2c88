"""The photo library at the desk: what is refused, in words; what is taken, described by itself."""

import io

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from PIL import Image

from articles.admin import thumbnail
from articles.models import Photo

from .conftest import make_draft, make_photo, place
from .desk import CHIEF, REPORTER, address, errors, shown, sit_down


def jpeg(size=(800, 500), colour="navy", **options):
    file = io.BytesIO()
    Image.new("RGB", size, colour).save(file, "JPEG", **options)
    return file.getvalue()


def iptc(tail=b"", **records):
    """A JPEG that carries these IPTC records ("headline", "by_line"…) in UTF-8, and this after them."""
    numbers = {"headline": 105, "by_line": 80, "agency": 110, "caption": 120}
    block = b""
    for name, words in records.items():
        data = words.encode()
        block += b"\x1c\x02" + bytes([numbers[name]]) + len(data).to_bytes(2, "big") + data
    block += tail
    block += b"\0" * (len(block) % 2)
    resource = b"Photoshop 3.0\x00" + b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    segment = b"\xff\xed" + (len(resource) + 2).to_bytes(2, "big") + resource
    plain = jpeg()
    return plain[:2] + segment + plain[2:]


def upload(client, data, name="photo.jpg", **fields):
    given = {"title": "Titre", "language": "fr", **fields}
    return client.post(address("photo_add"), {**given, "original": SimpleUploadedFile(name, data)})


@pytest.fixture(autouse=True)
def desk_chief(client, db):
    return sit_down(client, CHIEF)


def test_a_picture_is_taken_into_the_library(client):
    assert upload(client, jpeg(), credit="A. Photographe / Agence").status_code == 302
    photo = Photo.objects.get()
    assert (photo.width, photo.height, photo.credit) == (800, 500, "A. Photographe / Agence")


@pytest.mark.parametrize(
    "data",
    [b"du texte", jpeg()[:300], b"", b"GIF89a" + b"\0" * 40],
    ids=["text", "cut", "empty", "gif"],
)
def test_what_is_no_complete_picture_is_refused_in_words(client, data):
    response = upload(client, data, caption="Cette légende reste.")
    assert errors(response).keys() == {"original"}
    assert "Cette légende reste." in shown(response)
    assert not Photo.objects.exists()


def test_a_picture_of_too_many_pixels_is_refused_before_it_is_decoded(client, settings):
    settings.PHOTO_MAX_PIXELS = 100_000
    assert errors(upload(client, jpeg())).keys() == {"original"}


def test_a_picture_that_is_there_already_is_shown(client):
    upload(client, jpeg())
    first = Photo.objects.get()
    assert address("photo_change", first.pk) in shown(upload(client, jpeg()))
    assert Photo.objects.count() == 1


def test_title_caption_and_credit_are_taken_from_the_file(client):
    data = iptc(
        headline="La signature",
        caption="À Moscou, le 23 juin.",
        by_line="A. Photographe",
        agency="Agence",
    )
    upload(client, data, title="")
    photo = Photo.objects.get()
    assert (photo.title, photo.caption) == ("La signature", "À Moscou, le 23 juin.")
    assert photo.credit == "A. Photographe / Agence"


@pytest.mark.parametrize(
    "tail",
    [b"\x1c", b"\x1c\x02", b"\x1c\x02\x69\x81", b"\x1c\x02\x69\xff\xff", b"\xff" * 8],
    ids=["one byte", "two bytes", "no length", "a length too long", "noise"],
)
def test_a_damaged_record_of_words_is_no_reason_to_refuse_the_picture(client, tail):
    assert upload(client, iptc(tail, headline="La signature")).status_code == 302
    assert Photo.objects.get().title == "Titre"


def test_only_the_kinds_that_are_taken_are_named(client):
    (words,) = errors(upload(client, jpeg(), name="photo.exe"))["original"]
    assert "WebP" in words
    assert "pdf" not in words.lower()
    assert upload(client, jpeg(), name="photo.JPG").status_code == 302


def test_what_was_typed_wins_over_the_file(client):
    upload(client, iptc(headline="La signature", caption="Du fichier"), title="Mon titre")
    photo = Photo.objects.get()
    assert (photo.title, photo.caption) == ("Mon titre", "Du fichier")


def test_a_file_without_words_asks_for_a_title(client):
    assert errors(upload(client, jpeg(), title="")).keys() == {"title"}


def test_the_file_of_a_photo_never_changes(client, photo):
    digest = photo.digest
    given = {
        "title": "Autre titre",
        "language": "fr",
        "original": SimpleUploadedFile("b.jpg", jpeg(colour="red")),
    }
    client.post(address("photo_change", photo.pk), given)
    photo.refresh_from_db()
    assert (photo.title, photo.digest) == ("Autre titre", digest)


def test_a_thumbnail_is_small_private_and_for_the_desk_alone(client, photo):
    answer = client.get(address("photo_thumbnail", photo.pk))
    assert Image.open(io.BytesIO(answer.content)).width == thumbnail.WIDTH
    assert "private" in answer["Cache-Control"]
    client.logout()
    assert client.get(address("photo_thumbnail", photo.pk)).status_code == 302


def test_a_lost_file_spoils_no_page(client, photo):
    photo.original.storage.delete(photo.original.name)
    assert client.get(address("photo_thumbnail", photo.pk)).status_code == 404
    assert shown(client.get(address("photo_change", photo.pk)))


def test_the_editor_finds_photos_by_folded_words_or_by_number(client):
    wanted = make_photo("L’été à Ségou", caption="Le fleuve", credit="A. Photographe")
    other = make_photo("Autre", colour="red")

    def ids(**query):
        return [each["id"] for each in client.get(address("photo_search"), query).json()["results"]]

    assert ids(q="ete FLEUVE photographe") == [wanted.pk]
    assert ids(ids=f"{other.pk},x") == [other.pk]
    assert ids(q="introuvable") == []


def test_the_editor_gets_twelve_photos_at_most(client):
    for number in range(14):
        make_photo(colour=(8 * number, 0, 0))
    assert len(client.get(address("photo_search"), {"q": ""}).json()["results"]) == 12


def test_used_and_never_used_photos_are_told_apart(client, chief):
    used, idle = make_photo(), make_photo("Jamais", colour="red")
    place(used, make_draft())
    for value, expected in (("yes", [used]), ("no", [idle])):
        response = client.get(address("photo_changelist"), {"used": value})
        assert list(response.context["cl"].result_list) == expected


def test_a_photo_names_every_place_where_it_stands(client, chief, photo):
    story = make_draft("Là où elle sert")
    place(photo, story)
    story.publish(chief)
    page = shown(client.get(address("photo_change", photo.pk)))
    assert address("dispatch_change", story.pk) in page
    assert address("edition_change", story.editions.get().pk) in page


@pytest.mark.parametrize("name", ["photo", "author", "topic"])
def test_what_is_in_use_is_not_deleted_and_says_where(client, chief, photo, name):
    from articles.models import Topic

    story = make_draft("Là où cela sert")
    topic = Topic.objects.create(name="Diplomatie")
    story.topics.add(topic)
    place(photo, story)
    story.publish(chief)
    thing = {"photo": photo, "author": story.bylines.get().author, "topic": topic}[name]
    response = client.post(address(f"{name}_delete", thing.pk), {"post": "yes"})
    assert "Là où cela sert" in shown(response)
    assert type(thing).objects.filter(pk=thing.pk).exists()


def test_a_reporter_adds_photos_and_changes_none(client, photo, django_user_model):
    sit_down(client, REPORTER)
    assert upload(client, jpeg(colour="green")).status_code == 302
    given = {"title": "Faux", "language": "fr"}
    assert client.post(address("photo_change", photo.pk), given).status_code == 403
