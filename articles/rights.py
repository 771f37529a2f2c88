"""Who may see and write which dispatch. Every view of the desk asks here, object by object.

Rights come from the groups of `roles.py`. A reporter works on their own dispatches: those they
opened, and those they sign.
"""

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone


def visible(queryset, user):
    """The dispatches of `queryset` that `user` may see at the desk: own ones, and what readers had."""
    if user.has_perm("articles.view_any_dispatch"):
        return queryset
    if not user.has_perm("articles.view_dispatch"):
        return queryset.none()
    return queryset.filter(own(user) | Exists(_published(OuterRef("pk"))))


def visible_through(queryset, user, link="dispatch"):
    """The rows of `queryset` whose dispatch `user` may see."""
    if user.has_perm("articles.view_any_dispatch"):
        return queryset
    dispatches = queryset.model._meta.get_field(link).related_model.objects
    return queryset.filter(Exists(visible(dispatches.filter(pk=OuterRef(f"{link}_id")), user)))


def sources(queryset, user):
    """The sources of `queryset` without the drafts that `user` may not see."""
    if user.has_perm("articles.view_any_dispatch"):
        return queryset
    from articles.models import Dispatch

    own_drafts = visible(Dispatch.objects.filter(source=OuterRef("pk")), user)
    is_public = Q(public_from__lte=timezone.now())
    return queryset.filter(~Q(kind="dispatch") | is_public | Exists(own_drafts))


def own(user):
    """What makes a dispatch one's own, as a condition."""
    from articles.models import DispatchByline

    signed = DispatchByline.objects.filter(dispatch=OuterRef("pk"), author__account=user)
    return Q(created_by=user) | Exists(signed)


def is_own(user, dispatch):
    """Asked once for each dispatch in hand."""
    known = dispatch.__dict__.setdefault("_owners", {})
    if user.pk not in known:
        known[user.pk] = type(dispatch).objects.filter(own(user), pk=dispatch.pk).exists()
    return known[user.pk]


def may_see(user, dispatch):
    if user.has_perm("articles.view_any_dispatch"):
        return True
    if not user.has_perm("articles.view_dispatch"):
        return False
    return is_own(user, dispatch) or _published(dispatch.pk).exists()


def may_write(user, dispatch):
    """Own dispatches, or any with the right to; nothing that lies in the bin."""
    if dispatch.binned_at or not user.has_perm("articles.change_dispatch"):
        return False
    return user.has_perm("articles.change_any_dispatch") or is_own(user, dispatch)


def may_publish(user):
    """By their group, or by a chief's delegation that runs now."""
    return user.has_perm("articles.publish_dispatch") or delegating_chief(user) is not None


def delegating_chief(user):
    """Who lends `user` the right to publish at this moment and holds it still, or None."""
    from articles.models import Delegation

    if not (user.is_active and user.is_staff) or user.has_perm("articles.publish_dispatch"):
        return None
    for delegation in Delegation.objects.running(timezone.now()).filter(to=user):
        if delegation.by.has_perm("articles.publish_dispatch"):
            return delegation.by
    return None


def _published(dispatch):
    """Whatever readers had once, withdrawn or not."""
    from articles.models import Edition

    return Edition.objects.filter(dispatch=dispatch, live_from__lte=timezone.now())
