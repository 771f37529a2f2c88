"""The address of a row that was merged into another leads to that other, for ever."""

from django.http import Http404, HttpResponsePermanentRedirect


def heir_of(public, slug):
    """The one of `public` that the row of this address was merged into; raises Http404 without any."""
    found = public.filter(merged__slug=slug).first()
    if found is None:
        raise Http404
    return found


def heir(request, public, slug):
    """A permanent redirect to the one of `public` that the row of this address was merged into.

    Raises Http404 where readers may know neither.
    """
    found = heir_of(public, slug)
    query = request.META.get("QUERY_STRING", "")
    address = found.get_absolute_url()
    return HttpResponsePermanentRedirect(f"{address}?{query}" if query else address)
