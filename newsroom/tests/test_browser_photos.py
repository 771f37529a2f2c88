"""In a real browser: photos dropped on the library, a line that breaks, and the point that crops keep."""

import base64
import io

import pytest
from django.contrib.auth.models import Group, User
from django.urls import reverse
from PIL import Image

from articles.models import Photo, Upload
from articles.tests.conftest import make_draft, make_photo, place
from articles.tests.test_admin_photos import iptc

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

PIECE = 512 * 1024
# As if dragged from a folder: [[name, content in base 64], …].
DROP = """files => {
    const carried = new DataTransfer()
    for (const [name, content] of files) {
        const bytes = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0))
        carried.items.add(new File([bytes], name, { type: "image/jpeg", lastModified: 1750000000000 }))
    }
    for (const kind of ["dragover", "drop"])
        document.body.dispatchEvent(new DragEvent(kind, { dataTransfer: carried, bubbles: true }))
}"""


def noise(size=(300, 200), **options):
    """A JPEG that no other test's is like."""
    file = io.BytesIO()
    Image.effect_noise(size, 90).convert("RGB").save(file, "JPEG", quality=95, **options)
    return file.getvalue()


@pytest.fixture
def complaints():
    return []


@pytest.fixture
def desk(page, live_server, complaints):
    """A chief at the desk, and what the browser complains of."""
    chief = User.objects.create_user("chef", password="chef", is_staff=True)
    chief.groups.add(Group.objects.get(name="chef de rubrique"))
    page.context.set_default_timeout(60_000)
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    page.on("pageerror", lambda error: complaints.append(str(error)))
    page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
    page.fill("#id_username", "chef")
    page.fill("#id_password", "chef")
    page.click("[type=submit]")
    return page


@pytest.fixture
def library(desk, live_server):
    def visit(page=desk):
        page.goto(live_server.url + reverse("admin:articles_photo_changelist"))
        return page

    return visit


def drop(page, **files):
    page.evaluate(DROP, [[name, base64.b64encode(data).decode()] for name, data in files.items()])


def send(page):
    page.click(".upload-buttons button")


def fates(page, count):
    """{name: fate} once so many files have theirs."""
    told = "[class^=upload-taken], [class^=upload-known], [class^=upload-refused]"
    page.locator(".upload-list").locator(told).nth(count - 1).wait_for()
    return {
        line.locator("b").inner_text(): line.get_attribute("class").removeprefix("upload-")
        for line in page.locator(".upload-list li").all()
    }


def test_a_card_of_photos_is_dropped_and_one_bad_file_loses_no_other(library, complaints):
    page = library()
    there = noise()
    drop(page, une=there, texte=b"du texte", deux=noise(), vide=b"", trois=noise())
    page.click(".upload-given summary")
    page.fill(".upload [name=credit]", "A. Photographe / AFP")
    page.fill(".upload [name=taken_on]", "2025-06-23")
    send(page)
    assert fates(page, 5) == {
        "une": "taken", "texte": "refused", "deux": "taken", "vide": "refused", "trois": "taken",
    }  # fmt: skip
    assert {photo.credit for photo in Photo.objects.all()} == {"A. Photographe / AFP"}
    drop(page, encore=there)
    send(page)
    assert fates(page, 6)["encore"] == "known"
    assert Photo.objects.count() == 3
    page.click(".upload-status a")
    page.locator("#result_list .thumbnail").nth(2).wait_for()
    assert complaints == []


def test_a_photo_left_out_is_not_sent(library, complaints):
    page = library()
    drop(page, une=noise(), deux=noise())
    page.locator(".upload-list button").first.click()
    send(page)
    assert fates(page, 1) == {"deux": "taken"}
    assert complaints == []


def test_a_broken_line_is_waited_for_and_nothing_is_sent_twice(library):
    page = library()
    drop(page, grande=(data := noise((1600, 1100))))
    assert len(data) > 2 * PIECE
    offsets = []

    def break_after_two(route):
        offsets.append(int(route.request.url.rpartition("=")[2]))
        if len(offsets) == 2:
            page.context.set_offline(True)
            route.abort()
        else:
            route.continue_()

    page.route("**/upload/*-*/?offset=*", break_after_two)
    send(page)
    page.locator(".upload-status", has_text="coupée").or_(
        page.locator(".upload-status", has_text="broken")
    ).wait_for()
    page.context.set_offline(False)
    assert fates(page, 1) == {"grande": "taken"}
    assert offsets[:2] == [0, PIECE]
    assert offsets.count(0) == 1


def test_an_upload_goes_on_after_the_page_was_closed(library, desk, tmp_path):
    file = tmp_path / "grande.jpg"
    file.write_bytes(noise((1600, 1100)))
    page = library()
    sent = []

    def break_line(route):
        sent.append(route.request.url)
        route.continue_() if len(sent) == 1 else route.abort()

    page.route("**/upload/*-*/?offset=*", break_line)
    page.click(".upload-fold > summary")
    page.set_input_files(".upload [name=files]", file)
    with page.expect_event("requestfailed"):
        send(page)
    context = page.context
    page.close()
    assert Upload.objects.get().received == PIECE
    page = library(context.new_page())
    page.click(".upload-fold > summary")
    page.set_input_files(".upload [name=files]", file)
    with page.expect_request("**/upload/*-*/?offset=*") as asked:
        send(page)
    assert asked.value.url.endswith(f"offset={PIECE}")
    assert fates(page, 1) == {"grande.jpg": "taken"}


def test_who_may_no_longer_add_photos_is_told_so_and_not_to_sign_in(library):
    page = library()
    User.objects.get().groups.set([Group.objects.get(name="documentaliste")])
    drop(page, une=noise())
    send(page)
    assert fates(page, 1) == {"une": "refused"}
    assert "administra" in page.locator(".upload-list").inner_text()


def test_a_reduced_photo_keeps_the_day_it_was_taken_and_stands_upright(library, complaints):
    exif = Image.Exif()
    exif[0x0112] = 6  # turned by the camera
    exif.get_ifd(0x8769)[0x9003] = "2025:06:23 10:30:00"
    page = library()
    drop(page, grande=noise((3000, 2000), exif=exif))
    page.check(".upload [name=shrink]")
    send(page)
    assert fates(page, 1) == {"grande": "taken"}
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (1600, 2400)
    assert str(photo.taken_on) == "2025-06-23"
    assert complaints == []


def test_on_a_bad_line_the_browser_reduces_first_and_takes_the_words_along(library, complaints):
    tagged = iptc(headline="La signature", caption="À Moscou, le 23 juin.")
    words = tagged[2 : tagged.index(b"\xff\xe0")]
    large = noise((3000, 2000))
    page = library()
    drop(page, grande=large[:2] + words + large[2:])
    page.check(".upload [name=shrink]")
    send(page)
    assert fates(page, 1) == {"grande": "taken"}
    photo = Photo.objects.get()
    assert (photo.width, photo.height) == (2400, 1600)
    assert (photo.title, photo.caption) == ("La signature", "À Moscou, le 23 juin.")
    assert complaints == []


def test_the_point_that_crops_keep_is_chosen_on_the_picture(desk, live_server, complaints):
    photo = make_photo(size=(900, 600))
    desk.goto(live_server.url + reverse("admin:articles_photo_change", args=[photo.pk]))
    picture = desk.locator(".framing-picture")
    box = picture.bounding_box()
    picture.click(position={"x": box["width"] / 4, "y": box["height"] / 2})
    assert desk.input_value("#id_focal_x") == "25"
    square = desk.locator(".framing-crop-1x1 img")
    # The square is 600 of 900 wide: its middle cannot reach a quarter, so it begins at the left.
    assert square.evaluate("image => image.style.objectPosition").startswith("0%")
    desk.keyboard.press("ArrowLeft")
    desk.keyboard.press("Shift+ArrowDown")
    assert desk.input_value("#id_focal_x") == "24"
    assert desk.input_value("#id_focal_y") == "60"
    desk.fill("#id_focal_x", "80")
    assert square.evaluate("image => image.style.objectPosition").startswith("100%")
    desk.click("[name=_continue]")
    desk.locator(".messagelist .success").wait_for()
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (80, 60)
    assert complaints == []


def test_an_article_frames_a_photo_in_a_fold_of_its_row(desk, live_server, complaints):
    story = make_draft()
    place(make_photo(size=(900, 600), focal_x=10), story)
    desk.goto(live_server.url + reverse("admin:articles_dispatch_change", args=[story.pk]))
    row = desk.locator("#figures-0")
    row.locator("fieldset details > summary").click()
    assert row.locator(".framing-point").get_attribute("style").startswith("left: 10%")
    row.locator(".framing-point").press("ArrowRight")
    row.locator("[name$=shape]").select_option("1x1")
    desk.locator(".framing-crop-1x1.chosen").wait_for()
    desk.click("[name=_continue]")
    desk.locator(".messagelist .success").wait_for()
    figure = story.figures.get()
    assert (figure.shape, figure.focal_x, figure.focal_y) == ("1x1", 11, 50)
    assert complaints == []
