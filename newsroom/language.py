"""The language of a page is that of its address, and of nothing else."""

from django.conf import settings
from django.utils import translation


class AddressLanguageMiddleware:
    """/en/… is English, everything else French; cookies and Accept-Language are not asked.

    Django's LocaleMiddleware would send `Vary: Accept-Language` with pages that never vary.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        language = translation.get_language_from_path(request.path_info) or settings.LANGUAGE_CODE
        with translation.override(language):
            request.LANGUAGE_CODE = language
            response = self.get_response(request)
            response.headers.setdefault("Content-Language", language)
            return response
