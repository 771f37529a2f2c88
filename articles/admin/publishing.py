"""What the buttons of the dispatch's page do, once all that was typed is in order."""

from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.core.exceptions import PermissionDenied
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import resolve, reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from articles import rights
from articles.models import Dispatch, Edition, Revision
from articles.publishing import ScheduledEditionWaits
from articles.readiness import NotReady
from articles.workflow import MoveRefused
from diplomacy.admin.boxes import SoundBoxes
from diplomacy.admin.words import PlainWords

from . import checking, clash
from .press import Press
from .state import moment_in_words, public_link

KEPT = ("publish_at_0", "publish_at_1", "kind", "note")
TOLD = {
    "submit": gettext_lazy("Saved, and submitted for reading."),
    "take_back": gettext_lazy("Saved, and taken back: it is yours to write again."),
    "send_back": gettext_lazy("Saved, and sent back to the author."),
    "approve": gettext_lazy("Saved, and declared good to publish."),
    "break_embargo": gettext_lazy("Saved. The embargo is broken, with your reason in the log."),
    "bin": gettext_lazy("Saved, and put in the bin: it can be taken out again, whole."),
}


class PublishingAdmin(PlainWords, SoundBoxes, admin.ModelAdmin):
    """Saving, publishing and scheduling: one transaction, once for each time the form was opened."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A new article sent twice (a dropped line, a double click) is one article: what is sent again
        is a save over the first one."""
        if object_id is None and (twin := self._sent_before(request)):
            return self._send_again(request, twin, form_url, extra_context)
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (NotReady, ScheduledEditionWaits, MoveRefused, checking.Unseen) as refusal:
            # Nothing was saved: the form is shown again with every word and with what stands against.
            request.refused = _by_field(refusal)
            request.unseen = getattr(refusal, "findings", None)
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if object_id is None and (twin := self._sent_before(request)):
                return self._send_again(request, twin, form_url, extra_context)
            raise

    def _sent_before(self, request):
        try:
            uid = UUID(request.POST.get("uid", ""))
        except ValueError:
            return None
        return Dispatch.objects.filter(uid=uid).first()

    def _send_again(self, request, twin, form_url, extra_context):
        if not rights.may_write(request.user, twin):
            raise PermissionDenied
        if clash.pressed(request) is None:
            request.POST = request.POST.copy()
            request.POST["revision"] = "-1"  # older than any
        page = reverse("admin:articles_dispatch_change", args=[twin.pk])
        request.resolver_match = resolve(page)
        return self.changeform_view(request, str(twin.pk), form_url, extra_context)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.refused = getattr(request, "refused", {})
        form.kept = request.session.get(self._key(obj), {}) if obj else {}
        return form

    def save_model(self, request, obj, form, change):
        if change:
            if not obj.has_history:
                Revision.objects.begin(Dispatch.objects.get(pk=obj.pk))
            obj.revision = form.cleaned_data["revision"] + 1
            if form.changes_article:
                obj.changed_at = timezone.now()
        else:
            obj.created_by = request.user
            obj.uid = form.cleaned_data["uid"] or obj.uid
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        if not form.changes_article and any(formset.has_changed() for formset in formsets):
            Dispatch.objects.filter(pk=form.instance.pk).update(changed_at=timezone.now())
        if "_link" in request.POST:
            checking.link_named(form.instance)
        form.instance.keep(request.user)
        self._do_as_pressed(request, form)

    def _do_as_pressed(self, request, form):
        dispatch = form.instance
        checking.remember(request, dispatch)
        if form.press.publishes:
            edition = self._publish(request, form)
            request.session.pop(self._key(dispatch), None)
            messages.success(request, _told(edition))
        elif form.press.move:
            self._move(request, form)
        elif form.press.cancels:
            self._cancel(request, dispatch)
        else:
            self._keep(request, dispatch)
            messages.success(request, _("Saved."))

    def _move(self, request, form):
        note, verb = form.cleaned_data["move_note"], form.press.move
        if verb == "bin":
            form.instance.put_in_bin(request.user)
        else:
            getattr(form.instance, verb)(request.user, note)
        messages.success(request, TOLD[verb])

    def _cancel(self, request, dispatch):
        """Between the opening of the page and the click, the hour may have come."""
        if dispatch.cancel_scheduled(request.user):
            messages.success(request, _("Saved. The scheduled version is cancelled."))
            return
        live = Edition.objects.live(timezone.now()).filter(dispatch=dispatch).first()
        if live:
            words = _("Saved, but nothing was cancelled: version %(n)d is online since %(when)s.")
            words %= {"n": live.number, "when": moment_in_words(live.live_from)}
        else:
            words = _("Saved. No version was scheduled: nothing was cancelled.")
        messages.warning(request, words)

    def _publish(self, request, form):
        asked = form.cleaned_data
        return form.instance.publish(
            request.user,
            at=asked["publish_at"],
            kind=asked["kind"] or None,
            note=asked["note"],
            replace_scheduled=asked["replace_scheduled"],
            without_missing_photos=form.press.without_missing_photos,
            alone_because=asked["alone_because"],
            seen=checking.acknowledged(request, form.instance),
        )

    def _keep(self, request, dispatch):
        """What was prepared for the next publication waits for the person's next visit."""
        prepared = {name: request.POST[name] for name in KEPT if request.POST.get(name)}
        if prepared:
            request.session[self._key(dispatch)] = prepared
        else:
            request.session.pop(self._key(dispatch), None)
        if "publish_at_0" in prepared:
            messages.warning(
                request, _("Nothing is scheduled yet: press “Publish” to schedule it.")
            )

    def _key(self, dispatch):
        return f"publication-{dispatch.pk}"

    def response_add(self, request, obj, post_url_continue=None):
        if IS_POPUP_VAR in request.POST:
            return super().response_add(request, obj, post_url_continue)
        return self._onward(request, obj)

    def response_change(self, request, obj):
        if IS_POPUP_VAR in request.POST:
            return super().response_change(request, obj)
        return self._onward(request, obj)

    def _onward(self, request, obj):
        if asked := checking.asked(request.POST, obj):
            return HttpResponseRedirect(asked)
        if Press(request.POST).stays:
            return self._to_its_page(obj)
        return self.response_post_save_change(request, obj)

    def _to_its_page(self, obj):
        return HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[obj.pk]))


def _by_field(refusal):
    """{field: messages} of whatever refused the move."""
    if isinstance(refusal, NotReady):
        return refusal.message_dict
    if isinstance(refusal, checking.Unseen):
        return {"": [str(refusal)]}
    if isinstance(refusal, ScheduledEditionWaits):
        message = _("A version is scheduled: tick this box to replace it, or cancel it first.")
        return {"replace_scheduled": [message]}
    return {"": [str(refusal), _("Nothing has been saved.")]}


def _told(edition):
    if edition.live_from > timezone.now():
        words = _("Saved. Version %(n)d goes online on %(when)s, %(zone)s.")
        return words % {
            "n": edition.number,
            "when": moment_in_words(edition.live_from),
            "zone": timezone.get_current_timezone_name(),
        }
    words = _("Published: readers have version %(n)d. Read it") % {"n": edition.number}
    return public_link(edition, words)
