"""Who is told of which move."""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q


def tell_readers_of_the_desk(kind, dispatch, by):
    """Those who may send back or approve: an article waits for them."""
    readers = get_user_model().objects.with_perm(
        "articles.approve_dispatch",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    _tell(kind, dispatch, by, readers)


def tell_writers(kind, dispatch, by):
    """Those who opened, wrote or sign the article."""
    written = dispatch.revisions.by_somebody().filter(by=OuterRef("pk"))
    signed = dispatch.bylines.filter(author__account=OuterRef("pk"))
    concerned = Q(pk=dispatch.created_by_id) | Exists(written) | Exists(signed)
    _tell(kind, dispatch, by, get_user_model().objects.filter(concerned))


def tell_photo_desk(dispatch, photo):
    """Those who keep the originals: the live page of `dispatch` loses its photo after the last day of
    the rights to it."""
    keepers = get_user_model().objects.with_perm(
        "articles.view_original_photo",
        backend="django.contrib.auth.backends.ModelBackend",
        include_superusers=False,
    )
    about = {"photo": photo, "ends_on": photo.rights_until}
    _tell("rights_end", dispatch, None, keepers, **about)


def _tell(kind, dispatch, by, users, **about):
    from articles.models import Notice

    others = users.filter(is_active=True).exclude(pk=by.pk if by else None)
    Notice.objects.tell(others, kind, dispatch, by, **about)
