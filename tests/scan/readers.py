"""What others read of a municipality that released nothing: field by field, by hand.

Independent of rules and matrix. Whoever is not named here reads nothing at all.
"""

# Where the process stands; the survey is the programme's own.
STANDING = frozenset({"processes.Phase.name"})

# Its participation: the contract is the programme's own record.
CONTRACT = frozenset({"programmes.Contract.number"})

# What the programme records of a candidate: the address it writes to, the file of the survey, and
# by which function somebody there acted on it.
CANDIDATE = frozenset(
    {
        "accounts.User.function",
        "municipal_survey.SurveyRow.file_name",
        "selection.Candidacy.contact_email",
        "selection.CandidacyStep.reason",
    }
)

# Letters are the programme's own: to whom and where it sent them, and what stood in them.
LETTERS = frozenset(
    {
        "municipalities.LetterContact.office",
        "municipalities.LetterContact.function",
        "municipalities.LetterContact.person",
        "municipalities.LetterContact.street",
        "municipalities.LetterContact.postcode",
        "municipalities.LetterContact.town",
        "municipalities.LetterContact.salutation",
        "municipalities.LetterContact.email",
        "selection.Letter.content",
        "selection.Letter.sent_to",
    }
)

OTHERS: dict[str, dict[str, frozenset[str]]] = {
    "musterau": {
        "programmbuero@programm.example": STANDING
        | CONTRACT
        | LETTERS
        | {"municipal_survey.SurveyRow.file_name"},
        "programmleitung@programm.example": STANDING | CONTRACT | LETTERS,
        "landeskoordinierung@land-nord.example": STANDING,
    },
    # It writes an application, which nobody but itself reads before it is handed in.
    "fachwerden": {
        "programmbuero@programm.example": CANDIDATE | LETTERS,
        "programmleitung@programm.example": CANDIDATE | LETTERS,
    },
}
