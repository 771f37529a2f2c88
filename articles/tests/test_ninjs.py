"""One story as ninjs 3.0: what the schema asks, what an agency needs, what was corrected."""

from datetime import datetime

import pytest

from .conftest import on_day, place
from .test_feeds import told  # noqa: F401

# The properties of the schema that a text may have, with their types; none other is allowed in it.
KNOWN = {
    "standard": dict, "uri": str, "type": str, "representationType": str, "version": str,
    "firstCreated": str, "versionCreated": str, "pubStatus": str, "language": str,
    "copyrightHolder": str, "copyrightNotice": str, "edNote": str, "headlines": list,
    "descriptions": list, "bodies": list, "by": str, "located": str, "genres": list,
    "infoSources": list, "associations": list, "altIds": list, "subjects": list,
    "organisations": list, "people": list, "renditions": list,
}  # fmt: skip
INSIDE = {
    "headlines": {"role", "contentType", "value"},
    "descriptions": {"role", "contentType", "value"},
    "bodies": {"role", "contentType", "charCount", "wordCount", "value"},
    "genres": {"name", "uri", "literal"},
    "infoSources": {"name", "role", "uri", "literal"},
    "altIds": {"role", "value"},
    "subjects": {"name", "rel", "uri", "literal"},
    "organisations": {"name", "rel", "uri", "literal"},
    "people": {"name", "rel", "uri", "literal"},
    "renditions": {"name", "href", "contentType", "width", "height"},
}
NEEDED = {
    "headlines": {"value"}, "descriptions": {"value"}, "bodies": {"value"}, "renditions": {"name"},
}  # fmt: skip


def assert_valid(item, extra=()):
    assert "uri" in item
    for name, value in item.items():
        if name not in extra:
            assert isinstance(value, KNOWN[name]), name
        for row in value if name in INSIDE else ():
            assert NEEDED.get(name, set()) <= row.keys() <= INSIDE[name], (name, row)
    for picture in item.get("associations", ()):
        assert {"name", "uri"} <= picture.keys()
        assert_valid(picture, extra={"name"})


def read(client, dispatch, status=200):
    path = dispatch.editions.order_by("number").last().get_ninjs_url()
    response = client.get(path)
    assert response.status_code == status
    return response.json() if status == 200 else response


@pytest.fixture
def item(client, told):  # noqa: F811
    return read(client, told)


def test_it_is_what_the_schema_asks(item):
    assert_valid(item)
    assert item["standard"]["name"] == "ninjs"
    assert item["standard"]["version"] == "3.0"
    for name in ("firstCreated", "versionCreated"):
        assert datetime.fromisoformat(item[name]).tzinfo


def test_an_agency_finds_the_text_whole_and_plain(item, told):  # noqa: F811
    assert item["uri"] == f"urn:uuid:{told.uid}"
    assert item["headlines"] == [{"role": "main", "value": "Moscou et Bamako signent"}]
    html, plain = item["bodies"]
    assert html["contentType"] == "text/html"
    assert "<figure>" in html["value"]
    assert plain["value"] == "Vu l’accord et la suite.\nFin."
    assert plain["wordCount"] == 6


def test_signatures_names_and_pictures_come_with_it(item, commission, mali):
    assert "L’envoyée" in item["by"]
    assert [each["name"] for each in item["infoSources"]] == ["L’envoyée", "La photographe"]
    assert [each["name"] for each in item["organisations"]] == [mali.label]
    assert commission.label in [each["name"] for each in item["subjects"]]
    [picture] = item["associations"]
    assert picture["by"] == "Aïda K."
    assert picture["renditions"][0]["href"].startswith("http://testserver/photos/")


def test_its_version_and_its_notes_are_told(item):
    assert item["version"] == "3"
    assert "Nous avions écrit « deux »." in item["edNote"]
    assert {"role": "correction", "value": "Nous avions écrit « deux »."} in item["descriptions"]


def test_a_retracted_story_is_not_to_be_used(client, live, chief):
    assert read(client, live)["pubStatus"] == "usable"
    with on_day(2025, 6, 24):
        live.correct(chief, "Le document était faux.", kind="retraction")
        assert read(client, live)["pubStatus"] == "canceled"


def test_a_withdrawn_story_is_gone_and_a_draft_was_never_there(client, live, chief):
    with on_day(2025, 6, 24):
        live.withdraw(chief, "Retiré.")
        assert "Retiré." in read(client, live, 410).content.decode()
    assert client.get("/articles/2025/06/autre/ninjs.json").status_code == 404


def test_it_says_what_changed_since_it_was_last_asked_for(client, live, chief, photo):
    path = live.editions.get().get_ninjs_url()
    etag = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": etag}).status_code == 304
    place(photo, live)
    with on_day(2025, 6, 24):
        live.correct(chief, "Mieux.")
        assert client.get(path, headers={"If-None-Match": etag}).status_code == 200
