"""The house rules that can be read from the source: who imports whom, and what may stand where."""

import ast
import re
import subprocess
from pathlib import Path

import pytest

HOUSE = Path(__file__).resolve().parents[2]

# What each app may import, itself included; never back.
MAY_IMPORT = {
    "newsroom": {"newsroom", "articles", "diplomacy"},
    "articles": {"articles", "diplomacy"},
    "diplomacy": {"diplomacy"},
}
# The desk's working copies, which code that readers reach never touches.
WORKING_COPIES = {
    "Dispatch", "DispatchByline", "DispatchFigure", "Revision", "Autosave", "ShareLink", "preview",
}  # fmt: skip
# The rooms where only the desk (or the model itself) is at work; every other module is public.
DESK_ROOMS = re.compile(
    r"^(admin|desk|forms|management|migrations|models|tests|apps|rights|facts|preview)\b"
)
# The templates that may print stored HTML as it is, the sanitised body: on pages, and in feeds.
PRINTS_HTML = {"articles/_body.html", "articles/_feed_entry.html"}
NAMELESS_ROOMS = {"utils", "util", "helpers", "services", "managers", "misc", "common"}
TOP_LEVEL = {
    *MAY_IMPORT, "templates", "fixtures", "manage.py", "conftest.py", "pyproject.toml",
    "requirements.txt", "requirements-dev.txt", "requirements-scale.txt",
    "README.md", "CHANGELOG.md", "LICENSE", ".ci", ".editorconfig", ".gitignore",
}  # fmt: skip


def committed():
    """The files that git knows or would add, so that what a tool leaves behind is not judged."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    try:
        listing = subprocess.run(command, cwd=HOUSE, capture_output=True, text=True, check=True)
    except (OSError, subprocess.CalledProcessError):
        pytest.skip("not a git checkout")
    paths = [Path(name) for name in listing.stdout.split("\0") if name]
    return [path for path in paths if (HOUSE / path).exists()]


def sources(app):
    return sorted(path.relative_to(HOUSE) for path in (HOUSE / app).rglob("*.py"))


def tree(path):
    return ast.parse((HOUSE / path).read_text(), str(path))


def imports(path, parsed):
    """Each (line, dotted name) that a module imports, those inside functions too."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, name.name) for name in node.names)
        elif isinstance(node, ast.ImportFrom):
            package = path.parts[: len(path.parts) - node.level] if node.level else ()
            base = ".".join((*package, *filter(None, [node.module])))
            yield from ((node.lineno, f"{base}.{name.name}") for name in node.names)


def asks_for_an_app(function):
    return ast.unparse(function).split(".")[-1] in {"get_model", "get_app_config"}


def references(parsed):
    """Each (line, text) that names something of an app in a string: "articles.Dispatch",
    "articles:dispatch_list", get_model("articles", …), a migration's ("articles", "0001_…")."""
    for node in ast.walk(parsed):
        if isinstance(node, ast.Constant) and re.match(r"\w+[.:]\w[\w.]*$", str(node.value)):
            yield node.lineno, str(node.value)
        elif isinstance(node, ast.Tuple) and node.elts:
            yield node.lineno, getattr(node.elts[0], "value", None)
        elif isinstance(node, ast.Call) and node.args and asks_for_an_app(node.func):
            yield node.lineno, getattr(node.args[0], "value", None)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_imports_point_from_newsroom_to_articles_to_diplomacy_and_never_back(app):
    forbidden = MAY_IMPORT.keys() - MAY_IMPORT[app]
    wrong = []
    for path in sources(app):
        parsed = tree(path)
        for line, name in (*imports(path, parsed), *references(parsed)):
            if re.split(r"[.:]", str(name))[0] in forbidden:
                wrong.append(f"{path}:{line} names {name}; {app} must not know that app")
    assert not wrong, "\n".join(wrong)


@pytest.mark.parametrize("app", MAY_IMPORT)
def test_public_code_never_imports_a_working_copy(app):
    wrong = []
    for path in sources(app):
        if DESK_ROOMS.match(path.parts[1].removesuffix(".py")):
            continue
        parsed = tree(path)
        named = [(line, name.split(".")[-1]) for line, name in imports(path, parsed)]
        named += [(n.lineno, n.attr) for n in ast.walk(parsed) if isinstance(n, ast.Attribute)]
        for line, name in named:
            if name in WORKING_COPIES:
                wrong.append(f"{path}:{line} reaches {name}; public code reads editions only")
    assert not wrong, "\n".join(wrong)


def test_every_module_has_a_name_of_its_own():
    modules = {path for app in MAY_IMPORT for path in sources(app)}
    wrong = [
        f"{path} is a {name} module; name the noun it is about"
        for path in sorted(modules)
        for name in NAMELESS_ROOMS & {path.stem, *path.parts[:-1]}
    ]
    assert not wrong, "\n".join(wrong)


def test_the_top_level_holds_only_what_tools_need():
    extra = sorted({path.parts[0] for path in committed()} - TOP_LEVEL)
    assert not extra, f"At the top level, only what tools need; move {', '.join(extra)} into an app"


def test_only_the_templates_of_the_body_print_html_as_it_is():
    wrong = []
    places = [HOUSE, *(HOUSE / app for app in MAY_IMPORT)]
    for path in (path for place in places for path in place.glob("templates/**/*.html")):
        name = path.as_posix().rpartition("/templates/")[2]
        if name.startswith("admin/") or name in PRINTS_HTML:
            continue
        for line, text in enumerate(path.read_text().splitlines(), 1):
            if re.search(r"\|\s*safe(seq)?\b|\bautoescape\s+off\b", text):
                allowed = ", ".join(PRINTS_HTML)
                wrong.append(f"{name}:{line} prints HTML unescaped; only {allowed} may")
    assert not wrong, "\n".join(wrong)
