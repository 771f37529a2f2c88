"""Who is on the same article, and whether it was saved meanwhile."""

from datetime import timedelta

import pytest
from django.contrib.auth.models import Group, User
from django.utils import timezone

from articles.models import Presence
from articles.models.presence import STALE

from .desk import CHIEF, REPORTER, address, hand_over, open_page, sit_down


def beat(client, dispatch, **sent):
    return client.post(address("dispatch_presence", dispatch.pk), sent)


@pytest.fixture
def colleague(client, draft):
    """A reporter who has the article open."""
    user = sit_down(client, REPORTER)
    user.first_name, user.last_name = "Aminata", "Traoré"
    user.save()
    hand_over(draft, user)
    beat(client, draft)
    return user


def test_each_sees_the_other_and_nobody_sees_themselves(client, draft, colleague):
    assert beat(client, draft).json()["here"] == []
    sit_down(client, CHIEF)
    assert "Aminata Traoré" in beat(client, draft).json()["here"][0]


def test_who_left_is_gone(client, draft, colleague):
    assert beat(client, draft, left="yes").status_code == 204
    sit_down(client, CHIEF)
    assert beat(client, draft).json()["here"] == []


def test_who_is_silent_is_gone_and_comes_back_anew(client, draft, colleague):
    came = Presence.objects.get().since
    beat(client, draft)
    assert Presence.objects.get().since == came
    long_ago = timezone.now() - STALE - timedelta(seconds=1)
    Presence.objects.update(at=long_ago, since=long_ago)
    assert not Presence.objects.beside(sit_down(client, CHIEF), draft)
    client.force_login(colleague)
    beat(client, draft)
    assert Presence.objects.get(user=colleague).since > long_ago


def test_a_newer_save_is_told_at_once_with_who_saved(client, draft, colleague):
    opened = draft.revision
    open_page(client, draft).type(headline="Le titre d’Aminata").press()
    assert beat(client, draft, revision=opened).json()["newer"]
    sit_down(client, CHIEF)
    assert "Aminata Traoré" in beat(client, draft, revision=opened).json()["newer"]
    assert beat(client, draft, revision=opened + 1).json()["newer"] == ""


@pytest.mark.parametrize("revision", ["", "x", "-1", "²", "9" * 30])
def test_a_nonsense_revision_is_no_fault(client, draft, colleague, revision):
    assert beat(client, draft, revision=revision).json()["newer"] == ""


def test_who_may_not_see_the_article_sees_nobody_on_it(client, draft, colleague):
    stranger = User.objects.create_user("stagiaire", is_staff=True)
    stranger.groups.add(Group.objects.get(name=REPORTER))
    client.force_login(stranger)
    assert beat(client, draft).status_code == 403
    client.logout()
    assert beat(client, draft).status_code == 302
    assert [row.user for row in Presence.objects.all()] == [colleague]
