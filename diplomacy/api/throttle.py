"""How often one address may ask: the setting API_RATE, and less for whole downloads."""

from django.conf import settings
from django.utils.translation import gettext as _
from rest_framework.throttling import SimpleRateThrottle


class AddressThrottle(SimpleRateThrottle):
    """Counted in the cache, by the address of who asks; the view's `throttle_rate` is the limit."""

    cache_format = "api-rate-%(scope)s-%(ident)s"

    def __init__(self):
        pass  # the rate is the view's: read when a request comes, so that settings can change

    def allow_request(self, request, view):
        self.scope, self.rate = view.throttle_scope, view.throttle_rate
        self.num_requests, self.duration = self.parse_rate(self.rate)
        return super().allow_request(request, view)

    def get_cache_key(self, request, view):
        return self.cache_format % {"scope": self.scope, "ident": self.get_ident(request)}


def usual_rate():
    return settings.API_RATE


def in_words(rate):
    """A rate such as "120/minute" in the active language."""
    number, period = rate.split("/")
    return {
        "second": _("%(number)s a second"),
        "minute": _("%(number)s a minute"),
        "hour": _("%(number)s an hour"),
        "day": _("%(number)s a day"),
    }[period] % {"number": number}
