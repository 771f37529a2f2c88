"""The description of these addresses: OpenAPI 3.1, and a JSON Schema for each kind of object."""

import copy
from functools import cache

import django_filters as filters
from django.conf import settings
from django.utils import translation
from drf_spectacular.generators import SchemaGenerator
from drf_spectacular.openapi import AutoSchema
from drf_spectacular.types import OpenApiTypes
from drf_spectacular.utils import OpenApiParameter, OpenApiResponse
from rest_framework import serializers

from diplomacy.filter_boxes import NameFilter

from .parameters import LARGEST_PAGE, PAGE_SIZE
from .problem import MEDIA_TYPE, ProblemSerializer

DIALECT = "https://json-schema.org/draft/2020-12/schema"
REFUSALS = {
    400: "A parameter is unknown, empty, repeated or means nothing.",
    404: "The public record holds nothing under this name on this day.",
    406: "Neither JSON nor CSV would be accepted.",
    429: "Too many requests from one address: see Retry-After.",
}
CSV = {"type": "string"}
KNOWN = (
    "A past day: the record as readers knew it at its end, without what has been withdrawn since. "
    "Without `at`, it is that very day that is told of."
)
AT = (
    "A past day: the record as of its end, in the desk's time zone, as it is known today unless `known` "
    "asks otherwise."
)


class LicenceSerializer(serializers.Serializer):
    """On what terms the record may be used again."""

    name = serializers.CharField()
    url = serializers.URLField()


class EnvelopeSerializer(serializers.Serializer):
    """What stands around rows: the days, and the terms."""

    at = serializers.DateField(help_text="The day that is answered for.")
    known = serializers.DateField(help_text="The day whose knowledge is told.")
    licence = LicenceSerializer()
    attribution = serializers.CharField(help_text="Whom to name.")


class PageSerializer(EnvelopeSerializer):
    """A page of rows; `next` is null on the last."""

    next = serializers.URLField(allow_null=True)


@cache
def page_of(table):
    """The serializer that describes a page of a table."""
    name = f"{table.noun.capitalize()}PageSerializer"
    results = table.serializer(many=True)
    return type(name, (PageSerializer,), {"results": results, "__doc__": PageSerializer.__doc__})


@cache
def record_of(tables):
    """The serializer that describes the whole record in one object."""
    lists = {table.name: table.serializer(many=True) for table in tables}
    words = {"__doc__": "Everything that readers may see, on the day of the download."}
    return type("RecordSerializer", (EnvelopeSerializer,), lists | words)


class RecordSchema(AutoSchema):
    """Describes a view from what it answers with: its table, filters, renderers."""

    def get_operation_id(self):
        return self.view.operation

    def get_tags(self):
        return [self.view.table.name if self.view.table else "record"]

    def get_description(self):
        told = [type(self.view).__doc__]
        if self.view.table:
            told += [self.view.table.filters.__doc__, self.view.table.serializer.__doc__]
        return " ".join(" ".join(told).split())

    def get_override_parameters(self):
        known, table = self.view.known, self.view.table
        found = [
            OpenApiParameter(name, _schema_of(each), description=_explained(each))
            for name, each in (table.filters.base_filters.items() if table else ())
            if name in known
        ]
        own = {
            "at": OpenApiParameter("at", OpenApiTypes.DATE, description=AT),
            "known": OpenApiParameter("known", OpenApiTypes.DATE, description=KNOWN),
            "cursor": OpenApiParameter(
                "cursor", _text(), description="Taken from `next`, as it is."
            ),
            "page_size": OpenApiParameter("page_size", _size(), description="Rows of a page."),
        }
        found += [each for name, each in own.items() if name in known]
        if "{key}" in self.path:
            kind = (
                OpenApiTypes.UUID
                if table.key == "uid"
                else {"type": "string", "pattern": r"^[-\w]+$"}
            )
            found.append(OpenApiParameter("key", kind, OpenApiParameter.PATH, required=True))
        return found

    def get_response_serializers(self):
        refusals = {
            (status, MEDIA_TYPE): OpenApiResponse(ProblemSerializer, words)
            for status, words in REFUSALS.items()
            if status in self.view.refusals
        }
        return self.view.successes() | refusals


def _schema_of(each):
    """What a filter takes, as JSON Schema."""
    if isinstance(each, filters.ChoiceFilter):
        return {"type": "string", "enum": [value for value, _label in each.extra["choices"]]}
    if isinstance(each, filters.DateFilter):
        return {"type": "string", "format": "date"}
    if isinstance(each, filters.UUIDFilter):
        return {"type": "string", "format": "uuid"}
    return (
        _text() | {"maxLength": each.extra["max_length"]} if "max_length" in each.extra else _text()
    )


def _text():
    return {"type": "string", "minLength": 1}


def _size():
    return {"type": "integer", "minimum": 1, "maximum": LARGEST_PAGE, "default": PAGE_SIZE}


def _explained(each):
    label = str(each.label)
    if isinstance(each, NameFilter):
        return f"{label}: a slug, or any recorded spelling, without regard to case and accents."
    return f"{label}."


@cache
def document():
    """The OpenAPI description, in English, with addresses relative to the root of the site."""
    from .urls import described

    with translation.override("en"):
        found = SchemaGenerator(patterns=described).get_schema(public=True)
        name, url = settings.RECORD_LICENCE
        found["info"] = {
            "title": f"{settings.NEWSROOM_NAME}: the record of accords",
            "version": "1",
            "summary": "Accords, who did what to them, when, and which sources say so.",
            "description": " ".join(DESCRIPTION.split()),
            "license": {"name": name, "url": url},
        }
        found["servers"] = [
            {"url": "/", "description": "Labels in French."},
            {"url": "/en", "description": "Labels in English."},
        ]
        return found


DESCRIPTION = """Read-only and open to all. Every status is computed from dated acts; `at` asks for a
past day, `known` for what was known on one. Rows come in the order in which they entered the record;
follow `next` to read on. A parameter that is unknown, empty or repeated is refused. Errors are problem
details (RFC 9457). In CSV, a nested object takes a column for each of its fields, a list one cell; a
cell that a spreadsheet would take for a formula begins with an apostrophe. The JSON Schema of each
object is at /api/v1/schemas/."""


def json_schema(name, address):
    """The JSON Schema of one component, with all that it refers to; KeyError for a name unknown."""
    components = document()["components"]["schemas"]
    wanted, found = [name], {}
    while wanted:
        each = wanted.pop()
        if each not in found:
            found[each] = copy.deepcopy(components[each])
            wanted += _point_inside(found[each])
    return {"$schema": DIALECT, "$id": address, "$ref": f"#/$defs/{name}", "$defs": found}


def _point_inside(schema):
    """Makes the references of a schema point to `$defs`; yields the names that they refer to."""
    if isinstance(schema, list):
        return [name for each in schema for name in _point_inside(each)]
    if not isinstance(schema, dict):
        return []
    names = []
    if isinstance(schema.get("$ref"), str):
        names.append(schema["$ref"].rpartition("/")[2])
        schema["$ref"] = f"#/$defs/{names[0]}"
    return names + [name for each in schema.values() for name in _point_inside(each)]
