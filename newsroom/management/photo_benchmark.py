"""How long a camera's photo takes to become all its renditions, and how much memory.

Each measure is made in a process of its own, fresh and idle before; nothing is kept.
"""

import os
import time
from concurrent.futures import ProcessPoolExecutor
from multiprocessing import get_context
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import NamedTuple

from django.core.files import File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from articles.pictures.renditions import WIDTHS, render_all

PROMISED_SECONDS, PROMISED_MB = 1, 200
GRAINS = (512, 128, 32, 8, 2)  # in pixels: what is seen from afar, and what from near


class Measure(NamedTuple):
    """`memory` is the peak above the idle process, in bytes; `files` are (name, seconds, bytes)."""

    seconds: float
    processor: float
    memory: int
    files: list


def report(megapixels):
    """The lines of the report."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "photo.jpg"
        width, height = _apart(_take_photo, path, megapixels)
        weight = path.stat().st_size
        plain, whole = _apart(_measured, _decode, path), _apart(_measured, _render, path)
    yield _("A JPEG of %(width)d × %(height)d pixels, %(weight)s") % {
        "width": width,
        "height": height,
        "weight": _mb(weight),
    }
    for name, seconds, size in whole.files:
        yield f"  {name:<12}{seconds:6.2f} s {size / 1000:7.0f} kB"
    yield _line(_("decoding alone"), plain)
    yield _line(_("all %(count)d renditions") % {"count": len(whole.files)}, whole)
    yield _("promised for 24 megapixels: %(seconds)d s, %(memory)d MB") % {
        "seconds": PROMISED_SECONDS,
        "memory": PROMISED_MB,
    }


def _line(words, measure):
    return _(
        "%(what)s: %(seconds).2f s (%(processor).2f s of the processor), at most %(memory)s more"
    ) % {
        "what": words,
        "seconds": measure.seconds,
        "processor": measure.processor,
        "memory": _mb(measure.memory),
    }


def _mb(size):
    return _("%(count).1f MB") % {"count": size / 1_000_000}


def _apart(work, *args):
    """What `work` answers in a new process."""
    with ProcessPoolExecutor(1, get_context("spawn")) as pool:
        return pool.submit(work, *args).result()


def _take_photo(path, megapixels):
    """A picture of three to two with detail of every size, as a camera writes it."""
    height = max(60, round((megapixels * 1_000_000 / 1.5) ** 0.5))
    size = height * 3 // 2, height
    image = Image.merge("RGB", [_band(size, turned) for turned in range(3)])
    image.save(path, quality=92, subsampling=0)
    return size


def _band(size, turned):
    found = Image.linear_gradient("L").rotate(90 * turned).resize(size)
    for grain in GRAINS:
        coarse = Image.effect_noise([max(2, side // grain) for side in size], 60)
        found = Image.blend(found, coarse.resize(size), 0.25 if grain > 2 else 0.08)
    return ImageOps.autocontrast(found)


def _measured(work, path):
    before, began, worked = _peak(), time.perf_counter(), time.process_time()
    files = work(path)
    seconds, processor = time.perf_counter() - began, time.process_time() - worked
    return Measure(seconds, processor, _peak() - before, files)


def _decode(path):
    with Image.open(path) as image:
        image.load()
    return []


def _render(path):
    files = []
    began = time.perf_counter()
    with path.open("rb") as opened:
        for width, extension, content in render_all(File(opened), WIDTHS):
            files.append((f"{extension} {width}", time.perf_counter() - began, len(content)))
            began = time.perf_counter()
    return files


def _peak():
    """The most memory that this process has had, in bytes; where the system tells, since it started."""
    status = Path("/proc/self/status")
    if status.exists():
        return 1024 * int(status.read_text().split("VmHWM:")[1].split()[0])
    import resource

    unit = 1 if os.uname().sysname == "Darwin" else 1024
    return unit * resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
