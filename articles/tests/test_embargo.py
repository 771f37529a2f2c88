"""Under embargo nothing of an article reaches readers before its moment; only a chief breaks it."""

from datetime import UTC, datetime, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import override

from articles import embargo
from articles.models import Dispatch, Edition, Move
from articles.pictures.renditions import rendition_name
from articles.readiness import NotReady
from articles.workflow import MoveRefused
from diplomacy.models import Act

from .conftest import make_act, make_draft, make_photo, on_day, place
from .desk import CHIEF, REPORTER, address, errors, hand_over, open_page, sit_down
from .test_workflow import member

LIFT = datetime(2025, 6, 24, 7, tzinfo=UTC)  # 9 h in Paris
INSTANT = timedelta(microseconds=1)


@pytest.fixture
def held(db):
    """Complete, and under embargo until 24 June 2025, 9 o'clock in Paris."""
    return make_draft(
        "Le rapport sur l’or",
        embargo_until=LIFT,
        embargo_zone="Europe/Paris",
        embargo_source="Nations unies",
    )


@pytest.mark.parametrize("at", [None, LIFT - INSTANT])
def test_it_is_neither_published_nor_scheduled_before(held, chief, at):
    with on_day(2025, 6, 23), pytest.raises(NotReady) as refusal:
        held.publish(chief, at=at)
    assert refusal.value.message_dict.keys() == {"publish_at"}
    assert not Edition.objects.exists()


def test_it_is_scheduled_for_the_end_of_its_embargo(held, chief):
    with on_day(2025, 6, 23):
        edition = held.publish(chief, at=LIFT)
    assert edition.live_from == LIFT
    assert not Edition.objects.live(LIFT - INSTANT).exists()
    assert list(Edition.objects.live(LIFT)) == [edition]


def test_after_its_moment_it_is_published_like_any_other(held, chief):
    with on_day(2025, 6, 25):
        assert held.publish(chief).number == 1


def test_only_a_chief_breaks_it_with_a_reason_that_is_logged(held, chief):
    with on_day(2025, 6, 23):
        with pytest.raises(MoveRefused):
            held.break_embargo(member("secrétaire de rédaction"), "Tout le monde l’a.")
        with pytest.raises(NotReady):
            held.break_embargo(chief, " ")
        held.break_embargo(chief, "Reuters l’a publié.")
        move = Move.objects.get()
        assert (move.verb, move.by, move.note) == ("embargo", chief, "Reuters l’a publié.")
        assert held.publish(chief).number == 1


def test_its_moment_is_spelt_in_its_own_zone_and_in_the_desks(held):
    with override("en"):
        spelt = held.embargo_spelt
    assert "9" in spelt
    assert "Europe/Paris" in spelt
    assert "7" in spelt
    assert "Africa/Bamako" in spelt
    assert "that is" not in embargo.spelt(LIFT, "Africa/Bamako")


def test_a_moment_that_no_clock_shows_is_refused_and_one_shown_twice_is_the_later():
    with pytest.raises(ValidationError):
        embargo.moment(datetime(2025, 3, 30, 2, 30), "Europe/Paris")  # the clocks go forward
    found = embargo.moment(datetime(2025, 10, 26, 2, 30), "Europe/Paris")  # they go back
    assert found == datetime(2025, 10, 26, 1, 30, tzinfo=UTC)


# --- what readers may reach


def test_neither_words_nor_photos_nor_acts_reach_a_public_page(client, held, chief, commission):
    photo = make_photo()
    place(photo, held)
    held.accords.add(commission)
    act = make_act(commission, kind="entry", source=held.source, quote="or")
    held.keep(chief)
    with on_day(2025, 6, 23):
        held.publish(chief, at=LIFT, alone_because="Vu avec le bureau.")
        pages = ["/", "/articles/", "/articles/?q=or", "/corrections/", "/accords/", "/en/"]
        for page in pages:
            told = client.get(page).content.decode()
            assert held.headline not in told
            assert commission.name not in told
            assert photo.digest not in told
        edition = held.editions.get()
        hidden = [
            edition.get_absolute_url(),
            commission.get_absolute_url(),
            f"/{rendition_name(photo, 360, 'webp')}",
        ]
        assert [client.get(page).status_code for page in hidden] == [404] * 3
        assert not Act.objects.public(timezone.now()).exists()
    with on_day(2025, 6, 24):
        assert [client.get(page).status_code for page in hidden] == [200] * 3
        assert list(Act.objects.public(timezone.now())) == [act]


def test_an_act_that_it_alone_reports_is_not_released_before(client, held, commission):
    act = make_act(commission, kind="entry", source=held.source)
    sit_down(client, "documentaliste")
    with on_day(2025, 6, 23):
        client.post(f"/admin/diplomacy/act/{act.pk}/release/")
        assert not Act.objects.public(timezone.now()).exists()
    with on_day(2025, 6, 25):
        client.post(f"/admin/diplomacy/act/{act.pk}/release/")
        assert Act.objects.public(timezone.now()).exists()


# --- at the desk

TYPED = {
    "embargo_until_0": "24/06/2025",
    "embargo_until_1": "09:00",
    "embargo_zone": "Europe/Paris",
    "embargo_source": "Nations unies",
}


@pytest.fixture
def desk_chief(client, db):
    return sit_down(client, CHIEF)


def test_it_is_typed_in_its_own_zone(client, desk_chief, draft):
    with on_day(2025, 6, 23):
        assert open_page(client, draft).type(**TYPED).press().status_code == 302
        page = open_page(client, draft)
    draft.refresh_from_db()
    assert (draft.embargo_until, draft.embargo_zone) == (LIFT, "Europe/Paris")
    assert page.values["embargo_until_1"].startswith("09:00")
    assert "_publish_at_lift" in page.buttons


def test_its_faults_stand_at_their_boxes(client, desk_chief, draft):
    page = open_page(client, draft).type(**TYPED | {"embargo_source": ""})
    assert errors(page.press()).keys() == {"embargo_source"}
    skipped = {"embargo_until_0": "30/03/2025", "embargo_until_1": "02:30"}
    assert errors(page.type(**TYPED | skipped).press()).keys() == {"embargo_until"}


def test_one_click_schedules_it_for_the_end(client, desk_chief, held):
    with on_day(2025, 6, 23):
        page = open_page(client, held)
        assert errors(page.press("_publish")).keys() == {"publish_at"}
        assert page.press("_publish_at_lift").status_code == 302
    assert Edition.objects.get().live_from == LIFT


def test_a_schedule_that_would_come_before_stands_in_the_way(client, desk_chief, draft):
    with on_day(2025, 6, 23):
        draft.publish(desk_chief, at=LIFT - timedelta(hours=1))
        page = open_page(client, draft).type(**TYPED)
        assert errors(page.press()).keys() == {"embargo_until"}
        assert page.press("_cancel_scheduled").status_code == 302
    draft.refresh_from_db()
    assert draft.embargo_until == LIFT
    assert not Edition.objects.exists()


@pytest.mark.parametrize("group", [REPORTER, CHIEF])
@pytest.mark.parametrize("moment", ["", "23/06/2025"])
def test_it_is_not_taken_away_or_brought_forward_by_the_way(client, held, group, moment):
    hand_over(held, sit_down(client, group))
    with on_day(2025, 6, 22):
        page = open_page(client, held).type(embargo_until_0=moment)
        if not moment:
            page.type(embargo_until_1="")
        assert errors(page.press()).keys() == {"embargo_until"}
    assert Dispatch.objects.get().embargo_until == LIFT


def test_a_chief_breaks_it_on_the_page_saying_why(client, desk_chief, held):
    with on_day(2025, 6, 23):
        page = open_page(client, held)
        assert errors(page.press("_break_embargo")).keys() == {"move_note"}
        page.type(move_note="Levé par l’auteur.").press("_break_embargo")
        held.refresh_from_db()
        assert not held.is_embargoed
        open_page(client, held).type(embargo_until_0="26/06/2025").press()
        held.refresh_from_db()
        assert held.is_embargoed, "another moment is another embargo"
    assert held.moves.get().note == "Levé par l’auteur."
    assert address("dispatch_change", held.pk)
