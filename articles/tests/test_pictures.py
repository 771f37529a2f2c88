"""Pictures: originals stay private, readers get fresh renditions of what a readable edition shows."""

import io
import os
import struct
import subprocess
import sys
import threading
from datetime import date, timedelta
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files import File
from django.core.files.base import ContentFile
from django.core.files.storage import storages
from django.db import close_old_connections, connection
from django.utils import timezone
from PIL import Image

from articles.models import Photo
from articles.pictures import locks
from articles.pictures.imprint import imprint
from articles.pictures.renditions import (
    FORMATS,
    WIDTHS,
    drop_renditions,
    open_rendition,
    render,
    render_all,
    rendition_name,
    widths_for,
)
from articles.pictures.shapes import CARD, WHOLE, Crop
from articles.storage import WholeFileStorage

from .conftest import make_draft, make_photo, on_day, place
from .corpus import KINDS, SECRET, traced


def address(photo, width=360, extension="jpg", crop=WHOLE):
    """An address is the file's own name."""
    return f"/{rendition_name(photo, width, extension, crop)}"


def status(client, photo, width=360, **more):
    """What a reader is answered, the picture itself read to its end."""
    response = client.get(address(photo, width, **more))
    assert response.status_code != 200 or b"".join(response)
    return response.status_code


def files(photo, store="default"):
    """The names of the files made of the photo."""
    try:
        return storages[store].listdir(f"photos/{photo.digest}")[1]
    except FileNotFoundError:
        return []


def opened(response):
    return Image.open(io.BytesIO(b"".join(response)))


@pytest.fixture
def shown(draft, chief, photo):
    """A live story that shows the photo."""
    place(photo, draft)
    with on_day(2025, 6, 23):
        draft.publish(chief)
    return draft


def test_a_picture_is_served_while_a_story_shows_it_and_may_be_kept_for_ever(client, shown, photo):
    response = client.get(address(photo))
    assert (response.status_code, response.headers["Content-Type"]) == (200, "image/jpeg")
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert opened(response).size == (360, 225)


@pytest.mark.parametrize("extension", FORMATS)
def test_each_width_and_format_that_we_make_is_served(client, shown, photo, extension):
    for width in widths_for(photo):
        response = client.get(address(photo, width, extension))
        kind, _options = FORMATS[extension]
        assert response.headers["Content-Type"] == f"image/{kind.lower()}"
        picture = opened(response)
        assert (picture.format, picture.width) == (kind, width)


@pytest.mark.parametrize("width", [0, 1, 359, 800, 1600, 99999])
def test_no_other_width_is_made(client, shown, photo, width):
    assert client.get(address(photo, width)).status_code == 404
    assert not files(photo)


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


def test_serving_a_picture_costs_two_queries_once_it_is_made(
    client, shown, photo, django_assert_num_queries
):
    """The photo, and how readable editions show it; when it is made, both again."""
    for queries in (4, 2):
        with django_assert_num_queries(queries):
            assert status(client, photo) == 200


def test_an_original_has_no_public_address(client, photo):
    with pytest.raises(ValueError, match="no public address"):
        _ = photo.original.url
    assert not storages["default"].exists(photo.original.name)
    for path in (f"/{photo.original.name}", f"/media/{photo.original.name}"):
        assert client.get(path).status_code == 404


@pytest.mark.parametrize("name", ["a%00b", "x" * 32, "0" * 31])
def test_what_is_no_digest_is_nobodys_address(client, db, name):
    assert client.get(f"/photos/{name}/whole-0-240.jpg").status_code == 404


# --- crops


def use(photo, chief, **fields):
    """A live story that shows the photo so."""
    story = make_draft("Avec une photo")
    place(photo, story, **fields)
    story.publish(chief)
    return story


def test_a_story_s_own_crop_and_its_card_s_are_served(client, chief, photo):
    use(photo, chief, shape="1x1", focal_x=20)
    for crop, size in ((Crop("1x1", 20), (360, 360)), (Crop(CARD, 20), (360, 240))):
        assert opened(client.get(address(photo, crop=crop))).size == size


def test_a_crop_shows_what_must_be_seen(client, chief):
    wide = Image.new("RGB", (1200, 300), "navy")
    wide.paste("white", (900, 0, 1200, 300))
    file = io.BytesIO()
    wide.save(file, "PNG")
    photo = Photo.objects.create(
        title="Large", original=ContentFile(file.getvalue(), "large.png"), focal_x=100,
        credit="Archives", source="Archives",
    )  # fmt: skip
    use(photo, chief, shape="1x1")
    shown = opened(client.get(address(photo, 240, crop=Crop("1x1", 100))))
    assert min(min(shown.getpixel(at)) for at in ((5, 5), (120, 120), (235, 235))) > 240


def test_no_crop_is_made_that_no_page_shows(client, chief, photo):
    use(photo, chief, shape="1x1", focal_x=20)
    for crop in (WHOLE, Crop("16x9", 50), Crop("1x1", 21)):
        response = client.get(address(photo, crop=crop))
        assert response.status_code == 302
        assert response.headers["Cache-Control"] == "no-cache"
    assert client.get(address(photo).replace("whole", "2x1-50")).status_code == 404
    assert not files(photo)


def test_an_address_of_former_days_leads_to_the_picture_of_today(client, chief, photo):
    use(photo, chief, shape="1x1")
    before = address(photo, crop=Crop("1x1", 50))
    photo.focal_x, photo.credit = 80, "Une autre signature"
    photo.save()
    response = client.get(before)
    assert response.headers["Location"] == address(photo, crop=Crop("1x1", 80))
    assert client.get(response.headers["Location"]).status_code == 200


# --- rights that begin and end


def keep_until(photo, day):
    photo.rights_until = day
    photo.save()


def test_a_photo_whose_rights_end_is_kept_by_no_shared_cache_nor_in_public(client, shown, photo):
    with on_day(2025, 6, 30):
        keep_until(photo, date(2025, 7, 1))
        response = client.get(address(photo))
        assert response.status_code == 200
        assert response.headers["Cache-Control"] == "private, max-age=3600"
    assert files(photo, "private")
    assert not files(photo)


def test_it_is_shown_until_the_last_moment_of_its_last_day_and_kept_no_longer(client, shown, photo):
    keep_until(photo, date(2025, 7, 1))
    with on_day(2025, 7, 1, hour=23):
        response = client.get(address(photo))
        _private, age = response.headers["Cache-Control"].split("max-age=")
        assert int(age) < 3600
    with on_day(2025, 7, 2, hour=0):
        response = client.get(address(photo))
        assert response.status_code == 410
        assert response.content.decode().endswith(".")


def test_a_photo_that_gets_an_end_leaves_public_storage_at_once(
    client, shown, photo, django_capture_on_commit_callbacks
):
    assert status(client, photo) == 200
    with django_capture_on_commit_callbacks(execute=True):
        keep_until(photo, timezone.localdate() + timedelta(days=9))
    assert not files(photo)


@pytest.mark.django_db(transaction=True)
def test_many_changed_at_once_by_themselves_are_judged_as_they_are_then(client, chief):
    photo = make_photo()
    use(photo, chief)
    assert status(client, photo) == 200
    Photo.objects.update(rights_until=timezone.localdate() + timedelta(days=9))
    assert not files(photo)


def test_so_it_does_when_many_are_changed_at_once(
    client, shown, photo, django_capture_on_commit_callbacks
):
    assert status(client, photo) == 200
    with django_capture_on_commit_callbacks(execute=True):
        Photo.objects.update(rights_until=timezone.localdate() + timedelta(days=9))
    assert not files(photo)


def test_a_photo_under_embargo_is_not_served_before_its_moment(
    client, shown, photo, django_capture_on_commit_callbacks
):
    assert status(client, photo) == 200
    with django_capture_on_commit_callbacks(execute=True):
        photo.embargo_until = timezone.now() + timedelta(days=1)
        photo.save()
    assert not files(photo)
    assert status(client, photo) == 404
    Photo.objects.update(embargo_until=timezone.now())
    assert status(client, photo) == 200


def test_other_words_make_other_files(client, shown, photo, django_capture_on_commit_callbacks):
    assert status(client, photo) == 200
    before = set(files(photo))
    with django_capture_on_commit_callbacks(execute=True):
        photo.copyright_notice = "© Le Fleuve"
        photo.save()
    assert not files(photo)
    assert "© Le Fleuve" in b"".join(client.get(address(photo))).decode(errors="ignore")
    assert not before & set(files(photo))


def test_a_change_that_readers_do_not_see_leaves_the_files_alone(
    client, shown, photo, django_capture_on_commit_callbacks
):
    assert status(client, photo) == 200
    before = set(files(photo))
    with django_capture_on_commit_callbacks(execute=True):
        photo.keywords = "Moscou"
        photo.save()
    assert before == set(files(photo))


# --- made once, and whole


class Counting(WholeFileStorage):
    """Tells every file that is written."""

    written = []

    def _save(self, name, content):
        self.written.append(name)
        return super()._save(name, content)


@pytest.mark.django_db(transaction=True)
def test_eight_readers_at_once_have_it_made_once(chief, settings):
    settings.STORAGES = settings.STORAGES | {
        "default": {"BACKEND": f"{__name__}.{Counting.__name__}"}
    }
    Counting.written.clear()
    photo = make_photo()
    use(photo, chief)
    got, start = [], threading.Barrier(8)

    def read():
        close_old_connections()
        start.wait(timeout=30)
        with open_rendition(photo, 720, "jpg") as file:
            got.append(file.read())
        connection.close()

    threads = [threading.Thread(target=read) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)
    assert len(got) == 8
    assert len(set(got)) == 1
    assert len(Counting.written) == len(set(Counting.written)) == len(FORMATS) * 4


HOLD = """
import sys
from articles.pictures import locks
with locks.held("ab"):
    print("held", flush=True)
    sys.stdin.read()
    open(sys.argv[1], "w").close()
"""


def test_another_process_waits_until_it_is_made(tmp_path):
    left = tmp_path / "left"
    command = [sys.executable, "-c", HOLD, str(left)]
    house = Path(__file__).resolve().parents[2]
    pipes = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    with subprocess.Popen(command, cwd=house, env=os.environ, **pipes) as other:
        assert other.stdout.readline() == "held\n"
        found = []

        def wait():
            with locks.held("ab"):
                found.append(left.exists())

        waiting = threading.Thread(target=wait)
        waiting.start()
        other.stdin.close()
        waiting.join(timeout=30)
    assert found == [True]


def test_what_is_made_while_it_is_withdrawn_does_not_stay(shown, chief, photo):
    """The gate had let the reader in; the withdrawal came before the file was made."""
    shown.withdraw(chief, "Retiré.")
    with pytest.raises(FileNotFoundError):
        open_rendition(photo, 360, "jpg")
    assert not files(photo)


def test_a_lost_original_is_no_breakdown(client, shown, photo):
    photo.original.storage.delete(photo.original.name)
    assert status(client, photo) == 404


# --- what a rendition is made of


def jpeg(size=(800, 500), **options):
    file = io.BytesIO()
    Image.new("RGB", size, "navy").save(file, "JPEG", **options)
    return file.getvalue()


def rendered(data, width=360, extension="jpg"):
    return render(ContentFile(data, name="photo"), width, extension)


def packets(data, extension):
    """The XMP of a file read strictly to its last byte: any part that is no picture is a fault."""
    return {"jpg": jpeg_packets, "webp": webp_packets, "avif": avif_packets}[extension](data)


def jpeg_packets(data):
    assert data[:2] == b"\xff\xd8"
    at, found = 2, []
    while data[at + 1] != 0xD9:
        marker, size = data[at + 1], struct.unpack(">H", data[at + 2 : at + 4])[0]
        body = data[at + 4 : at + 2 + size]
        assert data[at] == 0xFF
        assert marker in (0xC0, 0xC2, 0xC4, 0xDA, 0xDB, 0xE0, 0xE1), hex(marker)
        if marker == 0xE0:
            assert (body[:5], size) == (b"JFIF\0", 16)
        if marker == 0xE1:
            start, packet = body.split(b"\0", 1)
            assert start == b"http://ns.adobe.com/xap/1.0/"
            found.append(packet)
        at += 2 + size
        if marker == 0xDA:
            while data[at] != 0xFF or data[at + 1] == 0 or 0xD0 <= data[at + 1] <= 0xD7:
                at += 1
    assert at + 2 == len(data)
    return found


def webp_packets(data):
    start, size, kind = struct.unpack("<4sI4s", data[:12])
    assert (start, kind, size + 8) == (b"RIFF", b"WEBP", len(data))
    at, found = 12, []
    while at < len(data):
        name, size = struct.unpack("<4sI", data[at : at + 8])
        assert name in (b"VP8X", b"VP8 ", b"XMP "), name
        if name == b"XMP ":
            found.append(data[at + 8 : at + 8 + size])
        at += 8 + size + size % 2
    assert at == len(data)
    return found


def avif_packets(data):
    at, names = 0, []
    while at < len(data):
        size, name = struct.unpack(">I4s", data[at : at + 8])
        names.append(name)
        at += size
    assert at == len(data)
    assert names == [b"ftyp", b"meta", b"mdat"]
    assert b"Exif" not in data
    start = data.find(b"<x:xmpmeta")
    return [data[start : data.index(b"</x:xmpmeta>") + 12]] if start >= 0 else []


@pytest.mark.parametrize("extension", FORMATS)
@pytest.mark.parametrize("kind", KINDS)
def test_no_byte_of_a_rendition_comes_from_anywhere_but_the_pixels(kind, extension):
    data = traced(kind)
    assert SECRET.encode() in data
    for width, _extension, made in render_all(
        ContentFile(data, name="photo"), [20, 60], extensions=[extension]
    ):
        assert not packets(made, extension)
        assert SECRET.encode() not in made
        picture = Image.open(io.BytesIO(made))
        assert picture.size == (width, width * 2 // 3)
        assert not picture.getexif()
        assert not {"comment", "exif", "xmp", "photoshop", "icc_profile"} & picture.info.keys()


@pytest.mark.parametrize("extension", FORMATS)
def test_every_rendition_bears_credit_and_copyright_and_no_other_words(
    client, chief, draft, extension
):
    words = {"credit": "A & B <Archives>", "copyright_notice": "© « Le Fleuve », 2025"}
    photo = make_photo(
        **words, title=SECRET, caption=SECRET, alt=SECRET, instructions=SECRET, place=SECRET,
        photographer=SECRET, keywords=SECRET, source=SECRET, usage_terms=SECRET,
    )  # fmt: skip
    use(photo, chief)
    for width in widths_for(photo):
        made = b"".join(client.get(address(photo, width, extension)))
        assert packets(made, extension) == [imprint(photo)]
        assert SECRET.encode() not in made
    packet = imprint(photo).decode()
    assert 'photoshop:Credit="A &amp; B &lt;Archives&gt;"' in packet
    assert "© « Le Fleuve », 2025" in packet


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
    assert widths_for(make_photo(size=(200, 100))) == [200]


@pytest.mark.parametrize(
    ("width", "widest"), [(300, 300), (480, 480), (800, 720), (1067, 1067), (5000, 1600)]
)
def test_a_photo_between_two_widths_loses_little(width, widest):
    photo = Photo(width=width, height=100)
    assert widths_for(photo)[-1] == widest
    assert set(widths_for(photo)) <= {*WIDTHS, width}


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


DEMO = sorted((settings.BASE_DIR / "fixtures" / "photos").glob("*.jpg"))


@pytest.mark.parametrize("path", DEMO, ids=lambda path: path.stem)
def test_a_demo_photo_on_a_sharp_phone_weighs_at_most_60_kb(path):
    """360 pixels at 2x; as AVIF and WebP, which all but the oldest browsers take."""
    with path.open("rb") as opened:
        for _width, extension, made in render_all(
            File(opened), [720], xmp=b"x" * 400, extensions=["avif", "webp"]
        ):
            assert len(made) <= 60_000, extension


# --- and how they go


def test_dropping_renditions_removes_every_file(client, shown, photo):
    assert status(client, photo) == 200
    drop_renditions(photo)
    assert not files(photo)


def test_what_a_withdrawn_version_showed_does_not_stay_beside_what_a_clean_one_shows(
    client, shown, photo, chief, django_capture_on_commit_callbacks
):
    assert status(client, photo) == 200
    shown.figures.update(shape="1x1", focal_x=80)
    shown.correct(chief, "La photo est recadrée.")
    clean = Crop("1x1", 80)
    assert status(client, photo, crop=clean) == 200
    with django_capture_on_commit_callbacks(execute=True):
        shown.withdraw(chief, "Une personne était reconnaissable.", through_number=1)
    assert files(photo)
    assert all(name.startswith(str(clean)) for name in files(photo))


def test_a_withdrawal_removes_the_files_and_leaves_its_notice(
    client, shown, photo, chief, django_capture_on_commit_callbacks
):
    assert status(client, photo, extension="webp") == 200
    assert files(photo)
    with django_capture_on_commit_callbacks(execute=True):
        shown.withdraw(chief, "Retiré pour protéger une personne.")
    assert not files(photo)
    gone = client.get(address(photo))
    assert (gone.status_code, gone.content.decode()) == (410, "Retiré pour protéger une personne.")
