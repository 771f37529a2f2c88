"""Whose article is whose, what a delegation lends, and what lists and boxes hide."""

from datetime import timedelta

import pytest
from django.contrib.admin.models import LogEntry
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from articles import rights
from articles.models import Delegation, Dispatch, Edition, Move
from articles.workflow import MoveRefused

from .conftest import make_act, make_draft, make_photo, place
from .desk import CHIEF, address, errors, open_page, shown, sit_down
from .test_workflow import member

DAY = timedelta(days=1)


@pytest.fixture
def reporter(db):
    return member("rédacteur")


def delegate(by, to, **fields):
    now = timezone.now()
    return Delegation.objects.create(
        by=by, to=to, **{"begins_at": now - DAY, "ends_at": now + DAY} | fields
    )


def again(user):
    """The same person, at their next click."""
    return type(user).objects.get(pk=user.pk)


def rework(dispatch, headline):
    dispatch.refresh_from_db()
    dispatch.headline, dispatch.changed_at = headline, timezone.now()
    dispatch.save()


def test_a_reporter_sees_own_drafts_and_what_is_as_readers_have_it(reporter, chief):
    own, other = make_draft("À moi", created_by=reporter), make_draft("À un autre")
    live, scheduled = make_draft("Publié"), make_draft("Programmé")
    reworked = make_draft("Repris")
    reworked.publish(chief)
    rework(reworked, "Repris autrement")
    live.publish(chief)
    scheduled.publish(chief, at=timezone.now() + DAY)
    withdrawn = make_draft("Retiré")
    withdrawn.publish(chief)
    withdrawn.withdraw(chief, "Retiré.")
    seen = rights.visible(Dispatch.objects.all(), reporter)
    assert set(seen) == {own, live}
    assert {each for each in Dispatch.objects.all() if rights.may_see(reporter, each)} == set(seen)
    assert [rights.may_write(reporter, each) for each in (own, live, other)] == [True, False, False]


def test_of_what_a_colleague_reworks_a_reporter_reads_the_live_version_alone(client, chief):
    story = make_draft("En ligne")
    story.publish(chief)
    rework(story, "Mots à venir")
    edition = story.editions.get()
    user = sit_down(client, "rédacteur")
    answer = client.get(address("dispatch_change", story.pk), follow=True)
    assert answer.redirect_chain == [(address("edition_change", edition.pk), 302)]
    page = shown(answer)
    assert "En ligne" in page
    for name, args in (
        ("edition_changelist", ()), ("dispatch_changelist", ()), ("move_changelist", ()),
        ("edition_change", (edition.pk,)), ("edition_history", (edition.pk,)),
    ):  # fmt: skip
        page += shown(client.get(address(name, *args)))
    assert "Mots à venir" not in page
    story.publish(chief, kind="update", note="Complété.")
    assert "Mots à venir" in shown(client.get(address("dispatch_change", story.pk)))
    assert rights.may_see(user, story)


def test_who_may_only_read_an_article_reads_its_text_without_the_marks_in_it(client, chief):
    story = make_draft(body="<p>Un <em>seul</em> texte.</p>")
    story.publish(chief)
    sit_down(client, "iconographe")
    page = shown(client.get(address("dispatch_change", story.pk)))
    assert "Un <em>seul</em> texte." in page
    assert "&lt;p&gt;" not in page


def test_withdrawn_words_are_for_those_who_work_on_them(client, chief):
    story = make_draft("Source en danger")
    story.publish(chief)
    story.withdraw(chief, "Retiré.")
    edition = story.editions.get()
    sit_down(client, "rédacteur")
    for name, args in (
        ("dispatch_change", (story.pk,)), ("edition_change", (edition.pk,)),
        ("dispatch_changelist", ()), ("edition_changelist", ()), ("move_changelist", ()),
    ):  # fmt: skip
        assert "Source en danger" not in client.get(address(name, *args)).content.decode(), name


def test_what_lies_in_the_bin_is_written_by_nobody(draft, chief):
    draft.put_in_bin(chief)
    assert rights.may_see(chief, draft)
    assert not rights.may_write(chief, draft)


def test_an_account_without_group_has_no_right_to_an_own_draft(draft):
    stranger = member(name="passant")
    Dispatch.objects.update(created_by=stranger)
    draft.refresh_from_db()
    assert not rights.may_see(stranger, draft)
    assert not rights.may_write(stranger, draft)


def test_the_photo_library_names_no_hidden_draft(client, draft):
    photo = make_photo()
    place(photo, draft)
    sit_down(client, "rédacteur")
    assert draft.headline not in shown(client.get(address("photo_change", photo.pk)))


def test_the_record_s_desk_names_no_hidden_draft(client, commission):
    draft = make_draft("Brouillon caché")
    act = make_act(commission, kind="entry", source=draft.source, quote="un mot du brouillon")
    pages = [
        reverse("admin:diplomacy_source_changelist"),
        reverse("admin:diplomacy_act_changelist"),
        reverse("admin:diplomacy_act_change", args=[act.pk]),
        reverse("admin:diplomacy_accord_change", args=[commission.pk]),
    ]
    sit_down(client, "rédacteur")
    for page in pages:
        told = shown(client.get(page))
        assert draft.headline not in told, page
        assert "un mot du brouillon" not in told, page
    sit_down(client, "documentaliste")
    assert draft.headline in shown(client.get(pages[2]))


# --- delegations


def test_a_delegation_lends_the_right_to_publish_for_its_time(draft, chief):
    secretary = member("secrétaire de rédaction")
    with pytest.raises(MoveRefused):
        draft.publish(secretary)
    delegation = delegate(chief, secretary)
    draft.publish(again(secretary))
    assert "chef" in Move.objects.get().note
    assert delegation.revoke()
    assert not delegation.revoke(), "once is enough"
    with pytest.raises(MoveRefused):
        draft.correct(again(secretary), "Encore.")
    assert Edition.objects.count() == 1


@pytest.mark.parametrize(
    "fields",
    [
        {"ends_at": timezone.now() - timedelta(hours=1)},
        {"begins_at": timezone.now() + timedelta(hours=20)},
    ],
    ids=["over", "to come"],
)
def test_before_and_after_its_time_it_lends_nothing(chief, fields):
    secretary = member("secrétaire de rédaction")
    delegate(chief, secretary, **fields)
    assert not rights.may_publish(secretary)


def test_who_has_lost_the_right_lends_nothing(chief):
    secretary = member("secrétaire de rédaction")
    delegate(chief, secretary)
    chief.groups.clear()
    assert not rights.may_publish(secretary)


def test_it_lends_neither_a_colleagues_article_nor_a_second_pair_of_eyes(reporter, draft, chief):
    delegate(chief, reporter)
    own = make_draft("À moi seul", created_by=reporter)
    own.keep(reporter)
    for article in (draft, own):
        with pytest.raises(MoveRefused):
            article.publish(reporter, alone_because="Pressé.")
    assert not Edition.objects.exists()


def test_it_is_neither_to_oneself_nor_longer_than_31_days(chief, reporter):
    now = timezone.now()
    for to, days in ((chief, 1), (reporter, 32)):
        with pytest.raises(ValidationError):
            Delegation(by=chief, to=to, begins_at=now, ends_at=now + days * DAY).full_clean()
    Delegation(by=chief, to=reporter, begins_at=now, ends_at=now + 31 * DAY).full_clean()


def typed(to, begins, ends):
    begins, ends = timezone.localtime(begins), timezone.localtime(ends)
    return {
        "to": to.pk,
        "begins_at_0": begins.strftime("%d/%m/%Y"),
        "begins_at_1": begins.strftime("%H:%M:%S"),
        "ends_at_0": ends.strftime("%d/%m/%Y"),
        "ends_at_1": ends.strftime("%H:%M:%S"),
        "note": "Congés",
    }


def test_a_chief_delegates_at_the_desk_and_revokes(client, draft):
    secretary, now = member("secrétaire de rédaction"), timezone.now()
    chief = sit_down(client, CHIEF)
    add = address("delegation_add")
    assert "Africa/Bamako" in shown(client.get(add))
    for ends in (now - DAY, now + 32 * DAY):
        assert shown(client.post(add, typed(secretary, now - 2 * DAY, ends)))
    assert not Delegation.objects.exists()
    client.post(add, typed(secretary, now - timedelta(minutes=5), now + DAY))
    delegation = Delegation.objects.get()
    assert (delegation.by, delegation.to) == (chief, secretary)
    client.force_login(secretary)
    page = open_page(client, draft)
    assert "_publish" in page.buttons
    assert str(chief) in shown(page.response), "in whose name"
    assert client.post(address("delegation_revoke", delegation.pk)).status_code == 403
    client.force_login(chief)
    client.post(address("delegation_revoke", delegation.pk))
    client.force_login(secretary)
    assert "_publish" not in open_page(client, draft).buttons
    assert errors(page.press("_publish")).keys() == {"__all__"}
    assert LogEntry.objects.filter(user=chief).count() == 2
