"""The page of an accord as a reference to it, for footnotes and for reference managers."""

from django.http import Http404, HttpResponse

from diplomacy import reference
from diplomacy.moment import as_known

from .accords import find


@as_known
def accord_reference(request, moment, slug, form):
    """One query. `form` is the end of the address: txt, bib, ris or json."""
    if form not in reference.FORMS:
        raise Http404
    write, media_type, _name = reference.FORMS[form]
    accord = find(slug, moment)
    words = write(reference.of(request, accord, moment))
    response = HttpResponse(words, content_type=media_type)
    disposition = "inline" if form == "txt" else "attachment"
    response.headers["Content-Disposition"] = f'{disposition}; filename="citation.{form}"'
    response.headers["X-Content-Type-Options"] = "nosniff"
    response.headers["X-Robots-Tag"] = "noindex"
    return response
