"""Where machines read what the addresses take and give."""

from django.http import Http404, JsonResponse
from rest_framework.renderers import JSONRenderer

from .downloads import AsItIs
from .openapi import document, json_schema
from .tables import TABLES
from .views import RecordView

PROBLEM = "problem"


class Description(RecordView):
    """A document that says how the record is asked."""

    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AsItIs
    schema = None


class OpenApi(Description):
    """Every address of the record, as OpenAPI 3.1."""

    def get(self, request):
        return JsonResponse(document(), json_dumps_params={"ensure_ascii": False})


class Schema(Description):
    """One kind of object, as JSON Schema."""

    def get(self, request, noun):
        if noun not in (PROBLEM, *(table.noun for table in TABLES)):
            raise Http404
        schema = json_schema(noun.capitalize(), request.build_absolute_uri(request.path))
        return JsonResponse(
            schema,
            content_type="application/schema+json",
            json_dumps_params={"ensure_ascii": False},
        )
