"""The bylines and figures of a dispatch, read once for all that publishing asks of them."""

from django.db.models import Prefetch, prefetch_related_objects


def load(dispatch):
    """Two queries; the figures come with their photos. For a dispatch that nobody changes meanwhile."""
    figures = dispatch.figures.model.objects.select_related("photo")
    prefetch_related_objects([dispatch], "bylines", Prefetch("figures", figures))


def figures(dispatch):
    """With their photos, as loaded before or else read now."""
    loaded = "figures" in getattr(dispatch, "_prefetched_objects_cache", {})
    return list(dispatch.figures.all() if loaded else dispatch.figures.select_related("photo"))
