"""What robots may take: search engines everything that is public; robots that gather for artificial
intelligence the open record alone, unless the setting AI_CRAWLERS lets them take the rest."""

from functools import cache

from django.conf import settings
from django.http import JsonResponse
from django.urls import reverse
from django.utils import translation
from django.views.decorators.http import require_safe

from articles import paper
from articles.views.feeds import origin

# Those that say in robots.txt's own terms who they are. Robots that fetch one page because a person asks
# about it are not among them: they stand for a reader.
AI_CRAWLERS = (
    "AI2Bot", "Ai2Bot-Dolma", "Amazonbot", "anthropic-ai", "Applebot-Extended", "Bytespider", "CCBot",
    "ClaudeBot", "Claude-Web", "cohere-ai", "cohere-training-data-crawler", "Diffbot", "DeepSeekBot",
    "FacebookBot", "Google-CloudVertexBot", "Google-Extended", "GPTBot", "ICC-Crawler", "ImagesiftBot",
    "img2dataset", "Meta-ExternalAgent", "MistralAI-Bot", "OAI-SearchBot", "Omgili", "Omgilibot",
    "PanguBot", "PerplexityBot", "Timpibot", "VelenPublicWebCrawler", "YouBot",
)  # fmt: skip


def open_data():
    """Where the record lies that anyone may take by its own licence, in each language."""
    return tuple(path.removesuffix("record.json") for path in _in_each_language("record:json"))


@cache
def _in_each_language(name):
    found = []
    for code, _name in settings.LANGUAGES:
        with translation.override(code):
            found.append(reverse(name))
    return tuple(found)


class ReservationMiddleware:
    """Says with every answer but the desk's, where no robot comes, whether it may be mined: by the TDM
    Reservation Protocol of the W3C’s community group, and by the words that robots of pictures read."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        response = self.get_response(request)
        if settings.AI_CRAWLERS or response.status_code >= 400:
            return response
        if request.path.startswith((*open_data(), *_in_each_language("admin:index"))):
            return response
        said = response.headers.get("X-Robots-Tag")
        response.headers["X-Robots-Tag"] = ", ".join(filter(None, [said, "noai, noimageai"]))
        response.headers["tdm-reservation"] = "1"
        response.headers["tdm-policy"] = _policy(request)
        return response


@require_safe
def reservation(request):
    """The same for the whole site at once, at /.well-known/tdmrep.json; no query."""
    told = [{"location": f"{place}*", "tdm-reservation": 0} for place in open_data()]
    if not settings.AI_CRAWLERS:
        told.append({"location": "/*", "tdm-reservation": 1, "tdm-policy": _policy(request)})
    return JsonResponse(told, safe=False)


def _policy(request):
    return f"{origin(request)}{paper.address_of(paper.Kind.LEGAL)}"
