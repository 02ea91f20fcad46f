"""What paper 017/2023 of the Kreis Soest says."""

TITLE = 'Projektstand "Frühe Hilfen qualitätvoll gestalten: Prozessbegleitung kommunaler Netzwerke"'

RESOLUTION = (
    "Der Jugendhilfeausschuss begrüßt den Zwischenbericht zu dem Bundesprojekt „Frühe Hilfen "
    "qualitätvoll gestalten: Prozessbegleitung kommunaler Netzwerke“ und beauftragt die "
    "Verwaltung, über den Fortgang des Projektes im Jugendhilfeausschuss regelmäßig zu berichten."
)

SUMMARY = """\
Das Kreisjugendamt Soest ist im Mai 2022 als eins von drei Jugendämtern bundesweit für das Projekt \
des Nationalen Zentrums Frühe Hilfen (NZFH) „Frühe Hilfen qualitätvoll gestalten: \
Prozessbegleitung kommunaler Netzwerke“ mit dem Schwerpunkt der politisch-strukturellen \
Verankerung ausgewählt worden. Insgesamt begleitet das NZFH neun Jugendämter zu den Themen \
„Politisch-strukturelle Verankerung“, „Partizipation“ und „Wirkungsorientierung“.

Der Projektzeitraum umfasst den Zeitrahmen von Mai 2022 bis Mitte 2025.

Der Prozess und die Ergebnisse des Projektes werden wissenschaftlich begleitet und anschließend \
Handlungsleitfäden für einen bundesweiten Transfer für andere Jugendämter erstellt."""

# Kind of block and text; the paper has no headings within its Sachdarstellung.
PARTS = (
    (
        "programme",
        """\
Ziel des Projektes ist es, die Netzwerke Frühe Hilfen in der Qualitätsentwicklung zum Ausbau von \
familienfreundlichen Infrastrukturen zu unterstützen. Politikerinnen und Politiker sollen ein \
lokales Verständnis für Frühe Hilfen entwickeln und diese in ihren Ortskommunen verstetigen. \
Dadurch sollen Frühe Hilfen in alle Ortskommunen wirksam implementiert werden, weiterhin soll \
gemeinsam eine örtlich angepasste Idee vom Erfolg der Frühen Hilfen entwickelt werden.

Der Entwicklungsprozess knüpft an die kommunale Ausgangssituation an. Fach- und Leitungskräfte vor \
Ort erarbeiten zunächst gemeinsam Ziele und Maßnahmen und setzen diese dann mit weiteren \
Akteurinnen und Akteuren um. Dabei stehen ihnen Mitarbeitende des NZFH als Prozessbegleitung zur \
Seite. Zum Austausch dienen Workshops mit Beteiligten aus den anderen teilnehmenden Jugendämtern \
während der Projektlaufzeit. Zur fachlichen Unterstützung in der Bearbeitung der \
Entwicklungsthemen werden Expertinnen und Experten eingebunden. Gemeinsam mit allen Beteiligten \
werden die umgesetzten Maßnahmen in den teilnehmenden Jugendämtern zum Abschluss reflektiert und \
abschließende Schritte zur kommunalen Verstetigung vor Ort vereinbart. Nach drei Jahren endet die \
Prozessbegleitung der neun Jugendämter.""",
    ),
    (
        "bodies",
        """\
Von Mai 2022 bis September 2022 wurde das Projekt durch das Kreisjugendamt Soest mit Unterstützung \
des NZFH vorbereitet. Es fanden regelmäßige Jour-fixe-Termine mit den Mitarbeiterinnen des NZFH \
statt. Es wurden eine Planungs- und eine Steuerungsgruppe eingerichtet. Die Planungsgruppe besteht \
aus der Sachgebietsleiterin der Besonderen Sozialen Dienste, dem Jugendhilfeplaner und der \
Netzwerkkoordinatorin Frühe Hilfen. Die Steuerungsgruppe besteht aus den Dezernaten 4 (Gesundheit, \
Verbraucherschutz und Gefahrenabwehr), der Dezernentin, und 5 (Jugend, Bildung und Soziales), dem \
Dezernenten, der Abteilungsleitung, der Vorsitzenden des JHA, der Planungsgruppe und den beiden \
Projektbegleiterinnen des Nationalen Zentrums Frühe Hilfen.""",
    ),
    (
        "phases",
        """\
Von Oktober 2022 bis voraussichtlich Juni 2023 befindet sich das Projekt in der Konstituierungs- \
und Zielfindungsphase. Hierzu hat im Januar ein erstes Austausch- und Arbeitstreffen mit insgesamt \
20 Teilnehmenden stattgefunden. Die Teilnehmenden setzten sich aus Akteuren der Planungs- und \
Steuerungsgruppe sowie aus Funktionsträgerinnen und Funktionsträgern der örtlichen Netzwerke \
zusammen. Weitere Workshops mit größerer Teilnehmendenzahl werden folgen, um das Projekt auch \
Freien Trägern und anderen Netzwerkpartnern vorzustellen und gemeinsam erste Ziele zu \
erarbeiten.""",
    ),
    (
        "meetings",
        """\
Am 13.02.2023 fand das erste bundesweite Treffen aller an dem Projekt teilnehmenden Jugendämter \
statt. Ein Professor der Hochschule Erfurt, der die wissenschaftliche Begleitung des Projektes \
übernommen hat, hat einen Input gegeben. Er ist Erziehungswissenschaftler und Mitgründer sowie \
seit 2014 Leiter des Instituts für kommunale Planung und Entwicklung.""",
    ),
    (
        "outlook",
        """\
Die Maßnahmen- und Umsetzungsphase wird sich dann ab Juli 2023 anschließen und mit der \
Evaluations- und Transferphase Juni 2025 abgeschlossen sein. Die Erarbeitungsstände werden \
regelmäßig im Jugendhilfeausschuss vorgestellt.""",
    ),
    (
        "free",
        """\
Um die politisch kommunale Ebene frühzeitig in das Projekt einzubinden und zu informieren, hat ein \
Gespräch von Mitgliedern der Steuerungsgruppe mit dem Sprechergremium der Bürgermeisterinnen und \
Bürgermeister stattgefunden.

Der Anfang der politisch-strukturellen Verankerung von Frühen Hilfen in der Kreisverwaltung ist \
durch die Implementierung der Planungs- und Steuerungsgruppe getan. Festzustellen ist, dass die \
teilnehmenden Dezernate umfangreiche Angebote der Frühen Hilfen vorhalten, diese zunächst \
gebündelt werden müssen, damit Kinder und Familien partizipieren. Hier sind für das Dezernat 5 \
beispielhaft die Familienhebammen und das Café Kinderwagen zu nennen.

Die Verankerung auf der politischen Ebene erfolgt durch die Beteiligung des Jugendhilfeausschusses \
und die Einbindung der Bürgermeisterinnen und Bürgermeister auf kommunaler Ebene.""",
    ),
    (
        "free",
        """\
Die Frühen Hilfen fokussieren sich auf das Alter von 0 – 3 Jahren, somit sind sie der erste \
Baustein innerhalb der kommunalen Präventionskette von 0 – unter 21 Jahren im Projekt „Starke \
Kinder im Kreis Soest“. Durch die gelingende strukturell politische Verankerung der Frühen Hilfen \
entstehen Synergien für eine zukünftige lückenlose Präventionskette im Kreis Soest.""",
    ),
)
