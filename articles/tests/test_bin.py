"""The bin: an unpublished article goes in whole and comes back whole; what readers had stays."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from articles.models import Dispatch, DispatchFigure, Edition
from articles.workflow import MoveRefused
from diplomacy.models import Source

from .conftest import make_act, make_draft, make_photo, place
from .desk import CHIEF, REPORTER, address, hand_over, open_page, shown, sit_down
from .test_admin_lists import listed


def whole(dispatch):
    """Everything that belongs to it, to be compared."""
    row = Dispatch.objects.filter(pk=dispatch.pk).values(
        "headline", "body", "stage", "slug", "source", "created_by", "embargo_until"
    )
    return (
        row.get(),
        list(dispatch.bylines.values()),
        list(dispatch.figures.values()),
        list(dispatch.revisions.values()),
    )


def test_it_comes_back_as_it_was(draft, chief):
    place(make_photo(), draft)
    draft.keep(chief)
    before = whole(draft)
    draft.put_in_bin(chief)
    assert draft.binned_at
    draft.take_out_of_bin(chief)
    assert draft.binned_at is None
    assert whole(draft) == before
    assert list(draft.moves.values_list("verb", flat=True)) == ["unbin", "bin"]


def test_nothing_is_done_to_what_lies_in_the_bin(draft, chief):
    draft.put_in_bin(chief)
    for move in (draft.put_in_bin, draft.submit, draft.approve, draft.publish):
        with pytest.raises(MoveRefused):
            move(chief)
    assert not Edition.objects.exists()


def test_what_was_ever_published_never_goes_in(live, chief):
    with pytest.raises(MoveRefused, match=r".+"):
        live.put_in_bin(chief)
    live.withdraw(chief, "Retiré.")
    with pytest.raises(MoveRefused):
        live.put_in_bin(chief)
    assert not Dispatch.objects.get().binned_at


def test_what_is_scheduled_goes_in_once_its_schedule_is_cancelled(draft, chief):
    draft.publish(chief, at=timezone.now() + timedelta(days=1))
    with pytest.raises(MoveRefused):
        draft.put_in_bin(chief)
    draft.cancel_scheduled(chief)
    draft.put_in_bin(chief)
    assert draft.binned_at


# --- at the desk


def test_a_reporter_bins_an_own_draft_and_takes_it_back(client, draft):
    hand_over(draft, sit_down(client, REPORTER))
    open_page(client, draft).type(headline="Dernier état").press("_bin")
    assert listed(client) == set()
    assert listed(client, state="bin") == {draft}
    page = open_page(client, draft)
    assert page.buttons == {"_unbin"}
    client.post(address("dispatch_unbin", draft.pk))
    assert listed(client) == {draft}
    assert Dispatch.objects.get().headline == "Dernier état"


def test_many_at_once_and_those_that_may_not_are_named(client, chief):
    sit_down(client, CHIEF)
    drafts, published = [make_draft("Un"), make_draft("Deux")], make_draft("Publié")
    published.publish(chief)
    chosen = [each.pk for each in (*drafts, published)]
    page = client.post(
        address("dispatch_changelist"),
        {"action": "put_in_bin", "_selected_action": chosen},
        follow=True,
    )
    assert "Publié" in shown(page)
    assert listed(client) == {published}
    client.post(
        f"{address('dispatch_changelist')}?state=bin",
        {"action": "take_out_of_bin", "_selected_action": chosen[:2]},
    )
    assert listed(client) == {published, *drafts}


def test_a_bulk_action_touches_no_colleagues_draft(client, draft):
    sit_down(client, REPORTER)
    client.post(
        address("dispatch_changelist"), {"action": "put_in_bin", "_selected_action": [draft.pk]}
    )
    assert not Dispatch.objects.get().binned_at


def test_only_administrators_delete_for_ever_and_only_from_the_bin(client, draft, chief):
    place(make_photo(), draft)
    source = draft.source_id
    for group, binned in ((CHIEF, False), ("administrateur", False), (CHIEF, True)):
        if binned:
            draft.put_in_bin(chief)
        client.logout()
        sit_down(client, group) if not binned else client.force_login(chief)
        assert client.post(address("dispatch_delete", draft.pk), {"post": "yes"}).status_code == 403
        assert "_delete" not in shown(client.get(address("dispatch_change", draft.pk)))
    assert Dispatch.objects.exists()
    client.force_login(User.objects.get(username="administrateur du soir"))
    assert shown(client.get(address("dispatch_delete", draft.pk)))
    client.post(address("dispatch_delete", draft.pk), {"post": "yes"})
    assert not Dispatch.objects.exists()
    assert not DispatchFigure.objects.exists()
    assert not Source.objects.filter(pk=source).exists()


def test_many_are_never_deleted_at_once(client, draft, chief):
    draft.put_in_bin(chief)
    sit_down(client, "administrateur")
    listing = f"{address('dispatch_changelist')}?state=bin"
    assert "delete_selected" not in shown(client.get(listing))
    client.post(listing, {"action": "delete_selected", "_selected_action": [draft.pk], "post": "y"})
    assert Dispatch.objects.exists()


def test_a_source_that_an_archivist_cites_outlives_the_article(client, draft, chief, commission):
    make_act(commission, kind="entry", source=draft.source)
    draft.put_in_bin(chief)
    sit_down(client, "administrateur")
    client.post(address("dispatch_delete", draft.pk), {"post": "yes"})
    assert not Dispatch.objects.exists()
    assert Source.objects.filter(pk=draft.source_id).exists()
