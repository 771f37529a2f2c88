"""Acts at the desk: typed freely, then public and only replaced, or released."""

import pytest
from django.contrib.auth.models import User
from django.utils import timezone

from diplomacy.models import Act, Citation

from .conftest import make_act, make_document
from .desk import GROUPS, desk, shown, sit_down, table

MAY_CHANGE = {"documentaliste", "chef de rubrique", "administrateur"}


def fields(act, **changes):
    """An act's fields as its page sends them."""
    return {
        "accord": act.accord_id,
        "kind": act.kind,
        "actor": act.actor_id or "",
        "done_on": act.done_on.strftime("%d/%m/%Y"),
        "done_precision": act.done_precision,
        "announced_precision": "day",
        "effective_precision": "day",
        "cycle": act.cycle,
        "place": act.place,
        **changes,
    }


def rows(act):
    """Its signatories, as their table sends them."""
    return [
        {"id": one.pk, "act": act.pk, "person": one.person_id or "", "office": one.office_id or ""}
        for one in act.signatories.all()
    ]


@pytest.fixture
def at_desk(client, db):
    sit_down(client)
    return client


@pytest.fixture
def held_back(commission, mali, sanou):
    """An act whose source readers do not know."""
    return make_act(commission, mali, by=[sanou], source=make_document("Note", public_from=None))


@pytest.fixture
def read(signed):
    """An act that readers have seen."""
    return signed.acts.order_by("pk").first()


def replace(client, act, *signatories, **changes):
    holding = [each.pk for each in act.citations.all()]
    sent = fields(act, why="ville erronée", citations=holding) | changes
    signatories = signatories or rows(act)
    kept = act.signatories.count()
    return client.post(
        desk("act_replace", act.pk), sent | table("signatories", *signatories, kept=kept)
    )


def test_an_act_that_nobody_has_read_is_edited_with_its_signatories(at_desk, held_back):
    tables = table("signatories", *rows(held_back), {"unnamed": "on"}, kept=1) | table("citations")
    answer = at_desk.post(
        desk("act_change", held_back.pk), fields(held_back, place="Kazan") | tables
    )
    assert answer.status_code == 302
    held_back.refresh_from_db()
    assert held_back.place == "Kazan"
    assert list(held_back.signatories.values_list("position", "person__name")) == [
        (0, "Alousséni Sanou"),
        (1, None),
    ]


def test_a_signatory_row_is_named_or_says_that_nobody_is(at_desk, held_back):
    named_and_not = {"as_printed": "M. Sanou", "unnamed": "on"}
    neither = rows(held_back)[0] | {"person": ""}
    tables = table("signatories", neither, named_and_not, kept=1) | table("citations")
    response = at_desk.post(desk("act_change", held_back.pk), fields(held_back) | tables)
    errors = response.context["inline_admin_formsets"][0].formset.errors
    assert [list(each) for each in errors] == [["unnamed"], ["unnamed"]]


def test_a_public_act_is_read_only_and_offers_to_be_replaced(at_desk, read, sanou):
    page = shown(at_desk.get(desk("act_change", read.pk)))
    assert 'name="kind"' not in page
    assert 'name="signatories-0-person"' not in page
    assert sanou.name in page
    assert desk("act_replace", read.pk) in page


def test_a_further_source_is_cited_for_a_public_act(at_desk, read):
    other = make_document("Communiqué russe")
    old = read.citations.get()
    new = {"source": other.pk, "quote": "« signé »", "act": read.pk}
    sent = table("signatories") | table("citations", {"id": old.pk, "act": read.pk}, new, kept=1)
    assert at_desk.post(desk("act_change", read.pk), sent).status_code == 302
    assert list(read.citations.values_list("source__title", flat=True)) == [
        old.source.title,
        "Communiqué russe",
    ]


def test_what_was_typed_while_the_act_became_public_is_kept_for_its_replacement(at_desk, held_back):
    at_desk.get(desk("act_change", held_back.pk))
    held_back.release()
    tables = table("signatories", *rows(held_back), kept=1) | table("citations")
    response = at_desk.post(
        desk("act_change", held_back.pk), fields(held_back, place="Kazan") | tables
    )
    assert 'value="Kazan"' in shown(response)
    assert "why" in response.context["adminform"].form.errors
    assert Act.objects.get().place == ""


def test_replacing_an_act_keeps_the_old_one_and_shows_the_new(at_desk, read):
    assert 'name="why"' in shown(at_desk.get(desk("act_replace", read.pk)))
    answer = replace(at_desk, read, place="Kazan")
    new = Act.objects.public(timezone.now()).get(actor=read.actor)
    assert answer.url == desk("act_change", new.pk)
    assert new.place == "Kazan"
    assert [one.person for one in new.signatories.all()] == [
        one.person for one in read.signatories.all()
    ]
    assert Citation.objects.filter(act=new).count() == 1
    page = shown(at_desk.get(desk("act_change", read.pk)))
    assert "ville erronée" in page
    assert desk("act_change", new.pk) in page
    assert desk("act_replace", read.pk) not in page


def test_who_signed_is_set_right_by_replacing(at_desk, read, unnamed_minister):
    row = rows(read)[0] | {"person": "", "office": unnamed_minister.pk}
    replace(at_desk, read, row)
    new = Act.objects.public(timezone.now()).get(actor=read.actor)
    assert new.signatories.get().office == unnamed_minister
    assert read.signatories.get().person is not None


def test_a_replacement_needs_a_reason_and_a_difference(at_desk, read):
    for change in ({"why": "", "place": "Kazan"}, {}):
        sent = {**fields(read, why="rien"), **change} | table("signatories", *rows(read), kept=1)
        response = at_desk.post(desk("act_replace", read.pk), sent)
        assert response.context["adminform"].form.errors
    assert Act.objects.filter(replaced_by__isnull=False).count() == 0


def test_an_act_that_nobody_has_read_is_edited_not_replaced(at_desk, held_back):
    answer = at_desk.get(desk("act_replace", held_back.pk))
    assert answer.url == desk("act_change", held_back.pk)


def test_a_public_act_is_not_deleted_alone_nor_among_others(at_desk, read, held_back):
    answer = at_desk.post(desk("act_delete", read.pk), {"post": "yes"})
    assert answer.url == desk("act_change", read.pk)
    chosen = {"action": "delete_selected", "_selected_action": [read.pk, held_back.pk]}
    for confirmed in ({}, {"post": "yes"}):
        page = shown(at_desk.post(desk("act_changelist"), chosen | confirmed))
        assert desk("act_change", read.pk) in page
        assert 'name="post"' not in page
    assert Act.objects.count() == 3


def test_an_act_that_nobody_has_read_is_deleted_with_the_status_it_gave(at_desk, held_back):
    at_desk.post(
        desk("act_changelist"),
        {"action": "delete_selected", "_selected_action": [held_back.pk], "post": "yes"},
    )
    assert not Act.objects.exists()


@pytest.mark.parametrize("group", GROUPS)
def test_an_act_is_released_by_those_who_keep_the_record(client, held_back, group):
    sit_down(client, group)
    assert client.get(desk("act_release", held_back.pk)).status_code == 405
    answer = client.post(desk("act_release", held_back.pk))
    assert (answer.status_code == 302) is (group in MAY_CHANGE)
    assert Act.objects.public(timezone.now()).exists() is (group in MAY_CHANGE)


@pytest.fixture
def behind(commission, mali):
    """An act cited to an article that went online before."""
    return make_act(commission, mali, source=make_document("Notre article", kind="dispatch"))


@pytest.mark.parametrize("group", GROUPS)
def test_an_article_online_that_says_it_already_shows_the_act(client, behind, group):
    sit_down(client, group)
    url = desk("act_said_online", behind.pk)
    page = client.get(desk("act_change", behind.pk))
    assert (url in page.content.decode()) is (group in MAY_CHANGE)
    assert client.get(url).status_code == 405
    assert (client.post(url).status_code == 302) is (group in MAY_CHANGE)
    assert Act.objects.public(timezone.now()).exists() is (group in MAY_CHANGE)


def test_an_act_that_waits_for_something_else_is_not_shown_so(at_desk, held_back):
    url = desk("act_said_online", held_back.pk)
    assert url not in shown(at_desk.get(desk("act_change", held_back.pk)))
    at_desk.post(url)
    assert not Act.objects.public(timezone.now()).exists()


def test_several_acts_are_shown_that_articles_online_say_already(at_desk, behind, held_back):
    chosen = {"action": "said_online", "_selected_action": [behind.pk, held_back.pk]}
    response = at_desk.post(desk("act_changelist"), chosen, follow=True)
    assert list(Act.objects.public(timezone.now())) == [behind]
    assert [each.level_tag for each in response.context["messages"]] == ["success", "warning"]


@pytest.mark.parametrize("group", GROUPS)
def test_an_act_is_replaced_by_those_who_keep_the_record(client, read, group):
    sit_down(client, group)
    expected = 200 if group in MAY_CHANGE else 403
    assert client.get(desk("act_replace", read.pk)).status_code == expected


def test_acts_are_found_by_accord_actor_or_any_spelling_of_a_signatory(at_desk, read):
    for words in ("commission", "mali", "alousseini", "Alouseni SANNOU"):
        found = at_desk.get(desk("act_changelist"), {"q": words}).context["cl"].result_list
        assert read in found, words


def test_the_list_is_narrowed_to_what_was_replaced(at_desk, read):
    new = read.replace(User(username="archives"), "ville", place="Kazan")
    for asked, shown_acts in (
        ("yes", {read}),
        ("no", {new, *Act.objects.exclude(actor=read.actor)}),
    ):
        response = at_desk.get(desk("act_changelist"), {"replaced": asked})
        assert set(response.context["cl"].result_list) == shown_acts


def test_the_list_is_narrowed_to_what_readers_see(at_desk, signed, held_back):
    for asked, count in (("yes", 2), ("no", 1)):
        response = at_desk.get(desk("act_changelist"), {"public": asked})
        assert len(response.context["cl"].result_list) == count
    chosen = {"action": "release", "_selected_action": [held_back.pk]}
    at_desk.post(desk("act_changelist"), chosen)
    assert Act.objects.public(timezone.now()).count() == 3
