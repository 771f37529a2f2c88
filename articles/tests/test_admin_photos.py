"""The photo library at the desk: what is refused, in words; what is taken, described by itself."""

import io
from datetime import timedelta

import pytest
from django.conf import settings
from django.contrib.admin.models import LogEntry
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from PIL import Image

from articles.admin import thumbnail, together
from articles.models import Agency, Depicted, Photo

from .conftest import make_draft, make_photo, place
from .desk import CHIEF, REPORTER, address, errors, open_page, shown, sit_down


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


# What the page of a photo sends besides its words.
BOXES = {
    "language": "fr",
    "supply": "own",
    "focal_x": "50",
    "focal_y": "50",
    "depicted-TOTAL_FORMS": "0",
    "depicted-INITIAL_FORMS": "0",
}


def upload(client, data, name="photo.jpg", **fields):
    given = {**BOXES, "title": "Titre", **fields}
    return client.post(address("photo_add"), {**given, "original": SimpleUploadedFile(name, data)})


def change(client, photo, **fields):
    given = {**BOXES, "title": photo.title, **fields}
    return client.post(address("photo_change", photo.pk), given)


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
    change(
        client,
        photo,
        title="Autre titre",
        original=SimpleUploadedFile("b.jpg", jpeg(colour="red")),
    )
    photo.refresh_from_db()
    assert (photo.title, photo.digest) == ("Autre titre", digest)


def test_a_thumbnail_is_small_private_and_for_the_desk_alone(client, photo):
    answer = client.get(address("photo_thumbnail", photo.pk))
    assert Image.open(io.BytesIO(b"".join(answer))).width == thumbnail.WIDTH
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
    assert change(client, photo, title="Faux").status_code == 403


# --- the wall


def listed(client, **query):
    response = client.get(address("photo_changelist"), query)
    assert response.status_code == 200, response.headers
    return set(response.context["cl"].result_list)


@pytest.mark.parametrize(
    "words",
    ["fleuve", "ÉTÉ", "kidal", "reine photographe", "drapeaux", "sanoh", "Sanou fleuve", "colonel"],
)
def test_photos_are_found_by_every_word_said_of_them_and_by_who_is_shown(client, sanou, words):
    make_photo("Autre", colour="red")
    wanted = make_photo(
        "Un été",
        caption="Au bord du fleuve",
        credit="Reine Photographe / AFP",
        place="Kidal",
        keywords="drapeaux, foule",
    )
    sanou.variants.create(text="Sanoh")
    Depicted.objects.create(photo=wanted, person=sanou)
    Depicted.objects.create(photo=wanted, name="Un colonel")
    assert listed(client, q=words) == {wanted}


def test_the_wall_is_narrowed_by_photographer_person_place_and_day(client, sanou):
    wanted = make_photo("Une", photographer="Élodie Traoré", place="Gao", taken_on="2025-06-23")
    other = make_photo(
        "Autre",
        colour="red",
        photographer="A. Autre",
        place="Bamako",
        taken_on="2025-06-25",
        caption="Élodie Traoré à Gao",
    )
    Depicted.objects.create(photo=wanted, person=sanou)
    Depicted.objects.create(photo=other, name="Sidi")
    for query in (
        {"by": "elodie"},
        {"place": "GAO"},
        {"person": "sanou"},
        {"from": "2025-06-22", "until": "2025-06-23"},
    ):
        assert listed(client, **query) == {wanted}, query
    assert listed(client, by="", place="", person="", until="") == {wanted, other}
    assert listed(client, until="2025-13-45") == {wanted, other}


def test_the_wall_is_narrowed_by_rights_by_what_is_missing_and_by_where_it_comes_from(client):
    today = timezone.localdate()
    agency = Agency.objects.create(name="AFP", credit_form="{photographer} / AFP")
    made = {
        "ending": make_photo("ending", "red", rights_until=today + timedelta(days=30)),
        "ended": make_photo("ended", "lime", rights_until=today - timedelta(days=1)),
        "later": make_photo("later", "blue", rights_from=today + timedelta(days=1)),
        "embargo": make_photo("embargo", "cyan", embargo_until=timezone.now() + timedelta(hours=1)),
        "alt": make_photo("alt", "pink", alt=""),
        "agency": make_photo("agency", "gold", agency=agency, supply="agency"),
    }
    assert listed(client, rights="ending") == {made["ending"]}
    assert listed(client, rights="ended") == {made["ended"]}
    assert listed(client, rights="later") == {made["later"], made["embargo"]}
    assert listed(client, lacks="alt") == {made["alt"]}
    assert listed(client, supply="agency") == {made["agency"]}
    assert listed(client, agency=agency.pk) == {made["agency"]}
    assert len(listed(client, lacks="nonsense", rights="x", agency="x")) == len(made)


def test_the_wall_asks_at_most_eight_queries_however_it_is_narrowed(
    client, sanou, django_assert_max_num_queries
):
    for number in range(60):
        photo = make_photo(f"Photo {number}", (4 * number, 0, 0))
        Depicted.objects.create(photo=photo, person=sanou)
    client.get(address("photo_changelist"))
    with django_assert_max_num_queries(8):
        client.get(address("photo_changelist"))
    with django_assert_max_num_queries(8):
        asked = {"q": "photo", "person": "sanou", "by": "x", "used": "no", "rights": "open"}
        client.get(address("photo_changelist"), asked)


# --- several together


def choose(client, *photos):
    chosen = {"action": "change_together", "_selected_action": [photo.pk for photo in photos]}
    return client.post(address("photo_changelist"), chosen)


def test_of_several_photos_only_what_is_filled_in_changes(client):
    one, two = make_photo("Une", caption="Légende"), make_photo("Deux", "red", place="Gao")
    untouched = make_photo("Trois", "lime")
    page = choose(client, one, two).url
    answer = client.post(page, {"credit": "A. Photographe / AFP", "supply": "", "caption": ""})
    assert answer.status_code == 302
    for photo in (one, two, untouched):
        photo.refresh_from_db()
    assert one.credit == two.credit == "A. Photographe / AFP"
    assert (one.caption, two.place, untouched.credit) == ("Légende", "Gao", "Archives")
    assert listed(client, q="a photographe") == {one, two}, "found by it at once"
    assert "crédit" in shown(client.get(address("photo_history", one.pk)))


def test_if_one_of_several_cannot_be_changed_none_is_and_it_is_named(client):
    one = make_photo("Une")
    late = make_photo("La tardive", "red", rights_from="2026-05-01")
    answer = client.post(choose(client, one, late).url, {"rights_until": "2026-01-01"})
    assert "La tardive" in shown(answer)
    one.refresh_from_db()
    assert one.rights_until is None


def test_nothing_filled_in_or_nothing_chosen_is_said(client, photo):
    page = choose(client, photo).url
    assert client.post(page, {}).context["form"].non_field_errors()
    assert (
        client.get(address("photo_together"), {"ids": "x,99999999999999999999"}).status_code == 302
    )


def test_what_is_before_readers_and_says_otherwise_is_told_before_one_changes_it(
    client, chief, photo
):
    story = make_draft()
    place(photo, story, caption="Sa propre légende")
    story.publish(chief)
    page = client.get(choose(client, photo, make_photo("Jamais", "red")).url)
    assert page.context["published"] == 1
    found = {each.pk: each for each in page.context["chosen"]}
    assert found[photo.pk].own_captions == 2, "the draft and the edition"


def test_a_reporter_changes_none_together(client, photo):
    sit_down(client, REPORTER)
    assert client.get(together.address([photo.pk])).status_code == 403
    assert "change_together" not in shown(client.get(address("photo_changelist")))


# --- the page of one


def test_who_is_shown_is_said_from_left_to_right(client, photo, sanou):
    rows = {
        "depicted-TOTAL_FORMS": "2",
        "depicted-0-name": "Un inconnu",
        "depicted-0-position": "2",
        "depicted-1-person": sanou.pk,
        "depicted-1-position": "1",
    }
    assert change(client, photo, **rows).status_code == 302
    assert [str(each) for each in photo.depicted.all()] == [str(sanou), "Un inconnu"]


def test_a_row_that_names_nobody_is_refused_in_words(client, photo):
    rows = {"depicted-TOTAL_FORMS": "1", "depicted-0-position": "1", "depicted-0-name": " "}
    change(client, photo, **rows)
    assert not photo.depicted.exists()


def test_iconographers_may_look_up_the_people_they_name(client, sanou):
    sit_down(client, "iconographe")
    query = {"app_label": "articles", "model_name": "depicted", "field_name": "person"}
    answer = client.get(reverse("admin:autocomplete"), {**query, "term": "sanou"})
    assert [row["id"] for row in answer.json()["results"]] == [str(sanou.pk)]


def test_the_focal_point_is_kept_and_lies_on_the_picture(client, photo):
    change(client, photo, focal_x="12", focal_y="80")
    photo.refresh_from_db()
    assert (photo.focal_x, photo.focal_y) == (12, 80)
    answer = change(client, photo, focal_x="101", focal_y="80")
    assert errors(answer).keys() == {"focal_x"}


def test_an_article_may_frame_a_photo_otherwise(client, chief, photo):
    """And it is written down with its states, and published."""
    story = make_draft()
    place(photo, story)
    page = open_page(client, story)
    frame = {"figures-0-shape": "1x1", "figures-0-focal_x": "0", "figures-0-focal_y": "70"}
    page.type(**frame).press()
    figure = story.figures.get()
    assert (figure.shape, figure.focal_x, figure.focal_y) == ("1x1", 0, 70)
    assert story.revisions.first().data["figures"][0]["shape"] == "1x1"
    story.publish(chief)
    figure = story.editions.get().figures.get()
    assert (figure.shape, figure.focal_x, figure.focal_y) == ("1x1", 0, 70)
    first = story.revisions.last()
    first.restore(chief)
    assert story.figures.get().focal_x is None


# --- the original


def test_the_original_is_downloaded_whole_by_who_has_the_right_and_never_shown(client, photo):
    answer = client.get(address("photo_original", photo.pk))
    assert b"".join(answer) == photo.original.read()
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Security-Policy"].startswith("sandbox")
    assert answer["Content-Type"] == "application/octet-stream"
    assert "no-store" in answer["Cache-Control"]


def test_each_opening_of_an_original_is_noted(client, photo):
    client.get(address("photo_original", photo.pk))
    assert LogEntry.objects.get().user.username.startswith(CHIEF)


@pytest.mark.parametrize("group", [REPORTER, "secrétaire de rédaction", "documentaliste"])
def test_others_get_no_original_and_no_link_to_it(client, photo, group):
    sit_down(client, group)
    assert client.get(address("photo_original", photo.pk)).status_code == 403
    page = shown(client.get(address("photo_change", photo.pk)))
    assert address("photo_original", photo.pk) not in page


def test_a_photo_deleted_leaves_no_file(client, photo, django_capture_on_commit_callbacks):
    client.get(address("photo_thumbnail", photo.pk))
    client.get(address("photo_large", photo.pk))
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("photo_delete", photo.pk), {"post": "yes"})
    assert not Photo.objects.exists()
    assert [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()] == []


def test_photos_deleted_together_leave_no_file(client, photo, django_capture_on_commit_callbacks):
    make_photo("Une autre", colour="red")
    chosen = [str(each.pk) for each in Photo.objects.all()]
    asked = {"action": "delete_selected", "_selected_action": chosen, "post": "yes"}
    with django_capture_on_commit_callbacks(execute=True):
        client.post(address("photo_changelist"), asked)
    assert not Photo.objects.exists()
    assert [path for path in settings.PRIVATE_ROOT.rglob("*") if path.is_file()] == []


def test_an_agency_says_how_it_is_named(client):
    given = {"name": "AFP", "credit_form": "{photographer}"}
    assert errors(client.post(address("agency_add"), given)).keys() == {"credit_form"}
    given["credit_form"] = "{photographer} / AFP"
    client.post(address("agency_add"), given)
    assert Agency.objects.get().credit("A. B.") == "A. B. / AFP"
