"""Photograph every kind of page of a newsroom that runs: python -m newsroom.tests.screenshots DIR [ADDRESS]

Phone and desk, light and dark, and on paper, of all the pages that its front page leads to.
"""

import sys
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from django.urls import resolve
from playwright.sync_api import sync_playwright

from conftest import chromium

WIDTHS = (360, 1280)
SCHEMES = ("light", "dark")
OF_EACH = 2
NO_PAGES = ("admin:", "record:", "permalink")
RESOLVED = "links => links.map(each => new URL(each.getAttribute('href'), document.baseURI).href)"


def main(folder, address="http://localhost:8000"):
    folder.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=["--no-sandbox"])
        page = browser.new_page()
        for path in _chosen(page, address):
            page.goto(urljoin(address, path))
            name = unquote(path).strip("/").replace("/", "--")[:120] or "home"
            for width in WIDTHS:
                page.set_viewport_size({"width": width, "height": 900})
                for scheme in SCHEMES:
                    page.emulate_media(color_scheme=scheme, media="screen")
                    page.screenshot(path=folder / f"{name}-{width}-{scheme}.png", full_page=True)
            page.emulate_media(media="print", color_scheme="light")
            page.pdf(path=folder / f"{name}.pdf", format="A4")
            print(path)
        browser.close()


def _chosen(page, address):
    """Of each kind of page the first ones found, walking from the front pages on."""
    found, kinds, waiting = [], {}, ["/", "/en/"]
    while waiting:
        path = waiting.pop(0)
        kind = path.startswith("/en/"), resolve(path).view_name
        if path in found or kinds.get(kind, 0) >= OF_EACH or kind[1].startswith(NO_PAGES):
            continue
        kinds[kind] = kinds.get(kind, 0) + 1
        found.append(path)
        page.goto(urljoin(address, path))
        links = page.eval_on_selector_all("a[href]", RESOLVED)
        waiting += [
            parts.path
            for parts in map(urlsplit, links)
            if parts.netloc == urlsplit(address).netloc
            and parts.path.endswith("/")
            and not parts.query
        ]
    return found


if __name__ == "__main__":
    main(Path(sys.argv[1]), *sys.argv[2:])
