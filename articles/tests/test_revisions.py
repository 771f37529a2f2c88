"""Every save can be seen, compared with any other and with what is live, and brought back whole."""

import pytest
from django.contrib.auth.models import User

from articles.models import Author, Dispatch, DispatchByline, Revision, Topic

from .conftest import make_draft, make_photo, place
from .desk import CHIEF, REPORTER, address, hand_over, open_page, shown, sit_down


@pytest.fixture
def desk(client, db):
    return sit_down(client, CHIEF)


def save(client, dispatch, **values):
    assert open_page(client, dispatch).type(**values).press().status_code == 302


def compare(client, dispatch, old, new):
    return client.get(address("dispatch_compare", dispatch.pk), {"old": old, "new": new})


def test_each_save_is_in_the_list_with_who_and_what(client, desk, draft):
    save(client, draft, headline="Deuxième titre")
    save(client, draft, body="<p>Un autre texte.</p>")
    page = client.get(address("dispatch_revisions", draft.pk))
    rows = page.context["rows"]
    assert [revision.number for revision, _ in rows] == [3, 2, 1]
    assert rows[0][1].startswith("Texte +")
    assert rows[1][1] == "Titre"
    assert rows[2][0].by is None, "what it was before the desk first saved it"
    assert desk.get_username() in shown(page)


def test_a_save_that_changes_nothing_is_no_new_state(client, desk, draft):
    save(client, draft)
    save(client, draft)
    assert draft.revisions.count() == 1


def test_the_list_goes_back_by_pages(client, desk, draft):
    Revision.objects.keep(draft, desk)
    data = draft.revisions.get().data
    Revision.objects.bulk_create(
        Revision(dispatch=draft, number=n, by=desk, data=data) for n in range(2, 40)
    )
    first = client.get(address("dispatch_revisions", draft.pk))
    older = client.get(address("dispatch_revisions", draft.pk), {"before": first.context["older"]})
    seen = [row[0].number for page in (first, older) for row in page.context["rows"]]
    assert seen == list(range(39, 0, -1))


def test_two_states_are_compared_word_by_word_tags_bylines_and_photos_too(client, desk, draft):
    Revision.objects.keep(draft, desk)
    draft.topics.add(Topic.objects.create(name="Énergie"))
    DispatchByline.objects.create(dispatch=draft, author=Author.objects.create(name="Le second"))
    place(make_photo(), draft)
    draft.body = "<p>Quatre accords ont été signés.</p>"
    draft.save()
    Revision.objects.keep(draft, desk)
    page = compare(client, draft, 1, 2)
    parts = [each.part for each in page.context["differences"]]
    assert parts == ["body", "bylines", "figures", "topics"]
    text = shown(page)
    assert "Le second" in text
    assert "Énergie" in text
    assert "<ins>" in text
    assert "<del>" in text


def test_any_state_is_compared_with_what_readers_have(client, desk, live):
    place(make_photo(), live)
    live.topics.add(Topic.objects.create(name="Énergie"))
    live.correct(desk, "Une photo.", alone_because="nuit")
    save(client, live, headline="Titre retravaillé")
    page = compare(client, live, "live", live.revisions.first().number)
    assert [each.part for each in page.context["differences"]] == ["headline"]
    assert compare(client, live, "live", "live").context["differences"] == []


@pytest.mark.parametrize("asked", ["", "0", "99", "x", "-1", "²", "9" * 40])
def test_a_state_that_never_was_is_not_found(client, desk, draft, asked):
    Revision.objects.keep(draft, desk)
    assert compare(client, draft, asked, 1).status_code == 404
    assert compare(client, draft, 1, "live").status_code == 404, "never published"
    assert client.get(address("dispatch_revisions", draft.pk), {"before": asked}).status_code == 200


def test_restoring_brings_back_everything(client, desk, draft):
    topic, photo = Topic.objects.create(name="Énergie"), make_photo()
    draft.topics.add(topic)
    place(photo, draft, caption="La table")
    Revision.objects.keep(draft, desk)
    page = open_page(client, draft).type(headline="Autre", body="<p>Rien.</p>", topics=[])
    page.type(**{"bylines-0-DELETE": "on", "figures-0-DELETE": "on"}).press()
    draft.refresh_from_db()
    assert not draft.bylines.exists()
    assert not draft.figures.exists()
    before = draft.revision
    answer = client.post(address("dispatch_restore", draft.pk, 1))
    assert answer.url == address("dispatch_change", draft.pk)
    back = Dispatch.objects.get()
    assert back.headline == "Moscou et Bamako signent"
    assert back.body == "<p>Trois accords ont été signés.</p>"
    assert list(back.topics.all()) == [topic]
    assert back.bylines.get().credit == "special"
    assert (back.figures.get().photo, back.figures.get().caption) == (photo, "La table")
    assert back.revision == before + 1, "a page opened before is told"
    assert [row.cause for row in draft.revisions.all()] == ["restore", "save", "save"]


def test_a_translation_comes_back_as_a_translation_of_its_original(client, desk, draft):
    translated = make_draft("Moscow and Bamako sign", language="en", translation_of=draft)
    Revision.objects.keep(translated, desk)
    save(client, translated, translation_of="")
    client.post(address("dispatch_restore", translated.pk, 1))
    assert Dispatch.objects.get(pk=translated.pk).translation_of == draft


def test_restoring_names_what_is_gone_since(client, desk, draft):
    topic = Topic.objects.create(name="Sahel")
    author = Author.objects.create(name="L’ancienne")
    draft.topics.add(topic)
    DispatchByline.objects.create(dispatch=draft, author=author)
    Revision.objects.keep(draft, desk)
    draft.topics.clear()
    draft.bylines.filter(author=author).delete()
    topic.delete()
    author.delete()
    answer = client.post(address("dispatch_restore", draft.pk, 1), follow=True)
    assert "Sahel, L’ancienne" in shown(answer)
    assert draft.bylines.count() == 1


def test_an_approval_does_not_outlive_a_restoration(client, desk, draft):
    other = User.objects.create_user("secrétaire")
    Revision.objects.keep(draft, desk)
    Dispatch.objects.filter(pk=draft.pk).update(stage="approved", approved_by=other, headline="Lu")
    client.post(address("dispatch_restore", draft.pk, 1))
    assert Dispatch.objects.get().stage == "review"


def test_who_may_look_may_compare_and_not_restore(client, draft, chief):
    Revision.objects.keep(draft, chief)
    sit_down(client, "iconographe")
    assert client.get(address("dispatch_revisions", draft.pk)).status_code == 200
    page = compare(client, draft, 1, 1)
    assert page.context["restorable"] == []
    assert client.post(address("dispatch_restore", draft.pk, 1)).status_code == 403
    assert client.get(address("dispatch_restore", draft.pk, 1)).status_code == 405


def test_somebody_elses_draft_shows_a_reporter_nothing(client, draft, chief):
    Revision.objects.keep(draft, chief)
    sit_down(client, REPORTER)
    assert client.get(address("dispatch_revisions", draft.pk)).status_code == 403
    assert compare(client, draft, 1, 1).status_code == 403
    assert client.post(address("dispatch_restore", draft.pk, 1)).status_code == 403


def test_the_state_of_one_article_is_not_restored_into_another(client, desk, draft):
    Revision.objects.keep(draft, desk)
    other = make_draft("Un autre")
    assert client.post(address("dispatch_restore", other.pk, 1)).status_code == 404


def test_the_list_costs_a_fixed_number_of_queries(client, draft, django_assert_max_num_queries):
    reporter = sit_down(client, REPORTER)
    hand_over(draft, reporter)
    for n in range(5):
        draft.headline = f"Titre {n}"
        Revision.objects.keep(draft, reporter)
    with django_assert_max_num_queries(8):
        client.get(address("dispatch_revisions", draft.pk))
