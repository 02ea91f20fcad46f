"""What becomes of whom in the round: who applies, for what, and what two reviewers make of it."""

from dataclasses import dataclass

ANCHORING, PARTICIPATION, IMPACT = "anchoring", "participation", "impact"
A, P, I = (ANCHORING,), (PARTICIPATION,), (IMPACT,)


@dataclass(frozen=True)
class Applicant:
    """A municipality that handed in; the first theme is the one it wants most.

    `experience` has the levels of both reviewers for each theme, `others` those for motivation,
    staff and backing. `posts` is the coordination as the survey has it, in full-time posts.
    """

    key: str
    themes: tuple[str, ...]
    experience: tuple[str, ...]
    others: tuple[str, str, str]
    posts: float


# Levels from 0 to 3; "32" is a 3 of the first reviewer and a 2 of the second.
APPLICANTS = (
    Applicant("ankermuende", P, ("32",), ("22", "21", "22"), 1.5),
    Applicant("duenenrade", A, ("11",), ("11", "11", "21"), 1),
    Applicant("reetmark", I, ("11",), ("33", "32", "22"), 0.75),
    Applicant("moewenfurt", P + A, ("31", "21"), ("33", "22", "22"), 0.8),
    Applicant("torfhagen", P, ("32",), ("32", "32", "32"), 0.5),
    Applicant("faehrlande", I, ("22",), ("11", "21", "22"), 0.75),
    Applicant("hagenmoor", P, ("21",), ("11", "11", "21"), 1),
    Applicant("birkenstrom", A, ("32",), ("32", "33", "32"), 1.25),
    Applicant("ziegelwerder", I, ("21",), ("33", "22", "32"), 0.4),
    Applicant("kranichfurt", A + I, ("32", "21"), ("21", "22", "22"), 2),
    Applicant("seenrode", I, ("21",), ("21", "32", "21"), 0.25),
    Applicant("stoerchenau", P, ("11",), ("21", "21", "21"), 1),
    Applicant("fuchswalde", A, ("22",), ("10", "10", "11"), 0.5),
    Applicant("stahlbrueck", I, ("33",), ("33", "33", "33"), 0.9),
    Applicant("muehlquell", I + P, ("21", "11"), ("21", "21", "32"), 2.5),
    Applicant("zechenfeld", A, ("11",), ("11", "10", "21"), 0.5),
    Applicant("hammerwald", A, ("33",), ("33", "32", "33"), 0.75),
    Applicant("schieferhoeh", P, ("21",), ("22", "22", "21"), 1),
    Applicant("webersund", P, ("11",), ("21", "11", "11"), 1),
    Applicant("flachsmark", I, ("11",), ("32", "21", "11"), 1.5),
    Applicant("almried", A, ("33",), ("32", "32", "22"), 1),
    Applicant("glockenfurt", P, ("21",), ("11", "21", "11"), 1.75),
    Applicant("hopfengau", P, ("22",), ("33", "22", "11"), 1),
    Applicant("enzianfurt", I, ("22",), ("21", "10", "21"), 1),
    Applicant("rebengrund", A, ("32",), ("21", "22", "21"), 1.5),
    Applicant("foehntal", I, ("33",), ("11", "32", "32"), 0.75),
    Applicant("eschgrund", A, ("22",), ("32", "22", "32"), 0.25),
    Applicant("kieferstein", P, ("32",), ("32", "32", "22"), 0.4),
    Applicant("weidengrund", I, ("32",), ("33", "22", "22"), 1),
    Applicant("steinmuehlen", I + A, ("10", "10"), ("10", "21", "11"), 0.75),
    Applicant("burgwiesen", P, ("32",), ("32", "32", "33"), 0.5),
)
# Handed in, and not among those compared: sent back as incomplete, and withdrawn.
INCOMPLETE = Applicant("silberseen", I, ("",), ("", "", ""), 0.5)
WITHDRAWN = Applicant("basaltau", A, ("",), ("", "", ""), 0.75)
HANDED_IN = (*APPLICANTS, INCOMPLETE, WITHDRAWN)
LATE = "fuchswalde"
WITHOUT_BACKING = "enzianfurt"
# Stands apart from its register: it means another series of talks of the Land.
CLAIMS_WRONGLY = "hopfengau"
# Who declares a conflict of interest about whom before reading.
CONFLICT = "reviewer_land", "faehrlande"

# What the others replied to the invitation; themes as needs.
DECLINED = {
    "sandauen": (P, "Die Koordination ist bis zum Sommer nicht besetzt."),
    "kupferau": (A, "Der Kreis ordnet sein Jugendamt neu und möchte später teilnehmen."),
    "lindenwarte": (P, "Der Landkreis hat gerade ein eigenes Vorhaben zur Beteiligung begonnen."),
    "glasbrueck": (A, "Die Stadt sieht für drei Jahre keine freie Arbeitszeit."),
}
SILENT = {"salzdeich": P, "dreibruecken": P, "zirbenstein": I}
# On the longlist, not invited in the first place.
WAITING = {"sturmheide": A, "talbruch": I, "holunderau": A, "marktsteig": P}
INVITED = (*(row.key for row in HANDED_IN), *DECLINED, *SILENT)
# No network yet, so that nobody invites them.
WITHOUT_NETWORK = ("nadelgrund", "braunheide")


def needs() -> dict[str, tuple[str, ...]]:
    """The themes each municipality on the longlist named as its need in the survey."""
    found = {row.key: row.themes for row in HANDED_IN}
    found |= {key: themes for key, (themes, _reason) in DECLINED.items()}
    return found | SILENT | WAITING
