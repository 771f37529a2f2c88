"""Photos sent to the library: many in one form, or piece by piece by the script of the page."""

from dataclasses import asdict
from functools import wraps

from django import forms
from django.core.exceptions import PermissionDenied, TooManyFilesSent, ValidationError
from django.core.files.uploadedfile import TemporaryUploadedFile
from django.http import Http404, JsonResponse, UnreadablePostError
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST

from articles.models import Photo, Upload
from articles.models.upload import Misplaced
from articles.pictures import kinds
from articles.pictures.checking import kind_of, weigh
from articles.pictures.fate import Fate, offer

from .given import GivenForm

PIECE = 512 * 1024
MOST_FILES = 100  # in one form


def addresses(photos):
    def by_who_may(view):
        @wraps(view)
        def allowed(request, **kwargs):
            if not photos.has_add_permission(request):
                raise PermissionDenied
            return view(request, **kwargs)

        return photos.admin_site.admin_view(allowed)

    def told(view):
        """For the script: a right that is missing lasts, and signing in again does not bring it."""

        def allowed(request, **kwargs):
            if not photos.has_add_permission(request):
                words = _("Your account may not add photos (any more): ask an administrator.")
                return JsonResponse({"told": words}, status=403)
            return view(request, **kwargs)

        return photos.admin_site.admin_view(allowed)

    @csrf_exempt  # the check reads the form, which `upload_page` does first
    def page(request):
        return upload_page(request, photos)

    return [
        path("upload/", by_who_may(page), name="articles_photo_upload"),
        path("upload/begin/", told(begin), name="articles_photo_upload_begin"),
        path("upload/<uuid:token>/", told(piece), name="articles_photo_upload_piece"),
    ]


class ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    def clean(self, data, initial=None):
        if data and len(data) > MOST_FILES:
            raise ValidationError(_too_many(_("You chose %(n)d.") % {"n": len(data)}))
        return [super(FilesField, self).clean(each) for each in data or [None]]


class FilesForm(forms.Form):
    files = FilesField(
        label=gettext_lazy("Files"),
        label_suffix="",
        allow_empty_file=True,  # its fate is told with that of the others
        widget=ManyFiles({"accept": kinds.ACCEPT}),
    )


class FileForm(forms.Form):
    """What a browser says of a file before it sends it."""

    name = forms.CharField(max_length=255)
    size = forms.IntegerField(min_value=0)
    modified = forms.IntegerField(min_value=-(2**53), max_value=2**53, required=False)

    def clean_size(self):
        size = self.cleaned_data["size"]
        weigh(size)
        return size


def context():
    """What the part of a page that takes photos needs."""
    return {"files": FilesForm(), "given": GivenForm(), "piece": PIECE, "kinds": kinds.names()}


def _too_many(how_many):
    words = _("At most %(most)d files at a time, nothing was sent. %(how_many)s Choose fewer.")
    return words % {"most": MOST_FILES, "how_many": how_many}


@require_http_methods(["GET", "HEAD", "POST"])
def upload_page(request, photos):
    """The page without a script. So many files that the form is not even read are refused beside their
    box like any others, but what was typed beside them is not known."""
    try:
        request.FILES  # noqa: B018 – reads the form
    except TooManyFilesSent:
        files = FilesForm()
        files.errors["files"] = files.error_class([_too_many("")])
        return _page(request, photos, context() | {"files": files})
    return csrf_protect(upload)(request, photos)


def upload(request, photos):
    """All files in one form, the fate of each told below it."""
    fates = []
    shown = context()
    if request.method == "POST":
        files = shown["files"] = FilesForm(request.POST, request.FILES)
        given = shown["given"] = GivenForm(request.POST)
        if given.is_valid() and files.is_valid():
            for file in files.cleaned_data["files"]:
                fates.append((file.name, offer(file, by=request.user, given=given.given())))
    titles = _titles(fate for _name, fate in fates)
    shown["fates"] = [(name, _told(fate, titles)) for name, fate in fates]
    return _page(request, photos, shown)


def _page(request, photos, shown):
    shown |= photos.admin_site.each_context(request) | {
        "title": _("Add photos"),
        "opts": Photo._meta,
        "media": photos.media,
    }
    return render(request, "admin/articles/photo/upload.html", shown)


@require_POST
def begin(request):
    """A file is announced: where to send its pieces, and from which byte on."""
    file, given = FileForm(request.POST), GivenForm(request.POST)
    if not (file.is_valid() and given.is_valid()):
        return JsonResponse(_told(Fate("refused", told=_faults(file, given)), {}))
    about = file.cleaned_data
    about["modified"] = about["modified"] or 0
    begun = Upload.objects.begin(request.user, **about, given=given.typed())
    was_taken = begun.fate.get("kind") == "taken"
    return _answer(begun, again=was_taken)


@require_http_methods(["PATCH"])
def piece(request, token):
    """The bytes from `offset` on; what does not follow is left out, and the answer says what does.

    The last of them, or none after the last, settle the file's fate.
    """
    begun = get_object_or_404(Upload, token=token, by=request.user)
    if begun.fate:
        return _answer(begun)
    offset = request.GET.get("offset", "")
    if not offset.isdecimal():
        raise Http404
    try:
        if offset == "0":  # a large file that is no picture is not waited for
            kind_of(request.body)
        begun.add(int(offset), request.body)
    except ValidationError as refusal:
        begun.settle(asdict(Fate("refused", told=" ".join(refusal.messages))))
        return _answer(begun)
    except UnreadablePostError:  # the line broke
        return JsonResponse({}, status=400)
    except Misplaced:
        return _answer(begun)
    if begun.is_whole:
        begun.settle(asdict(_fate(begun)))
    return _answer(begun)


def _fate(begun):
    given = GivenForm(begun.given)
    if not given.is_valid():  # an agency that was deleted meanwhile
        return Fate("refused", told=_faults(given))
    with TemporaryUploadedFile(begun.name[-100:], "", begun.size, None) as file:
        try:
            for chunk in begun.chunks():
                file.write(chunk)
        except FileNotFoundError:  # unless another request has settled it meanwhile
            return Fate("refused", told=_("It was lost on its way: send it again."))
        file.seek(0)
        return offer(file, by=begun.by, given=given.given())


def _answer(begun, again=False):
    answer = {
        "url": reverse("admin:articles_photo_upload_piece", args=[begun.token]),
        "offset": begun.received,
    }
    if begun.fate:
        fate = Fate(**begun.fate | ({"kind": "known"} if again else {}))
        answer |= _told(fate, _titles([fate]))
    return JsonResponse(answer)


def _titles(fates):
    return dict(
        Photo.objects.filter(pk__in=[fate.photo for fate in fates if fate.photo]).values_list(
            "pk", "title"
        )
    )


def _told(fate, titles):
    """A fate in words, with the photo that it leads to."""
    words = {
        "taken": _("Added to the library:"),
        "known": _("Already in the library:"),
        "refused": _("Refused:"),
    }
    page = reverse("admin:articles_photo_change", args=[fate.photo]) if fate.photo else ""
    title = titles.get(fate.photo, "")
    return {"kind": fate.kind, "words": words[fate.kind], "told": fate.told or title, "page": page}


def _faults(*forms):
    """What is wrong, box by box, in one line."""
    return " ".join(
        f"{_label(form, name)}{' '.join(faults)}"
        for form in forms
        for name, faults in form.errors.items()
    )


def _label(form, name):
    if name in GivenForm.base_fields:
        return _("%(box)s: ") % {"box": form.fields[name].label}
    return ""
