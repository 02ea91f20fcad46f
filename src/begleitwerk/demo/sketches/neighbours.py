"""Seven more invented municipalities, sketched."""

from begleitwerk.demo.sketches.sketch import DONE, GOOD, NONE, RISK, Date, Sketch, Wish

HEAD, PLANNER = "Jugendamtsleitung", "Jugendhilfeplanung"
FIXE = "Jour fixe mit der Prozessbegleitung"
OBERMOOR = Sketch(
    key="obermoor",
    theme="anchoring",
    dimension="QD5",
    network="Netzwerk Frühe Hilfen Obermoor",
    since=2010,
    reason="Weite Wege, wenige Träger: Der Kreis will Frühe Hilfen in allen Ämtern verankern.",
    outlook="Das Gesamtkonzept geht als Nächstes in den Kreistag.",
    partners=(
        ("Kreisjugendamt Obermoor", "youth_welfare"),
        ("Gesundheitsamt Obermoor", "health"),
        ("Hebammen im Moor", "health"),
        ("Schwangerenberatung Obermoor", "pregnancy_counselling"),
        ("Landfrauen Obermoor", "volunteering"),
    ),
    wishes=(
        Wish(
            GOOD, "Das Gesamtkonzept ist im Kreistag beschlossen", "Konzept in den Ämtern abstimmen"
        ),
        Wish(GOOD, "Die Samtgemeinden haben feste Ansprechpersonen", "Ansprechpersonen benennen"),
        Wish(
            GOOD,
            "Frühe Hilfen haben eine eigene Haushaltsposition",
            "Haushaltsposition beantragen",
            HEAD,
            42_000,
        ),
        Wish(DONE, "Der Ausschuss erhält jedes Jahr einen Bericht", "Ersten Bericht vorlegen"),
    ),
    dates=(
        Date(-64, "session", "planning", "", "Der Entwurf geht in die Ämter.", 4),
        Date(-9, "jour_fixe", "", FIXE, "Alles im Plan, nächster Schritt ist der Kreistag.", 4),
        Date(12, "session", "committee"),
        Date(33, "jour_fixe", "", FIXE),
        Date(71, "session", "steering"),
    ),
)
RABENQUELL = Sketch(
    key="rabenquell",
    theme="participation",
    dimension="QD11",
    network="Frühe Hilfen Rabenquell",
    since=2016,
    reason="Eltern werden oft gefragt und selten beteiligt. Das soll sich ändern.",
    outlook="Das Elternbudget wird ausgewertet und soll dauerhaft bleiben.",
    partners=(
        ("Jugendamt Rabenquell", "youth_welfare"),
        ("Familientreff Altstadt", "youth_welfare"),
        ("Elternverein Rabenquell", "faith_civil_society"),
        ("Kinderärztin am Brunnen", "health"),
    ),
    wishes=(
        Wish(
            GOOD,
            "Eltern entscheiden über das Programm des Familientreffs mit",
            "Programmrat der Eltern einrichten",
        ),
        Wish(
            GOOD,
            "Zwei gewählte Eltern sitzen im Netzwerk",
            "Wahl der Elternvertretung vorbereiten",
            HEAD,
        ),
        Wish(
            GOOD,
            "Auf jeden Vorschlag von Eltern folgt eine Antwort",
            "Antworten am Aushang veröffentlichen",
        ),
        Wish(
            GOOD,
            "Befragungen gibt es in fünf Sprachen",
            "Fragebogen übersetzen lassen",
            PLANNER,
            2_400,
        ),
        Wish(
            DONE,
            "Fachkräfte kennen die Stufen der Beteiligung",
            "Fortbildung für 24 Fachkräfte",
            cost=1_800,
        ),
        Wish(
            DONE, "Ein Elternbudget steht bereit", "Elternbudget im Haushalt verankern", HEAD, 5_000
        ),
    ),
    dates=(
        Date(
            -48,
            "workshop",
            "assembly",
            "Werkstatt mit Eltern",
            "21 Eltern und 13 Fachkräfte haben das Programm geplant.",
            34,
        ),
        Date(-2, "jour_fixe", "", FIXE, "Die Wahl der Elternvertretung ist vorbereitet.", 5),
        Date(19, "workshop", "assembly", "Werkstatt mit Eltern"),
        Date(40, "jour_fixe", "", FIXE),
        Date(78, "session", "committee"),
    ),
)
TANNWALDE = Sketch(
    key="tannwalde",
    theme="participation",
    dimension="QD7",
    network="Netzwerk Frühe Hilfen Tannwalde",
    since=2012,
    reason="Der Landkreis will Familien in der Fläche beteiligen, nicht nur in der Kreisstadt.",
    outlook="Der Elternrat soll auch nach dem Programm tagen.",
    partners=(
        ("Kreisjugendamt Tannwalde", "youth_welfare"),
        ("Mobile Beratung Tannwalde", "pregnancy_counselling"),
        ("Frühförderung Tannwalde", "early_intervention"),
        ("Klinik Tannwalde", "health"),
    ),
    wishes=(
        Wish(GOOD, "Ein Elternrat begleitet die Planung", "Elternrat in drei Orten aufbauen"),
        Wish(
            GOOD,
            "Eltern gestalten die Willkommensmappe neu",
            "Willkommensmappe mit Eltern überarbeiten",
            cost=3_600,
        ),
        Wish(
            RISK,
            "Väter sind in der Planung vertreten",
            "Gesprächsrunden für Väter am Abend anbieten",
            PLANNER,
        ),
    ),
    dates=(
        Date(-55, "session", "steering", "", "Der Elternrat tagt in drei Orten.", 8),
        Date(-12, "jour_fixe", "", FIXE, "Für die Väterrunden fehlt eine Begleitung.", 3),
        Date(26, "jour_fixe", "", FIXE),
        Date(47, "session", "committee"),
    ),
)
SILBERFURT = Sketch(
    key="silberfurt",
    theme="participation",
    dimension="QD11",
    network="Netzwerk Frühe Hilfen Silberfurt",
    since=2009,
    reason="In der Großstadt erreichen wir viele Familien, aber wir hören ihnen zu wenig zu.",
    outlook="Aus drei Stadtteilen werden sieben.",
    partners=(
        ("Jugendamt Silberfurt", "youth_welfare"),
        ("Stadtteilmütter Silberfurt", "volunteering"),
        ("Frauenklinik Silberfurt", "health"),
        ("Migrationsberatung am Bahnhof", "migration"),
        ("Kita Sonnenwinkel", "education"),
    ),
    wishes=(
        Wish(
            GOOD,
            "In drei Stadtteilen entscheiden Eltern über Angebote mit",
            "Stadtteilrunden mit Eltern starten",
        ),
        Wish(
            GOOD,
            "Stadtteilmütter bringen Wünsche von Familien ein",
            "Gesprächsleitfaden erarbeiten",
            PLANNER,
        ),
        Wish(GOOD, "Beteiligung wird entschädigt", "Aufwandsentschädigung regeln", HEAD, 9_500),
        Wish(
            NONE, "Familien erfahren, was aus ihren Beiträgen wurde", "Form der Rückmeldung klären"
        ),
    ),
    dates=(
        Date(
            -38,
            "exchange",
            "",
            "Besuch in Rabenquell",
            "Das Elternbudget ist auch hier denkbar.",
            6,
        ),
        Date(-5, "jour_fixe", "", FIXE, "Zwei Stadtteilrunden laufen, die dritte beginnt.", 4),
        Date(16, "session", "steering"),
        Date(60, "workshop", "assembly", "Werkstatt Rückmeldung"),
    ),
)
HEIDEQUELL = Sketch(
    key="heidequell",
    theme="impact",
    dimension="QD10",
    network="Netzwerk Frühe Hilfen Heidequell",
    since=2013,
    reason="Der Landkreis zählt Angebote und Stunden. Er will wissen, was bei Familien ankommt.",
    outlook="Die ersten Werte liegen am Ende der Phase vor.",
    partners=(
        ("Kreisjugendamt Heidequell", "youth_welfare"),
        ("Familienhebammen Heidequell", "health"),
        ("Schwangerschaftsberatung Heidequell", "pregnancy_counselling"),
        ("Sozialdienst im Klinikum", "health"),
    ),
    wishes=(
        Wish(
            GOOD,
            "Für drei Angebote liegt ein Wirkmodell vor",
            "Arbeitstreffen zu Wirkungen durchführen",
            PLANNER,
        ),
        Wish(
            GOOD, "Eltern werden jedes Jahr befragt", "Fragebogen mit Eltern erproben", cost=1_500
        ),
        Wish(
            NONE,
            "Die Wartezeit auf eine Familienhebamme ist bekannt",
            "Erhebung der Wartezeit klären",
            PLANNER,
        ),
        Wish(
            NONE, "Übergänge aus der Klinik gelingen messbar besser", "Messung der Übergänge klären"
        ),
    ),
    dates=(
        Date(
            -30,
            "workshop",
            "planning",
            "Arbeitstreffen Wirkmodell",
            "Das Modell für die Willkommensbesuche steht.",
            7,
        ),
        Date(-8, "jour_fixe", "", FIXE, "Für zwei Ziele fehlen noch Ausgangswerte.", 4),
        Date(29, "workshop", "planning", "Arbeitstreffen Indikatoren"),
        Date(64, "session", "committee"),
    ),
)
BRUECKENMUENDE = Sketch(
    key="brueckenmuende",
    theme="impact",
    dimension="QD10",
    network="Netzwerk Frühe Hilfen Brückenmünde",
    since=2008,
    reason="Die Stadt gibt viel Geld für Frühe Hilfen aus und will zeigen, was es bewirkt.",
    outlook="Ein Monitoringbericht soll jedes Jahr erscheinen.",
    partners=(
        ("Jugendamt Brückenmünde", "youth_welfare"),
        ("Gesundheitsamt Brückenmünde", "health"),
        ("Hafenkita", "education"),
        ("Frühförderzentrum Brückenmünde", "early_intervention"),
        ("Jobcenter Brückenmünde", "social_security_employment"),
    ),
    wishes=(
        Wish(
            GOOD,
            "Acht Indikatoren sind mit Ausgangswert beschrieben",
            "Indikatorenblätter ausfüllen",
            PLANNER,
        ),
        Wish(GOOD, "Daten werden gemeinsam gedeutet", "Deutungstag mit dem Netzwerk planen"),
        Wish(
            GOOD,
            "Familien prüfen die angenommenen Wirkungen",
            "Gesprächsrunden im Familienzentrum führen",
            cost=2_200,
        ),
        Wish(
            RISK,
            "Der Monitoringbericht erscheint jährlich",
            "Gliederung und Zuständigkeiten festlegen",
            HEAD,
        ),
        Wish(
            DONE,
            "Alle sprechen von Output, Outcome und Impact im selben Sinn",
            "Begriffe in einer Werkstatt klären",
        ),
    ),
    dates=(
        Date(
            -33,
            "workshop",
            "assembly",
            "Deutungstag",
            "Die Erstbesuche erreichen mehr Familien als gedacht.",
            29,
        ),
        Date(-3, "jour_fixe", "", FIXE, "Die Gliederung des Berichts ist offen.", 5),
        Date(-2, "session", "planning"),
        Date(14, "session", "steering"),
        Date(36, "session", "committee"),
        Date(75, "jour_fixe", "", FIXE),
    ),
)
SONNFELD = Sketch(
    key="sonnfeld",
    theme="impact",
    dimension="QD9",
    network="Netzwerk Frühe Hilfen Sonnfeld",
    since=2015,
    reason="Der Kreis hat viele Zahlen und wenige Antworten.",
    outlook="Nach der Werkstatt beschließt die Steuerungsgruppe die Ziele.",
    goal_finding_ends=40,
    why_late="Die Daten aus drei Ämtern mussten erst zusammengeführt werden.",
    partners=(
        ("Kreisjugendamt Sonnfeld", "youth_welfare"),
        ("Geburtshaus Sonnfeld", "health"),
        ("Beratungsstelle am Park", "pregnancy_counselling"),
    ),
    wishes=(
        Wish(
            NONE,
            "Familien kennen mindestens ein Angebot vor der Geburt",
            "Ausgangswert klären",
            PLANNER,
        ),
        Wish(
            NONE, "Willkommensbesuche erreichen die meisten Familien", "Zählung der Besuche klären"
        ),
        Wish(
            NONE,
            "Fachkräfte nutzen die Ergebnisse der Befragung",
            "Form der Auswertung klären",
            PLANNER,
        ),
    ),
    dates=(
        Date(-11, "jour_fixe", "", FIXE, "Die Werkstatt ist geplant, die Daten sind gesichtet.", 4),
        Date(7, "workshop", "assembly", "Werkstatt: Ziele und ihre Daten"),
        Date(37, "session", "steering"),
    ),
)
NEIGHBOURS = (OBERMOOR, RABENQUELL, TANNWALDE, SILBERFURT, HEIDEQUELL, BRUECKENMUENDE, SONNFELD)
