"""The order of the front page: who sets it, by which numbers, and that nobody replaces one unseen."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import Delegation, FrontOrder

from .conftest import make_draft, on_day
from .desk import address

BOARD = address("frontorder_changelist")


@pytest.fixture
def stories(chief):
    """Three stories, the newest last."""
    found = [make_draft(f"Article {number}") for number in range(3)]
    for day, draft in enumerate(found, 1):
        with on_day(2025, 6, day):
            draft.publish(chief)
    return found


@pytest.fixture
def board(client, chief):
    client.force_login(chief)
    return client


def shown(client, **query):
    """The lines of the page: (headline, number)."""
    lines = client.get(BOARD, query).context["board"].lines
    return [(line.edition.headline, line.number) for line in lines]


def send(client, numbers, standing="", **more):
    """Types {dispatch: number} and sends, as somebody who has seen the order `standing`."""
    places = {f"place-{dispatch.pk}": number for dispatch, number in numbers.items()}
    return client.post(f"{BOARD}?edition=fr", {**places, "standing": standing, **more})


def places():
    return FrontOrder.objects.places("fr", timezone.now())


def test_the_automatic_order_is_offered_the_newest_first(board, stories):
    assert shown(board) == [("Article 2", ""), ("Article 1", ""), ("Article 0", "")]
    assert places() == []


def test_stories_are_placed_by_number(board, stories):
    first, second, third = stories
    assert send(board, {first: 2, second: "", third: 1}).status_code == 302
    assert places() == [third.pk, first.pk]
    assert shown(board) == [("Article 2", 1), ("Article 0", 2), ("Article 1", "")]


def test_of_two_with_one_number_the_newly_typed_goes_first(board, stories, chief):
    first, second, third = stories
    order = FrontOrder.objects.set("fr", [first, second], chief)
    send(board, {first: 1, second: 2, third: 1}, standing=order.pk)
    assert places() == [third.pk, first.pk, second.pk]


def test_the_automatic_order_comes_back_and_the_past_stays(board, stories, chief):
    order = FrontOrder.objects.set("fr", stories, chief)
    send(board, {}, standing=order.pk, _automatic="1")
    assert places() == []
    assert [o.slots.count() for o in FrontOrder.objects.order_by("since")] == [3, 0]
    assert len(board.get(BOARD).context["orders"]) == 2


@pytest.mark.parametrize("typed", ["zéro", "0", "-1", "1.5", "²", "99999"])
def test_what_is_no_place_is_refused_and_stays_in_its_box(board, stories, typed):
    answer = send(board, {stories[0]: typed, stories[1]: 1})
    assert answer.status_code == 200
    lines = {line.edition.headline: line.number for line in answer.context["board"].lines}
    assert (lines["Article 0"], lines["Article 1"]) == (typed, "1")
    assert not FrontOrder.objects.exists()


def test_nobody_replaces_an_order_that_they_have_not_seen(board, stories, chief):
    other = User.objects.create_user("autre")
    order = FrontOrder.objects.set("fr", [stories[1]], other)
    answer = send(board, {stories[0]: 1}, standing="")
    assert answer.status_code == 200
    assert "autre" in str(next(iter(answer.context["messages"])))
    assert places() == [stories[1].pk]
    assert send(board, {stories[0]: 1}, standing=order.pk).status_code == 302
    assert places() == [stories[0].pk]


def test_an_order_sent_twice_is_set_once(board, stories):
    for _ in range(2):
        assert send(board, {stories[0]: 1}).status_code == 302
    assert FrontOrder.objects.count() == 1


def test_only_what_is_online_in_this_language_is_placed(board, stories, chief):
    draft = make_draft("Brouillon")
    english = make_draft("In English", language="en")
    english.publish(chief)
    later = make_draft("Demain")
    later.publish(chief, at=timezone.now() + timedelta(days=1))
    send(board, {draft: 1, english: 2, later: 3, stories[0]: 4})
    assert places() == [stories[0].pk]
    assert {headline for headline, _ in shown(board, edition="en")} == {"In English"}


def test_a_placed_story_that_went_leaves_its_place_to_the_next(board, stories, chief):
    FrontOrder.objects.set("fr", stories, chief)
    stories[0].withdraw(chief, "Retiré")
    assert shown(board) == [("Article 1", 1), ("Article 2", 2)]


def test_an_old_story_with_a_place_is_still_on_the_page(board, stories, chief):
    FrontOrder.objects.set("fr", [stories[0]], chief)
    for number in range(40):
        make_draft(f"Nouveau {number}").publish(chief)
    assert shown(board)[0] == ("Article 0", 1)


@pytest.mark.parametrize(
    "group", ["rédacteur", "secrétaire de rédaction", "iconographe", "documentaliste"]
)
def test_only_who_may_publish_sets_the_order(client, stories, chief, group):
    user = User.objects.create_user("lui", is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    client.force_login(user)
    assert client.get(BOARD).status_code == 403
    assert send(client, {stories[0]: 1}).status_code == 403
    assert not FrontOrder.objects.exists()
    ends = timezone.now() + timedelta(hours=1)
    Delegation.objects.create(by=chief, to=user, ends_at=ends)
    assert send(client, {stories[0]: 1}).status_code == 302


@pytest.mark.parametrize("rows", [1, 30])
def test_the_page_costs_the_same_however_many(board, chief, rows, django_assert_max_num_queries):
    for number in range(rows):
        drafts = [make_draft(f"Nouveau {number}")]
        drafts[0].publish(chief)
        FrontOrder.objects.set("fr", drafts, chief)
    with django_assert_max_num_queries(9):
        board.get(BOARD)
