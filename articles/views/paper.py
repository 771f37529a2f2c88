"""The pages on which the paper speaks of itself."""

from django.shortcuts import render

from articles import accord_marks
from articles.models import PaperPage
from articles.reading import lay_out
from diplomacy.moment import at_a_moment
from diplomacy.templatetags.record import localized


@at_a_moment
def paper_page(request, moment, kind):
    """One query. What nobody has written yet says so: the foot of every page leads here."""
    page = PaperPage.objects.filter(kind=kind).first()
    text = localized(page, "text") if page else ""
    return render(
        request,
        "articles/paper_page.html",
        {
            "moment": moment,
            "kind": PaperPage.Kind(kind),
            "written": page,
            "layout": lay_out(accord_marks.linked(text, {}), []),
        },
    )
