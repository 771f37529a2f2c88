"""The published description is true: whatever it allows is asked, and every answer is as it says."""

import re

import jsonschema
import pytest
from django.core.signals import request_finished, request_started
from django.db import close_old_connections

from diplomacy.api.openapi import document
from newsroom.wsgi import application

from .conftest import make_act, make_document

schemathesis = pytest.importorskip("schemathesis")
hypothesis = pytest.importorskip("hypothesis")
checks = pytest.importorskip("schemathesis.specs.openapi.checks")

EXAMPLES = 12
# No description can say whether anybody bears a name, a day has come, or a cursor is ours.
UNFORESEEN = {"accord", "actor", "at", "cursor", "known", "person", "q"}
FOLLOWED, BROKEN = schemathesis.GenerationMode.POSITIVE, schemathesis.GenerationMode.NEGATIVE
ASKED = [
    pytest.param(path, mode, id=f"{path} {mode.value}")
    for path, operations in document()["paths"].items()
    for mode in (FOLLOWED, BROKEN)
    if mode is FOLLOWED or operations["get"].get("parameters")  # else there is nothing to break
]


@pytest.fixture
def described(world, settings):
    """The description as it is served, and a record for it to be tried on."""
    settings.API_RATE = "1000000/minute"
    make_act(world.accord, kind="entry", done_on="2025-06-28", source=make_document())
    for signal in (request_started, request_finished):
        signal.disconnect(close_old_connections)  # as Django's own test client does
    yield schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    for signal in (request_started, request_finished):
        signal.connect(close_old_connections)


@pytest.mark.parametrize(("path", "mode"), ASKED)
def test_every_address_answers_as_it_is_described(described, monkeypatch, path, mode):
    monkeypatch.setattr("diplomacy.api.downloads.Download.throttle_rate", "1000000/minute")
    cases = described[path]["GET"].as_strategy(generation_mode=mode)

    @hypothesis.settings(max_examples=EXAMPLES)
    @hypothesis.given(cases)
    def ask(case):
        doubtful = not UNFORESEEN.isdisjoint(case.query or {})
        case.call_and_validate(
            headers={"Accept-Encoding": "identity"},
            excluded_checks=[checks.positive_data_acceptance] if doubtful else [],
        )

    ask()


def test_each_object_has_a_schema_of_its_own_that_its_rows_meet(client, world):
    for table, noun in (
        ("accords", "accord"),
        ("actors", "actor"),
        ("people", "person"),
        ("acts", "act"),
        ("citations", "citation"),
    ):
        schema = client.get(f"/api/v1/schemas/{noun}.json").json()
        jsonschema.Draft202012Validator.check_schema(schema)
        rows = client.get(f"/api/v1/{table}/").json()["results"]
        assert rows, table
        for row in rows:
            jsonschema.Draft202012Validator(schema).validate(row)
        assert set(rows[0]) == set(schema["$defs"][noun.capitalize()]["required"])
    problem = client.get("/api/v1/accords/?at=never").json()
    schema = client.get("/api/v1/schemas/problem.json").json()
    jsonschema.Draft202012Validator(schema).validate(problem)
    assert client.get("/api/v1/schemas/reference.json").status_code == 404


def test_the_description_is_in_english_names_its_lists_and_leaves_no_hidden_field(client, db):
    found = client.get("/api/v1/openapi.json").json()
    assert found["openapi"].startswith("3.1")
    assert found["info"]["license"]["name"] == "CC BY 4.0"
    assert found == client.get("/en/api/v1/openapi.json").json()
    schemas = found["components"]["schemas"]
    assert {"Form", "Domain", "Force", "Stage", "Standing", "ActKind", "SourceKind"} <= set(schemas)
    assert "in force" in schemas["Force"]["description"]
    assert "misprint" not in schemas["SpellingKind"]["enum"]
    for path, operations in found["paths"].items():
        assert operations.keys() == {"get"}, path
        assert operations["get"]["description"], path
    assert not re.search(r"recorded_at|released_at|replaced|public_from|search_key", str(found))


def test_the_description_is_made_without_a_warning(capsys):
    document.cache_clear()
    document()
    assert not capsys.readouterr().err
