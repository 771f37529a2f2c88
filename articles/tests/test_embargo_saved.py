"""The embargo is part of what every save holds: compared, brought back, and never loosened by that."""

from datetime import timedelta

import pytest

from articles import facts
from articles.models import Dispatch, Revision

from .conftest import on_day
from .desk import CHIEF, REPORTER, address, hand_over, open_page, shown, sit_down
from .test_clash import again
from .test_embargo import LIFT, TYPED
from .test_workflow import member


@pytest.fixture
def desk(client, db):
    with on_day(2025, 6, 20):
        yield sit_down(client, CHIEF)


@pytest.fixture
def free(desk, draft):
    """Written down twice: without an embargo, then under one with other words."""
    Revision.objects.keep(draft, desk)
    Dispatch.objects.filter(pk=draft.pk).update(
        headline="Sous embargo",
        embargo_until=LIFT,
        embargo_zone="Europe/Paris",
        embargo_source="ONU",
    )
    under = Dispatch.objects.get()
    Revision.objects.keep(under, desk)
    return under


def restore(client, dispatch, number):
    answer = client.post(address("dispatch_restore", dispatch.pk, number), follow=True)
    dispatch.refresh_from_db()
    return [message.level_tag for message in answer.context["messages"]]


def test_it_is_compared_with_other_saves_and_not_with_what_readers_have(client, desk, live):
    with on_day(2025, 6, 23):
        open_page(client, live).type(headline="Autre").press()
        open_page(client, live).type(**TYPED).press()
        pages = [
            client.get(address("dispatch_compare", live.pk), {"old": old, "new": 3})
            for old in (2, "live")
        ]
    found = [[each.part for each in page.context["differences"]] for page in pages]
    assert found == [["embargo"], ["headline"]]
    assert "Europe/Paris" in shown(pages[0])


def test_words_from_before_it_come_back_under_it(client, free):
    assert restore(client, free, 1) == ["success", "warning"]
    assert free.headline == "Moscou et Bamako signent"
    assert free.is_embargoed
    assert (free.embargo_until, free.embargo_source) == (LIFT, "ONU")


def test_it_is_not_brought_forward_by_the_way(client, free, desk):
    later = LIFT + timedelta(days=1)
    Dispatch.objects.filter(pk=free.pk).update(embargo_until=later)
    assert restore(client, free, 2) == ["success", "warning"]
    assert free.embargo_until == later


def test_one_that_was_taken_down_by_mistake_comes_back(client, free):
    Dispatch.objects.filter(pk=free.pk).update(embargo_until=None, embargo_zone="")
    assert restore(client, free, 2) == ["success"]
    assert free.is_embargoed
    assert free.embargo_zone == "Europe/Paris"


def test_one_that_a_chief_broke_stays_broken(client, free, desk):
    free.break_embargo(desk, "Reuters l’a publié.")
    assert restore(client, free, 2) == ["success"]
    assert free.embargo_until == LIFT
    assert not free.is_embargoed


def test_it_does_not_come_back_over_a_version_that_would_come_before(client, free, desk):
    free.break_embargo(desk, "Reuters l’a publié.")
    free.publish(desk, at=LIFT - timedelta(hours=1), alone_because="Nuit.")
    assert restore(client, free, 2) == ["error"]
    free.cancel_scheduled(desk)
    assert restore(client, free, 2) == ["success"]


def test_what_was_written_down_without_it_says_nothing_of_it(client, free):
    old = free.revisions.get(number=1)
    del old.data["embargo"]
    Revision.objects.filter(pk=old.pk).update(data=old.data)
    assert restore(client, free, 1) == ["success"]
    assert free.is_embargoed
    page = client.get(address("dispatch_compare", free.pk), {"old": 1, "new": 2})
    assert [each.part for each in page.context["differences"]] == ["headline"]


def test_who_only_sets_it_has_not_written_the_article(client, draft):
    """No second pair of eyes, and no new words that somebody must read again."""
    reporter = sit_down(client, REPORTER)
    hand_over(draft, reporter)
    with on_day(2025, 6, 20):
        open_page(client, draft).type(headline="Mon titre").press()
        secretary = member("secrétaire de rédaction")
        Dispatch.objects.filter(pk=draft.pk).update(stage="approved", approved_by=secretary)
        sit_down(client, CHIEF)
        open_page(client, draft).type(**TYPED).press()
    assert draft.revisions.first().get_cause_display() != "enregistré"
    assert Dispatch.objects.get().stage == "approved"
    Dispatch.objects.update(approved_by=None)
    assert facts.of(Dispatch.objects.get(), reporter).alone


def test_two_who_set_it_at_once_are_shown_both_and_choose(client, desk, draft):
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(**TYPED).press()
    response = mine.type(headline="Mon titre", **TYPED | {"embargo_until_1": "12:00"}).press()
    parts = [each.part for each, _ in response.context["clash"].differences]
    assert parts == ["headline", "embargo"]
    page = again(client, mine, response)
    page.values |= {"clash-embargo": "theirs", "_choose": str(Dispatch.objects.get().revision)}
    assert page.press().status_code == 302
    saved = Dispatch.objects.get()
    assert (saved.headline, saved.embargo_until) == ("Mon titre", LIFT)


def test_my_save_from_before_it_does_not_take_it_away(client, desk, draft):
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(**TYPED).press()
    page = again(client, mine, mine.type(headline="Mon titre").press())
    assert page.values["clash-embargo"] == "theirs", "nobody touched it on my page"
    page.values["_mine"] = str(Dispatch.objects.get().revision)
    assert page.press().status_code == 200
    assert Dispatch.objects.get().is_embargoed


def test_an_embargo_typed_and_refused_is_kept_aside(client, desk, draft):
    mine, theirs = open_page(client, draft), open_page(client, draft)
    theirs.type(headline="Leur titre").press()
    mine.type(**TYPED).press()
    aside = Revision.objects.get(cause="aside")
    assert restore(client, draft, aside.number) == ["success"]
    assert (draft.embargo_until, draft.embargo_zone) == (LIFT, "Europe/Paris")
