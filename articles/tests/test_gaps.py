"""What the record lacks, on one page of the desk: how many of each gap, and where each is mended."""

from datetime import date

import pytest
from django.urls import reverse
from django.utils import timezone

from articles.admin.waiting import SHOWN
from diplomacy.admin.gaps import SIZE
from diplomacy.models import Accord, Act, Actor, Citation, Participation, Relation, Signatory
from diplomacy.tests.conftest import make_accord, make_act, make_document
from diplomacy.tests.desk import sit_down

from .conftest import make_draft

GAPS = reverse("admin:diplomacy_accord_gaps")


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def commission(commission):
    """Its parties and what it says of its entry into force are known."""
    Accord.objects.filter(pk=commission.pk).update(entry_rule="stated")
    return commission


@pytest.fixture
def complete(commission, mali, russia, sanou, document):
    """The same, signed on both sides."""
    for actor in (mali, russia):
        make_act(commission, actor, by=[sanou], source=document)
    return commission


def counts(client):
    return {name: count for name, _title, count in client.get(GAPS).context["kinds"] if count}


def lines(client, gap, **query):
    return [line.label for line in client.get(GAPS, {"gap": gap, **query}).context["lines"]]


def test_a_record_that_lacks_nothing_says_so(at_desk, complete):
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
    make_act(commission, kind="entry", source=document)
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
    make_act(letters, kind="entry", source=document)
    make_act(letters, mali, kind="note", by=[sanou], source=document)
    assert counts(at_desk) == {}


def test_an_article_that_names_an_accord_without_leading_to_it(
    at_desk,
    complete,
    chief,
):
    body = "<p>L’ACCORD sur la commission russo‑malienne a été signé.</p>"
    story = make_draft("Une commission", body=body)
    assert counts(at_desk) == {}, "readers do not have it yet"
    story.publish(chief)
    assert counts(at_desk) == {"dispatch": 1}
    [line] = lines(at_desk, "dispatch")
    assert "Une commission" in line
    assert complete.name in line
    story.accords.add(complete)
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


def test_what_one_side_alone_is_known_to_have_done(at_desk, commission, mali, russia, document):
    make_act(commission, mali, by=[], source=document)
    make_accord("Sans acte", mali, russia, entry_rule="stated")
    three = make_accord("À trois", mali, russia, Actor.objects.create(name="Niger"),
                        entry_rule="stated")  # fmt: skip
    make_act(three, mali, source=document)
    assert lines(at_desk, "side") == [str(commission)]
    make_act(commission, russia, source=document)
    assert lines(at_desk, "side") == []


def test_a_rule_of_entry_that_nobody_knows(at_desk, complete, mali):
    make_accord("Sans acte", mali)
    assert "rule" not in counts(at_desk)
    Accord.objects.filter(pk=complete.pk).update(entry_rule="unknown")
    assert lines(at_desk, "rule") == [str(complete)]
    page = at_desk.get(GAPS, {"gap": "rule"}).content.decode()
    assert reverse("admin:diplomacy_accord_change", args=[complete.pk]) in page


def test_an_entry_into_force_that_is_computed_and_that_nobody_has_stated_since(
    at_desk, complete, mali, document
):
    complete.entry_rule = "signature"
    complete.tell()
    recent = make_accord("Récent", mali, entry_rule="signature")
    make_act(recent, mali, done_on=timezone.localdate(), source=document)
    assert lines(at_desk, "entry") == [str(complete)]
    make_act(complete, kind="entry", source=document)
    assert lines(at_desk, "entry") == []


def test_what_was_announced_and_never_done(at_desk, complete, mali, document):
    ahead = {"announced_on": date(2025, 9, 22), "source": document}
    act = make_act(complete, mali, "withdrawal", None, **ahead)
    make_act(complete, mali, "withdrawal", None, announced_on=date(2500, 1, 1), source=document)
    assert lines(at_desk, "overdue") == [str(act)]


def test_two_reports_of_one_signature_on_different_days(at_desk, complete, mali, sanou, document):
    make_act(complete, mali, "note", date(2025, 6, 25), by=[sanou], source=document)
    make_act(complete, mali, "note", date(2025, 6, 26), by=[sanou], source=document)
    assert lines(at_desk, "twice") == []
    make_act(complete, mali, done_on=date(2025, 6, 24), by=[sanou], source=document)
    assert len(lines(at_desk, "twice")) == 2


def test_a_signatory_known_by_the_words_of_a_source_alone(at_desk, commission, mali, document):
    act = make_act(commission, mali)
    Signatory.objects.create(act=act, as_printed="M. Li, ministre")
    assert lines(at_desk, "printed") == [str(act)]


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
