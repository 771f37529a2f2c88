"""From draft to good-to-publish: who may make which move, two pairs of eyes, and the log of it all."""

import pytest
from django.contrib.auth.models import Group, User

from articles import facts, workflow
from articles.models import Dispatch, Move, Notice
from articles.readiness import NotReady
from articles.workflow import MoveRefused

from .conftest import make_draft


def member(*groups, name=None):
    user = User.objects.create_user(name or " et ".join(groups), is_staff=True)
    user.groups.set(Group.objects.filter(name__in=groups))
    return user


@pytest.fixture
def reporter(db):
    return member("rédacteur")


@pytest.fixture
def secretary(db):
    return member("secrétaire de rédaction")


@pytest.fixture
def written(reporter):
    """A complete draft that its reporter alone has written."""
    draft = make_draft(created_by=reporter)
    draft.keep(reporter)
    return draft


def rewrite(dispatch, by, headline):
    dispatch.headline = headline
    dispatch.save()
    dispatch.keep(by)


def offered(dispatch, user):
    return {each.verb for each in workflow.options(dispatch, user) if not each.why_not}


def refusals(dispatch, user):
    return {each.verb for each in workflow.options(dispatch, user) if each.why_not}


def test_an_article_goes_from_hand_to_hand_and_each_move_is_logged(
    written, reporter, secretary, chief
):
    written.submit(reporter, "Premier jet")
    assert written.stage == "review"
    written.send_back(secretary, " Le chapô manque. ")
    assert written.stage == "returned"
    written.submit(reporter)
    written.approve(secretary)
    assert (written.stage, written.approved_by) == ("approved", secretary)
    written.publish(chief)
    assert (written.stage, written.approved_by) == ("draft", None)
    moves = Move.objects.order_by("pk").values_list("verb", "by", "note")
    assert list(moves) == [
        ("submit", reporter.pk, "Premier jet"),
        ("send_back", secretary.pk, "Le chapô manque."),
        ("submit", reporter.pk, ""),
        ("approve", secretary.pk, ""),
        ("publish", chief.pk, ""),
    ]


def test_what_was_handed_in_is_taken_back(written, reporter):
    written.submit(reporter)
    written.take_back(reporter)
    assert written.stage == "draft"


def test_each_person_is_offered_their_own_moves_and_told_why_not_the_others(
    written, reporter, secretary, chief
):
    assert offered(written, reporter) == {"submit", "bin"}
    assert refusals(written, reporter) == {"approve", "publish"}
    assert offered(written, secretary) == {"submit", "approve", "bin"}
    assert refusals(written, secretary) == {"publish"}
    assert offered(written, chief) == {"submit", "approve", "publish", "bin"}
    assert refusals(written, chief) == set()
    assert offered(written, member("iconographe")) == set()


def test_a_colleagues_draft_is_nobody_elses_to_hand_in(written):
    stranger = member("rédacteur", name="autre")
    for verb in ("submit", "put_in_bin"):
        with pytest.raises(MoveRefused):
            getattr(written, verb)(stranger)
    assert not Move.objects.exists()


def test_whoever_signs_by_their_account_owns_the_draft(written):
    stranger = member("rédacteur", name="autre")
    author = written.bylines.get().author
    author.account = stranger
    author.save()
    written.submit(stranger)
    assert written.stage == "review"


def test_an_article_goes_back_with_a_reason_only(written, reporter, secretary):
    written.submit(reporter)
    with pytest.raises(NotReady) as refusal:
        written.send_back(secretary, "  ")
    assert refusal.value.message_dict.keys() == {"move_note"}
    assert Dispatch.objects.get().stage == "review"


@pytest.mark.parametrize("verb", ["send_back", "take_back", "cancel", "break_embargo", "unbin"])
def test_a_move_that_makes_no_sense_is_refused(written, chief, verb):
    with pytest.raises(MoveRefused):
        workflow.require(verb, written, chief)


# --- two pairs of eyes


def test_nobody_approves_what_they_alone_have_written(secretary):
    draft = make_draft(created_by=secretary)
    draft.keep(secretary)
    with pytest.raises(MoveRefused):
        draft.approve(secretary)
    rewrite(draft, member("rédacteur"), "Autre titre")
    draft.approve(secretary)
    assert draft.stage == "approved"


def test_a_chief_publishes_alone_only_with_a_reason_and_it_is_logged(chief):
    draft = make_draft(created_by=chief)
    draft.keep(chief)
    with pytest.raises(NotReady) as refusal:
        draft.publish(chief)
    assert refusal.value.message_dict.keys() == {"alone_because"}
    draft.publish(chief, alone_because="Il est 23 h 50, je suis seul.")
    assert "Il est 23 h 50, je suis seul." in Move.objects.get().note


def test_a_reason_that_was_not_needed_is_not_logged(written, chief):
    written.publish(chief, alone_because="Pour rien")
    assert Move.objects.get().note == ""


def test_an_approval_by_another_is_a_second_pair_of_eyes(secretary, chief):
    draft = make_draft(created_by=chief)
    draft.keep(chief)
    draft.approve(secretary)
    assert draft.publish(chief).number == 1


def test_an_approval_does_not_outlive_new_words_but_does_a_save_without_any(
    written, reporter, secretary
):
    written.approve(secretary)
    written.keep(reporter)
    assert Dispatch.objects.get().stage == "approved", "nothing was changed"
    rewrite(written, reporter, "Tout autre chose")
    assert Dispatch.objects.get().stage == "review"
    assert Dispatch.objects.get().approved_by is None


def test_after_a_publication_only_what_is_written_since_counts(written, reporter, chief):
    written.publish(chief)
    rewrite(written, chief, "Corrigé par la seule cheffe")
    assert facts.of(written, chief).alone
    with pytest.raises(NotReady):
        written.correct(chief, "Le titre.")
    rewrite(written, reporter, "Relu et repris")
    assert written.correct(chief, "Le titre.").number == 2


def test_what_was_kept_aside_is_no_word_of_the_article(written, reporter, chief):
    written.revisions.keep_aside(written, chief, written.revisions.get().data)
    assert facts.of(written, reporter).alone


def test_several_groups_add_up(written):
    both = member("rédacteur", "secrétaire de rédaction")
    assert {"submit", "approve"} <= offered(written, both)


def test_the_secretary_does_not_publish(written, secretary):
    with pytest.raises(MoveRefused):
        written.publish(secretary)
    assert not written.editions.exists()


def test_those_concerned_are_told_and_whoever_moved_is_not(written, reporter, secretary, chief):
    written.submit(reporter)
    told = Notice.objects.filter(kind="submitted").values_list("user", flat=True)
    assert set(told) == {secretary.pk, chief.pk}
    written.send_back(secretary, "À revoir.")
    assert Notice.objects.get(kind="sent_back").user == reporter


def test_the_facts_of_all_moves_cost_one_query(written, secretary, django_assert_num_queries):
    secretary.has_perm("articles.publish_dispatch")
    with django_assert_num_queries(2):  # the other one: does a delegation run?
        workflow.options(written, secretary)
