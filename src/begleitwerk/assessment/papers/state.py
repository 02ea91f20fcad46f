"""What council papers and the brief say of the quality, by the latest released self-assessment."""

from collections import Counter, defaultdict
from collections.abc import Sequence

from begleitwerk.assessment.enums import AssessmentState, FindingState
from begleitwerk.assessment.models import Assessment, Finding
from begleitwerk.assessment.presenters.findings import agreed_level
from begleitwerk.assessment.selectors.findings import is_need, released_findings
from begleitwerk.core.contributions import PaperLook
from begleitwerk.core.papers import (
    Addresses,
    Figure,
    PartContent,
    TableShape,
    counted,
    day,
    gap,
    listed,
    number,
    sentence,
)

MOST_STEPS = 5


def released(look: PaperLook) -> Assessment | None:
    """The latest self-assessment of the municipality that was signed off."""
    rows = Assessment.objects.filter(municipality=look.municipality, state=AssessmentState.RELEASED)
    rows = rows.defer("result").select_related("released_by")
    return rows.order_by("-released_on", "-pk").first()


def agreed(look: PaperLook) -> Sequence[Finding]:
    """What was agreed in it, in the order of the criteria."""
    assessment = look.once(released)
    if assessment is None:
        return ()
    rows = Finding.objects.filter(assessment=assessment, state=FindingState.AGREED)
    return tuple(rows.select_related("criterion__dimension", "criterion__item"))


def needs(look: PaperLook) -> Sequence[Finding]:
    """Of these the needs, the most urgent first."""
    known = {row.pk: row for row in look.once(agreed)}
    rows = Finding.objects.filter(is_need(), pk__in=known).order_by("level", "criterion__position")
    found = [known[pk] for pk in rows.values_list("pk", flat=True)]
    return sorted(found, key=lambda row: row.priority or 9)


def quality(look: PaperLook) -> PartContent:
    """Agreed levels by dimension, what changed since the one before, and what follows."""
    assessment, found, sources = look.once(released), look.once(agreed), Addresses()
    if assessment is None or not found:
        missing = "Wie steht es um die Qualität? Bisher ist keine Selbsteinschätzung freigegeben."
        return PartContent(gap(missing))
    address = look.urls("assessment:finding")
    sources.add(assessment.title, look.url("assessment:assessment", assessment.pk))
    for row in look.once(needs):
        sources.add(f"Befund: {row.criterion.number} {row.criterion.label_de}", address(row.pk))
    text = [_basis(assessment, found), _moved(assessment, found), _follows(look.once(needs))]
    return PartContent(" ".join(filter(None, text)), _table(found), sources.all())


def _basis(assessment: Assessment, found: Sequence[Finding]) -> str:
    who = f" ({assessment.released_by.name})" if assessment.released_by else ""
    on = f"am {day(assessment.released_on)}{who}" if assessment.released_on else ""
    what = counted(len(found), "ein Befund", "Befunde")
    return (
        f"Grundlage ist die „{assessment.title}“, freigegeben {on}. "
        f"Vereinbart {'wurde' if len(found) == 1 else 'wurden'} {what}."
    )


def _moved(assessment: Assessment, found: Sequence[Finding]) -> str:
    """Against the signed-off self-assessment before, on the same scale and criteria alone."""
    before: dict[int | None, int | None] = dict(
        Finding.objects.filter(
            municipality=assessment.municipality_id,
            state=FindingState.AGREED,
            assessment__state=AssessmentState.RELEASED,
            assessment__scale=assessment.scale_id,
            assessment__lt=assessment.pk,
            criterion__source__in=[row.criterion.source_id for row in found],
        )
        .order_by("assessment")
        .values_list("criterion__source", "level")
    )
    pairs = [
        (then, row.level)
        for row in found
        if (then := before.get(row.criterion.source_id)) is not None and row.level is not None
    ]
    if not pairs:
        return ""
    higher = sum(now > then for then, now in pairs)
    lower = sum(now < then for then, now in pairs)
    parts = [
        f"{number(count) if count != 1 else 'eines'} {word}"
        for count, word in ((higher, "höher"), (lower, "niedriger"))
        if count
    ]
    compared = counted(len(pairs), "ein Kriterium", "Kriterien")
    moved = f"davon {listed(parts)}" if parts else "auf derselben Stufe wie zuvor"
    return f"Mit der vorigen Einschätzung vergleichbar: {compared}, {moved}."


def _follows(found: Sequence[Finding]) -> str:
    if not found:
        return "Dringender Bedarf wurde nicht festgestellt."
    many = counted(len(found), "einem Kriterium", "Kriterien")
    steps = [row.next_step.rstrip(".") for row in found if row.next_step][:MOST_STEPS]
    text = f"Bedarf besteht bei {many}."
    return f"{text} {sentence(f'Nächste Schritte: {listed(steps)}')}" if steps else text


def _table(found: Sequence[Finding]) -> dict[str, object] | None:
    by_dimension: dict[str, list[Finding]] = defaultdict(list)
    for row in found:
        dimension = row.criterion.dimension
        by_dimension[f"{dimension.number} {dimension.label_de}"].append(row)
    shape = TableShape(
        caption="Vereinbarte Stufen nach Qualitätsdimension",
        header=("Qualitätsdimension", "Befunde", "Vereinbarte Stufen"),
        rows=tuple((name, str(len(rows)), _levels(rows)) for name, rows in by_dimension.items()),
        numeric=(1,),
    )
    return shape.as_json()


def _levels(rows: Sequence[Finding]) -> str:
    levels = {row.level: level_words(row) for row in rows}
    counts = Counter(row.level for row in rows)
    ordered = sorted(level for level in counts if level is not None)
    return "; ".join(f"{counts[level]} × {levels[level]}" for level in ordered)


def level_words(row: Finding) -> str:
    level = agreed_level(row)
    return f"Stufe {row.level} ({level.label})" if level and level.label else f"Stufe {row.level}"


# --- Brief ------------------------------------------------------------------------------------


def figure(look: PaperLook) -> Figure | None:
    """How many agreed criteria are no need; nothing before a self-assessment was released."""
    assessment, found = look.once(released), look.once(agreed)
    if assessment is None or not found:
        return None
    weak = len(look.once(needs))
    value = f"{len(found) - weak} von {len(found)}"
    note = (
        f"{assessment.title}, {counted(weak, 'ein Bedarf', 'Bedarfe')}"
        if weak
        else (assessment.title)
    )
    return Figure("quality", value, "Kriterien ohne dringenden Bedarf", note)


# --- What a programme keeps -------------------------------------------------------------------


def released_tables(party: object) -> list[TableShape]:
    """The findings released to the programme, as it could read them."""
    place = party.municipality  # type: ignore[attr-defined]
    rows = released_findings().filter(municipality=place)
    rows = rows.select_related("criterion__dimension", "criterion__item", "assessment")
    rows = rows.defer("assessment__result").order_by("-assessment", "criterion__position")
    header = (
        "Kriterium", "Qualitätsdimension", "Vereinbarte Stufe", "Begründung", "Nächster Schritt",
        "Selbsteinschätzung",
    )  # fmt: skip
    lines = tuple(
        (
            f"{row.criterion.number} {row.criterion.label_de}",
            row.criterion.dimension.label_de,
            level_words(row),
            row.reason or "–",
            row.next_step or "–",
            row.assessment.title,
        )
        for row in rows
    )
    return [TableShape("Freigegebene Befunde", header, lines)]
