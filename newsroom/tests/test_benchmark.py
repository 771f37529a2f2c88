"""The benchmark says what it measured, and leaves nothing behind."""

import re
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command

from articles.pictures.renditions import FORMATS, WIDTHS


def test_it_tells_every_file_and_the_whole_and_keeps_nothing(settings):
    out = StringIO()
    call_command("benchmark", "photos", megapixels=0.3, stdout=out)
    lines = out.getvalue().splitlines()
    files = [line for line in lines if re.match(r"  \w+ \d+ .* kB$", line)]
    assert len(files) == len(FORMATS) * len(WIDTHS)
    assert sum(bool(re.search(r" M[Bo]\b", line)) for line in lines) == 4
    assert not any(Path(root).exists() for root in (settings.MEDIA_ROOT, settings.PRIVATE_ROOT))


def test_it_measures_only_what_it_knows():
    with pytest.raises(CommandError):
        call_command("benchmark", "everything")
