"""What the buttons of the dispatch's page do, once all that was typed is in order."""

from uuid import UUID

from django.contrib import admin, messages
from django.contrib.admin.options import IS_POPUP_VAR
from django.db import IntegrityError
from django.http import HttpResponseRedirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from articles.models import Dispatch, Edition
from articles.models.dispatch import ScheduledEditionWaits
from articles.readiness import NotReady
from diplomacy.admin.boxes import SoundBoxes
from diplomacy.admin.words import PlainWords

from .press import Press
from .state import moment_in_words, public_link

PANEL = ("uid", "revision", "publish_at", "kind", "note", "replace_scheduled")
KEPT = ("publish_at_0", "publish_at_1", "kind", "note")


class PublishingAdmin(PlainWords, SoundBoxes, admin.ModelAdmin):
    """Saving, publishing and scheduling: one transaction, once for each time the form was opened."""

    def changeform_view(self, request, object_id=None, form_url="", extra_context=None):
        """A new article sent twice (a dropped line, a double click) is one article."""
        if object_id is None and (sent := self._sent_before(request)):
            return sent
        try:
            return super().changeform_view(request, object_id, form_url, extra_context)
        except (NotReady, ScheduledEditionWaits):
            # A scheduled version went live meanwhile: asked again, the form says what is missing.
            return super().changeform_view(request, object_id, form_url, extra_context)
        except IntegrityError:
            if object_id is None and (sent := self._sent_before(request)):
                return sent
            raise

    def _sent_before(self, request):
        try:
            uid = UUID(request.POST.get("uid", ""))
        except ValueError:
            return None
        twin = Dispatch.objects.filter(uid=uid).first()
        if twin is None:
            return None
        messages.info(request, _("This article had been saved already: here it is."))
        return self._to_its_page(twin)

    def get_form(self, request, obj=None, change=False, **kwargs):
        form = super().get_form(request, obj, change=change, **kwargs)
        form.user = request.user
        form.kept = request.session.get(self._key(obj), {}) if obj else {}
        return form

    def save_model(self, request, obj, form, change):
        if change:
            obj.revision = form.cleaned_data["revision"] + 1
        else:
            obj.created_by = request.user
            obj.uid = form.cleaned_data["uid"] or obj.uid
        super().save_model(request, obj, form, change)

    def save_related(self, request, form, formsets, change):
        super().save_related(request, form, formsets, change)
        content = set(form.changed_data) - set(PANEL)
        if content or any(formset.has_changed() for formset in formsets):
            Dispatch.objects.filter(pk=form.instance.pk).update(changed_at=timezone.now())
        self._do_as_pressed(request, form)

    def _do_as_pressed(self, request, form):
        dispatch = form.instance
        if form.press.publishes:
            request.session.pop(self._key(dispatch), None)
            messages.success(request, _told(self._publish(request, form)))
        elif form.press.cancels:
            self._cancel(request, dispatch)
        else:
            self._keep(request, dispatch)
            messages.success(request, _("Saved."))

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
        if Press(request.POST).stays:
            return self._to_its_page(obj)
        return self.response_post_save_change(request, obj)

    def _to_its_page(self, obj):
        return HttpResponseRedirect(reverse("admin:articles_dispatch_change", args=[obj.pk]))


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
