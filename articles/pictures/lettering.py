"""Words drawn on a picture, in every script of the paper, that never leave their box.

Pillow joins Arabic letters and turns their order round only with a library that few machines have;
this needs none.
"""

import re
import unicodedata
from bisect import bisect
from pathlib import Path

from arabic_reshaper import ArabicReshaper
from bidi.algorithm import get_display
from PIL import ImageFont

FACE = Path(__file__).resolve().parents[1] / "fonts" / "headline.ttf"
# Where a line may end: not at a no-break space, nor between French marks and their words.
SPACES = re.compile("(?<!«)[ \t\r\n]+(?![»:;!?])")
# From one line to the next, in the size of the letters.
LEADING = {"ltr": 1.2, "rtl": 1.5}
STEP = 2

_joined = ArabicReshaper({"delete_harakat": True}).reshape


def letter(draw, text, box, sizes, ink, direction="ltr"):
    """Draw `text` from the top of the box, in the largest of the sizes (largest, smallest) that fits;
    where none does, its first words. Answers the height that it takes."""
    left, top, right, bottom = box
    lines, size = fit(text, right - left, bottom - top, sizes, direction)
    start, anchor = (right, "rs") if direction == "rtl" else (left, "ls")
    leading = LEADING[direction] * size
    for number, line in enumerate(lines, 1):
        baseline = top + number * leading - size / 4
        draw.text((start, baseline), as_seen(line, direction), ink, _face(size), anchor)
    return round(len(lines) * leading)


def fit(text, width, height, sizes, direction="ltr"):
    """The lines, and the size of their letters."""
    words = [word for word in SPACES.split(text.strip()) if word]
    largest, smallest = sizes
    for size in range(largest, smallest - 1, -STEP):
        measure, most = _measure(size, direction), int(height / (LEADING[direction] * size))
        if any(measure(word) > width for word in words):
            continue
        lines = _broken(words, width, measure)
        if len(lines) <= most:
            return _balanced(words, lines, width, measure), size
    return _cut(_broken(words, width, measure), most, width, measure), size


def _broken(words, width, measure):
    """As few lines as can be; a word that is wider than all of one is broken."""
    lines = []
    for word in words:
        if lines and measure(f"{lines[-1]} {word}") <= width:
            lines[-1] += f" {word}"
            continue
        while measure(word) > width and len(word) > 1:
            ends = range(1, len(word))
            end = max(bisect(ends, width, key=lambda end, word=word: measure(word[:end])), 1)
            lines.append(word[:end])
            word = word[end:]
        lines.append(word)
    return lines


def _holds(lines, words):
    """Whether every word is whole."""
    return " ".join(lines) == " ".join(words)


def _balanced(words, lines, width, measure):
    """The same number of lines, the widest as narrow as can be: no word is left alone on the last."""
    for narrower in range(width // 2, width, 20):
        found = _broken(words, narrower, measure)
        if len(found) == len(lines) and _holds(found, words):
            return found
    return lines


def _cut(lines, most, width, measure):
    if len(lines) <= most:
        return lines
    *kept, last = lines[:most]
    while measure(f"{last}…") > width:
        last = last[:-1]
    return [*kept, f"{last.rstrip()}…"]


def _measure(size, direction):
    face = _face(size)
    return lambda line: face.getlength(as_seen(line, direction))


def as_seen(line, direction):
    """The letters of a line in the form and the order in which they are seen, from the left."""
    seen = get_display(_joined(line), base_dir="R" if direction == "rtl" else "L")
    return "".join(letter for letter in seen if unicodedata.category(letter) not in ("Cf", "Cc"))


def _face(size):
    return ImageFont.truetype(FACE, size, layout_engine=ImageFont.Layout.BASIC)
