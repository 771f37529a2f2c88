"""Crops: the part of a picture that is shown in a shape, round what must be seen."""

import re
from typing import NamedTuple

# Width to height. Cards have one shape, so that lists stand in line; the others are the desk's choice.
CARD = "3x2"
RATIOS = {"16x9": (16, 9), "4x3": (4, 3), "1x1": (1, 1), CARD: (3, 2)}
NAMED = re.compile(rf"({'|'.join(RATIOS)})-(100|[1-9]?[0-9])")


class Crop(NamedTuple):
    """`at` says where, along the side that is cut, lies what must be seen: per cent from the left or
    from the top. Without a shape, the whole picture."""

    shape: str = ""
    at: int = 50

    def __str__(self):
        return f"{self.shape}-{self.at}" if self.shape else "whole"

    def box(self, width, height):
        """Left, top, right and bottom of the crop in a picture of this size."""
        if not self.shape:
            return 0, 0, width, height
        across, down = RATIOS[self.shape]
        if width * down > height * across:
            cut = max(1, round(height * across / down))
            left = _start(cut, width, self.at)
            return left, 0, left + cut, height
        cut = max(1, round(width * down / across))
        top = _start(cut, height, self.at)
        return 0, top, width, top + cut

    def size(self, width, height):
        left, top, right, bottom = self.box(width, height)
        return right - left, bottom - top


WHOLE = Crop()


def crop(width, height, shape, x, y):
    """The crop of this shape round the point at `x` and `y` per cent; WHOLE where nothing is cut off."""
    if not shape:
        return WHOLE
    cut_width, cut_height = Crop(shape).size(width, height)
    if (cut_width, cut_height) == (width, height):
        return WHOLE
    return Crop(shape, x if cut_width < width else y)


def named(text):
    """The crop that `str` calls so; None for no such name."""
    if text == str(WHOLE):
        return WHOLE
    found = NAMED.fullmatch(text)
    return Crop(found[1], int(found[2])) if found else None


def of_figure(figure, shape=None):
    """How a figure crops its photo, round its own point or else the photo's; `shape` instead of its own."""
    photo = figure.photo
    x = photo.focal_x if figure.focal_x is None else figure.focal_x
    y = photo.focal_y if figure.focal_y is None else figure.focal_y
    return crop(photo.width, photo.height, figure.shape if shape is None else shape, x, y)


def of_card(figure):
    return of_figure(figure, CARD)


def _start(cut, whole, at):
    """Where a cut of this length begins, so that the point lies in its middle as nearly as can be."""
    return min(max(0, round(whole * at / 100 - cut / 2)), whole - cut)
