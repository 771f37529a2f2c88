"""What is taken into the library and what is refused, in words: a corpus of good and nasty files."""

import io
import tracemalloc

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.utils import translation
from PIL import Image

from articles.models import Agency, Photo
from articles.pictures import kinds
from articles.pictures.intake import Arrival, Duplicate, take
from articles.pictures.renditions import render

from . import corpus
from .test_concurrency import all_at_once

ODD = corpus.odd()


def file_of(data, name="photo.jpg"):
    return ContentFile(data, name=name)


def taken(data, name="photo.jpg", by=None, **given):
    return take(file_of(data, name), by=by, given=given)


def shown(photo_or_bytes):
    """The picture as whoever opens the original sees it."""
    data = photo_or_bytes if isinstance(photo_or_bytes, bytes) else photo_or_bytes.original.read()
    return Image.open(io.BytesIO(data))


@pytest.mark.parametrize("kind", corpus.KINDS)
@pytest.mark.django_db
def test_each_kind_is_taken_whatever_its_name(kind):
    photo = taken(corpus.saved(kind=kind), name="sans-fin", title="Quatre couleurs")
    assert (photo.width, photo.height) == corpus.SIZE
    assert photo.original.name.endswith(".png" if kind == "GIF" else kinds.ending(kind))
    assert photo.colour[0] == "#"


@pytest.mark.parametrize("name", corpus.NASTY)
def test_what_is_nasty_is_refused_with_a_sentence_and_without_filling_the_memory(name, settings):
    settings.PHOTO_MAX_PIXELS = 100_000
    make, word = corpus.NASTY[name]
    data = make()
    tracemalloc.start()
    try:
        with translation.override("en"), pytest.raises(ValidationError, match=word) as refusal:
            Arrival(file_of(data))
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()
    (sentence,) = refusal.value.messages
    assert sentence.endswith(".")


@pytest.mark.parametrize("name", ODD)
def test_a_picture_with_a_nasty_part_is_taken_without_it(name):
    data = ODD[name]
    tracemalloc.start()
    try:
        arrival = Arrival(file_of(data))
        assert tracemalloc.get_traced_memory()[1] < 4 * len(data) + 10_000_000
    finally:
        tracemalloc.stop()
    assert corpus.SECRET not in f"{arrival.words}"
    assert corpus.SECRET.encode() not in arrival.clean
    assert shown(arrival.clean).size == arrival.seen[:2]


def test_too_many_bytes_are_refused_unread(settings):
    settings.PHOTO_MAX_BYTES = 1000
    with translation.override("en"), pytest.raises(ValidationError, match="MB"):
        Arrival(file_of(corpus.saved(kind="TIFF")))


@pytest.mark.parametrize("kind", ["GIF", "PNG", "WEBP", "AVIF", "TIFF"])
def test_of_what_moves_the_first_image_is_taken(kind):
    arrival = Arrival(file_of(corpus.moving(kind)))
    picture = shown(arrival.clean)
    assert getattr(picture, "n_frames", 1) == 1
    assert picture.convert("RGB").getpixel((100, 100))[2] < 3


def test_the_kinds_are_told_from_one_place():
    assert kinds.names().startswith("JPEG, PNG, WebP, AVIF, GIF")
    assert set(kinds.ACCEPT.split(",")) >= {"image/avif", ".tif", ".jpeg"}


HEIC = b"\0\0\0\x18ftypheic\0\0\0\0mif1heic" + bytes(200)


@pytest.mark.skipif("HEIF" in kinds.ACCEPTED, reason="pillow-heif is installed here")
def test_a_phone_photo_that_cannot_be_read_here_is_refused_with_what_to_do():
    with translation.override("en"), pytest.raises(ValidationError, match="Most Compatible"):
        Arrival(file_of(HEIC))


@pytest.mark.filterwarnings("ignore:(Tag data larger|Corrupt EXIF)")
@pytest.mark.parametrize("name", ODD)
@pytest.mark.django_db
def test_readers_get_a_picture_of_it_even_if_it_is_kept_as_it_came(name):
    photo = taken(ODD[name], keeps_location=True)
    assert corpus.SECRET.encode() not in render(photo.original, 10, "jpg")


# --- the same picture


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "GIF"])
@pytest.mark.django_db
def test_the_same_pixels_are_known_again_in_another_file(kind):
    first = taken(corpus.saved(kind="PNG"))
    with pytest.raises(Duplicate) as refusal:
        taken(corpus.traced(kind), name="autre")
    assert refusal.value.twin == first
    assert Photo.objects.count() == 1


@pytest.mark.django_db
def test_a_picture_turned_by_a_note_is_the_one_that_lies_so():
    upright = corpus.scene()
    first = taken(corpus.saved(upright, "PNG"))
    lying = upright.transpose(Image.Transpose.ROTATE_90)
    with pytest.raises(Duplicate) as refusal:
        taken(corpus.traced("PNG", orientation=6, image=lying))
    assert refusal.value.twin == first


@pytest.mark.django_db
def test_another_crop_of_a_picture_is_another_picture():
    taken(corpus.saved(kind="PNG"))
    taken(corpus.saved(corpus.scene().crop((0, 0, 59, 40)), "PNG"))
    assert Photo.objects.count() == 2


@pytest.mark.django_db(transaction=True)
def test_of_two_who_bring_the_same_picture_at_once_one_is_told_of_the_other():
    files = [corpus.saved(kind="PNG"), corpus.traced("PNG"), corpus.traced("TIFF")]
    failures = all_at_once(*(lambda data=data: taken(data, title="Une") for data in files))
    photo = Photo.objects.get()
    assert [type(failure) for failure in failures] == [Duplicate, Duplicate]
    assert {failure.twin for failure in failures} == {photo}
    folder = photo.original.name.rpartition("/")[0]
    assert photo.original.storage.listdir(folder)[1] == [photo.original.name.rpartition("/")[2]]


# --- what is said of it


CAPTIONED = corpus.with_segments(
    corpus.saved(),
    corpus.photoshop(
        (
            0x0404,
            corpus.record(120, b"La l\xc3\xa9gende")
            + corpus.record(80, b"A. Diarra")
            + corpus.record(110, b"AFP")
            + corpus.record(25, b"Mali")
            + corpus.record(25, b"m" * 60)
            + corpus.record(25, b"n" * 360),
        )
    ),
)


@pytest.mark.django_db
def test_what_is_given_for_all_stands_before_what_the_file_tells():
    photo = taken(CAPTIONED, caption="La mienne")
    assert (photo.caption, photo.credit, photo.photographer) == (
        "La mienne",
        "A. Diarra / AFP",
        "A. Diarra",
    )


@pytest.mark.django_db
def test_a_photo_without_a_title_is_called_as_its_file():
    assert taken(CAPTIONED, name="IMG_0042.JPG").title == "IMG_0042"


@pytest.mark.django_db
def test_keywords_for_which_there_is_no_room_are_left_out_whole():
    assert taken(CAPTIONED).keywords == f"Mali, {'m' * 60}"


@pytest.mark.django_db
def test_an_agency_that_the_desk_knows_is_recognised_and_credited_in_its_own_form():
    agency = Agency.objects.create(name="Afp", credit_form="© {photographer} / AFP")
    photo = taken(CAPTIONED)
    assert (photo.agency, photo.supply, photo.credit) == (agency, "agency", "© A. Diarra / AFP")


@pytest.mark.django_db
def test_who_brings_a_photo_is_noted(django_user_model):
    user = django_user_model.objects.create_user("iconographe")
    assert taken(CAPTIONED, by=user).added_by == user


# --- upright


@pytest.mark.parametrize("orientation", range(1, 9))
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_a_picture_noted_as_turned_is_taken_as_it_is_looked_at(kind, orientation):
    as_seen = Arrival(file_of(corpus.saved(kind="PNG")))
    lying = corpus.scene().transpose(BACK[orientation]) if orientation > 1 else corpus.scene()
    arrival = Arrival(file_of(corpus.traced(kind, orientation, lying)))
    assert arrival.seen[:2] == corpus.SIZE
    if kind not in ("JPEG", "AVIF"):  # which do not keep every pixel
        assert arrival.seen.pixels == as_seen.seen.pixels


BACK = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_90,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_270,
}


@pytest.mark.django_db
def test_words_that_fill_their_segment_to_the_last_odd_byte_cost_the_words_not_the_picture():
    block = corpus.record(120, b"x" * 32000) + corpus.record(25, b"y" * 32000)
    room = 0xFFFD - len(b"Photoshop 3.0\0" + b"8BIM\x04\x04\0\0" + b"\0\0\0\0")
    block += corpus.record(25, b"z" * (room - len(block) - 5))
    assert len(block) % 2
    resource = b"8BIM\x04\x04\0\0" + len(block).to_bytes(4, "big") + block
    data = corpus.with_segments(corpus.saved(), corpus.segment(0xED, b"Photoshop 3.0\0" + resource))
    assert shown(taken(data, title="Titre")).size == corpus.SIZE
