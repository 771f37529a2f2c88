"""Comments on a dispatch: who reads them, whom they tell, and that no word typed is lost."""

import pytest
from django.contrib.auth.models import Group, User

from articles.models import Comment, Notice

from .conftest import make_draft
from .desk import REPORTER, address, shown, sit_down


def colleague(name, group):
    user = User.objects.create_user(name, is_staff=True)
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def awa(db):
    return colleague("awa", "rédacteur")


@pytest.fixture
def reader(db):
    return colleague("bakary.d", "secrétaire de rédaction")


@pytest.fixture
def outsider(db):
    return colleague("moussa", "rédacteur")


@pytest.fixture
def hers(awa):
    return make_draft("Le sommet d’Abuja", created_by=awa)


def say(client, dispatch, text, **headers):
    return client.post(address("dispatch_comment", dispatch.pk), {"text": text}, headers=headers)


def test_a_comment_stands_below_the_article(client, hers, awa, reader):
    client.force_login(reader)
    answer = say(client, hers, "Qui a compté ?\n\nDeux sources, svp.")
    assert answer.url == address("dispatch_change", hers.pk) + "#comments"
    client.force_login(awa)
    page = client.get(address("dispatch_change", hers.pk)).content.decode()
    assert page.index("bakary.d") < page.index("<p>Qui a compté ?</p>")


def test_the_newest_comes_last(client, hers, awa):
    for text in ("premier", "deuxième", "troisième"):
        Comment.objects.add(hers, awa, text)
    client.force_login(awa)
    page = client.get(address("dispatch_comment", hers.pk)).content.decode()
    assert page.index("premier") < page.index("deuxième") < page.index("troisième")


def test_somebody_mentioned_is_told_and_the_writer_is_not(hers, awa, reader, outsider):
    Comment.objects.add(hers, awa, "@bakary.d. regarde, @awa aussi ; mail@bakary.d n’est rien")
    assert [(n.user, n.kind, n.by) for n in Notice.objects.all()] == [(reader, "mention", awa)]


def test_a_name_that_nobody_has_is_plain_words(hers, awa):
    Comment.objects.add(hers, awa, "le compte @presidence a publié ceci")
    assert not Notice.objects.exists()


def test_a_mention_of_somebody_who_may_not_see_the_article_is_refused(
    client, hers, awa, outsider, reader
):
    client.force_login(awa)
    answer = say(client, hers, "@moussa @bakary.d qu’en dites-vous ?")
    page = answer.content.decode()
    assert answer.status_code == 200
    assert "@moussa" in str(answer.context["comment_form"].errors)
    assert "@bakary.d" not in str(answer.context["comment_form"].errors)
    assert "qu’en dites-vous ?</textarea>" in page
    assert not Comment.objects.exists()
    assert not Notice.objects.exists()


def test_who_may_see_the_article_is_offered_to_be_mentioned(
    client, hers, awa, outsider, reader, chief
):
    """Those, and no others, whom a comment would tell."""
    reader.first_name, reader.last_name = "Bakary", "Diarra"
    reader.save()
    colleague("parti", "secrétaire de rédaction")
    User.objects.filter(username="parti").update(is_active=False)
    client.force_login(awa)
    url = address("dispatch_colleagues", hers.pk)
    assert client.get(url).json()["names"] == [["bakary.d", "Bakary Diarra"], ["chef", ""]]
    hers.publish(chief)
    assert ["moussa", ""] in client.get(url).json()["names"], "readers have it: so has everybody"


def test_nothing_typed_is_lost_when_it_is_too_long(client, hers, awa):
    client.force_login(awa)
    answer = say(client, hers, "a" * 2001)
    assert "a" * 2001 in answer.content.decode()
    assert not Comment.objects.exists()


@pytest.mark.parametrize("text", ["", "   ", "\n"])
def test_a_comment_has_words(client, hers, awa, text):
    client.force_login(awa)
    assert say(client, hers, text).context["comment_form"].errors
    assert not Comment.objects.exists()


def test_what_is_typed_is_text_and_no_markup(client, hers, awa):
    Comment.objects.add(hers, awa, "<script>alert(1)</script>")
    client.force_login(awa)
    assert "<script>alert" not in client.get(address("dispatch_comment", hers.pk)).content.decode()


def test_a_comment_is_settled_and_opened_again(client, hers, awa):
    comment = Comment.objects.add(hers, awa, "à vérifier")
    client.force_login(awa)
    url = address("dispatch_comment", hers.pk)
    client.post(url, {"settle": comment.pk})
    comment.refresh_from_db()
    assert comment.settled_at
    client.post(url, {"reopen": comment.pk})
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_who_neither_said_it_nor_may_write_the_article_does_not_settle_it(client, draft, chief):
    draft.publish(chief)
    comment = Comment.objects.add(draft, chief, "À revoir.")
    reporter = sit_down(client, REPORTER)
    url = address("dispatch_comment", draft.pk)
    assert 'name="settle"' not in shown(client.get(url))
    assert client.post(url, {"settle": comment.pk}).status_code == 403
    own = Comment.objects.add(draft, reporter, "Vu.")
    assert client.post(url, {"settle": own.pk}).status_code == 302
    comment.refresh_from_db()
    assert comment.settled_at is None


def test_only_the_comments_of_this_article_are_settled_here(client, hers, awa):
    other = Comment.objects.add(make_draft("Un autre", created_by=awa), awa, "ailleurs")
    client.force_login(awa)
    answer = client.post(address("dispatch_comment", hers.pk), {"settle": other.pk})
    assert answer.status_code == 404
    other.refresh_from_db()
    assert other.settled_at is None


def test_who_may_not_see_the_article_reads_and_writes_nothing(client, hers, awa, outsider):
    comment = Comment.objects.add(hers, awa, "entre nous")
    client.force_login(outsider)
    url = address("dispatch_comment", hers.pk)
    assert client.get(url).status_code == 403
    for data in ({"text": "j’écris"}, {"settle": comment.pk}):
        assert client.post(url, data).status_code == 403
    comment.refresh_from_db()
    assert (Comment.objects.count(), comment.settled_at) == (1, None)


def test_sent_by_the_script_it_comes_back_without_the_page(client, hers, awa):
    client.force_login(awa)
    answer = say(client, hers, "vite", **{"x-requested-with": "fetch"})
    assert answer.url == address("dispatch_comment", hers.pk)
    assert 'id="comments"' in client.get(answer.url).content.decode()


@pytest.mark.parametrize("comments", [1, 40])
def test_comments_cost_the_same_however_many(
    client, hers, awa, comments, django_assert_max_num_queries
):
    for number in range(comments):
        Comment.objects.add(hers, awa, f"commentaire {number}")
    client.force_login(awa)
    with django_assert_max_num_queries(8):
        client.get(address("dispatch_comment", hers.pk))
