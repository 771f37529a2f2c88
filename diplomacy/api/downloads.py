"""The whole record at once, as JSON or as a zip of CSV tables, written while it is read."""

import json
import time
from contextlib import ExitStack
from tempfile import SpooledTemporaryFile
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from django.http import StreamingHttpResponse
from django.utils import translation
from django.utils.translation import get_language
from drf_spectacular.types import OpenApiTypes
from rest_framework.negotiation import BaseContentNegotiation
from rest_framework.renderers import JSONRenderer

from . import licence
from .openapi import record_of
from .tables import TABLES
from .tabular import cells, headings, lines, lists
from .views import FRESH_FOR, RecordView

IN_MEMORY = 1_000_000  # bytes of a table of lists, before it waits on disk
PIECE = 65_536


class AsItIs(BaseContentNegotiation):
    """A file has one form, whatever the Accept header says."""

    def select_parser(self, request, parsers):
        return parsers[0]

    def select_renderer(self, request, renderers, format_suffix=None):
        return renderers[0], renderers[0].media_type


class Download(RecordView):
    """A file of everything that readers may see at this moment; a few an hour from one address."""

    throttle_scope, throttle_rate = "downloads", "12/hour"
    renderer_classes = (JSONRenderer,)
    content_negotiation_class = AsItIs
    refusals = (400, 429)
    media_type = name = ""

    def get(self, request):
        chunks = () if request.method == "HEAD" else in_language(get_language(), self.chunks())
        response = StreamingHttpResponse(chunks, content_type=self.media_type)
        response.headers["Content-Disposition"] = f'attachment; filename="{self.name}"'
        response.headers["Cache-Control"] = f"public, max-age={FRESH_FOR}"
        response.headers["Link"] = ", ".join(self.links())
        return response

    def batches(self, table):
        """The rows of a table as its serializer writes them, in lists of a thousand."""
        for rows in table.batches(self.moment):
            serializer = table.serializer(context=self.get_renderer_context())
            yield [serializer.to_representation(row) for row in rows]


def in_language(language, chunks):
    """A stream is read after the language of the request has been put away: each chunk takes it up."""
    while True:
        with translation.override(language):
            chunk = next(chunks, None)
        if chunk is None:
            return
        yield chunk


class JsonDownload(Download):
    """The whole record as one JSON object: licence, day, and a list for each table."""

    media_type, name = "application/json", "record.json"

    def successes(self):
        return {(200, self.media_type): record_of(TABLES)}

    def chunks(self):
        told = {**licence.terms(), **self.days()}
        yield _dump(told)[:-1]
        for table in TABLES:
            yield f',\n"{table.name}":['
            yield from self._rows(table)
            yield "]"
        yield "}\n"

    def _rows(self, table):
        separator = "\n"
        for rows in filter(None, self.batches(table)):
            yield separator + ",\n".join(map(_dump, rows))
            separator = ",\n"


def _dump(data):
    return json.dumps(data, ensure_ascii=False)


class CsvDownload(Download):
    """The whole record as a zip of CSV tables, those of lists apart, with the licence."""

    media_type, name = "application/zip", "record.csv.zip"

    def successes(self):
        return {(200, self.media_type): OpenApiTypes.BINARY}

    def chunks(self):
        outlet = Outlet()
        with ZipFile(outlet, "w", ZIP_DEFLATED) as archive:
            archive.writestr(_entry("LICENCE.txt"), licence.notice())
            for table in TABLES:
                for _piece in self._write(archive, table):
                    yield outlet.take()
        yield outlet.take()

    def _write(self, archive, table):
        """Writes a table, keeping its lists aside, then each list; yields whenever there is some."""
        serializer = table.serializer()
        key = next(iter(serializer.fields))
        with ExitStack() as stack:
            aside = {
                name: stack.enter_context(SpooledTemporaryFile(IN_MEMORY))
                for name, _child in lists(serializer)
            }
            with archive.open(_entry(f"{table.name}.csv"), "w") as file:
                file.write(lines([headings(serializer)]))
                for rows in self.batches(table):
                    file.write(lines(cells(serializer, row) for row in rows))
                    for name, child in lists(serializer):
                        aside[name].write(lines(_listed(rows, key, name, child)))
                    yield
            for name, child in lists(serializer):
                first = lines([[f"{table.noun}_{key}", *headings(child)]])
                with archive.open(_entry(f"{table.noun}_{name}.csv"), "w") as file:
                    file.write(first)
                    aside[name].seek(0)
                    while piece := aside[name].read(PIECE):
                        file.write(piece)
                        yield


def _listed(rows, key, name, child):
    """A line for each object in the lists of these rows, under the key of its row."""
    for row in rows:
        for each in row[name]:
            yield [row[key], *cells(child, each)]


def _entry(name):
    entry = ZipInfo(name, time.gmtime()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    return entry


class Outlet:
    """The file that a zip is written to, emptied as it fills."""

    def __init__(self):
        self.pieces = []

    def write(self, piece):
        self.pieces.append(bytes(piece))
        return len(piece)

    def flush(self):
        pass

    def take(self):
        taken, self.pieces = b"".join(self.pieces), []
        return taken
