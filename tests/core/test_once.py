"""What is read once while a page is made, and anew everywhere else."""

from begleitwerk.core.once import once_per_page, one_page

calls: list[tuple[int, str]] = []


@once_per_page
def read(number: int, word: str = "") -> str:
    calls.append((number, word))
    return f"{number}{word}"


def test_one_page_reads_the_same_thing_once() -> None:
    calls.clear()
    with one_page():
        assert [read(1), read(1), read(2), read(1, word="a"), read(1, word="a")] == [
            "1", "1", "2", "1a", "1a",
        ]  # fmt: skip
        assert calls == [(1, ""), (2, ""), (1, "a")]


def test_the_next_page_and_whatever_is_no_page_read_anew() -> None:
    calls.clear()
    with one_page():
        read(1)
    with one_page():
        read(1)
    read(1)
    read(1)
    assert len(calls) == 4
