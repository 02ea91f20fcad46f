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

OTHERS: dict[str, dict[str, frozenset[str]]] = {
    "musterau": {
        "programmbuero@programm.example": STANDING
        | CONTRACT
        | {"municipal_survey.SurveyRow.file_name"},
        "programmleitung@programm.example": STANDING | CONTRACT,
        "landeskoordinierung@land-nord.example": STANDING,
    },
    # It writes an application, which nobody but itself reads before it is handed in.
    "fachwerden": {
        "programmbuero@programm.example": CANDIDATE,
        "programmleitung@programm.example": CANDIDATE,
    },
}
