"""Imports at the desk: a sheet is sent, shown row by row, taken in at once, undone as a whole."""

from django import forms
from django.contrib import admin, messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from diplomacy.imports import columns, sheet
from diplomacy.models import Accord, Import, Source

from . import veil
from .paginator import BoundedPaginator
from .words import PlainWords

ON_A_PAGE = 200
ORDER = {"error": 0, "new": 1, "same": 2}
MODELS = {
    "csv": (columns.model_csv, "text/csv; charset=utf-8"),
    "xlsx": (
        columns.model_xlsx,
        "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ),
}


class SheetForm(forms.Form):
    file = forms.FileField(
        label=gettext_lazy("File"),
        allow_empty_file=True,  # said in the words of the sheet
        widget=forms.ClearableFileInput({"accept": ".csv,.tsv,.txt,.xlsx"}),
    )

    def clean_file(self):
        file = self.cleaned_data["file"]
        if file.size > sheet.MOST_BYTES:
            words = _("The file is larger than %(n)d MB.")
            raise ValidationError(words % {"n": sheet.MOST_BYTES // 2**20})
        return file


@admin.register(Import)
class ImportAdmin(PlainWords, admin.ModelAdmin):
    list_display = ("file_name", "state", "sent_at", "sent_by", "confirmed_at", "confirmed_by")
    list_per_page = 50
    paginator = BoundedPaginator
    show_full_result_count = False
    actions = None

    class Media:
        css = {"all": ["diplomacy/desk.css"]}

    # Who may: those who may add to the record by hand; a row is changed by its own verbs alone

    def has_view_permission(self, request, obj=None):
        return self.has_add_permission(request)

    def has_change_permission(self, request, obj=None):
        return False

    def has_delete_permission(self, request, obj=None):
        return False

    @admin.display(description=gettext_lazy("state"))
    def state(self, one):
        if one.undone_at:
            return _("undone")
        return _("in the record") if one.confirmed_at else _("only looked at")

    def get_queryset(self, request):
        return super().get_queryset(request).defer("rows", "made")

    def get_urls(self):
        see = self.admin_site.admin_view
        return [
            path("model.<str:kind>", see(require_safe(self._model)), name="diplomacy_import_model"),
            *(
                path(f"<int:pk>/{name}/", see(require_POST(verb)), name=f"diplomacy_import_{name}")
                for name, verb in (
                    ("confirm", self._confirm),
                    ("undo", self._undo),
                    ("discard", self._discard),
                )
            ),
            *super().get_urls(),
        ]

    # A sheet is sent

    def add_view(self, request, form_url="", extra_context=None):
        if not self.has_add_permission(request):
            raise PermissionDenied
        form = SheetForm(request.POST or None, request.FILES or None)
        if request.method == "POST":
            form = SheetForm(request.POST, request.FILES)
            if form.is_valid() and (one := self._receive(request, form)):
                return HttpResponseRedirect(self._page_of(one))
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import a sheet"),
            "opts": self.opts,
            "form": form,
            "columns": [(each, columns.words_of(each)) for each in columns.COLUMNS],
            "most_rows": sheet.MOST_ROWS,
            "most_megabytes": sheet.MOST_BYTES // 2**20,
            "media": self.media,
        }
        return render(request, "admin/diplomacy/import/send.html", context)

    def _receive(self, request, form):
        file = form.cleaned_data["file"]
        try:
            one = Import.objects.receive(file.name, file.read(), request.user, _sources(request))
        except ValidationError as refusal:
            form.add_error("file", refusal)
            return None
        self.log_addition(request, one, [{"added": {}}])
        return one

    def _model(self, request, kind):
        if not self.has_add_permission(request):
            raise PermissionDenied
        if kind not in MODELS:
            return HttpResponse(status=404)
        make, content_type = MODELS[kind]
        response = HttpResponse(make(), content_type=content_type)
        response["Content-Disposition"] = f'attachment; filename="actes.{kind}"'
        return response

    # What it would do, has done, or leaves behind

    def change_view(self, request, object_id, form_url="", extra_context=None):
        one = self.get_object(request, object_id)
        if not self.has_view_permission(request):
            raise PermissionDenied
        if one is None:
            return self._get_obj_does_not_exist_redirect(request, self.opts, object_id)
        if request.method == "POST":
            raise PermissionDenied
        plan = None if one.confirmed_at else one.plan(_sources(request))
        lines = sorted(plan.lines, key=lambda line: ORDER[line.outcome]) if plan else []
        context = {
            **self.admin_site.each_context(request),
            "title": _("Import"),
            "subtitle": str(one),
            "opts": self.opts,
            "one": one,
            "plan": plan,
            "counts": [(name, plan.count(name)) for name in ORDER] if plan else [],
            "twin": self._twin(one),
            "accords": self._accords(one),
            "page": Paginator(lines, ON_A_PAGE).get_page(request.GET.get("p")),
            "undoing": one.undoing() if one.confirmed_at and not one.undone_at else None,
            "media": self.media,
        }
        return render(request, "admin/diplomacy/import/report.html", context)

    def _twin(self, one):
        """The import that took this very file into the record, if there is one."""
        return Import.objects.standing().filter(digest=one.digest).exclude(pk=one.pk).first()

    def _accords(self, one):
        """Those that it made and that are still there, the first of them."""
        keys = [pk for name, pk, _digest in one.made if name == "accord"]
        return Accord.objects.filter(pk__in=keys[:ON_A_PAGE]).order_by("pk")

    def _confirm(self, request, pk):
        one = self._own(request, pk)
        try:
            one.confirm(request.user, _sources(request))
        except ValidationError as refusal:
            if refusal.code == "changed":
                one.look_again(_sources(request))
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
        else:
            n = len(one.made)
            words = ngettext("Imported: %(n)d thing made.", "Imported: %(n)d things made.", n)
            self.log_change(request, one, str(_("taken into the record")))
            self.message_user(request, words % {"n": n}, messages.SUCCESS)
        return HttpResponseRedirect(self._page_of(one))

    def _undo(self, request, pk):
        one = self._own(request, pk)
        try:
            undoing = one.undo(request.user)
        except ValidationError as refusal:
            self.message_user(request, " ".join(refusal.messages), messages.ERROR)
            return HttpResponseRedirect(self._page_of(one))
        words = ngettext(
            "Undone: %(n)d thing removed.", "Undone: %(n)d things removed.", undoing.count()
        )
        self.log_change(request, one, str(_("undone")))
        self.message_user(request, words % {"n": undoing.count()}, messages.SUCCESS)
        if n := undoing.count_taken_back():
            words = ngettext(
                "Taken back, since readers have seen it: %(n)d thing.",
                "Taken back, since readers have seen them: %(n)d things.",
                n,
            )
            self.message_user(request, words % {"n": n}, messages.WARNING)
        for row, why in undoing.kept[:20]:
            told = _("Stays: %(row)s – %(why)s") % {"row": row, "why": why}
            self.message_user(request, told, messages.WARNING)
        return HttpResponseRedirect(self._page_of(one))

    def _discard(self, request, pk):
        """What was only looked at may go; what was in the record stays among the imports."""
        one = self._own(request, pk)
        if one.confirmed_at:
            raise PermissionDenied
        one.delete()
        self.message_user(request, _("Discarded: nothing was imported."), messages.SUCCESS)
        return HttpResponseRedirect(reverse("admin:diplomacy_import_changelist"))

    def _own(self, request, pk):
        if not self.has_add_permission(request):
            raise PermissionDenied
        return get_object_or_404(Import, pk=pk)

    def _page_of(self, one):
        return reverse("admin:diplomacy_import_change", args=[one.pk])


def _sources(request):
    return veil.seen(Source.objects.all(), request.user)
