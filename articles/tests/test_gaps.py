"""What the record lacks, on one page of the desk: how many of each gap, and where each is mended."""

from datetime import date

import pytest
from django.urls import reverse

from articles.admin.waiting import SHOWN
from diplomacy.admin.gaps import SIZE
from diplomacy.models import Accord, Act, Actor, Citation, Participation, Relation
from diplomacy.tests.conftest import make_accord, make_act, make_document
from diplomacy.tests.desk import sit_down

from .conftest import make_draft

GAPS = reverse("admin:diplomacy_accord_gaps")


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def counts(client):
    return {name: count for name, _title, count in client.get(GAPS).context["kinds"] if count}


def lines(client, gap, **query):
    return [line.label for line in client.get(GAPS, {"gap": gap, **query}).context["lines"]]


def test_a_record_that_lacks_nothing_says_so(at_desk, commission, mali, sanou, document):
    make_act(commission, mali, by=[sanou], source=document)
    assert counts(at_desk) == {}
    assert "desk-empty" in at_desk.get(GAPS).content.decode()


def test_each_gap_is_counted_and_leads_to_where_it_is_mended(
    at_desk,
    commission,
    mali,
    russia,
    sanou,
    document,
):
    Accord.objects.filter(pk=commission.pk).update(entry_rule="consents")
    held = {"source": document, "by": [sanou]}
    unnamed = make_act(commission, mali, source=document)
    make_act(commission, russia, **held)
    for actor in (mali, russia):
        make_act(commission, actor, kind="ratification", source=document)
    assert counts(at_desk) == {"name": 1}
    assert lines(at_desk, "name") == [str(unnamed)]

    make_act(commission, kind="expiry", done_on=None)
    assert counts(at_desk) == {"name": 1, "source": 1, "day": 1}

    third = Actor.objects.create(name="Niger")
    Participation.objects.create(accord=commission, actor=third)
    make_act(commission, third, **held)
    assert counts(at_desk)["deposit"] == 1

    Citation.objects.create(act=unnamed, source=make_document("Démenti"), contradicts=True)
    Citation.objects.create(
        act=make_act(commission, kind="entry", source=document),
        source=make_document("Secret", public_from=None),
        contradicts=True,
    )
    assert counts(at_desk)["contested"] == 1

    other = make_accord("Autre accord", mali)
    relation = Relation.objects.create(accord=commission, kind="amends", other=other)
    assert lines(at_desk, "relation") == [str(relation)]
    page = at_desk.get(GAPS, {"gap": "relation"}).content.decode()
    assert reverse("admin:diplomacy_relation_change", args=[relation.pk]) in page


def test_a_note_of_an_exchange_is_a_consent(at_desk, mali, sanou, document):
    letters = make_accord("Échange de lettres", mali, entry_rule="consents")
    make_act(letters, mali, kind="note", by=[sanou], source=document)
    assert counts(at_desk) == {}


def test_an_article_that_names_an_accord_without_leading_to_it(
    at_desk,
    commission,
    mali,
    sanou,
    document,
    chief,
):
    make_act(commission, mali, by=[sanou], source=document)
    body = "<p>L’ACCORD sur la commission russo‑malienne a été signé.</p>"
    story = make_draft("Une commission", body=body)
    assert counts(at_desk) == {}, "readers do not have it yet"
    story.publish(chief)
    assert counts(at_desk) == {"dispatch": 1}
    [line] = lines(at_desk, "dispatch")
    assert "Une commission" in line
    assert commission.name in line
    story.accords.add(commission)
    assert counts(at_desk) == {}


def test_a_name_that_is_only_begun_or_too_short_is_no_name(at_desk, commission, chief, mali):
    make_accord("Charte", mali)
    make_draft("Charte", body="<p>L’accord sur la commission russe. Charte.</p>").publish(chief)
    assert "dispatch" not in counts(at_desk)


def test_a_long_list_goes_on_behind_its_last_line(at_desk, commission, mali):
    for number in range(SIZE + 3):
        make_act(commission, mali, kind="ratification", done_on=date(2000, 1, 1), place=str(number))
    first = at_desk.get(GAPS, {"gap": "source"})
    rest = lines(at_desk, "source", after=first.context["after"])
    assert (len(first.context["lines"]), len(rest)) == (SIZE, 3)
    for odd in ("x", "9" * 30, "-1"):
        assert at_desk.get(GAPS, {"gap": "source", "after": odd}).status_code == 200
    assert at_desk.get(GAPS, {"gap": "rien"}).status_code == 200


@pytest.mark.parametrize("many", [1, 120])
def test_it_asks_eight_queries_at_any_size(
    at_desk,
    commission,
    mali,
    chief,
    many,
    django_assert_num_queries,
):
    acts = [
        Act(accord=commission, actor=mali, kind="signature", done_on=None) for _n in range(many)
    ]
    Act.objects.bulk_create(acts)
    for number in range(min(many, 5)):
        make_draft(f"Article {number}").publish(chief)
    with django_assert_num_queries(8):
        page = at_desk.get(GAPS)
    shown = {name: count for name, _title, count in page.context["kinds"]}
    assert shown["name"] == ("100+" if many > 100 else many)


def test_the_desks_front_page_leads_there(at_desk, commission, mali):
    make_act(commission, mali)
    page = at_desk.get(reverse("admin:index"))
    assert GAPS in page.content.decode()
    [accord] = page.context["gaps"].rows[:SHOWN]
    assert len(accord.lacks) == 2
