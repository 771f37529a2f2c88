"""How the record is asked for by machines: a table a page at a time, or one of its rows."""

from django.http import Http404, HttpResponse
from django.urls import reverse
from django.utils.cache import get_conditional_response, set_response_etag
from rest_framework.exceptions import ValidationError
from rest_framework.renderers import JSONRenderer
from rest_framework.response import Response
from rest_framework.views import APIView

from diplomacy.keyset import BadCursor

from . import licence, problem
from .openapi import CSV, RecordSchema, page_of
from .parameters import AskedOrAccepted, check, moment_of, page_size_of
from .tabular import CsvRenderer
from .throttle import AddressThrottle, usual_rate

FRESH_FOR = 60  # seconds: what is withdrawn must not be read for long from anybody's cache


class RecordView(APIView):
    """What all answers have in common: nobody signs in, only reading is possible, every site may read,
    caches keep an answer for a minute and ask again by its ETag."""

    authentication_classes = ()
    permission_classes = ()
    throttle_classes = (AddressThrottle,)
    throttle_scope = "all"
    renderer_classes = (JSONRenderer, CsvRenderer)
    content_negotiation_class = AskedOrAccepted
    http_method_names = ("get", "head", "options")
    schema = RecordSchema()
    table = None
    operation = ""
    refusals = ()

    def successes(self):
        """What is answered with, as the description wants it: {(200, media type): serializer}."""
        raise NotImplementedError

    @property
    def throttle_rate(self):
        return usual_rate()

    @property
    def known(self):
        """The parameters that this address takes."""
        return set()

    def get_exception_handler(self):
        return problem.answer

    def initial(self, request, *args, **kwargs):
        super().initial(request, *args, **kwargs)
        check(request.query_params, self.known)
        self.moment = moment_of(request.query_params)

    def options(self, request, *args, **kwargs):
        """What a browser asks before a script of another site may read."""
        response = HttpResponse(status=204)
        response.headers["Access-Control-Allow-Methods"] = self.default_response_headers["Allow"]
        response.headers["Access-Control-Allow-Headers"] = "Accept, If-None-Match"
        response.headers["Access-Control-Max-Age"] = "86400"
        return response

    def dispatch(self, request, *args, **kwargs):
        response = super().dispatch(request, *args, **kwargs)
        if isinstance(response, Response):
            response.render()
        return open_to_all(unless_known(request, response))

    def links(self):
        """What the Link header holds: licence, description, and what the view adds."""
        described = self.request.build_absolute_uri(reverse("record:openapi"))
        return [licence.link(), f'<{described}>; rel="service-desc"']

    def days(self):
        """What every answer says first: of which day it tells, and whose knowledge."""
        return {
            "at": self.moment.day.isoformat(),
            "known": self.moment.known_day.isoformat(),
        }

    def answer(self, data):
        return Response(data, headers={"Link": ", ".join(self.links())})


def unless_known(request, response):
    """304 instead of what the reader has already, by its ETag. There is no Last-Modified: a status
    changes with the calendar, without any row being written."""
    if response.status_code != 200 or response.streaming:
        return response
    response.headers["Cache-Control"] = f"public, max-age={FRESH_FOR}"
    set_response_etag(response)
    return get_conditional_response(request, etag=response.headers["ETag"], response=response)


def open_to_all(response):
    response.headers["Access-Control-Allow-Origin"] = "*"
    response.headers["Access-Control-Expose-Headers"] = "ETag, Link, Retry-After"
    return response


class TableView(RecordView):
    """A page of a table, in the order in which rows entered the record; `next` leads to what follows."""

    refusals = (400, 406, 429)

    def successes(self):
        return {(200, "application/json"): page_of(self.table), (200, "text/csv"): CSV}

    @property
    def known(self):
        return {"at", "known", "cursor", "format", "page_size", *self.table.filters.base_filters}

    def get(self, request):
        query, table = request.query_params, self.table
        filtered = table.filters(query, self.moment)
        if not filtered.is_valid():
            raise ValidationError(dict(filtered.errors))
        size = page_size_of(query)
        try:
            page = table.page(filtered.qs, self.moment, query.get("cursor", ""), size)
        except BadCursor as error:
            raise ValidationError({"cursor": [str(error)]}) from error
        self.next = self._address_of(page.cursor) if page.cursor else None
        context = self.get_renderer_context()
        rows = table.serializer(page.items, many=True, context=context).data
        told = {**self.days(), **licence.terms()}
        return self.answer({**told, "next": self.next, "results": rows})

    def links(self):
        return super().links() + ([f'<{self.next}>; rel="next"'] if self.next else [])

    def _address_of(self, cursor):
        query = self.request.query_params.copy()
        query["cursor"] = cursor
        return self.request.build_absolute_uri(f"{self.request.path}?{query.urlencode()}")


class RowView(RecordView):
    """One row of a table, as it was on the day asked."""

    refusals = (400, 404, 406, 429)

    def successes(self):
        return {(200, "application/json"): self.table.serializer, (200, "text/csv"): CSV}

    @property
    def known(self):
        return {"at", "known", "format"}

    def get(self, request, key):
        table = self.table
        found = table.public(self.moment).filter(**{table.key: key})
        page = table.page(found, self.moment, "", 1)
        if not page.items:
            raise Http404
        context = self.get_renderer_context()
        return self.answer(table.serializer(page.items[0], context=context).data)
