"""Pages go out compressed; pictures and archives are so already."""

from django.middleware import gzip

COMPRESSED = ("image/", "application/zip")


class GZipMiddleware(gzip.GZipMiddleware):
    """Django’s, which leaves these alone: they would lose their length and gain nothing."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith(COMPRESSED):
            return response
        return super().process_response(request, response)
