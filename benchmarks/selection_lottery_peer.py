"""The peer's side of selection_lottery.py; runs in the peer's own environment, never in ours.

    PYTHON selection_lottery_peer.py FOLDER PLACES

Reads features.csv and people.csv of the folder, finds the peer's maximin distribution and prints
seconds (without start and reading) and smallest chance as JSON in its last line: the peer itself
talks on the ones before.
"""

import json
import sys
import time
from collections import defaultdict
from pathlib import Path

from sortition_algorithms.adapters import CSVFileDataSource, SelectionData
from sortition_algorithms.committee_generation.maximin import find_distribution_maximin
from sortition_algorithms.settings import Settings


def measure(folder: Path, places: int) -> dict[str, float]:
    source = CSVFileDataSource(
        features_file=folder / "features.csv",
        people_file=folder / "people.csv",
        already_selected_file=None,
        selected_file=folder / "selected.csv",
        remaining_file=folder / "remaining.csv",
    )
    data = SelectionData(source)
    features, _report = data.load_features(places)
    people, _report = data.load_people(Settings(id_column="id", columns_to_keep=[]), features)
    start = time.perf_counter()
    committees, shares, _report = find_distribution_maximin(features, people, places, [])
    seconds = time.perf_counter() - start
    chances: defaultdict[str, float] = defaultdict(float)
    for committee, share in zip(committees, shares, strict=True):
        for person in committee:
            chances[person] += share
    return {"seconds": seconds, "least": min(chances.values())}


if __name__ == "__main__":
    print(json.dumps(measure(Path(sys.argv[1]), int(sys.argv[2]))))
