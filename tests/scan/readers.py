"""What others read of a municipality that released nothing: field by field, by hand.

Independent of rules and matrix. Whoever is not named here reads nothing at all.
"""

# Where the process stands; the survey is the programme's own.
STANDING = frozenset({"processes.Phase.name"})

OTHERS: dict[str, frozenset[str]] = {
    "programmbuero@programm.example": STANDING | {"municipal_survey.SurveyRow.file_name"},
    "programmleitung@programm.example": STANDING,
    "landeskoordinierung@land-nord.example": STANDING,
}
