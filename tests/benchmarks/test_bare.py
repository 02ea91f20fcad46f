"""The floor that pages are measured against starts, and is bare."""

import os
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
STARTED = "from benchmarks.bare import application, settings; print(settings.MIDDLEWARE)"


def test_the_floor_starts_without_any_middleware(tmp_path: Path) -> None:
    started = subprocess.run(
        [sys.executable, "-c", STARTED],
        cwd=ROOT,
        env={
            **os.environ,
            "BEGLEITWERK_DATA_DIR": str(tmp_path),
            "DJANGO_SETTINGS_MODULE": "benchmarks.bare_settings",
            "BENCH_SLUG": "landkreis-gross",
            "BENCH_HEAVY": "landkreis-gross",
        },
        capture_output=True,
        text=True,
        check=False,
    )
    assert started.stdout == "[]\n", started.stderr
