"""A story as schema.org has it: NewsArticle, for machines that read pages."""

from django import template

from articles import paper
from articles.feeds.entry import WRITING
from articles.models.byline import BylineBase
from articles.pictures import cards
from diplomacy.linked_data import script
from diplomacy.models import Actor

register = template.Library()

# What schema.org calls those who did something else than write: by our credits.
ROLES = {
    BylineBase.Credit.TRANSLATION: "translator",
    BylineBase.Credit.PHOTOS: "contributor",
    BylineBase.Credit.WITH: "contributor",
}
KINDS = {"analysis": "AnalysisNewsArticle", "opinion": "OpinionNewsArticle"}


@register.simple_tag(takes_context=True)
def news_article(context):
    """Nothing on earlier versions, on pages of a past day and in previews: machines would take them for
    the story of today."""
    moment = context["moment"]
    if moment.asked or context.get("is_version") or "picture_address" in context:
        return ""
    edition, origin = context["edition"], context["origin"]
    address = f"{origin}{edition.get_absolute_url()}"
    card = cards.of_page(edition, context["layout"], moment.now)
    told = {
        "@context": "https://schema.org",
        "@type": KINDS.get(edition.genre, "NewsArticle"),
        "@id": f"{address}#article",
        "mainEntityOfPage": address,
        "headline": edition.headline,
        "description": edition.standfirst,
        "inLanguage": edition.language,
        "datePublished": edition.first_live.isoformat(),
        "dateModified": edition.live_from.isoformat(),
        "version": edition.number,
        "archivedAt": f"{origin}{edition.get_versions_url()}",
        "articleSection": edition.section.label if edition.section else None,
        "image": f"{origin}{card.address}",
        "dateline": edition.dateline_place,
        "locationCreated": _place(edition.dateline_place),
        "publisher": paper.organisation(origin),
        "isAccessibleForFree": True,
        "correction": [_correction(each) for each in context.get("notes", ())],
        "about": _about(context, origin),
        "keywords": [topic.label for topic in context["topics"]],
    }
    told |= _signed(context["credits"], origin) | _translations(context, origin)
    return script({name: value for name, value in told.items() if value})


def _signed(credits, origin):
    """{role: people}; those who lent pictures or a report are no authors."""
    found = {}
    for credit in credits:
        role = "author" if credit.kind in WRITING else ROLES[credit.kind]
        kind = "Organization" if credit.kind == BylineBase.Credit.WITH else "Person"
        for author in credit.authors:
            row = {
                "@type": kind,
                "name": author.label,
                "url": f"{origin}{author.get_absolute_url()}",
            }
            found.setdefault(role, []).append(row)
    return found


def _translations(context, origin):
    """The original of a translation, or the translations of an original."""
    edition, found = context["edition"], {}
    for story in context["translations"]:
        row = {
            "@type": "NewsArticle",
            "@id": f"{origin}{story.get_absolute_url()}#article",
            "url": f"{origin}{story.get_absolute_url()}",
            "inLanguage": story.language,
        }
        if edition.translation_of_id is None:
            found.setdefault("workTranslation", []).append(row)
        elif story.dispatch_id == edition.translation_of_id:
            found["translationOfWork"] = row
    return found


def _correction(version):
    return {
        "@type": "CorrectionComment",
        "name": version.get_kind_display(),
        "text": version.note,
        "datePublished": version.live_from.isoformat(),
    }


def _about(context, origin):
    actors = [(_kind(actor), actor) for actor in context["actors"]]
    accords = [("CreativeWork", subject.accord) for subject in context["accords"]]
    people = [("Person", person) for person in context["people"]]
    return [
        {"@type": kind, "name": thing.label, "url": f"{origin}{thing.get_absolute_url()}"}
        for kind, thing in (*accords, *actors, *people)
    ]


def _kind(actor):
    return "Country" if actor.kind == Actor.Kind.STATE else "Organization"


def _place(name):
    return {"@type": "Place", "name": name} if name else None
