"""What went wrong, as RFC 9457 has it, in the language of the address."""

import re
from math import ceil

from django.core.exceptions import BadRequest
from django.http import Http404, JsonResponse
from django.utils.translation import gettext as _
from rest_framework import exceptions, serializers

from .throttle import in_words

MEDIA_TYPE = "application/problem+json"
ADDRESSES = re.compile(r"/(\w\w/)?api/")


class ProblemSerializer(serializers.Serializer):
    """Why a request was refused; `errors` names the parameters at fault and says what of them."""

    type = serializers.CharField()
    title = serializers.CharField()
    status = serializers.IntegerField(min_value=400, max_value=599)
    detail = serializers.CharField()
    errors = serializers.DictField(
        child=serializers.ListField(child=serializers.CharField()), required=False
    )


def titles():
    return {
        400: _("The request is not understood"),
        404: _("There is nothing at this address"),
        405: _("This address can only be read"),
        406: _("This form is not offered"),
        429: _("Too many requests"),
        500: _("The fault is ours"),
    }


def details():
    return {
        404: _("The public record holds nothing under this name on this day."),
        405: _("Ask with GET, HEAD or OPTIONS: the record is changed by its desk alone."),
        406: _("Ask for application/json or text/csv, or write ?format=json or ?format=csv."),
        500: _("The request could not be answered; it has been noted."),
    }


def problem(status, detail="", errors=None):
    """The answer of this status, its words in the active language."""
    told = {
        "type": "about:blank",
        "title": titles().get(status, titles()[400]),
        "status": status,
        "detail": detail or details()[status],
    }
    if errors:
        told["errors"] = errors
    response = JsonResponse(told, status=status, content_type=MEDIA_TYPE)
    response.headers["Cache-Control"] = "no-store"
    response.headers["Access-Control-Allow-Origin"] = "*"
    return response


def is_expected(request):
    """Whether this address is read by machines, which want a problem and no page."""
    return ADDRESSES.match(request.path_info) is not None


def answer(error, context):
    """The handler of what a view raises; None for what is no refusal, which Django then logs."""
    match error:
        case exceptions.ValidationError():
            errors = {name: [str(each) for each in said] for name, said in error.detail.items()}
            first = next(iter(errors))
            return problem(400, f"{first}: {errors[first][0]}", errors)
        case BadRequest():
            return problem(400, str(error))
        case Http404() | exceptions.NotFound():
            return problem(404)
        case exceptions.Throttled():
            seconds = max(1, ceil(error.wait or 1))
            said = _("No more than %(rate)s from one address. Ask again in %(seconds)s s.")
            rate = in_words(context["view"].throttle_rate)
            response = problem(429, said % {"rate": rate, "seconds": seconds})
            response.headers["Retry-After"] = seconds
            return response
        case exceptions.APIException():
            return problem(error.status_code)
    return None
