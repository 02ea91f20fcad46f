"""Names that those on and behind the stage share."""

COORDINATION, STEERING = "Netzwerkkoordination", "Mitglied der Steuerungsgruppe"
PLACE = "landkreis-musterau"
TITLE, MEETING = "Zwischenstand: Zielbestimmung", "Konsenssitzung zur Zielbestimmung"
