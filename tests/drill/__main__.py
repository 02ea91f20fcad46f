"""The long drill: `python -m tests.drill --seconds 20 --writers 16`; prints its figures."""

import argparse
import os
import shutil
import tempfile
import time
from contextlib import nullcontext
from pathlib import Path

from tests.drill.backups import back_up_wreck_restore
from tests.drill.kills import Blow, blow_to_a_part, blows_to, check_nothing_lost, drill
from tests.drill.load import loaded
from tests.drill.postgres import Server, programs, serving, watched_locks
from tests.drill.site import Site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=float, default=20, help="of writing around each blow")
    parser.add_argument("--writers", type=int, default=16)
    parser.add_argument("--database", choices=("sqlite", "postgresql", "both"), default="both")
    given = parser.parse_args()
    if given.database != "postgresql":
        with tempfile.TemporaryDirectory() as folder:
            go_through(Site(Path(folder)), given.writers, given.seconds)
    if given.database != "sqlite":
        if programs() is None:
            parser.exit(1, "PostgreSQL is not installed here.\n")
        folder = tempfile.mkdtemp()
        os.chmod(folder, 0o755)  # noqa: PTH101 - so that the user postgres may enter
        with serving(Path(folder) / "postgres") as server:
            site = Site(Path(folder), server.url)
            go_through(site, given.writers, given.seconds, server)
        shutil.rmtree(folder)


def go_through(site: Site, number: int, seconds: float, server: Server | None = None) -> None:
    site.begleitwerk("migrate", "--verbosity", "0")
    writers = site.people(number)
    with site.running():
        watched = watched_locks(site.database_url) if server else nullcontext()
        with watched as waits, loaded(site.port, writers, "calm ") as quiet:
            time.sleep(seconds)
        print(f"\n{'PostgreSQL' if server else 'SQLite'}, {number} writers, {seconds:.0f} s each")
        print(
            f"  undisturbed: {quiet.per_second:.1f} writes a second, "
            f"median {quiet.median_ms:.0f} ms, 95 of 100 within {quiet.slowest_ms:.0f} ms, "
            f"{quiet.refused} refused"
        )
        if waits:
            each = 1000 * waits.waited / len(quiet.seconds)
            print(f"  of these, waiting for a lock: {each:.1f} ms of each write")
        blows = [blow_to_a_part(site), *blows_to(site)]
        if server:
            blows.append(Blow("the database", server.kill_and_start))
        load, outcomes = drill(site, writers, blows, calm=seconds)
    load.acknowledged |= quiet.acknowledged
    check_nothing_lost(site, load)
    print(f"  {len(load.acknowledged)} acknowledged writes: none lost, none twice, the log whole")
    for outcome in outcomes:
        print(
            f"  killed: {outcome.what}: {outcome.gap:.1f} s without an answer, "
            f"{outcome.unanswered} reads without one"
        )
    took = back_up_wreck_restore(site, writers, seconds=seconds / 2)
    print(f"  backup while they write {took['backup']:.1f} s, restore {took['restore']:.1f} s")


if __name__ == "__main__":
    main()
