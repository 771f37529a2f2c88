"""What a deletion would take along, and what stands in its way, in words that lead there."""

from django.contrib.admin.utils import NestedObjects, quote
from django.db import router
from django.urls import NoReverseMatch, reverse
from django.utils import timezone
from django.utils.html import format_html
from django.utils.text import capfirst
from django.utils.translation import gettext, ngettext

from diplomacy.models import Act, Mention, Phase
from diplomacy.models.replaceable import Replaceable

DERIVED = (Mention, Phase)  # written by the software: nobody needs a right to delete them
SHOWN = 50


class Doomed(NestedObjects):
    """Everything that a deletion takes along, without the rows that nobody typed."""

    def add_edge(self, source, target):
        if not isinstance(target, DERIVED):
            super().add_edge(source, target)

    def counts(self):
        return {
            model._meta.verbose_name_plural: len(rows)
            for model, rows in self.model_objs.items()
            if model not in DERIVED
        }


def explain(objs, request, admin_site, without=()):
    """What ModelAdmin.get_deleted_objects answers: (tree, counts, rights lacking, what prevents it).

    Rows of the models in `without` prevent nothing: who deletes takes them along.
    """
    objs = list(objs)
    if not objs:
        return [], {}, set(), []
    doomed = Doomed(using=router.db_for_write(objs[0]._meta.model), origin=objs)
    doomed.collect(objs)
    everything = [row for rows in doomed.model_objs.values() for row in rows]
    barred = {
        row for row in doomed.protected if not (isinstance(row, without) or _awaits(row, objs))
    } | {row for row in everything if isinstance(row, Act) and row.was_ever_public}
    if barred:
        return [], {}, set(), _places(barred, objs, admin_site)
    tree = doomed.nested(lambda row: _line(row, objs, admin_site))
    return tree, doomed.counts(), _rights_lacking(everything, request, admin_site), []


def _awaits(row, objs):
    """Whether it was to be replaced by one of these, and stands again without it."""
    is_fact = isinstance(row, Replaceable)
    return is_fact and row.replaced_by in objs and not row.is_replaced(timezone.now())


def _rights_lacking(rows, request, admin_site):
    return {
        row._meta.verbose_name
        for row in rows
        if admin_site.is_registered(type(row))
        and not admin_site.get_model_admin(type(row)).has_delete_permission(request, row)
    }


def _places(rows, objs, admin_site):
    lines = sorted({_line(row, objs, admin_site) for row in rows})
    rest = len(lines) - SHOWN
    if rest > 0:
        lines[SHOWN:] = [ngettext("and %(n)d other", "and %(n)d others", rest) % {"n": rest}]
    return lines


def _line(row, objs, admin_site):
    """ "Kind: name", with a link to the page where the row is edited, be it that of its owner."""
    kind, owner = row._meta.verbose_name, row
    if row not in objs and not admin_site.is_registered(type(row)):
        owner = _owner(row, objs)
        if row._meta.auto_created:
            kind = owner._meta.verbose_name
    address = _address(owner, admin_site)
    if address:
        owner = format_html('<a href="{}">{}</a>', address, owner)
    return format_html(gettext("{}: {}"), capfirst(kind), owner)


def _owner(row, objs):
    """The first thing that a row without a page of its own belongs to, other than those deleted."""
    for field in row._meta.local_fields:
        if field.is_relation and (target := getattr(row, field.name)) and target not in objs:
            return target
    return row


def _address(row, admin_site):
    if not admin_site.is_registered(type(row)):
        return ""
    try:
        name = f"{admin_site.name}:{row._meta.app_label}_{row._meta.model_name}_change"
        return reverse(name, args=[quote(row.pk)])
    except NoReverseMatch:
        return ""
