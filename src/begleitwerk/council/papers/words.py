"""German words of a council paper, whatever the interface language."""

from begleitwerk.council.enums import Coverage, PaperType, SigningCapacity, StepStatus

PAPER_TYPES: dict[str, str] = {
    PaperType.INFORMATION: "Mitteilungsvorlage",
    PaperType.RESOLUTION: "Beschlussvorlage",
}
SIGNING: dict[str, str] = {
    SigningCapacity.IM_AUFTRAG: "Im Auftrag",
    SigningCapacity.IN_VERTRETUNG: "In Vertretung",
}
COVERAGE: dict[str, str] = {
    Coverage.PLANNED: "Die erforderlichen Mittel sind im Produkt eingeplant.",
    Coverage.PARTLY: "Die erforderlichen Mittel sind teilweise im Produkt eingeplant",
    Coverage.NOT_PLANNED: "Die erforderlichen Mittel sind nicht eingeplant.",
}
STEP_STATUS: dict[str, str] = {
    StepStatus.PLANNED: "",
    StepStatus.ON_AGENDA: "",
    StepStatus.HEARD: "beraten",
    StepStatus.POSTPONED: "vertagt",
    StepStatus.REMOVED: "abgesetzt",
    StepStatus.WITHDRAWN: "zurückgezogen",
}
