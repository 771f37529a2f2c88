"""Originals lie without place, camera or owner, unless the desk keeps these knowingly."""

import io
from itertools import product

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.management import call_command
from PIL import Image
from PIL.ExifTags import IFD

from articles.models import Photo
from articles.pictures import kinds
from articles.pictures.fingerprints import fingerprint
from articles.pictures.intake import Arrival, take

from . import corpus
from .conftest import make_photo

pytest.importorskip("hypothesis")

from hypothesis import given
from hypothesis import strategies as st

SECRET = corpus.SECRET.encode()
# How each kind tells of a place or a camera, once its words are told from its pixels.
TELLTALES = [SECRET, b"GPS", b"xmpmeta", b"Photoshop", b"Exif\0\0II", b"2025:06:23"]


def arrived(data):
    return Arrival(ContentFile(data, name="photo"))


def decoded(data):
    image = Image.open(io.BytesIO(data))
    image.load()
    return image


# The tags of a TIFF that say how its pixels lie.
LAYOUT = {256, 257, 258, 259, 262, 273, 274, 277, 278, 279, 282, 283, 284, 296, 317, 338, 339}


@pytest.mark.filterwarnings("ignore:Image appears to be a malformed MPO file")
@pytest.mark.parametrize("orientation", [1, 6])
@pytest.mark.parametrize("kind", corpus.KINDS)
def test_no_trace_is_left_and_no_pixel_lost(kind, orientation):
    data = corpus.traced(kind, orientation)
    assert SECRET in data
    clean = arrived(data).clean
    assert not [trace for trace in TELLTALES if trace in clean]
    before, after = decoded(data), decoded(clean)
    assert after.convert("RGB").tobytes() == before.convert("RGB").tobytes()
    assert after.getexif().keys() <= (LAYOUT if kind == "TIFF" else {0x0112})
    assert not any(after.getexif().get_ifd(ifd) for ifd in (IFD.Exif, IFD.GPSInfo, IFD.IFD1))


@pytest.mark.parametrize("kind", corpus.KINDS)
def test_a_file_freed_of_its_traces_stays_as_it_is(kind):
    clean = arrived(corpus.traced(kind, 6)).clean
    assert arrived(clean).clean == clean


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_the_pixels_are_not_coded_anew(kind):
    noise = Image.effect_noise((64, 64), 90).convert("RGB")
    assert kinds.told_by(arrived(corpus.traced(kind, image=noise)).clean) == kind
    clean = arrived(corpus.saved(noise, kind)).clean
    assert len(clean) == pytest.approx(len(corpus.saved(noise, kind)), rel=0.2)


@pytest.mark.parametrize("kind", ["PNG", "WEBP"])
def test_transparency_stays(kind):
    image = corpus.scene(mode="RGBA")
    image.putalpha(Image.linear_gradient("L").resize(corpus.SIZE))
    clean = arrived(corpus.traced(kind, image=image)).clean
    assert decoded(clean).convert("RGBA").tobytes() == image.tobytes()


PLAIN = (None, "tiff_lzw", "tiff_adobe_deflate", "packbits")
MODES = ("1", "L", "LA", "P", "RGB", "RGBA", "CMYK", "I;16", "LAB", "YCbCr")


@pytest.mark.parametrize(
    ("mode", "compression"),
    [*product(MODES, PLAIN), ("L", "jpeg"), ("RGB", "jpeg"), ("CMYK", "jpeg")],
)
def test_every_form_of_tiff_keeps_its_picture(mode, compression):
    if mode == "I;16":
        image = Image.new(mode, corpus.SIZE, 40_000)
    elif mode == "LAB":
        image = Image.frombytes(mode, corpus.SIZE, corpus.scene().tobytes())
    else:
        image = corpus.scene(mode=mode)
    data = corpus.saved(image, "TIFF", compression=compression, description=corpus.SECRET) + SECRET
    arrival = arrived(data)
    assert SECRET not in arrival.clean
    assert arrived(arrival.clean).seen == arrival.seen


@pytest.mark.parametrize("profile", ["P3", "Adobe"])
@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_the_profile_of_colours_stays(kind, profile):
    icc = corpus.profile(profile)
    clean = arrived(corpus.saved(kind=kind, icc_profile=icc, exif=corpus.exif())).clean
    assert decoded(clean).info["icc_profile"] == icc


def test_words_for_the_archive_stay_in_a_jpeg():
    """As agencies ask: IPTC, and XMP if it holds nothing else."""
    words = corpus.photoshop(
        (0x0404, corpus.record(116, b"(c) Agence") + corpus.record(80, b"A. D."))
    )
    packet = corpus.xmp("<dc:rights><rdf:Alt><rdf:li>(c) Agence</rdf:li></rdf:Alt></dc:rights>")
    data = corpus.with_segments(corpus.saved(xmp=packet), words)
    assert arrived(data).clean == data


def test_thumbnails_of_an_earlier_crop_go_with_the_rest():
    inside = corpus.saved(Image.new("RGB", (16, 12), "red"))
    first = b"MM\0*\0\0\0\x08\0\x01\x01\x12\0\x03\0\0\0\x01\0\x03\0\0\0\0\0\x1a"  # its next at 26
    second = b"\0\x02\x02\x01\0\x04\0\0\0\x01\0\0\0\x38\x02\x02\0\x04\0\0\0\x01"
    block = first + second + len(inside).to_bytes(4, "big") + bytes(4) + inside
    data = corpus.saved(exif=b"Exif\0\0" + block)
    assert decoded(data).getexif().get_ifd(IFD.IFD1)[0x0202] == len(inside)
    assert inside in data
    clean = arrived(data).clean
    assert inside not in clean
    assert dict(decoded(clean).getexif()) == {0x0112: 3}


# --- kept knowingly


def test_the_fixtures_of_the_demo_stay_byte_for_byte(db):
    call_command("loaddata", "demo", verbosity=0)
    for photo in Photo.objects.all():
        with photo.original.open() as opened:
            arrival = Arrival(opened)
        assert (arrival.digest, arrival.seen.pixels) == (photo.digest, photo.pixels)


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP", "TIFF", "AVIF"])
def test_the_desk_may_keep_the_file_as_it_came_and_let_it_go_later(
    kind, db, django_capture_on_commit_callbacks
):
    data = corpus.traced(kind)
    photo = take(ContentFile(data, name="photo"), by=None, given={"keeps_location": True})
    assert photo.original.open().read() == data
    call_command("check_record")
    name = photo.original.name
    photo = Photo.objects.get()
    photo.keeps_location = False
    with django_capture_on_commit_callbacks(execute=True):
        photo.save()
    assert SECRET not in photo.original.open().read()
    assert not photo.original.storage.exists(name)
    with photo.original.open() as opened:
        assert fingerprint(opened) == photo.digest
    again = Photo.objects.get()
    assert (again.original.name, again.digest) == (photo.original.name, photo.digest)


def test_what_had_to_be_made_afresh_has_no_traces_to_keep(db):
    data = corpus.traced("GIF")
    photo = take(ContentFile(data, name="photo"), by=None, given={"keeps_location": True})
    assert SECRET not in photo.original.open().read()


def test_whichever_way_a_photo_is_saved_it_has_no_traces(db):
    """A shell, a test, a form: all pass the model."""
    photo = Photo.objects.create(
        title="Une", original=ContentFile(corpus.traced("JPEG"), name="a.jpg")
    )
    assert SECRET not in photo.original.open().read()
    assert photo.pixels


def test_a_photo_is_saved_again_without_being_read_again(photo, django_assert_num_queries):
    """One query, and two for its history."""
    photo = Photo.objects.get(pk=photo.pk)
    photo.original.storage.delete(photo.original.name)
    photo.title = "Autre"
    with django_assert_num_queries(3):
        photo.save()


def test_how_a_photo_looks_is_filled_in_where_it_is_missing(db):
    first, second = make_photo(), make_photo("Deux", colour="red")
    Photo.objects.update(pixels="", colour="")
    with pytest.raises(SystemExit):
        call_command("check_record")
    call_command("check_record", "--mend")
    call_command("check_record")
    assert Photo.objects.get(pk=first.pk).pixels == first.pixels
    assert Photo.objects.get(pk=second.pk).colour == second.colour


# --- whatever comes


SEEDS = [corpus.traced(kind) for kind in corpus.KINDS]


@given(
    st.sampled_from(SEEDS),
    st.lists(st.tuples(st.integers(0, 10_000), st.integers(0, 255)), max_size=8),
    st.none() | st.integers(0, 10_000),
)
def test_a_file_with_any_faults_is_taken_clean_or_refused(seed, faults, end):
    data = bytearray(seed)
    for place, value in faults:
        data[place % len(data)] = value
    try:
        arrival = arrived(bytes(data[: end and 1 + end % len(data)]))
    except ValidationError:
        return
    assert arrived(arrival.clean).seen == arrival.seen
