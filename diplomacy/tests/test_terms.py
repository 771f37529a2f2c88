"""What the text of an accord provides, and its title: told by a public source or a release, and no other
way, as of the day on which they were."""

from datetime import date

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from diplomacy.models import Accord
from diplomacy.models.replaceable import PublicActError
from diplomacy.moment import current

from .conftest import make_accord, make_act, make_document, on_day
from .desk import desk, shown, sit_down, table

TERM = date(2027, 3, 1)


@pytest.fixture
def pact(mali, russia, document):
    """Readers know that both signed it; the desk knows more, and has told nobody yet."""
    accord = make_accord(
        "Pacte",
        mali,
        russia,
        entry_rule="signature",
        ends_on=TERM,
        notice_delay=6,
        released_at=None,
    )
    for actor in (mali, russia):
        make_act(accord, actor, source=document)
    return accord


def force(accord):
    return Accord.objects.with_standing(current()).get(pk=accord.pk).force_at


def read(client, accord, **query):
    response = client.get(accord.get_absolute_url(), query)
    assert response.status_code == 200
    return response.content.decode()


def test_what_no_source_gives_is_told_nowhere(client, pact):
    assert force(pact) == "not_established"
    agenda, api = reverse("diplomacy:agenda"), f"/api/v1/accords/{pact.slug}/"
    page = read(client, pact)
    assert "2027-03-01" not in page
    assert "20270301" not in client.get(agenda).content.decode()
    known = client.get(api).json()
    assert (known["entry_rule"], known["ends_on"], known["notice_delay"]) == ("unknown", None, None)
    pact.tell()
    assert force(pact) == "in_force"
    assert "2027-03-01" in read(client, pact)
    assert "20270301" in client.get(agenda).content.decode()
    assert client.get(api).json()["ends_on"] == "2027-03-01"


def test_a_source_is_named_beside_what_the_text_provides(client, pact, document):
    pact.tell(make_document("Journal officiel"), "pour une durée de dix ans")
    assert force(pact) == "in_force"
    page = read(client, pact)
    assert "pour une durée de dix ans" in page
    assert "Journal officiel" in page
    cited = client.get("/api/v1/citations/", {"accord": pact.slug}).json()["results"]
    assert [each["quote"] for each in cited if each["provisions"]] == ["pour une durée de dix ans"]


def test_what_was_told_changes_only_by_being_told(pact, document):
    pact.entry_rule = "consents"
    pact.save()  # nobody had been told
    pact.tell()
    pact.entry_rule = "signature"
    with pytest.raises(PublicActError):
        pact.save()
    with pytest.raises(ValidationError, match="source"):
        pact.tell(make_document(public_from=None))
    assert Accord.objects.get(pk=pact.pk).entry_rule == "consents"
    pact.tell(document)
    assert force(pact) == "in_force"
    pact.name = "Grand pacte"
    with pytest.raises(PublicActError):
        pact.save()


def test_the_rule_and_the_title_are_those_that_were_known(client, mali, russia):
    with on_day(2025, 2, 1):
        pact = make_accord("Pacte", mali, russia, entry_rule="signature", ends_on=TERM)
        for actor in (mali, russia):
            make_act(pact, actor, done_on=date(2025, 1, 10), source=make_document())
    with on_day(2025, 5, 1):
        pact.name, pact.entry_rule, pact.ends_on = "Grand pacte", "consents", None
        pact.tell(make_document())
    with on_day(2025, 6, 1):
        before, now = read(client, pact, known="2025-03-01"), read(client, pact)
        assert "Grand pacte" in now
        assert "Grand pacte" not in before
        assert ("2027-03-01" in before, "2027-03-01" in now) == (True, False)
        assert ("status-in_force" in before, "status-in_force" in now) == (True, False)


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


def sent(accord, **changes):
    own = ("name", "name_en", "form", "domain", "entry_rule", "notice_delay")
    rows = [
        {
            "id": each.pk,
            "accord": accord.pk,
            "actor": each.actor_id,
            "role": each.role,
            "position": 0,
        }
        for each in accord.participations.all()
    ]
    values = {name: getattr(accord, name) for name in own} | {"ends_on": "01/03/2027"}
    values |= dict.fromkeys(
        ("entry_unit", "late_unit", "notice_unit", "renewal_notice_unit"), "days"
    )
    values |= table("participations", *rows, kept=len(rows))
    return values | table("relations") | table("relations_back") | changes


def test_the_desk_says_by_what_right_it_changes_what_readers_have(at_desk, pact, document):
    page = desk("accord_change", pact.pk)
    assert at_desk.post(page, sent(pact, notice_delay=7)).status_code == 302
    assert at_desk.post(page, sent(pact, notice_delay=8, for_readers="on")).status_code == 302
    pact.refresh_from_db()
    assert (pact.notice_delay, bool(pact.released_at)) == (8, True)
    refused = at_desk.post(page, sent(pact, notice_delay=9))
    assert "source" in refused.context["adminform"].form.errors
    assert 'value="9"' in shown(refused)
    secret = make_document("Note secrète", public_from=None)
    refused = at_desk.post(page, sent(pact, notice_delay=9, source=secret.pk))
    assert "source" in refused.context["adminform"].form.errors
    answer = at_desk.post(page, sent(pact, notice_delay=9, source=document.pk, quote="neuf mois"))
    assert answer.status_code == 302
    pact.refresh_from_db()
    assert pact.notice_delay == 9
    assert pact.citations.get().quote == "neuf mois"
    again = at_desk.post(page, sent(pact, notice_delay=10, source=document.pk, quote="dix mois"))
    assert again.status_code == 302
    assert pact.citations.get().source == document


def test_a_participant_whom_readers_know_is_taken_away_by_release_alone(at_desk, pact, mali):
    page = desk("accord_change", pact.pk)
    gone = {"participations-0-DELETE": "on"}
    refused = at_desk.post(page, sent(pact, **gone))
    assert refused.status_code == 200
    assert pact.participations.count() == 2
    assert at_desk.post(page, sent(pact, **gone, for_readers="on")).status_code == 302
    assert list(pact.participations.values_list("actor__name", flat=True)) == ["Russie"]


def test_a_title_is_not_typed_over_either(at_desk, pact):
    refused = at_desk.post(desk("accord_change", pact.pk), sent(pact, name="Grand pacte"))
    assert "source" in refused.context["adminform"].form.errors
