"""The whole record at once: complete, gated, written piece by piece in few queries."""

import csv
import io
import json
import zipfile

import pytest

from diplomacy.api import table as tables
from diplomacy.models import Accord

from .conftest import make_accord, make_act, make_document

MEMBERS = {
    "LICENCE.txt", "accords.csv", "accord_participants.csv", "actors.csv", "actor_spellings.csv",
    "people.csv", "person_spellings.csv", "acts.csv", "act_signatories.csv", "citations.csv",
}  # fmt: skip


def whole(client, path="/api/v1/record.json"):
    response = client.get(path)
    assert response.status_code == 200
    assert response.streaming
    return b"".join(response)


def unzipped(client, path="/api/v1/record.csv.zip"):
    """Each file of the zip: a list of dicts for a table."""
    archive = zipfile.ZipFile(io.BytesIO(whole(client, path)))
    assert archive.testzip() is None
    texts = {name: archive.read(name).decode() for name in archive.namelist()}
    return {
        name: list(csv.DictReader(io.StringIO(text))) if name.endswith(".csv") else text
        for name, text in texts.items()
    }


def test_the_json_holds_each_table_as_its_pages_do(client, signed):
    record = json.loads(whole(client))
    assert record["licence"]["url"] == "https://creativecommons.org/licenses/by/4.0/"
    for name in ("accords", "actors", "people", "acts", "citations"):
        assert record[name] == client.get(f"/api/v1/{name}/").json()["results"]
        assert record[name]


def test_the_zip_holds_a_table_for_each_kind_of_thing_and_the_licence(client, signed):
    found = unzipped(client)
    assert found.keys() == MEMBERS
    assert "CC BY 4.0" in found["LICENCE.txt"]
    assert "Le Fleuve" in found["LICENCE.txt"]
    [accord] = found["accords.csv"]
    assert accord["slug"] == signed.slug
    assert [row["actor_slug"] for row in found["accord_participants.csv"]] == ["mali", "russie"]
    assert {row["accord_slug"] for row in found["accord_participants.csv"]} == {signed.slug}
    assert [row["text"] for row in found["person_spellings.csv"]] == ["Alousséini Sanou"]
    assert {row["act_id"] for row in found["act_signatories.csv"]} == {
        row["id"] for row in found["acts.csv"]
    }
    assert found["citations.csv"][0]["quote"] == "a signé l’accord"


def test_only_what_is_public_now_is_in_it(client, signed, mali):
    make_act(make_accord("Accord secret", mali), mali, source=make_document(public_from=None))
    assert Accord.objects.count() == 2
    assert b"secret" not in whole(client)
    assert len(unzipped(client)["accords.csv"]) == 1


def test_it_speaks_the_language_of_its_address_to_its_end(client, signed):
    assert (
        json.loads(whole(client, "/en/api/v1/record.json"))["accords"][0]["form_label"]
        == "agreement"
    )
    assert json.loads(whole(client))["citations"][0]["source"]["kind_label"] == "document officiel"
    found = unzipped(client, "/en/api/v1/record.csv.zip")
    assert found["citations.csv"][0]["source_kind_label"] == "official document"
    assert "may be used again" in found["LICENCE.txt"]


def test_an_empty_record_is_a_sound_file_too(client, db):
    assert json.loads(whole(client))["accords"] == []
    found = unzipped(client)
    assert found.keys() == MEMBERS
    assert found["accords.csv"] == []


@pytest.mark.parametrize("path", ["/api/v1/record.json", "/api/v1/record.csv.zip"])
def test_each_batch_costs_the_same_queries(
    client, mali, document, monkeypatch, path, django_assert_num_queries
):
    """Eleven for a batch of each table: four for accords, two for actors, people and acts, one for
    citations; a table that needs several batches asks as often again, whatever they hold."""
    monkeypatch.setattr(tables, "BATCH", 4)
    for number in range(4):
        make_act(make_accord(f"Accord {number}", mali), mali, by=[], source=document)
    with django_assert_num_queries(10):  # nobody signed by name: people cost one
        whole(client, path)
    for number in range(4):
        make_act(make_accord(f"Autre {number}", mali), mali, by=[], source=document)
    with django_assert_num_queries(10 + 4 + 2 + 1):
        whole(client, path)


def test_it_is_handed_over_as_it_is_read(client, mali, document, monkeypatch):
    """The first piece is there before the last row has been asked for."""
    monkeypatch.setattr(tables, "BATCH", 2)
    for number in range(6):
        make_act(make_accord(f"Accord {number}", mali), mali, source=document)
    pieces = list(client.get("/api/v1/record.csv.zip"))
    assert len(pieces) > 6
    assert zipfile.ZipFile(io.BytesIO(b"".join(pieces))).testzip() is None


def test_nobody_takes_it_all_day(client, db):
    for _time in range(12):
        assert client.get("/api/v1/record.json").status_code == 200
    refused = client.get("/api/v1/record.csv.zip")
    assert refused.status_code == 429
    assert "12" in refused.json()["detail"]
    assert int(refused.headers["Retry-After"]) > 3000
    assert client.get("/api/v1/accords/").status_code == 200
