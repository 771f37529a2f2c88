"""The history of a thing, on its page "History": who changed what and when, from what to what."""

from dataclasses import dataclass
from datetime import datetime

from django.contrib import admin
from django.contrib.admin.utils import display_for_field
from django.db.models import FileField
from django.forms.models import _get_foreign_key
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

MOST = 200  # of each table, the newest
KINDS = {"+": _("added"), "~": _("changed"), "-": _("taken away")}
AS_IT_WAS = _("as it stood until then")


@dataclass(frozen=True)
class Save:
    """One change of the thing or of a row of its tables; `changes` are (label, old, new)."""

    at: datetime
    by: object
    kind: str
    row: str  # which row of which table, or ""
    changes: list


class HistoryAdmin(admin.ModelAdmin):
    """Above the log that the admin keeps: every change of the thing and of the tables on its page."""

    def history_view(self, request, object_id, extra_context=None):
        response = super().history_view(request, object_id, extra_context)
        context = getattr(response, "context_data", None)
        if context and hasattr(self.model, "history"):
            context["saves"] = self._saves(context["object"])
        return response

    def _saves(self, thing):
        found = _of_table(self.model.history.filter(id=thing.pk))
        for inline in self.inlines:
            if hasattr(inline.model, "history"):
                link = _get_foreign_key(self.model, inline.model, fk_name=inline.fk_name)
                rows = inline.model.history.filter(**{link.attname: thing.pk})
                found += _of_table(rows, link.name, inline.fields[0])
        if hasattr(thing, "merges"):
            found += [_of_merge(merge) for merge in thing.merges.select_related("by")]
        return sorted(found, key=lambda save: save.at, reverse=True)


def _of_table(history, link=None, title=None):
    """The Saves of one table, the oldest first; the field `title` says which of its rows is meant."""
    rows = list(reversed(history.select_related("history_user")[:MOST]))
    fields = {
        field.name: field
        for field in history.model.tracked_fields
        if not field.primary_key and field.name != link
    }
    words, last, found = _in_words(fields.values(), rows), {}, []
    for row in rows:
        before, now = last.get(row.id), words[row.pk]
        last[row.id] = now
        table = capfirst(history.model.instance_type._meta.verbose_name)
        found.append(
            Save(
                row.history_date,
                row.history_user,
                KINDS[row.history_type] if before or row.history_type != "~" else AS_IT_WAS,
                _("%(table)s “%(row)s”") % {"table": table, "row": now[title]} if title else "",
                _changes(fields, before, now, row.history_type),
            )
        )
    return found


def _of_merge(merge):
    return Save(
        merge.at,
        merge.by,
        _("merged into this one"),
        _("“%(name)s” (%(slug)s)") % {"name": merge.name, "slug": merge.slug},
        [(_("Reason"), "", merge.why)],
    )


def _changes(fields, before, now, kind):
    """What differs; of a new row all it says, of a row that was there nothing."""
    if kind == "-" or (before is None and kind == "~"):
        return []
    before = before or dict.fromkeys(fields, "")
    return [
        (capfirst(field.verbose_name), before[name], now[name])
        for name, field in fields.items()
        if before[name] != now[name]
    ]


def _in_words(fields, rows):
    """{key of a row: {field: what a person reads there}}; one query for each field that names things."""
    names = {
        field: _named(field.related_model).in_bulk(
            {getattr(row, field.attname) for row in rows} - {None}
        )
        for field in fields
        if field.is_relation and rows
    }
    return {
        row.pk: {field.name: _word(field, getattr(row, field.attname), names) for field in fields}
        for row in rows
    }


def _named(model):
    """With what their names are made of: a function is told with its state."""
    links = [field.name for field in model._meta.fields if field.is_relation and not field.null]
    return model._base_manager.select_related(*links) if links else model._base_manager


def _word(field, value, names):
    if isinstance(field, FileField):
        return value
    if field.is_relation:
        return str(names[field].get(value, "")) if value else ""
    return display_for_field(value, field, "")
