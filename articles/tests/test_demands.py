"""The register of demands: kept at the desk, shown to readers when the desk shows it, and no more."""

from datetime import date, timedelta

import pytest
from django.utils import timezone

from articles.models import Demand

from .conftest import make_draft, on_day
from .desk import CHIEF, REPORTER, address, shown, sit_down

SECOND = "secrétaire de rédaction"
SUMMARY = "L’entreprise conteste le montant ; nous l’avons corrigé."


def demand(dispatch, **fields):
    words = {"kind": "reply", "who": "Société Untel", "basis": "Loi de 1881", "reason": "Secret"}
    return Demand.objects.create(dispatch=dispatch, **words | fields)


def publish(dispatch, **fields):
    return demand(dispatch, summary=SUMMARY, published_at=timezone.now(), **fields)


def read(client, path, **query):
    response = client.get(path, query)
    assert response.status_code == 200
    return response.content.decode()


def everywhere(dispatch):
    edition = dispatch.editions.order_by("number").last()
    from django.urls import reverse

    return edition.get_versions_url(), reverse("articles:demand_list")


def test_it_is_to_be_answered_within_the_days_set(live, settings):
    settings.DEMAND_DELAY_DAYS = 3
    with on_day(2025, 6, 24):
        assert demand(live).due_on == date(2025, 6, 27)


def test_readers_find_a_shown_demand_at_the_versions_and_in_the_ledger(client, live):
    with on_day(2025, 6, 26):
        publish(live, decision="granted", decided_on="2025-06-25")
        story = read(client, live.editions.get().get_absolute_url())
        versions, ledger = everywhere(live)
        assert f"{versions}#demands" in story
        for path in (versions, ledger):
            page = read(client, path)
            assert SUMMARY in page
            assert "25 juin 2025" in page
            for secret in ("Société Untel", "Loi de 1881", "Secret"):
                assert secret not in page
        assert ledger in read(client, "/corrections/")


@pytest.mark.parametrize("since", [None, timedelta(days=1)])
def test_what_the_desk_does_not_show_yet_is_nowhere(client, live, since):
    with on_day(2025, 6, 26):
        demand(live, summary=SUMMARY, published_at=since and timezone.now() + since)
        for path in everywhere(live):
            assert SUMMARY not in read(client, path)
        assert "#demands" not in read(client, live.editions.get().get_absolute_url())


def test_at_a_past_day_it_was_not_shown_yet(client, live):
    with on_day(2025, 6, 26):
        publish(live)
    with on_day(2025, 6, 28):
        for path in everywhere(live):
            assert SUMMARY not in read(client, path, at="2025-06-25")
            assert SUMMARY in read(client, path, at="2025-06-26")


def test_about_what_was_never_published_readers_learn_nothing(client, draft, chief):
    from django.urls import reverse

    publish(draft)
    assert SUMMARY not in read(client, reverse("articles:demand_list"))
    draft.publish(chief, at=timezone.now() + timedelta(days=1))
    assert SUMMARY not in read(client, reverse("articles:demand_list"))


def test_a_withdrawal_takes_it_away_until_it_is_shown_anew(client, live, chief):
    path = everywhere(live)[1]
    with on_day(2025, 6, 26):
        shown_before = publish(live)
    with on_day(2025, 6, 27):
        live.withdraw(chief, "Retiré.")
        assert SUMMARY not in read(client, path)
        assert SUMMARY not in read(client, path, at="2025-06-26")
    with on_day(2025, 6, 28):
        shown_before.published_at = timezone.now()
        shown_before.save()
        page = read(client, path)
        assert SUMMARY in page
        assert "Moscou et Bamako signent" not in page


def test_each_language_has_its_own_list(client, chief):
    from django.urls import reverse
    from django.utils import translation

    with on_day(2025, 6, 23):
        english = make_draft("Signed", language="en")
        english.publish(chief)
        publish(english)
        assert SUMMARY not in read(client, reverse("articles:demand_list"))
        with translation.override("en"):
            assert SUMMARY in read(client, reverse("articles:demand_list"))


# --- at the desk


def rows(client):
    page = client.get(address("demand_changelist"))
    return [row.who for row in page.context["cl"].result_list]


def test_what_waits_stands_first_and_what_is_late_says_so(
    client, live, django_assert_max_num_queries
):
    sit_down(client, CHIEF)
    with on_day(2025, 6, 26):
        demand(
            live, who="décidée", due_on="2025-06-01", decision="refused", decided_on="2025-06-02"
        )
        demand(live, who="plus tard", due_on="2025-07-20")
        demand(live, who="en retard", due_on="2025-06-20")
        demand(live, who="bientôt", due_on="2025-06-28")
        with django_assert_max_num_queries(8):
            assert rows(client) == ["en retard", "bientôt", "plus tard", "décidée"]
        page = shown(client.get(address("demand_changelist")))
    assert page.count("state-withdrawn") == 1
    assert page.count("state-changed") == 1


def sent(dispatch, **fields):
    return {
        "dispatch": dispatch.pk, "kind": "reply", "who": "M. X", "basis": "Loi",
        "received_on": "24/06/2025", "due_on": "02/07/2025", "decision": "", "decided_on": "",
        "reason": "", "summary": "", **fields,
    }  # fmt: skip


def test_a_chief_shows_it_to_readers_and_takes_it_back(client, live):
    sit_down(client, CHIEF)
    client.post(address("demand_add"), sent(live, summary=SUMMARY, shown="on"))
    row = Demand.objects.get()
    since = row.published_at
    assert since is not None
    url = address("demand_change", row.pk)
    client.post(url, sent(live, summary=SUMMARY, shown="on", who="M. Y"))
    row.refresh_from_db()
    assert (row.who, row.published_at) == ("M. Y", since)
    client.post(url, sent(live, summary=SUMMARY))
    row.refresh_from_db()
    assert row.published_at is None


def test_nothing_is_shown_without_words_nor_decided_without_a_day(client, live):
    sit_down(client, CHIEF)
    page = client.post(address("demand_add"), sent(live, shown="on"))
    assert "summary" in page.context["adminform"].form.errors
    page = client.post(address("demand_add"), sent(live, decision="granted"))
    assert page.status_code == 200
    assert not Demand.objects.exists()


def test_a_second_pair_of_eyes_keeps_the_register_and_shows_nothing(client, live):
    sit_down(client, SECOND)
    client.post(address("demand_add"), sent(live, summary=SUMMARY, shown="on"))
    row = Demand.objects.get()
    assert row.published_at is None
    row.published_at = timezone.now()
    row.save()
    url = address("demand_change", row.pk)
    client.post(url, sent(live, summary="Autre chose", who="M. Y"))
    row.refresh_from_db()
    assert (row.who, row.summary) == ("M. Y", SUMMARY)
    assert row.published_at is not None


def test_the_register_forgets_nothing_and_is_not_for_everybody(client, live):
    row = demand(live)
    sit_down(client, CHIEF)
    assert client.post(address("demand_delete", row.pk), {"post": "yes"}).status_code == 403
    sit_down(client, REPORTER)
    for url in (address("demand_changelist"), address("demand_change", row.pk)):
        assert client.get(url).status_code == 403
