"""The demo's fixture: what a newcomer loads first must be true, complete and well set."""

import re
from datetime import timedelta

import pytest
from django.apps import apps
from django.core.management import call_command
from django.db import transaction
from django.test import override_settings
from django.utils import timezone, translation

from articles.models import Dispatch, DispatchFigure, Edition, EditionFigure, PaperPage, Photo
from articles.pictures.fingerprints import fingerprint
from articles.prose import plain_text, slots
from diplomacy.models import Accord, Act, Citation, Phase, Signatory, Source
from diplomacy.moment import current, parse
from newsroom.management.derived import differences

pytestmark = pytest.mark.django_db

STANDING = {
    "commission-intergouvernementale-russo-malienne": ("signed", "not_established"),
    "mali-russie-energie-atomique": ("signed", "not_established"),
    "mali-russie-fondements-des-relations": ("signed", "not_established"),
    "charte-du-liptako-gourma": ("signed", "in_force"),
    "traite-de-la-confederation-des-etats-du-sahel": ("signed", "not_established"),
    "accord-d-alger-2015": ("signed", "not_established"),
    "traite-revise-de-la-cedeao": ("signed", "in_force"),
    "protocole-cedeao-democratie-et-bonne-gouvernance": ("adopted", "not_established"),
    "traite-de-l-uemoa": ("signed", "in_force"),
    "echange-de-lettres-serval": ("consented", "in_force"),
    "traite-de-defense-france-mali": ("signed", "ended"),
    "convention-de-l-omvs": ("signed", "not_established"),
    "protocole-contre-le-trafic-illicite-de-migrants": ("signed", "in_force"),
    "statut-de-rome": ("signed", "in_force"),
    "mali-etats-unis-visa-de-longue-duree": (None, "in_force"),
}
# What French print never shows, and what to write instead.
MISSET = {
    r"['\"]": "’ and « »",
    r"«(?!\u202f)|(?<!\u202f)»": "narrow no-break spaces within « »",
    r"[ \u00a0][;!?]|\w[;!?]": "a narrow no-break space before ; ! ?",
    r" :|\w:": "a no-break space before :",
    r"\d[. ]\d{3}\b": "10\u202f000",
    r"\d [%€]": "a narrow no-break space before %",
    r"\bE(tat|change|nergie|conomi)|\bA (la|Moscou|Niamey|Vienne)": "accents on capitals",
    r"\d(è|ème)\b": "65e",
    r"\.\.\.": "…",
}


@pytest.fixture(scope="module")
def demo(django_db_setup, django_db_blocker, tmp_path_factory):
    """The folder of the demo's files; its rows are loaded once, each test undoes its own changes."""
    root = tmp_path_factory.mktemp("demo")
    folders = override_settings(PRIVATE_ROOT=root / "private", MEDIA_ROOT=root / "media")
    with django_db_blocker.unblock(), transaction.atomic():
        with folders, translation.override("fr"):
            call_command("loaddata", "demo", verbosity=0)
        yield root
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def loaded(demo, db, settings):
    settings.PRIVATE_ROOT = demo / "private"
    settings.MEDIA_ROOT = demo / "media"


def counts():
    return {
        model._meta.label: model._base_manager.count()
        for app in ("articles", "diplomacy")
        for model in apps.get_app_config(app).get_models(include_auto_created=True)
    }


def standing_of(actor, accord, moment):
    phases = Phase.objects.covering(moment).filter(dimension="standing")
    return phases.values_list("status", flat=True).get(accord__slug=accord, actor__slug=actor)


def test_loading_twice_doubles_nothing_and_leaves_everything_in_agreement():
    once = counts()
    call_command("loaddata", "demo", verbosity=0)
    assert counts() == once
    assert list(differences()) == []


def test_the_paper_speaks_of_itself_in_both_languages_and_its_links_lead_somewhere(client):
    pages = PaperPage.objects.in_bulk(field_name="kind")
    assert pages.keys() == {*PaperPage.Kind.values}
    for page in pages.values():
        for text in (page.text, page.text_en):
            for address in re.findall('href="(/[^"]*)"', text):
                assert client.get(address).status_code == 200, address


def test_every_picture_is_in_place_with_the_words_that_go_with_it():
    for photo in Photo.objects.all():
        with photo.original.open() as opened:
            assert fingerprint(opened) == photo.digest
        assert photo.caption
        assert photo.alt
        assert photo.credit


def test_every_figure_of_a_published_story_is_placed_captioned_described_and_credited():
    for figure in EditionFigure.objects.select_related("photo"):
        assert figure.caption
        assert figure.alt
        assert figure.credit
    for edition in Edition.objects.all():
        numbers = {figure.slot for figure in edition.figures.all()}
        assert set(slots(edition.body)) <= numbers, edition


def test_the_status_of_each_accord_is_what_a_treaty_lawyer_would_say():
    accords = Accord.objects.public(timezone.now()).with_standing(current())
    assert {each.slug: (each.stage_at, each.force_at) for each in accords} == STANDING


def test_a_withdrawal_takes_the_year_that_the_treaty_gives_it():
    accord = "traite-revise-de-la-cedeao"
    assert standing_of("mali", accord, parse("2024-01-27")) == "party"
    assert standing_of("mali", accord, parse("2025-01-28")) == "withdrawing"
    assert standing_of("mali", accord, parse("2025-01-29")) == "former"


@pytest.mark.parametrize(
    ("actor", "accord", "day", "standing"),
    [
        ("niger", "traite-revise-de-la-cedeao", "2025-01-28", "withdrawing"),
        ("niger", "traite-revise-de-la-cedeao", "2025-01-29", "former"),
        ("burkina-faso", "statut-de-rome", "2004-06-30", "contracting"),
        ("burkina-faso", "statut-de-rome", "2004-07-01", "party"),
        ("mali", "statut-de-rome", "2025-10-01", "party"),
        ("mali", "traite-de-defense-france-mali", "2016-11-01", "party"),
        ("mali", "traite-de-defense-france-mali", "2022-11-01", "withdrawing"),
        ("france", "traite-de-defense-france-mali", "2022-11-02", "former"),
        ("france", "echange-de-lettres-serval", "2022-05-03", "party"),
    ],
)
def test_the_standing_of_a_state_is_that_of_the_day(actor, accord, day, standing):
    assert standing_of(actor, accord, parse(day)) == standing


def test_an_end_that_one_state_asserts_is_told_as_its_own(client):
    page = client.get("/accords/echange-de-lettres-serval/").content.decode()
    assert "selon le seul communiqué malien" in page
    assert "Sortie notifiée par une partie (Mali)" in page


def test_mediators_signed_the_algiers_agreement_without_becoming_parties():
    accord = Accord.objects.get(slug="accord-d-alger-2015")
    mediators = set(accord.participations.filter(role="mediator").values_list("actor", flat=True))
    signed = accord.acts.filter(kind=Act.Kind.WITNESS, done_on="2015-05-15")
    assert set(signed.values_list("actor", flat=True)) == mediators
    assert len(mediators) == 10
    assert all(act.citations.exists() for act in signed)
    assert not Phase.objects.filter(accord=accord, actor__in=mediators).exists()


def test_no_source_is_public_before_its_day():
    for source in Source.objects.exclude(published_on=None).exclude(public_from=None):
        assert source.public_from.date() >= source.published_on, source
        for citation in source.citations.exclude(public_from=None):
            assert citation.public_from >= source.public_from, citation


def test_signatories_of_the_moscow_accords_are_named_only_as_far_as_the_dispatch_names_them():
    signed = Signatory.objects.filter(act__accord__participations__actor__slug="russie")
    told = {(s.act.accord.slug, s.act.actor.slug): s for s in signed}
    trade = told["commission-intergouvernementale-russo-malienne", "russie"]
    atom = told["mali-russie-energie-atomique", "russie"]
    assert trade.person is None
    assert "Développement économique" in trade.office.name
    assert (atom.person, atom.office, atom.as_printed) == (None, None, "")


def test_the_story_of_moscow_leads_to_the_accords_it_names(client):
    for headline, prefix in (("Moscou et Bamako", ""), ("Moscow and Bamako", "/en")):
        edition = Edition.objects.get(headline__startswith=headline)
        page = client.get(edition.get_absolute_url()).content.decode()
        body = page.partition('class="story-body"')[2].partition('class="landmarks"')[0]
        for slug in (
            "commission-intergouvernementale-russo-malienne",
            "mali-russie-energie-atomique",
        ):
            assert f'<a href="{prefix}/accords/{slug}/">' in body


def test_words_quoted_from_a_story_stand_in_that_story():
    stories = {d.source_id: d for d in Dispatch.objects.all()}
    for citation in Citation.objects.filter(source__in=stories).exclude(quote=""):
        story = stories[citation.source_id]
        text = " ".join((story.headline, story.standfirst, plain_text(story.body)))
        assert citation.quote in text, citation


def test_french_is_set_as_newspapers_set_it():
    texts = [
        (edition, t) for edition in Edition.objects.filter(language="fr") for t in prose(edition)
    ]
    texts += [
        (dispatch, t)
        for dispatch in Dispatch.objects.filter(language="fr")
        for t in prose(dispatch)
    ]
    for model in (EditionFigure, DispatchFigure):
        texts += [(figure, t) for figure in model.objects.all() for t in french(figure)]
    texts += [
        (photo, t) for photo in Photo.objects.all() for t in (photo.title, photo.caption, photo.alt)
    ]
    texts += [(page, plain_text(page.text)) for page in PaperPage.objects.all()]
    texts += [(act, act.note) for act in Act.objects.all()]
    texts += [(accord, accord.name) for accord in Accord.objects.all()]
    assert len(texts) > 200
    for owner, text in texts:
        for pattern, instead in MISSET.items():
            assert not re.search(pattern, text), f"{owner}: {instead}\n{text}"


def prose(story):
    return (story.headline, story.standfirst, plain_text(story.body), getattr(story, "note", ""))


def french(figure):
    owner = getattr(figure, "edition", None) or figure.dispatch
    return (figure.caption, figure.alt) if owner.language == "fr" else ()


def test_what_is_not_public_stays_unseen(client):
    hidden = [
        dispatch.headline
        for dispatch in Dispatch.objects.all()
        if not Edition.objects.live(timezone.now()).filter(dispatch=dispatch).exists()
    ]
    assert len(hidden) == 8, "six drafts, a scheduled story, a withdrawn one"
    private = Act.objects.standing().exclude(pk__in=Act.objects.public(timezone.now()))
    unreleased = private.get()
    pages = ["/", "/en/", "/articles/", "/accords/", "/corrections/", "/acteurs/mali/"]
    pages.append(unreleased.accord.get_absolute_url())
    for page in pages:
        text = client.get(page).content.decode()
        for words in (*hidden, unreleased.note, unreleased.get_kind_display()):
            assert words not in text, f"{page} shows {words}"


def test_the_front_page_of_each_language_has_stories(client):
    for page in ("/", "/en/"):
        response = client.get(page)
        assert response.status_code == 200
        assert response.context["front"].lead.lead, "the lead has no picture"
    assert client.get("/?at=2025-10-24").context["front"].flash


def test_the_scheduled_story_appears_by_itself():
    (waiting,) = Edition.objects.scheduled(timezone.now())
    assert Edition.objects.live(waiting.live_from).filter(pk=waiting.pk).exists()
    before = waiting.live_from - timedelta(seconds=1)
    assert not Edition.objects.live(before).filter(pk=waiting.pk).exists()


def test_members_and_names_are_those_of_the_day(client):
    then = client.get("/acteurs/cedeao/?at=1980-01-01").content.decode()
    assert ">Haute-Volta (" in then
    assert then.count("28 mai 1975") >= 3
    now = client.get("/acteurs/cedeao/").content.decode()
    assert "Haute-Volta" not in now
    assert now.count("29 janvier 2025") >= 3
    assert (
        "/acteurs/mali/"
        in client.get("/acteurs/confederation-des-etats-du-sahel/")
        .content.decode()
        .partition('id="ties"')[2]
    )
