"""Where the pages are on which the paper speaks of itself, and what machines are told of it."""

from django.conf import settings
from django.urls import reverse
from django.utils.translation import pgettext_lazy

from articles.models import PaperPage

Kind = PaperPage.Kind
# In the order of the foot of every page.
ADDRESSES = {
    Kind.ABOUT: pgettext_lazy("address", "about/"),
    Kind.TEAM: pgettext_lazy("address", "newsroom/"),
    Kind.PUBLISHER: pgettext_lazy("address", "publisher/"),
    Kind.CHARTER: pgettext_lazy("address", "charter/"),
    Kind.LEGAL: pgettext_lazy("address", "legal-notice/"),
    Kind.CONTACT: pgettext_lazy("address", "contact/"),
    Kind.ERROR: pgettext_lazy("address", "report-an-error/"),
}
# What schema.org calls the pages that say how the paper works.
POLICIES = {
    "publishingPrinciples": "articles:paper_charter",
    "correctionsPolicy": "articles:correction_list",
    "masthead": "articles:paper_team",
    "actionableFeedbackPolicy": "articles:paper_error",
}


def address_of(kind):
    return reverse(f"articles:paper_{kind}")


def organisation(origin):
    """The paper as schema.org has it; `origin` is the scheme and host of the site."""
    told = {
        "@type": "NewsMediaOrganization",
        "@id": f"{origin}/#paper",
        "name": settings.NEWSROOM_NAME,
        "url": f"{origin}/",
    }
    return told | {name: f"{origin}{reverse(page)}" for name, page in POLICIES.items()}
