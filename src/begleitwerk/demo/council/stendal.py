"""What paper DS 481/2022 of the Landkreis Stendal says."""

TITLE = (
    'Projekt "Frühe Hilfen qualitativ gestalten: Prozessbegleitung kommunaler Netzwerke" '
    "des Nationalen Zentrums Frühe Hilfen (NZFH)"
)

# Heading and text.
PARTS = (
    (
        "",
        """\
Das Projekt des Nationalen Zentrums Frühe Hilfen (NZFH) knüpft an die Ergebnisse der \
„Qualitätsdialoge Frühe Hilfen“ an, an denen der Landkreis – hier das Jugendamt mit der \
Netzwerkstelle Frühe Hilfen – teilgenommen hat.

Das Jugendamt/Netzwerkstelle Frühe Hilfen hat nach einer direkten Einladung für das Projekt „Frühe \
Hilfen qualitativ gestalten: Prozessbegleitung kommunaler Netzwerke“

- Thema: Politisch-strukturelle Verankerung

eine entsprechende Bewerbung abgegeben und am 06.04.2022 die Information erhalten, dass der \
Landkreis Stendal im Zuge der finalen Auswahl der Kommunen erfolgreich war.""",
    ),
    (
        "Worum geht es?",
        """\
Ziel des Vorhabens ist es, die Netzwerke Frühe Hilfen in der Qualitätsentwicklung zum Ausbau von \
familienfreundlichen Infrastrukturen zu unterstützen. Im Zeitraum von April 2022 bis Juni 2025 \
bietet das NZFH Netzwerken mit seinen Akteuren aus neun Kommunen eine Prozessbegleitung an. In \
dialogorientierten Formaten werden gemeinsam lösungsorientierte Vorgehensweisen zu einem zentralen \
Thema der Qualitätsentwicklung erarbeitet. Die gewonnenen Erkenntnisse aus den kommunalen \
Entwicklungsprozessen werden nach Abschluss des Projekts für alle Akteure bundesweit aufbereitet.

Anhand der Daten aus den Kommunalbefragungen wurde eine kriteriengeleitete Auswahl von Kommunen \
getroffen, die das NZFH zur Bewerbung eingeladen hat. Für den Landkreis Stendal traf das auf das \
Entwicklungsthema politisch-strukturelle Verankerung zu.

Folgende Kriterien waren Grundlage der Auswahl:

- Die Kommune hat bereits Erfahrungen in der Qualitätsentwicklung des Themas.
- Eine ausgeglichene Verteilung zwischen städtischem und ländlichem Raum wird angestrebt.
- Die Kommune hat an den Qualitätsdialogen Frühe Hilfen teilgenommen.

Näheres zur Projektumsetzung ist dem in der Anlage beigefügten Informationsblatt zu entnehmen.""",
    ),
    (
        "Grundlage der Umsetzung des Projektes",
        "Kooperationsvertrag zwischen dem Landkreis und dem NZFH.",
    ),
)
