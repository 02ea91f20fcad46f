"""What becomes of whom in the round: who applies, for what, and what two reviewers make of it."""

from dataclasses import dataclass

from begleitwerk.demo.selection.words import Levels

ANCHORING, PARTICIPATION, IMPACT = "anchoring", "participation", "impact"
A, P, W = (ANCHORING,), (PARTICIPATION,), (IMPACT,)


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

    @property
    def levels(self) -> Levels:
        """What its texts are made to deserve: the higher level of both, about the first theme."""
        return Levels(*(int(max(both)) for both in (self.experience[0], *self.others)))


# Levels from 0 to 3; "32" is a 3 of the first reviewer and a 2 of the second.
APPLICANTS = (
    Applicant("ankermuende", P, ("22",), ("22", "32", "33"), 0.75),
    Applicant("duenenrade", A, ("21",), ("33", "21", "22"), 0.25),
    Applicant("reetmark", W, ("10",), ("11", "21", "32"), 0.5),
    Applicant("moewenfurt", P + A, ("32", "21"), ("33", "32", "32"), 0.9),
    Applicant("torfhagen", P, ("32",), ("22", "33", "33"), 0.4),
    Applicant("faehrlande", W, ("22",), ("22", "11", "32"), 1),
    Applicant("hagenmoor", P, ("32",), ("33", "33", "21"), 0.3),
    Applicant("birkenstrom", A, ("10",), ("10", "10", "10"), 0.8),
    Applicant("ziegelwerder", W, ("11",), ("10", "11", "21"), 0.25),
    Applicant("kranichfurt", A + W, ("32", "22"), ("21", "22", "21"), 1.5),
    Applicant("seenrode", W, ("32",), ("33", "22", "33"), 2),
    Applicant("stoerchenau", P, ("32",), ("22", "32", "32"), 0.75),
    Applicant("fuchswalde", A, ("21",), ("22", "22", "32"), 0.5),
    Applicant("stahlbrueck", W, ("22",), ("21", "32", "22"), 1.25),
    Applicant("muehlquell", W + P, ("31", "11"), ("22", "22", "22"), 1),
    Applicant("zechenfeld", A, ("21",), ("22", "11", "32"), 1.5),
    Applicant("hammerwald", A, ("21",), ("22", "32", "32"), 0.9),
    Applicant("schieferhoeh", P, ("33",), ("32", "32", "33"), 2),
    Applicant("webersund", P, ("21",), ("32", "21", "21"), 1.25),
    Applicant("flachsmark", W, ("33",), ("21", "32", "32"), 1),
    Applicant("almried", A, ("33",), ("33", "32", "32"), 1.5),
    Applicant("glockenfurt", P, ("32",), ("22", "22", "32"), 0.4),
    Applicant("hopfengau", P, ("11",), ("21", "22", "32"), 0.8),
    Applicant("enzianfurt", W, ("22",), ("21", "32", "11"), 0.75),
    Applicant("rebengrund", A, ("33",), ("32", "32", "33"), 0.5),
    Applicant("foehntal", W, ("21",), ("22", "32", "11"), 0.9),
    Applicant("eschgrund", A, ("11",), ("22", "10", "10"), 0.8),
    Applicant("kieferstein", P, ("33",), ("22", "11", "32"), 0.75),
    Applicant("weidengrund", W, ("21",), ("22", "32", "32"), 2),
    Applicant("steinmuehlen", W + A, ("21", "11"), ("22", "32", "32"), 0.5),
    Applicant("burgwiesen", P, ("33",), ("33", "33", "22"), 0.9),
)
# Handed in, and not among those compared: sent back as incomplete, and withdrawn.
INCOMPLETE = Applicant("silberseen", W, ("21",), ("22", "21", "22"), 0.5)
WITHDRAWN = Applicant("basaltau", A, ("22",), ("21", "22", "11"), 0.75)
HANDED_IN = (*APPLICANTS, INCOMPLETE, WITHDRAWN)
LATE = "fuchswalde"
WITHOUT_BACKING = "enzianfurt"
# Says that it took part before, and stands on no list.
CLAIMS_WRONGLY = "hopfengau"
# About this one the first reviewer declares a conflict of interest before reading.
CONFLICT = "faehrlande"

# What the others replied to the invitation; themes as needs.
DECLINED = {
    "sandauen": (P, "Die Koordination ist bis zum Sommer nicht besetzt."),
    "kupferau": (A, "Der Kreis ordnet sein Jugendamt neu und möchte später teilnehmen."),
    "lindenwarte": (P, "Der Landkreis hat gerade ein eigenes Vorhaben zur Beteiligung begonnen."),
    "glasbrueck": (A, "Die Stadt sieht für drei Jahre keine freie Arbeitszeit."),
}
SILENT = {"salzdeich": P, "dreibruecken": P, "zirbenstein": W}
# On the longlist, not invited in the first place.
WAITING = {"sturmheide": A, "talbruch": W, "holunderau": A, "marktsteig": P}
INVITED = (*(row.key for row in HANDED_IN), *DECLINED, *SILENT)
# No network yet, so that nobody invites them.
WITHOUT_NETWORK = ("nadelgrund", "braunheide")


def needs() -> dict[str, tuple[str, ...]]:
    """The themes each municipality on the longlist named as its need in the survey."""
    found = {row.key: row.themes for row in HANDED_IN}
    found |= {key: themes for key, (themes, _reason) in DECLINED.items()}
    return found | SILENT | WAITING
