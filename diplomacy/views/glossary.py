"""The terms of treaties, explained for readers."""

from django.shortcuts import render

from diplomacy.glossary import TERMS
from diplomacy.moment import at_a_moment


@at_a_moment
def glossary(request, moment):
    """No query."""
    return render(request, "diplomacy/glossary.html", {"moment": moment, "terms": TERMS})
