"""Where a photo stands: the articles in work and the versions that readers had."""

from django.db.models import Exists, OuterRef
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles import rights
from articles.models import DispatchFigure, Edition, EditionFigure


def places(photo, user):
    """A list of links to what `user` may see, the newest first; two queries."""
    seen = rights.visible_through(_figures(DispatchFigure, photo, "dispatch"), user)
    found = [(_link("dispatch", figure.dispatch), "") for figure in seen]
    for figure in _published(photo, user):
        version = _("version %(n)d") % {"n": figure.edition.number}
        found.append((_link("edition", figure.edition, figure.edition.headline), f", {version}"))
    if not found:
        return _("Nowhere yet.")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", found))


def _published(photo, user):
    editions = rights.visible_editions(Edition.objects.filter(pk=OuterRef("edition_id")), user)
    return _figures(EditionFigure, photo, "edition").filter(Exists(editions))


def _figures(model, photo, owner):
    rows = model.objects.filter(photo=photo).select_related(owner).order_by("-pk")
    return rows.defer(f"{owner}__body")


def _link(name, row, words=None):
    address = reverse(f"admin:articles_{name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, words or row)
