"""Where a photo stands: the articles in work and the versions that readers had."""

from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _

from articles.models import DispatchFigure, EditionFigure


def places(photo):
    """A list of links, the newest first; two queries."""
    found = [
        (_link("dispatch", figure.dispatch), "")
        for figure in _figures(DispatchFigure, photo, "dispatch")
    ]
    for figure in _figures(EditionFigure, photo, "edition"):
        version = _("version %(n)d") % {"n": figure.edition.number}
        found.append((_link("edition", figure.edition, figure.edition.headline), f", {version}"))
    if not found:
        return _("Nowhere yet.")
    return format_html("<ul>{}</ul>", format_html_join("", "<li>{}{}</li>", found))


def _figures(model, photo, owner):
    rows = model.objects.filter(photo=photo).select_related(owner).order_by("-pk")
    return rows.defer(f"{owner}__body")


def _link(name, row, words=None):
    address = reverse(f"admin:articles_{name}_change", args=[row.pk])
    return format_html('<a href="{}">{}</a>', address, words or row)
