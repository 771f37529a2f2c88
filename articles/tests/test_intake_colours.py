"""Colours come out right: inks, sixteen bits, wide gamuts, transparency."""

import zlib

import pytest
from django.core.files.base import ContentFile
from PIL import Image, ImageCms

from articles.pictures.intake import Arrival

from . import corpus

SIZE = (16, 16)


def colour_of(data):
    """The average of a plain picture, as it is noted in the library: three levels."""
    colour = Arrival(ContentFile(data, name="photo")).seen.colour
    return tuple(bytes.fromhex(colour[1:]))


def plain(mode, colour, kind, **options):
    return corpus.saved(Image.new(mode, SIZE, colour), kind, **options)


def close(levels, tolerance=3):
    return pytest.approx(levels, abs=tolerance)


WIDE = [  # a colour of the common screen, as these gamuts write it
    ("P3", (234, 51, 35), (255, 0, 0)),
    ("P3", (117, 251, 76), (0, 255, 0)),
    ("P3", (128, 128, 128), (128, 128, 128)),
    ("Adobe", (219, 0, 0), (255, 0, 0)),
    ("Adobe", (144, 255, 60), (0, 255, 0)),
    ("Adobe", (127, 127, 127), (127, 127, 127)),
]


@pytest.mark.parametrize("kind", ["PNG", "WEBP", "TIFF", "AVIF", "JPEG"])
@pytest.mark.parametrize(("gamut", "written", "seen"), WIDE)
def test_a_wide_gamut_is_shown_as_meant(kind, gamut, written, seen):
    data = plain("RGB", written, kind, icc_profile=corpus.profile(gamut))
    assert colour_of(data) == close(seen, 8)


def test_what_lies_beyond_the_screen_is_its_nearest():
    data = plain("RGB", (255, 0, 0), "PNG", icc_profile=corpus.profile("P3"))
    assert colour_of(data) == close((255, 0, 0))


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_ink_is_shown_by_its_profile_and_paper_is_white(kind):
    profile = corpus.printers_profile()
    red, green, blue = colour_of(plain("CMYK", (255, 0, 0, 0), kind, icc_profile=profile))
    assert red < 30
    assert 140 < green < 165
    assert 200 < blue < 235
    assert colour_of(plain("CMYK", (0, 0, 0, 0), kind, icc_profile=profile)) == close((255,) * 3)


@pytest.mark.parametrize("kind", ["JPEG", "TIFF"])
def test_ink_without_a_profile_is_not_inverted(kind):
    assert colour_of(plain("CMYK", (0, 255, 255, 0), kind)) == close((255, 0, 0))
    assert colour_of(plain("CMYK", (0, 0, 0, 255), kind)) == close((0, 0, 0))


@pytest.mark.parametrize("kind", ["PNG", "TIFF"])
@pytest.mark.parametrize("level", [0, 32_768, 65_535])
def test_greys_of_sixteen_bits_keep_their_place(kind, level):
    assert colour_of(plain("I;16", level, kind)) == close((level / 257,) * 3, 2)


def test_colours_of_sixteen_bits_keep_theirs():
    row = b"\0" + bytes([200, 99, 100, 99, 50, 99]) * 16
    assert colour_of(corpus.png(16, 16, 16, 2, row * 16)) == close((200, 100, 50), 1)
    pixels = zlib.compress(bytes([99, 200, 99, 100, 99, 50]) * 256)
    numbers = {256: 16, 257: 16, 259: 8, 262: 2, 277: 3, 278: 16}
    tags = {tag: (3, 1, value) for tag, value in numbers.items()}
    tags |= {258: (3, 3, 8 + len(pixels)), 273: (4, 1, 8), 279: (4, 1, len(pixels))}
    depths = b"\x10\0\x10\0\x10\0"
    data = corpus.tiff(tags, pixels + depths)
    assert colour_of(data) == close((200, 100, 50), 1)


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB", "L"])
def test_what_is_transparent_lies_on_white(mode):
    image = Image.new(mode, SIZE, 0)
    options = {} if mode in ("RGBA", "LA") else {"transparency": (0, 0, 0) if mode == "RGB" else 0}
    assert colour_of(corpus.saved(image, "PNG", **options)) == close((255,) * 3)


def test_greys_follow_their_own_profile():
    """A gamma of 1 makes the same number much lighter."""
    data = plain("L", 55, "PNG", icc_profile=corpus.grey_profile())
    assert colour_of(data) == close((128,) * 3, 3)


@pytest.mark.parametrize("profile", [b"", b"not a profile", corpus.profile("P3")[:200], "inks"])
def test_a_profile_that_cannot_be_meant_changes_nothing(profile):
    icc = corpus.printers_profile() if profile == "inks" else profile
    assert colour_of(plain("RGB", (200, 100, 50), "PNG", icc_profile=icc)) == (200, 100, 50)


def test_a_profile_of_the_common_screen_makes_no_other_picture():
    common = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    with_profile = Arrival(ContentFile(corpus.saved(kind="PNG", icc_profile=common), name="a"))
    without = Arrival(ContentFile(corpus.saved(kind="PNG"), name="b"))
    assert with_profile.seen == without.seen
    assert with_profile.digest != without.digest
