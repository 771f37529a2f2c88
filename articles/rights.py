"""Who may see and write which dispatch. Every view of the desk asks here, object by object.

Rights come from the groups of `roles.py`. A reporter works on their own dispatches: those they
opened, and those they sign. Of a colleague's they see what readers see: the versions that readers may
have, and the working copy as long as it is the live version, word for word.
"""

from django.contrib.auth import get_user_model
from django.db.models import Exists, OuterRef, Q
from django.utils import timezone

MODEL_BACKEND = "django.contrib.auth.backends.ModelBackend"


def visible(queryset, user):
    """The dispatches of `queryset` that `user` may see at the desk: own ones, and those that are as
    readers have them. What is being reworked or withdrawn is for those who work on it."""
    if user.has_perm("articles.view_any_dispatch"):
        return queryset
    if not user.has_perm("articles.view_dispatch"):
        return queryset.none()
    as_live = _as_live(OuterRef("pk"), OuterRef("changed_at"))
    return queryset.filter(own(user) | Exists(as_live))


def visible_through(queryset, user, link="dispatch"):
    """The rows of `queryset` whose dispatch `user` may see."""
    if user.has_perm("articles.view_any_dispatch"):
        return queryset
    dispatches = queryset.model._meta.get_field(link).related_model.objects
    return queryset.filter(Exists(visible(dispatches.filter(pk=OuterRef(f"{link}_id")), user)))


def visible_editions(queryset, user):
    """The editions of `queryset` that `user` may see at the desk: those of dispatches that they may see,
    and whatever readers may read."""
    seen = visible_through(queryset, user)
    if user.has_perm("articles.view_any_dispatch") or not user.has_perm("articles.view_dispatch"):
        return seen
    return seen | queryset.as_of(timezone.now())


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


def know_own(user, dispatch, owned):
    """`is_own` was asked with the dispatch itself, and is not asked again."""
    dispatch.__dict__.setdefault("_owners", {})[user.pk] = owned


def may_see(user, dispatch):
    if user.has_perm("articles.view_any_dispatch"):
        return True
    if not user.has_perm("articles.view_dispatch"):
        return False
    return is_own(user, dispatch) or _as_live(dispatch.pk, dispatch.changed_at).exists()


def may_see_edition(user, edition):
    return visible_editions(type(edition).objects.filter(pk=edition.pk), user).exists()


def readers(dispatch):
    """The colleagues who may see `dispatch`: one query, and one for whether it is as readers have it."""
    may = get_user_model().objects.with_perm
    seeing = may("articles.view_dispatch", backend=MODEL_BACKEND).filter(is_staff=True)
    if _as_live(dispatch.pk, dispatch.changed_at).exists():
        return seeing
    signed = dispatch.bylines.filter(author__account=OuterRef("pk"))
    seeing_all = may("articles.view_any_dispatch", backend=MODEL_BACKEND)
    return seeing.filter(Q(pk__in=seeing_all) | Q(pk=dispatch.created_by_id) | Exists(signed))


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
    chiefs = get_user_model().objects.with_perm("articles.publish_dispatch", backend=MODEL_BACKEND)
    running = Delegation.objects.running(timezone.now()).filter(to=user, by__in=chiefs)
    found = running.first()
    return found and found.by


def _as_live(dispatch, changed_at):
    """The live edition of a dispatch that has not been changed since it was frozen."""
    from articles.models import Edition

    return Edition.objects.live(timezone.now()).filter(dispatch=dispatch, frozen_at__gte=changed_at)
