"""What paper VO/2018/601 of the Kreis Rendsburg-Eckernförde says."""

TITLE = "Qualitätsentwicklung in der Praxis unterstützen - Kommunale Qualitätsdialoge Frühe Hilfen"

# Heading and text. The paper sets the nine dimensions as a grid of boxes; here they are a list.
PARTS = (
    (
        "",
        """\
Mit dieser Vorlage wird der Jugendhilfeausschuss über die Beteiligung des Kreises \
Rendsburg-Eckernförde an dem Qualitätsentwicklungsprojekt des NZFH (Nationales Zentrum Frühe \
Hilfen) „Qualitätsentwicklung in der Praxis unterstützen - Kommunale Qualitätsdialoge Frühe \
Hilfen“ informiert.

Um gute bedarfsorientierte Unterstützungsangebote für Eltern vorhalten zu können, ist die \
Sicherung der Qualität der Frühen Hilfen und der Kooperationen vor Ort grundlegend. Nach \
mittlerweile 6 Jahren der Zusammenarbeit in den Netzwerkregionen im Kreis Rendsburg-Eckernförde \
gibt es eine vertrauensvolle und tragfähige Zusammenarbeit mit den Akteuren der Frühen Hilfen, \
bewährte Unterstützungsangebote und ein Wissen darum, wer für welches Thema anzusprechen ist. Für \
einzelne Bereiche wurden bereits Maßnahmen zur Qualitätsentwicklung durchgeführt (gemeinsame \
Steuerung durch Netzwerkpartner/innen, Abfragen zur Zufriedenheit der Teilnehmenden etc.), ein \
umfassendes Konzept zur Qualitätsentwicklung konnte jedoch noch nicht erstellt werden.

Wir erhoffen uns durch eine Beteiligung an dem genannten Bundesmodellprojekt, die unabhängige \
externe Beratung und Prozessbegleitung durch ein Qualitätsentwicklungsinstitut und den \
überregionalen Austausch mit anderen beteiligten Kommunen Unterstützung bei der Erstellung eines \
fachlich fundierten Konzeptes, welches uns zukünftig hilft, unsere Arbeit in den Frühen Hilfen \
auszurichten und weiterzuentwickeln.

Das Projekt »Kommunale Qualitätsdialoge Frühe Hilfen« bietet Akteuren in den Frühen Hilfen eine \
neue Möglichkeit, sich fachlich begleitet mit Fragen der Qualitätsentwicklung auseinanderzusetzen. \
Dabei handelt es sich um einen rund zweijährigen Qualitätsentwicklungsprozess, der durch eine \
langfristig angelegte Begleitforschung und eine partizipativ gestaltete Praxisentwicklung \
unterstützt wird. Für die Prozessbegleitung mit den teilnehmenden Kommunen hat das NZFH das \
Felsenweg-Institut der Karl Kübel Stiftung beauftragt. Das Projekt basiert auf dem \
„Qualitätsrahmen Frühe Hilfen“, der vom NZFH und dessen Beirat erarbeitet wurde.

Der Qualitätsrahmen ist ein Instrument zur Beschreibung der Qualität Früher Hilfen innerhalb \
konkreter Gegebenheiten vor Ort. Hierzu wurden 9 Qualitätsdimensionen beschrieben:""",
    ),
    (
        "Qualitätsdimensionen",
        """\
Die folgenden Qualitätsdimensionen wurden durch den Beirat des NZFH als wesentlich für die \
Entwicklung der Infrastrukturqualität in den Frühen Hilfen identifiziert:

- Dokumentation und Evaluation
- Grundidee
- Netzwerk
- Planung
- Politisch-strukturelle Verankerung vor Ort
- Qualifizierung und interprofessionelles Lernen
- Qualität von Angeboten
- Zielbestimmung
- Zusammenarbeit mit der Familie""",
    ),
    (
        "Ziele des Projektes",
        """\
Folgende Projektziele werden durch das NZFH benannt:

- Voneinander Lernen und Qualitätsentwicklung vor Ort fördern
- Qualitätsentwicklung der kommunalen Infrastruktur Früher Hilfen unter Berücksichtigung der \
Elternperspektive
- Kompetenzen zur Qualitätsentwicklung und Selbstevaluation auf- und ausbauen
- Dialogische Entwicklung eines fachlich fundierten QE-Konzeptes
- Entwicklung und Erprobung qualitätsgesicherter Praxis-Instrumente & Methoden, um die eigene \
Arbeit auszurichten und weiterzuentwickeln
- Transfer der Projektergebnisse in die örtlichen Netzwerke
- Überarbeitung und Weiterentwicklung des Qualitätsrahmens Frühe Hilfen""",
    ),
    (
        "Ablauf & Beteiligte",
        """\
4 Kommunen schließen sich zu einem Cluster zusammen. Der Kreis Rendsburg-Eckernförde bearbeitet \
die Qualitätsdimension 7 „Zusammenarbeit mit der Familie“ in einem Cluster mit Bremen, Bremerhaven \
und Rotenburg (Wümme).

Jede Kommune entsendet bis zu 10 Vertreterinnen oder Vertreter des örtlichen Netzwerkes Frühe \
Hilfen (Koordinatorin, Leitungsebene & Akteure aus den Netzwerken) sowie nach Möglichkeit 1-2 \
Elternvertreter/innen und zivilgesellschaftliche Akteure.

Die Koordinierung und Umsetzung vor Ort erfolgt durch die jeweiligen Netzwerkkoordinatoren/innen.

In drei aufeinander aufbauenden Phasen werden die Kommunen mithilfe verschiedener \
Veranstaltungsformate vom Felsenweg-Institut durch den Prozess geführt.

Während der Projektlaufzeit finden durch das NZFH ausgerichtete, begleitende 1-tägige \
Rahmenveranstaltungen statt.

Das NZFH übernimmt die Kosten für die Begleitung, Beratung und Moderation der Cluster durch das QE \
Institut sowie die Durchführung der begleitenden Rahmenveranstaltungen.""",
    ),
)
