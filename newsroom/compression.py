"""Pages go out compressed; pictures are so already."""

from django.middleware import gzip


class GZipMiddleware(gzip.GZipMiddleware):
    """Django’s, which leaves pictures alone: they would lose their length and gain nothing."""

    def process_response(self, request, response):
        if response.headers.get("Content-Type", "").startswith("image/"):
            return response
        return super().process_response(request, response)
