"""The record as open data, explained to people."""

from django.conf import settings
from django.shortcuts import render
from django.utils.translation import gettext as _

from diplomacy.api.downloads import Download
from diplomacy.api.parameters import LARGEST_PAGE
from diplomacy.api.tables import TABLES
from diplomacy.api.throttle import in_words
from diplomacy.moment import at_a_moment


@at_a_moment
def open_data(request, moment):
    """No query."""
    told = _explained()
    name, address = settings.RECORD_LICENCE
    return render(
        request,
        "diplomacy/open_data.html",
        {
            "moment": moment,
            "tables": [(f"record:{table.name}", told[table.name]) for table in TABLES],
            "licence": name,
            "licence_url": address,
            "largest_page": LARGEST_PAGE,
            "rate": in_words(settings.API_RATE),
            "download_rate": in_words(Download.throttle_rate),
        },
    )


def _explained():
    return {
        "accords": _("Each instrument, with the status computed for the day and who takes part."),
        "actors": _("States, organisations and movements, with the spellings of their names."),
        "people": _("Those whom the record names, with the spellings of their names."),
        "acts": _("What was done, by whom, when, and how precisely the day is known."),
        "citations": _("Which source supports or contradicts which act, in its own words."),
    }
