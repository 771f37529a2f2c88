"""Words as XML may hold them."""

import re

# However escaped: XML 1.0, production 2.
UNFIT = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")


def fit(text):
    """`text` without the letters that no XML may hold."""
    return UNFIT.sub("", text)
