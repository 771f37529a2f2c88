"""Colours as a common screen shows them."""

import io
from functools import lru_cache

from PIL import Image, ImageCms

# What the pixels of a mode have to be measured by; a profile of another kind is not theirs.
SPACES = {"RGB": "RGB", "CMYK": "CMYK", "L": "GRAY", "LAB": "Lab"}
FLAGS = ImageCms.Flags.BLACKPOINTCOMPENSATION | ImageCms.Flags.NOCACHE


def in_srgb(image):
    """RGB on white, in the colours of a common screen; the image itself, if that is what it is."""
    profile = image.info.get("icc_profile", b"")
    if image.mode.startswith("I;16"):
        image = image.convert("I").point(lambda level: level / 256).convert("L")
        image.info.pop("transparency", None)
    if image.has_transparency_data:
        image = _on_white(image.convert("RGBA"))
    elif image.mode in ("P", "RGBX", "YCbCr"):
        image = image.convert("RGB")
    transform = _to_srgb(profile, image.mode)
    if transform:
        return transform.apply(image)
    return image if image.mode == "RGB" else image.convert("RGB")


def _on_white(image):
    flat = Image.new("RGB", image.size, "white")
    flat.paste(image, mask=image.getchannel("A"))
    return flat


@lru_cache(maxsize=8)
def _to_srgb(profile, mode):
    """How to get there; None if the colours stand for themselves."""
    try:
        if mode == "LAB":
            source = ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB"))
        else:
            source = ImageCms.ImageCmsProfile(io.BytesIO(profile))
            if source.profile.xcolor_space.strip() != SPACES.get(mode):
                return None
            if (source.profile.profile_description or "").startswith("sRGB"):
                return None
        return ImageCms.buildTransform(
            source,
            ImageCms.createProfile("sRGB"),
            mode,
            "RGB",
            ImageCms.Intent.RELATIVE_COLORIMETRIC,
            FLAGS,
        )
    except (ImageCms.PyCMSError, OSError):  # a damaged profile: the colours as they are
        return None
