"""The editor’s script is made with Node and committed: the one here is made of the sources here."""

import hashlib
from pathlib import Path

ARTICLES = Path(__file__).resolve().parents[1]
SOURCES = ARTICLES / "editor"


def test_the_committed_script_is_the_one_of_these_sources():
    made_of = [SOURCES / "build.mjs", SOURCES / "package-lock.json", *SOURCES.glob("src/*")]
    names = sorted(path.relative_to(SOURCES).as_posix() for path in made_of)
    fingerprint = hashlib.sha256()
    for name in names:
        fingerprint.update(f"{name}\n".encode() + (SOURCES / name).read_bytes())
    script = (ARTICLES / "static/articles/editor.js").read_text()
    assert fingerprint.hexdigest() in script.splitlines()[0], (
        "articles/editor has changed: npm ci && npm run build there, and commit editor.js too"
    )
