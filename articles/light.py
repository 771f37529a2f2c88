"""Light reading: pages without pictures, for whom they are too heavy or too dear.

`?images=0` asks for it, `?images=1` for the pictures; else the browser's own wish (`Save-Data: on`)
counts. This is the one place that asks; caches are told so where an answer depends on the wish.
"""

from django.utils.cache import patch_vary_headers

PARAMETER = "images"


def is_light(request):
    asked = request.GET.get(PARAMETER)
    if asked in ("0", "1"):
        return asked == "0"
    request.depends_on_save_data = True
    return saves_data(request)


def saves_data(request):
    return request.headers.get("Save-Data", "").strip().lower() == "on"


def other_view(request):
    """The address of this page with pictures if it is light, and without them if it is not."""
    query = request.GET.copy()
    query.pop(PARAMETER, None)
    light = is_light(request)
    if light and saves_data(request):
        query[PARAMETER] = "1"
    elif not light and not saves_data(request):
        query[PARAMETER] = "0"
    return f"{request.path}?{query.urlencode()}" if query else request.path


class LightReadingMiddleware:
    """Tells caches which answers depend on the wish of the browser to save data."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if getattr(request, "depends_on_save_data", False):
            patch_vary_headers(response, ["Save-Data"])
        return response
