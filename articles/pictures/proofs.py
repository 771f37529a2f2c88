"""Pictures for the desk and its previews: made once, kept beside the originals, at no public address."""

from django.core.files.base import ContentFile
from django.core.files.storage import storages

from articles.pictures import renditions
from articles.pictures.shapes import WHOLE


def open_proof(photo, width, extension="webp", crop=WHOLE):
    """The file, made now if it is not there yet; OSError where the original is lost or damaged."""
    name, storage = f"{_folder(photo)}/{crop}-{width}.{extension}", storages["private"]
    if not storage.exists(name):
        made = renditions.render(photo.original, width, extension, crop)
        saved = storage.save(name, ContentFile(made))
        if saved != name:  # another request made it meanwhile
            storage.delete(saved)
    return storage.open(name)


def drop_proofs(photo):
    renditions.empty(storages["private"], _folder(photo))


def _folder(photo):
    return f"desk/{photo.digest}"
