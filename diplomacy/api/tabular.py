"""Rows as CSV (RFC 4180), from the same serializers as JSON: one heading for each plain field.

A nested object takes a column for each of its fields (`actor_slug`), a list one cell: the first
column of each of its rows.
"""

import csv
import io

from rest_framework import serializers
from rest_framework.renderers import BaseRenderer

FORMULA_SIGNS = ("=", "+", "-", "@", "\t", "\r")


class CsvRenderer(BaseRenderer):
    """A page, or one row, of the view's table."""

    media_type = "text/csv"
    format = "csv"
    charset = "utf-8"

    def render(self, data, accepted_media_type=None, renderer_context=None):
        serializer = renderer_context["view"].table.serializer()
        rows = data.get("results", [data])
        return lines([headings(serializer), *(cells(serializer, row) for row in rows)])


def lines(rows):
    """Lists of cells as bytes."""
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    return text.getvalue().encode()


def headings(serializer):
    found = []
    for name, field in serializer.fields.items():
        if isinstance(field, serializers.Serializer):
            found += [f"{name}_{inner}" for inner in headings(field)]
        else:
            found.append(name)
    return found


def cells(serializer, row):
    """The cells of one row as the serializer wrote it; empty ones where it is None."""
    found = []
    for name, field in serializer.fields.items():
        value = row[name] if row else None
        if isinstance(field, serializers.Serializer):
            found += cells(field, value)
        elif isinstance(field, serializers.ListSerializer):
            found.append(guard("; ".join(cells(field.child, each)[0] for each in value)))
        else:
            found.append(guard(_written(value)))
    return found


def lists(serializer):
    """(name, serializer of one row) of each field that is a list of objects."""
    return [
        (name, field.child)
        for name, field in serializer.fields.items()
        if isinstance(field, serializers.ListSerializer)
    ]


def guard(text):
    """`text` so that no spreadsheet takes it for a formula (OWASP, CSV injection)."""
    return f"'{text}" if text.startswith(FORMULA_SIGNS) else text


def _written(value):
    if value is None:
        return ""
    if isinstance(value, bool):
        return str(value).lower()
    return "; ".join(value) if isinstance(value, list) else str(value)
