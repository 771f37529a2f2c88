"""The record read by machines: what is in it, how it is narrowed, and what is refused in which words."""

import csv
import io
from datetime import date, timedelta
from urllib.parse import urlsplit

import pytest
import time_machine
from django.urls import reverse
from django.utils import timezone, translation

from diplomacy.api.tables import TABLES
from diplomacy.models import Accord, Act, Actor, NameVariant, Person

from .conftest import make_accord, make_act, make_document, on_day

PROBLEM = "application/problem+json"
PATHS = [f"/api/v1/{table.name}/" for table in TABLES]
ENERGY, TREATY = "Accord sur l’énergie atomique", "Traité d’amitié"


def get(client, table, expected=200, /, headers=None, **query):
    response = client.get(f"/api/v1/{table}/", query, headers=headers)
    assert response.status_code == expected, (query, response.content)
    return response


def rows(client, table, **query):
    return get(client, table, **query).json()["results"]


def names(client, table, **query):
    return [row["name"] for row in rows(client, table, **query)]


def table_of(response):
    return list(csv.DictReader(io.StringIO(response.content.decode())))


def refusal(client, path, query=None, status=400):
    """The problem that an address answers with."""
    response = client.get(path, query)
    assert response.status_code == status, response.content
    assert response.headers["Content-Type"] == PROBLEM
    assert response.headers["Cache-Control"] == "no-store"
    told = response.json()
    assert told["status"] == status
    assert told["title"]
    assert told["detail"]
    return told


@pytest.fixture
def record(mali, russia, sanou, unnamed_minister, document):
    """A treaty in force of 2013; an energy accord of 2025, signed by a minister and for a function."""
    treaty = make_accord(TREATY, mali, russia, form="treaty", entry_rule="signature")
    for actor in (mali, russia):
        make_act(treaty, actor, done_on=date(2013, 3, 8), source=document)
    energy = make_accord(ENERGY, mali, russia, domain="energy", name_en="Energy accord")
    make_act(energy, mali, by=[sanou], source=document, quote="a signé l’accord", place="Moscou")
    make_act(energy, russia, by=[unnamed_minister], source=document)
    secret = make_accord("Accord secret", mali, Actor.objects.create(name="Inconnu"))
    make_act(secret, mali, source=make_document(public_from=None))
    make_act(energy, mali, kind="ratification", source=make_document(public_from=None))
    return energy


# --- what is in it


def test_an_accord_comes_with_its_status_and_who_takes_part(client, record):
    found = get(client, "accords").json()
    assert found["licence"]["name"] == "CC BY 4.0"
    assert found["attribution"] == "Le Fleuve"
    treaty, energy = found["results"]
    assert treaty["force"] == "in_force"
    assert treaty["force_label"] == "en vigueur"
    assert treaty["signed_on"] == "2013-03-08"
    assert [each["standing"] for each in treaty["participants"]] == ["party", "party"]
    assert energy["force"] == "not_established"
    assert energy["domain"] == "energy"
    assert [(each["actor"]["slug"], each["roles"]) for each in energy["participants"]] == [
        ("mali", ["party"]),
        ("russie", ["party"]),
    ]


def test_every_object_names_its_page_and_is_found_at_its_own_address(client, record):
    for table in TABLES:
        for row in rows(client, table.name):
            assert client.get(urlsplit(row["url"]).path).status_code == 200
            key = row.get("id") or row["slug"]
            assert client.get(f"/api/v1/{table.name}/{key}/").json() == row


def test_an_act_tells_its_days_as_precisely_as_they_are_known_and_who_signed(client, record, mali):
    vague = make_act(
        record, mali, kind="acceptance", done_on=date(2025, 7, 1), done_precision="month",
        announced_on=date(2025, 6, 30), source=make_document(),
    )  # fmt: skip
    found = {row["id"]: row for row in rows(client, "acts", accord=record.slug)}
    assert len(found) == 3
    told = found[str(vague.uid)]
    assert (told["done_on"], told["done_precision"]) == ("2025-07-01", "month")
    assert (told["announced_on"], told["announced_precision"]) == ("2025-06-30", "day")
    assert (told["effective_on"], told["effective_precision"]) == (None, None)
    signed = [row["signatories"] for row in found.values() if row["kind"] == "signature"]
    assert signed[0][0]["person"]["slug"] == "alousseni-sanou"
    assert signed[1][0]["person"] is None
    assert signed[1][0]["office"] == "ministre du Développement économique"
    assert "non nommé" in signed[1][0]["words"]


def test_a_citation_quotes_its_source_word_for_word(client, record):
    [told] = [row for row in rows(client, "citations", accord=record.slug) if row["quote"]]
    assert told["quote"] == "a signé l’accord"
    assert told["source"]["title"] == "Communiqué conjoint"
    assert told["source"]["kind"] == "official"
    assert not told["contradicts"]
    assert rows(client, "citations", act=told["act"]) == [told]


def test_misprints_are_found_and_never_told(client, record):
    [sanou] = rows(client, "people", q="Alouseni Sannou")
    assert [each["text"] for each in sanou["spellings"]] == ["Alousséini Sanou"]
    assert NameVariant.Kind.MISPRINT not in str(sanou)


def test_labels_are_in_the_language_of_the_address(client, record):
    english = client.get("/en/api/v1/accords/").json()["results"]
    assert english[0]["force_label"] == "in force"
    assert english[0]["url"].startswith("http://testserver/en/accords/")
    assert english[1]["participants"][1]["actor"]["name"] == "Russia"
    codes = ("slug", "name", "name_en", "form", "force", "signed_on")
    for own, other in zip(rows(client, "accords"), english, strict=True):
        assert {name: own[name] for name in codes} == {name: other[name] for name in codes}


# --- the gate


def test_what_no_public_source_holds_is_in_no_answer(client, record):
    assert names(client, "accords") == [TREATY, ENERGY]
    assert names(client, "actors") == ["Mali", "Russie"]
    assert {row["kind"] for row in rows(client, "acts")} == {"signature"}
    assert len(rows(client, "citations")) == 4
    for path in PATHS:
        assert "secret" not in client.get(path).content.decode()


def test_hidden_rows_are_absent_rows(client, record):
    """Not even their number or their existence shows: they are refused as what never was."""
    hidden = Act.objects.get(kind="ratification")
    secret = Accord.objects.get(name="Accord secret")
    for path, never in (
        (f"/api/v1/accords/{secret.slug}/", "/api/v1/accords/jamais/"),
        (f"/api/v1/acts/{hidden.uid}/", "/api/v1/acts/00000000-0000-4000-8000-000000000000/"),
        (
            f"/api/v1/citations/{hidden.citations.get().uid}/",
            "/api/v1/citations/00000000-0000-4000-8000-000000000000/",
        ),
    ):
        assert refusal(client, path, status=404) == refusal(client, never, status=404)
    assert rows(client, "citations", act=str(hidden.uid)) == []
    for table in ("acts", "citations"):
        told = refusal(client, f"/api/v1/{table}/", {"accord": secret.slug})
        assert told["errors"]["accord"] == [
            refusal(client, f"/api/v1/{table}/", {"accord": "jamais"})["errors"]["accord"][
                0
            ].replace("jamais", secret.slug)
        ]


def test_a_replaced_act_gives_way_to_the_one_that_replaces_it(client, record, django_user_model):
    act = record.acts.get(kind="signature", actor__slug="mali")
    desk = django_user_model.objects.create_user("archives")
    new = act.replace(desk, "Un autre jour.", done_on=date(2025, 6, 22))
    found = {
        row["id"]: row["done_on"] for row in rows(client, "acts", accord=record.slug, actor="mali")
    }
    assert found == {str(new.uid): "2025-06-22"}


# --- a past day


@pytest.mark.parametrize("name", ["accords", "actors", "people", "acts", "citations"])
def test_the_record_as_it_was_known_on_a_past_day(client, record, name):
    today = timezone.localdate().isoformat()
    with on_day(2199, 1, 2):
        assert rows(client, name)
        answer = get(client, name, known="2020-01-01").json()
        assert (answer["at"], answer["known"], answer["results"]) == (
            "2020-01-01",
            "2020-01-01",
            [],
        )
        told = get(client, name, known=today, at="2199-01-01").json()
        assert (told["at"], told["known"]) == ("2199-01-01", today)
        assert told["results"]
        assert "known" in refusal(client, f"/api/v1/{name}/", {"known": "hier"})["errors"]


def test_a_replaced_act_is_answered_as_it_was_known(client, record, django_user_model):
    act = record.acts.get(kind="signature", actor__slug="mali")
    today, by = timezone.localdate().isoformat(), django_user_model(username="archives")
    with on_day(2199, 1, 2):
        act.replace(by, "Un autre jour.", done_on=date(2025, 6, 22))
        asked = {"accord": record.slug, "actor": "mali"}
        [now], [then] = rows(client, "acts", **asked), rows(client, "acts", known=today, **asked)
        assert (now["done_on"], then["done_on"]) == ("2025-06-22", act.done_on.isoformat())
        assert get(client, f"acts/{act.uid}", known=today).json()["id"] == str(act.uid)
        refusal(client, f"/api/v1/acts/{act.uid}/", {}, 404)


def test_a_past_day_is_answered_as_on_pages(client, record):
    source = make_document()
    make_act(
        Accord.objects.get(name=TREATY), kind="termination", done_on=date(2022, 5, 2), source=source
    )
    assert get(client, "accords", at="2020-01-01").json()["at"] == "2020-01-01"
    [then] = rows(client, "accords", at="2020-01-01")
    assert (then["name"], then["force"]) == (TREATY, "in_force")
    assert rows(client, "accords")[0]["force"] == "ended"
    assert names(client, "accords", status="in_force", at="2022-05-01") == [TREATY]
    assert names(client, "accords", status="in_force") == []
    assert len(rows(client, "acts", at="2020-01-01")) == 2
    assert len(rows(client, "citations", at="2020-01-01")) == 2
    assert names(client, "people", at="2020-01-01") == []
    assert names(client, "people") == ["Alousséni Sanou"]
    assert names(client, "actors", at="2012-12-31") == []
    refusal(client, f"/api/v1/accords/{record.slug}/", {"at": "2020-01-01"}, 404)


def test_today_is_the_present(client, record):
    today = get(client, "accords").json()["at"]
    assert get(client, "accords", at=today).json() == get(client, "accords").json()


@pytest.mark.parametrize(
    "day", ["9999-12-31", "hier", "2025-02-30", "2025-W26-1", "\x00", "x" * 3000]
)
def test_a_day_to_come_and_no_day_at_all_are_refused_in_words(client, record, day):
    for path in (*PATHS, f"/api/v1/accords/{record.slug}/"):
        assert "at" in refusal(client, path, {"at": day})["errors"]


# --- narrowing


@pytest.mark.parametrize(
    ("table", "query", "expected"),
    [
        ("accords", {"actor": "RUSSIA"}, [TREATY, ENERGY]),
        ("accords", {"person": "alousseini sanou"}, [ENERGY]),
        ("accords", {"form": "treaty"}, [TREATY]),
        ("accords", {"domain": "energy"}, [ENERGY]),
        ("accords", {"status": "in_force"}, [TREATY]),
        ("accords", {"q": "ENERGY"}, [ENERGY]),
        ("accords", {"from": "2025-01-01"}, [ENERGY]),
        ("accords", {"to": "2013-12-31", "form": "treaty"}, [TREATY]),
        ("actors", {"q": "rus"}, ["Russie"]),
        ("actors", {"kind": "state"}, ["Mali", "Russie"]),
        ("actors", {"kind": "movement"}, []),
        ("people", {"q": "sanou"}, ["Alousséni Sanou"]),
        ("people", {"q": "sanou traoré"}, []),
    ],
)
def test_a_table_is_narrowed_by_each_condition(client, record, table, query, expected):
    assert names(client, table, **query) == expected


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ({"accord": TREATY}, 2), ({"accord": ENERGY, "actor": "mali"}, 1), ({"actor": "Russia"}, 2),
        ({"person": "alousseni-sanou"}, 1), ({"kind": "signature"}, 4), ({"kind": "expiry"}, 0),
        ({"from": "2025-06-23"}, 2), ({"to": "2013-03-08"}, 2),
    ],
)  # fmt: skip
def test_acts_are_narrowed_by_each_condition(client, record, query, expected):
    assert len(rows(client, "acts", **query)) == expected


def test_citations_are_narrowed_to_what_contradicts_and_to_a_kind_of_source(client, record, mali):
    press = make_document("Dépêche", kind="press")
    record.acts.get(kind="signature", actor=mali).citations.create(source=press, contradicts=True)
    for query in ({"contradicts": "true"}, {"source_kind": "press"}):
        assert [row["source"]["title"] for row in rows(client, "citations", **query)] == ["Dépêche"]
    assert len(rows(client, "citations", contradicts="false")) == 4


def test_what_is_asked_and_not_understood_is_refused_and_never_passed_over(client, record):
    for query in (
        {"stauts": "in_force"}, {"status": "odd"}, {"status": ""}, {"status": ["ended", "ended"]},
        {"actor": "nobody"}, {"q": "!!!"}, {"q": "\x00"}, {"from": "hier"}, {"page_size": "0"},
        {"page_size": "101"}, {"page_size": "x"}, {"page_size": "9" * 5000}, {"page_size": "²"},
        {"cursor": "x"}, {"cursor": "0~1"}, {"cursor": f"{'9' * 30}~1"}, {"cursor": "1~x"},
        {"format": "xml"}, {"format": ""}, {"": "x"},
    ):  # fmt: skip
        told = refusal(client, "/api/v1/accords/", query)
        assert list(told["errors"]) == [next(iter(query))], query
    told = refusal(client, "/api/v1/accords/", {"status": "odd", "domain": "odd", "from": "odd"})
    assert told["errors"].keys() == {"status", "domain", "from"}


def test_of_two_people_of_one_name_the_reader_chooses(client, record, mali, document):
    twin = Person.objects.create(name="Alousséni Sanou")
    make_act(Accord.objects.get(name=TREATY), mali, by=[twin], source=document)
    told = refusal(client, "/api/v1/accords/", {"person": "Alousséni Sanou"})
    assert twin.slug in told["errors"]["person"][0]
    assert names(client, "accords", person=twin.slug) == [TREATY]


# --- page by page


def test_pages_neither_repeat_nor_skip_while_the_record_grows(client, mali, document):
    for number in range(23):
        day = date(2025, 6, 1 + number) if number % 5 else None
        make_act(make_accord(f"Accord {number}"), mali, done_on=day, source=document)
    for table, expected in (("accords", 23), ("acts", 24), ("citations", 25)):
        address, found = f"/api/v1/{table}/?actor=mali&page_size=7", []
        if table == "citations":
            address = f"/api/v1/{table}/?contradicts=false&page_size=7"
        while address:
            response = client.get(address)
            page = response.json()
            assert len(page["results"]) <= 7
            found += [row.get("id") or row["slug"] for row in page["results"]]
            assert bool(page["next"]) == ('rel="next"' in response.headers["Link"])
            address = page["next"]
        assert len(found) == len(set(found)) == expected
        make_act(make_accord(f"Après {table}"), mali, done_on=date(2020, 1, 1), source=document)


def test_a_page_ends_without_counting_the_table(client, record, django_assert_num_queries):
    with django_assert_num_queries(4) as asked:
        get(client, "accords", page_size=1)
    assert not [query for query in asked.captured_queries if "COUNT(" in query["sql"]]


# --- CSV


def test_the_same_rows_come_as_a_table(client, record):
    for response in (
        get(client, "accords", format="csv"),
        get(client, "accords", headers={"Accept": "text/csv"}),
    ):
        assert response.headers["Content-Type"] == "text/csv; charset=utf-8"
        treaty, energy = table_of(response)
        assert treaty["name"] == TREATY
        assert treaty["participants"] == "mali; russie"
        assert energy["entry_count"] == ""
        assert energy["force_label"] == "entrée en vigueur non établie"
    act = table_of(get(client, "acts", format="csv", accord=ENERGY))[1]
    assert (act["actor_slug"], act["accord_name"], act["cycle"]) == ("russie", ENERGY, "1")
    assert table_of(client.get(f"/api/v1/accords/{record.slug}/?format=csv"))[0]["name"] == ENERGY
    assert get(client, "accords", status="ended", format="csv").content.startswith(b"slug,url,name")


@pytest.mark.parametrize("sign", ["=", "+", "-", "@", "\t", "\r"])
def test_no_cell_is_a_formula(client, mali, document, sign):
    name = f'{sign}HYPERLINK("http://evil.example";"x")'
    make_act(make_accord("Accord", name_en=name), mali, source=document, quote=name, note=name)
    mali.variants.create(text=name)
    for table, column in (("accords", "name_en"), ("acts", "note"), ("citations", "quote"),
                          ("actors", "spellings")):  # fmt: skip
        [row] = table_of(get(client, table, format="csv"))
        is_name = column in ("name_en", "spellings")  # of names, breaks go as they are stored
        begins = "HYPERLINK" if is_name and sign.isspace() else f"'{sign}"
        assert row[column].startswith(begins), column


# --- how it is sent


def test_only_reading_is_possible(client, record):
    for path in (*PATHS, f"/api/v1/accords/{record.slug}/", "/api/v1/record.json"):
        for method in ("post", "put", "patch", "delete", "trace"):
            response = getattr(client, method)(path)
            assert response.status_code == 405, (method, path)
            assert response.headers["Content-Type"] == PROBLEM
            assert set(response.headers["Allow"].split(", ")) == {"GET", "HEAD", "OPTIONS"}
        head = client.head(path)
        assert head.status_code == 200
        assert not b"".join(head)


def test_scripts_of_every_site_may_read_and_nothing_is_remembered_of_them(client, record):
    for path in (*PATHS, "/api/v1/accords/jamais/", "/api/v1/record.json", "/api/v1/openapi.json"):
        response = client.get(path, headers={"Origin": "https://elsewhere.example"})
        assert response.headers["Access-Control-Allow-Origin"] == "*"
        assert not response.cookies
        assert "Cookie" not in response.headers.get("Vary", "")
    asked = client.options(PATHS[0], headers={"Access-Control-Request-Method": "GET"})
    assert asked.status_code == 204
    assert asked.headers["Access-Control-Allow-Methods"] == "GET, HEAD, OPTIONS"
    assert "Access-Control-Allow-Credentials" not in asked.headers


def test_what_a_reader_has_already_is_not_sent_again(client, record, mali, document):
    for path in (*PATHS, f"/api/v1/accords/{record.slug}/"):
        first = client.get(path)
        assert first.headers["Cache-Control"] == "public, max-age=60"
        mark = {"If-None-Match": first.headers["ETag"]}
        again = client.get(path, headers=mark)
        assert again.status_code == 304
        assert not again.content
        assert again.headers["Access-Control-Allow-Origin"] == "*"
    make_act(record, mali, kind="acceptance", source=document)
    assert client.get(path, headers=mark).status_code == 200


def test_a_form_that_is_not_offered_is_refused(client, record):
    response = client.get(PATHS[0], headers={"Accept": "application/xml"})
    assert response.status_code == 406
    assert response.headers["Content-Type"] == PROBLEM
    browser = client.get(PATHS[0], headers={"Accept": "text/html,*/*;q=0.8"})
    assert browser.headers["Content-Type"] == "application/json"


def test_licence_and_description_are_named_with_every_answer(client, record):
    for path in (*PATHS, f"/api/v1/accords/{record.slug}/", "/api/v1/record.json"):
        links = client.get(path).headers["Link"]
        assert '<https://creativecommons.org/licenses/by/4.0/>; rel="license"' in links
        assert '<http://testserver/api/v1/openapi.json>; rel="service-desc"' in links


def test_who_asks_too_often_is_told_when_to_come_back(client, record, settings):
    settings.API_RATE = "3/minute"
    with on_day(2025, 7, 10):
        for _time in range(3):
            get(client, "accords")
        response = client.get("/en/api/v1/acts/")
        assert response.status_code == 429
        assert response.headers["Retry-After"] == "60"
        assert "3 a minute" in response.json()["detail"]
        assert client.get("/api/v1/acts/", REMOTE_ADDR="192.0.2.7").status_code == 200
        forged = {"X-Forwarded-For": "203.0.113.9"}
        assert client.get("/api/v1/acts/", headers=forged).status_code == 429
    with time_machine.travel("2025-07-10T09:01:01Z", tick=False):
        get(client, "accords")


def test_an_address_that_leads_nowhere_is_a_problem_in_its_language(client, db):
    for path in ("/api/v1/nulle-part/", "/api/v1/accords/jamais/", "/api/v1/schemas/jamais.json",
                 "/api/v1/acts/7/"):  # fmt: skip
        own, other = refusal(client, path, status=404), refusal(client, f"/en{path}", status=404)
        assert own.keys() == other.keys()
        with translation.override("en"):
            assert other["title"] == "There is nothing at this address"
    assert client.get("/api/v1/accords").headers["Location"] == reverse("record:accords")


@pytest.mark.parametrize("number", [3, 30])
def test_a_page_asks_the_database_the_same_however_much_there_is(
    client, mali, sanou, document, number, django_assert_num_queries
):
    for each in range(number):
        actor = Actor.objects.create(name=f"État {each}")
        accord = make_accord(f"Accord {each}", mali, actor)
        make_act(
            accord, mali, by=[sanou], source=document, done_on=date(2025, 1, 1) + timedelta(each)
        )
        make_act(
            accord, actor, by=[Person.objects.create(name=f"Ministre {each}")], source=document
        )
    for table, expected in (
        ("accords", 4),
        ("actors", 2),
        ("people", 2),
        ("acts", 2),
        ("citations", 1),
    ):
        with django_assert_num_queries(expected):
            get(client, table)
    with django_assert_num_queries(5):  # and the names asked for
        get(client, "accords", actor="mali", person="alousseni sanou", status="not_established")
