"""What others read of a municipality that released nothing: field by field, by hand.

Independent of rules and matrix. Whoever is not named here reads nothing at all.
"""

# What a programme keeps itself: where the process stands, which answers of the survey it has.
STANDING = frozenset({"processes.Phase.name"})

OTHERS: dict[str, frozenset[str]] = {
    "programmbuero@programm.example": STANDING | {"municipal_survey.SurveyRow.file_name"},
    "programmleitung@programm.example": STANDING,
    "landeskoordinierung@land-nord.example": STANDING,
}
