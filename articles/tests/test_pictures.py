"""Pictures: originals stay private, readers get fresh renditions of what a readable edition shows."""

import io
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles.models import Photo
from articles.pictures import check, drop_renditions, render, rendition_name, widths_for

from .conftest import make_draft, make_photo, on_day, place


def address(photo, width=360, extension="jpg"):
    return reverse("rendition", args=[photo.digest, width, extension])


def status(client, photo, width=360):
    """What a reader is answered, the picture itself read to its end."""
    response = client.get(address(photo, width))
    assert response.status_code != 200 or b"".join(response)
    return response.status_code


@pytest.fixture
def shown(draft, chief, photo):
    """A live story that shows the photo."""
    place(photo, draft)
    with on_day(2025, 6, 23):
        draft.publish(chief)
    return draft


def test_a_picture_is_served_while_a_story_shows_it(client, shown, photo):
    response = client.get(address(photo))
    picture = Image.open(io.BytesIO(b"".join(response)))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert (picture.width, picture.height) == (360, 225)
    assert "private" in response.headers["Cache-Control"]


@pytest.mark.parametrize("extension", ["jpg", "webp"])
def test_each_width_and_format_that_we_make_is_served(client, shown, photo, extension):
    for width in widths_for(photo):
        response = client.get(address(photo, width, extension))
        assert Image.open(io.BytesIO(b"".join(response))).width == width


@pytest.mark.parametrize("width", [0, 1, 359, 800, 1600, 99999])
def test_no_other_width_is_made(client, shown, photo, width):
    assert client.get(address(photo, width)).status_code == 404
    assert not default_storage.exists(rendition_name(photo.digest, width, "jpg"))


def test_a_picture_in_the_library_alone_is_nobodys_business(client, photo):
    assert status(client, photo) == 404


def test_a_picture_of_a_draft_is_not_served(client, draft, photo):
    place(photo, draft)
    assert status(client, photo) == 404


def test_a_picture_placed_in_the_working_copy_of_a_live_story_waits_for_its_edition(
    client, live, chief, photo
):
    place(photo, live)
    assert status(client, photo) == 404
    live.correct(chief, "Nous ajoutons une photo.")
    assert status(client, photo) == 200


def test_a_picture_of_a_scheduled_story_is_served_from_its_moment_on(client, draft, chief, photo):
    place(photo, draft)
    with on_day(2025, 6, 23, hour=9):
        draft.publish(chief, at=timezone.now() + timedelta(hours=1))
        assert status(client, photo) == 404
    with on_day(2025, 6, 23, hour=10):
        assert status(client, photo) == 200


def test_a_picture_is_gone_with_its_only_story_and_comes_back(client, shown, chief, photo):
    assert status(client, photo) == 200  # the file has been made
    withdrawal = shown.withdraw(chief, "Retiré.")
    assert status(client, photo) == 410
    withdrawal.lift(chief)
    assert status(client, photo) == 200


def test_a_picture_that_another_story_shows_stays(client, shown, chief, photo):
    other = make_draft("Autre")
    place(photo, other)
    other.publish(chief)
    shown.withdraw(chief, "Retiré.")
    assert status(client, photo) == 200


def test_a_picture_of_an_earlier_version_stays_with_that_version(client, shown, chief, photo):
    shown.figures.all().delete()
    shown.correct(chief, "La photo n’était pas de Moscou.")
    assert status(client, photo) == 200
    shown.withdraw(chief, "La première version est retirée.", through_number=1)
    assert status(client, photo) == 410


def test_serving_a_picture_costs_two_queries(client, shown, photo, django_assert_num_queries):
    """The photo, and whether a readable edition shows it."""
    with django_assert_num_queries(2):
        assert status(client, photo) == 200


def test_an_original_has_no_public_address(photo):
    with pytest.raises(ValueError, match="no public address"):
        _ = photo.original.url
    assert not default_storage.exists(photo.original.name)


def test_the_same_file_is_one_photo(photo):
    twin = ContentFile(photo.original.open().read(), name="double.jpg")
    with pytest.raises(IntegrityError), transaction.atomic():
        Photo.objects.create(title="Double", original=twin)
    assert Photo.objects.count() == 1


# --- what a rendition is made of


def jpeg(size=(800, 500), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "JPEG", **options)
    return file.getvalue()


def rendered(data, width=360, extension="jpg"):
    return render(ContentFile(data, name="photo"), width, extension)


@pytest.mark.parametrize("extension", ["jpg", "webp"])
def test_a_rendition_keeps_no_comment_place_or_tail(extension):
    exif = Image.Exif()
    exif[0x013B] = "zibeline"
    exif.get_ifd(0x8825)[1] = "N"
    data = jpeg(exif=exif, comment=b"zibeline <script>") + b"<html>zibeline</html>"
    assert b"zibeline" in data
    made = rendered(data, extension=extension)
    assert b"zibeline" not in made
    picture = Image.open(io.BytesIO(made))
    assert not picture.getexif()
    assert not {"comment", "exif", "xmp", "photoshop", "icc_profile"} & picture.info.keys()


def test_a_picture_taken_sideways_is_turned():
    exif = Image.Exif()
    exif[0x0112] = 6  # to be turned by a quarter
    picture = Image.open(io.BytesIO(rendered(jpeg((800, 400), exif=exif), 200)))
    assert (picture.width, picture.height) == (200, 400)


@pytest.mark.parametrize("mode", ["RGB", "RGBA", "L", "LA", "P", "1"])
def test_every_kind_of_png_is_rendered_on_white(mode):
    file = io.BytesIO()
    Image.new("RGBA", (400, 300), (0, 0, 0, 0)).convert(mode).save(file, "PNG")
    picture = Image.open(io.BytesIO(rendered(file.getvalue(), 200)))
    assert picture.mode == "RGB"
    if mode in ("RGBA", "LA"):
        assert min(picture.getpixel((10, 10))) > 250


def test_a_photo_taken_upright_by_a_phone_has_its_own_proportions(db):
    """Readers' pages reserve the place by the photo's ratio: it must be that of the renditions."""
    exif = Image.Exif()
    exif[0x0112] = 6
    photo = Photo.objects.create(
        title="Debout", original=ContentFile(jpeg((800, 400), exif=exif), name="debout.jpg")
    )
    made = Image.open(io.BytesIO(render(photo.original, 200, "jpg")))
    assert made.height / made.width == pytest.approx(photo.height / photo.width, rel=0.02)


def test_a_photo_narrower_than_the_narrowest_screen_keeps_its_width(db):
    assert widths_for(make_photo(size=(300, 200))) == [300]


# --- what is taken in


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"hello",
        b"<svg xmlns='http://www.w3.org/2000/svg'/>",
        jpeg()[:200],
        b"GIF89a" + b"0" * 50,
    ],
    ids=["nothing", "words", "svg", "cut short", "gif"],
)
def test_what_is_no_picture_of_ours_is_refused_in_words(data):
    with pytest.raises(ValidationError):
        check(ContentFile(data, name="photo.jpg"))


def test_a_picture_too_heavy_or_too_large_is_refused_before_it_is_decoded(settings):
    settings.PHOTO_MAX_BYTES = 1000
    with pytest.raises(ValidationError):
        check(ContentFile(jpeg(), name="photo.jpg"))
    settings.PHOTO_MAX_BYTES, settings.PHOTO_MAX_PIXELS = 10**6, 1000
    with pytest.raises(ValidationError):
        check(ContentFile(jpeg(), name="photo.jpg"))


def test_a_good_picture_is_taken():
    check(ContentFile(jpeg(), name="photo.jpg"))


def test_dropping_renditions_removes_every_file(client, shown, photo):
    for width in widths_for(photo):
        assert status(client, photo, width) == 200
    drop_renditions(photo)
    assert not any(
        default_storage.exists(rendition_name(photo.digest, w, "jpg")) for w in widths_for(photo)
    )


def test_a_withdrawal_removes_the_files_and_leaves_its_notice(
    client, draft, photo, chief, django_capture_on_commit_callbacks
):
    place(photo, draft)
    draft.publish(chief)
    address = f"/photos/{photo.digest}/360.webp"
    assert client.get(address).status_code == 200
    name = rendition_name(photo.digest, 360, "webp")
    assert default_storage.exists(name)
    with django_capture_on_commit_callbacks(execute=True):
        draft.withdraw(chief, "Retiré pour protéger une personne.")
    assert not default_storage.exists(name)
    gone = client.get(address)
    assert (gone.status_code, gone.content.decode()) == (410, "Retiré pour protéger une personne.")


def test_a_damaged_colour_profile_does_not_hide_the_picture(db):
    file = io.BytesIO()
    Image.new("RGB", (400, 300), "navy").save(file, "JPEG", icc_profile=b"not a profile at all")
    photo = make_photo_of(file)
    assert Image.open(io.BytesIO(render(photo.original, 360, "jpg"))).size == (360, 270)


def test_a_picture_of_sixteen_bits_keeps_its_greys(db):
    file = io.BytesIO()
    Image.new("I;16", (400, 300), 32768).save(file, "PNG")
    shown = Image.open(io.BytesIO(render(make_photo_of(file).original, 360, "jpg")))
    assert all(abs(level - 128) < 4 for level in shown.getpixel((100, 100)))


def make_photo_of(file):
    return Photo.objects.create(title="Essai", original=ContentFile(file.getvalue(), name="essai"))
