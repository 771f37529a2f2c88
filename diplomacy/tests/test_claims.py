"""What one actor says alone stays its claim, in words that say so."""

from datetime import date

import pytest
from django.utils import translation

from .conftest import make_accord, make_act

pytestmark = pytest.mark.django_db


@pytest.fixture
def treaty(mali, russia, document):
    """In force between the two since 2010, with six months’ notice of exit."""
    accord = make_accord(
        "Traité", mali, russia, entry_rule="signature", notice_delay=6, notice_unit="months"
    )
    for actor in (mali, russia):
        make_act(accord, actor, done_on=date(2010, 5, 5), source=document)
    return accord


def page(client, accord, **query):
    with translation.override("en"):
        address = accord.get_absolute_url()
    return client.get(address, query).content.decode()


def test_an_exit_said_to_be_immediate_waits_for_the_notice(client, treaty, mali, document):
    left = date(2022, 12, 1)
    make_act(treaty, mali, "denunciation", left, source=document, effective_on=left)
    text = page(client, treaty, at="2022-12-02")
    assert "Immediate exit claimed by Mali" in text
    assert "By the notice that the text asks for, it takes effect on June 1, 2023." in text
    assert "status-in_force" in text
    assert "status-ended" in page(client, treaty, at="2023-06-01")


def test_without_a_known_clause_an_immediate_exit_establishes_nothing(
    client, treaty, mali, document
):
    treaty.notice_delay = None
    treaty.tell()
    left = date(2022, 12, 1)
    make_act(treaty, mali, "denunciation", left, source=document, effective_on=left)
    text = page(client, treaty)
    assert "A declaration by one party alone changes nothing" in text
    assert "status-in_force" in text


def test_an_exit_that_is_only_announced_is_no_exit(client, treaty, mali, document):
    make_act(treaty, mali, "withdrawal", None, source=document, announced_on=date(2022, 12, 1))
    text = page(client, treaty)
    assert "Exit announced by Mali, Dec. 1, 2022" in text
    assert "No notification to the depositary is known" in text
    assert "party, withdrawing" not in text


@pytest.mark.parametrize(
    ("kind", "words"),
    [
        ("declared_end", "End declared by Mali"),
        ("contestation", "Contested by Mali"),
        ("suspension", "Suspension declared by Mali"),
        ("consent_revoked", "Ratification revoked by Mali"),
    ],
)
def test_it_is_said_whose_claim_it_is(client, treaty, mali, document, kind, words):
    make_act(treaty, mali, kind, date(2022, 12, 1), source=document)
    text = page(client, treaty)
    assert f"{words}, Dec. 1, 2022" in text
    assert "status-in_force" in text


@pytest.mark.parametrize(
    ("claimed", "settled", "words"),
    [
        (("withdrawal", None), "withdrawal", "Exit announced by Mali"),
        (("denunciation", date(2022, 12, 1)), "notice_revoked", "Immediate exit claimed by Mali"),
        (("suspension", date(2022, 12, 1)), "lifting", "Suspension declared by Mali"),
    ],
)
def test_a_claim_goes_once_the_same_actor_has_settled_it(
    client, treaty, mali, russia, document, claimed, settled, words
):
    kind, done = claimed
    days = {"effective_on": done} if kind == "denunciation" else {"announced_on": date(2022, 12, 1)}
    make_act(treaty, mali, kind, done, source=document, **days)
    make_act(treaty, russia, settled, date(2022, 12, 20), source=document)
    assert words in page(client, treaty)
    make_act(treaty, mali, settled, date(2023, 1, 1), source=document)
    assert words not in page(client, treaty)


def test_a_suspension_is_said_to_be_of_one_party_and_no_more(client, treaty, mali, document):
    make_act(treaty, mali, "suspension", date(2022, 12, 1), source=document)
    text = page(client, treaty)
    assert "It concerns this party alone" in text
    assert "party, application suspended" in text
    assert "changes nothing" not in text


def test_a_suspension_agreed_by_all_is_no_claim(client, treaty, document):
    make_act(treaty, None, "suspension", date(2022, 12, 1), source=document)
    text = page(client, treaty)
    assert "status-suspended" in text
    assert 'class="claim"' not in text


def test_a_stated_entry_that_differs_from_the_computed_one_is_shown_with_it(
    client, treaty, document
):
    make_act(treaty, None, "entry", date(2011, 1, 1), source=document)
    text = page(client, treaty)
    assert "entered into force on Jan. 1, 2011" in text
    assert "by the text’s own rule it would be May 5, 2010" in text
    assert "not_established" in page(client, treaty, at="2010-12-31")


def test_the_notice_and_the_term_of_the_text_are_told(client, treaty):
    treaty.ends_on, treaty.renewal_months = date(2030, 5, 5), 60
    treaty.tell()
    text = page(client, treaty)
    assert "6 months" in text
    assert "renewed tacitly for 60 months at a time" in text
