"""In a real browser: nothing typed is lost, whatever happens to the line, the lid or the session."""

import re

import pytest
from django.contrib.auth.models import Group, User
from django.contrib.sessions.models import Session
from django.urls import reverse

from articles.models import Author, Autosave, Dispatch, DispatchByline, Revision, Topic

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]

KEPT = re.compile("pas encore enregistrée|not yet saved")
IN_BROWSER = re.compile("gardé dans ce navigateur|kept in this browser")


# What the box that finds an author does, once one is picked.
CHOOSE = """pk => {
    const author = document.querySelector('#id_bylines-1-author')
    author.append(new Option('Un autre', pk, true, true))
    author.dispatchEvent(new Event('change', {bubbles: true}))
}"""


def make_person(name, group="secrétaire de rédaction"):
    user = User.objects.create_user(name, password=name, is_staff=True, first_name=name.title())
    user.groups.add(Group.objects.get(name=group))
    return user


@pytest.fixture
def story():
    topic = Topic.objects.create(name="Énergie")
    story = Dispatch.objects.create(headline="Titre", body="<p>Un paragraphe.</p>")
    story.topics.add(topic)
    DispatchByline.objects.create(dispatch=story, author=Author.objects.create(name="L’envoyée"))
    Revision.objects.keep(story, None)
    return story


@pytest.fixture
def sign_in(browser, live_server):
    """Opens a browser of one's own, signed in."""
    contexts = []

    def enter(name, context=None):
        User.objects.filter(username=name).exists() or make_person(name)
        if context is None:
            contexts.append(context := browser.new_context())
            context.set_default_timeout(90_000)  # two browsers and a server share small machines
        page = context.new_page()
        page.goto(f"{live_server.url}{reverse('admin:login')}?next={reverse('admin:index')}")
        page.fill("#id_username", name)
        page.fill("#id_password", name)
        page.click("[type=submit]")
        return page

    yield enter
    for context in contexts:
        context.close()


@pytest.fixture
def open_story(live_server, story):
    def visit(page):
        page.goto(live_server.url + reverse("admin:articles_dispatch_change", args=[story.pk]))
        page.locator(".keep-status").wait_for(state="attached")
        return page

    return visit


def status(page, words):
    page.locator(".keep-status", has_text=words).wait_for()


def write_at_end(page, text):
    page.click(".ProseMirror p >> nth=-1")
    page.keyboard.press("End")
    page.keyboard.type(text)


def copies(page):
    return page.evaluate("Object.keys(localStorage).filter(key => key.startsWith('keep:'))")


def test_what_is_typed_is_kept_and_offered_after_a_crash(sign_in, open_story, story):
    page = open_story(sign_in("awa"))
    page.fill("#id_headline", "Titre retapé")
    write_at_end(page, " Et la suite.")
    page.click("#bylines-group .add-row a")
    page.locator("#bylines-1-DELETE, #bylines-1 .inline-deletelink").first.wait_for()
    page.evaluate(CHOOSE, Author.objects.create(name="Un autre").pk)
    page.click(".field-topics .choose-chosen button")
    status(page, KEPT)
    page.wait_for_function("!document.querySelector('#keep-offer')")
    context = page.context
    page.close()  # a crash: nothing of the page is left

    page = open_story(context.new_page())
    assert page.input_value("#id_headline") == "Titre"
    page.click(".keep-offer [data-take]")
    assert page.input_value("#id_headline") == "Titre retapé"
    assert page.locator(".ProseMirror").inner_text() == "Un paragraphe. Et la suite."
    assert page.input_value("#bylines-1 [role=combobox]") == "Un autre"
    assert Dispatch.objects.get().headline == "Titre", "still not saved"
    page.click("[name=_continue]")
    page.locator(".messagelist").wait_for()
    saved = Dispatch.objects.get()
    assert saved.body == "<p>Un paragraphe. Et la suite.</p>"
    assert [str(byline) for byline in saved.bylines.all()] == ["L’envoyée", "Un autre"]
    assert not saved.topics.exists()
    assert not Autosave.objects.exists()
    assert copies(page) == []
    assert page.locator(".keep-offer:visible").count() == 0


def test_a_lost_connection_keeps_the_words_in_the_browser(sign_in, open_story):
    page = open_story(sign_in("awa"))
    page.context.set_offline(True)
    page.fill("#id_standfirst", "Tapé sans réseau")
    status(page, IN_BROWSER)
    assert len(copies(page)) == 1
    assert not Autosave.objects.exists()
    context = page.context
    page.close()
    context.set_offline(False)
    page = open_story(context.new_page())
    page.click(".keep-offer [data-take]")
    assert page.input_value("#id_standfirst") == "Tapé sans réseau"
    status(page, KEPT)
    assert copies(page) == [], "the server has them again"
    assert Autosave.objects.count() == 1


def test_a_dead_session_loses_nothing(sign_in, open_story, live_server):
    page = open_story(sign_in("awa"))
    Session.objects.all().delete()
    page.fill("#id_standfirst", "Tapé sans session")
    status(page, re.compile("Session"))
    page.click("[name=_continue]")
    page.fill("#id_username", "awa")
    page.fill("#id_password", "awa")
    page.click("[type=submit]")
    page.click(".keep-offer [data-take]")
    assert page.input_value("#id_standfirst") == "Tapé sans session"


def test_signed_in_again_in_another_tab_the_page_saves(sign_in, open_story):
    page = open_story(sign_in("awa"))
    Session.objects.all().delete()
    page.fill("#id_standfirst", "Tapé sans session")
    status(page, re.compile("Session"))
    sign_in("awa", page.context)
    page.click("[name=_continue]")
    page.locator(".messagelist").wait_for()
    assert Dispatch.objects.get().standfirst == "Tapé sans session"


def test_signing_out_wipes_the_copy_and_no_page_left_open_writes_one(
    sign_in, open_story, live_server
):
    page = open_story(sign_in("awa"))
    page.context.set_offline(True)
    page.fill("#id_standfirst", "Secret")
    status(page, IN_BROWSER)
    page.context.set_offline(False)
    other = page.context.new_page()
    other.goto(live_server.url + reverse("admin:index"))
    other.click("#logout-form button")
    other.locator("script[data-signed-out]").wait_for(state="attached")
    other.wait_for_load_state()
    assert copies(other) == []
    page.fill("#id_standfirst", "Secret encore")
    status(page, re.compile("Pas gardé|Not kept"))
    assert copies(page) == []


def test_nobody_else_is_offered_my_words(sign_in, open_story):
    page = open_story(sign_in("awa"))
    awa = User.objects.get(username="awa")
    page.context.set_offline(True)
    page.fill("#id_standfirst", "À moi")
    status(page, IN_BROWSER)
    page.context.set_offline(False)
    Session.objects.all().delete()
    other = open_story(sign_in("binta", page.context))
    assert other.locator(".keep-offer:visible").count() == 0
    assert not [key for key in copies(other) if f":{awa.pk}:" in key]


def test_the_front_page_of_the_desk_wipes_what_a_colleague_left(sign_in, open_story):
    """On a computer that the desk shares, whoever signs in next finds no words of the last one."""
    page = open_story(sign_in("awa"))
    page.context.set_offline(True)
    page.fill("#id_standfirst", "À moi")
    status(page, IN_BROWSER)
    page.context.set_offline(False)
    Session.objects.all().delete()
    other = sign_in("binta", page.context)
    other.wait_for_url(f"**{reverse('admin:index')}")
    other.wait_for_load_state()
    other.wait_for_function("!Object.keys(localStorage).some(key => key.startsWith('keep:'))")


def test_two_people_see_each_other_and_choose_paragraph_by_paragraph(sign_in, open_story):
    mine, theirs = open_story(sign_in("awa")), sign_in("binta")
    open_story(theirs)
    theirs.locator(".keep-here", has_text="Awa").wait_for()
    theirs.fill("#id_headline", "Le titre de Binta")
    theirs.click("[name=_continue]")
    theirs.locator(".messagelist").wait_for()
    write_at_end(mine, " La suite d’Awa.")
    mine.locator(".keep-newer", has_text="Binta").wait_for()
    mine.locator(".keep-here", has_text="Binta").wait_for()
    mine.click("[name=_continue] >> visible=true")
    mine.locator(".clash").wait_for()
    assert Dispatch.objects.get().headline == "Le titre de Binta"
    mine.click("[name=_choose]")
    mine.locator(".messagelist").wait_for()
    saved = Dispatch.objects.get()
    assert saved.headline == "Le titre de Binta"
    assert saved.body == "<p>Un paragraphe. La suite d’Awa.</p>"
    assert saved.revisions.filter(cause="aside").count() == 1


def test_enter_in_a_refused_page_chooses_nothing(sign_in, open_story):
    mine = open_story(sign_in("awa"))
    Dispatch.objects.update(revision=7, headline="Plus récent")
    mine.fill("#id_headline", "Le mien")
    mine.press("#id_headline", "Enter")
    mine.locator(".clash").wait_for()
    mine.press("#id_headline", "Enter")
    mine.locator(".clash").wait_for()
    assert Dispatch.objects.get().headline == "Plus récent"


def test_a_new_article_never_saved_is_offered_on_the_list(sign_in, live_server):
    page = sign_in("awa")
    page.goto(live_server.url + reverse("admin:articles_dispatch_add"))
    page.context.set_offline(True)
    page.fill("#id_headline", "Jamais enregistré")
    status(page, IN_BROWSER)
    page.context.set_offline(False)
    page.goto(live_server.url + reverse("admin:articles_dispatch_changelist"))
    page.click("#keep-unfinished a")
    page.click(".keep-offer [data-take]")
    assert page.input_value("#id_headline") == "Jamais enregistré"
    page.click("[name=_save]")
    page.locator(".messagelist").wait_for()
    assert page.locator("#keep-unfinished:visible").count() == 0
    assert Dispatch.objects.get().headline == "Jamais enregistré"


def test_words_discarded_are_gone(sign_in, open_story):
    page = open_story(sign_in("awa"))
    page.fill("#id_standfirst", "À jeter")
    status(page, KEPT)
    page = open_story(page)
    with page.expect_response(lambda reply: "discard" in reply.url):
        page.click(".keep-offer [data-drop]")
    assert not Autosave.objects.exists()
    page = open_story(page)
    assert page.locator(".keep-offer:visible").count() == 0


def test_whoever_only_looks_leaves_nothing_to_take_up(sign_in, open_story, live_server, story):
    """Though the checklist brings boxes of its own into the page."""
    Dispatch.objects.update(body="<p>Il a promis 10.000 logements.</p>")
    make_person("chef", "chef de rubrique")
    page = open_story(sign_in("chef"))
    page.locator("[name=seen]").first.wait_for(state="attached")
    page.goto(live_server.url + reverse("admin:index"))
    page.wait_for_load_state("networkidle")
    assert not Autosave.objects.exists()
