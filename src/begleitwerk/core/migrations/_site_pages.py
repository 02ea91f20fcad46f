"""First words for the pages every operator must have; she replaces them by her own."""

from typing import Any

PAGES = {
    "barrierefreiheit": (
        "Erklärung zur Barrierefreiheit",
        "Accessibility statement",
        "Diese Anwendung ist nach WCAG 2.1, Stufe AA, und EN 301 549 gebaut. Jede Seite wird "
        "automatisch geprüft und lässt sich mit der Tastatur bedienen. Ausgegebene PDF-Dokumente "
        "sind mit Überschriften, Tabellenköpfen und Sprache ausgezeichnet.\n\n"
        "Der Betreiber dieser Anwendung ergänzt hier: das Datum der letzten Prüfung, bekannte "
        "Mängel, die Stelle, der Sie Mängel melden können, und die zuständige "
        "Durchsetzungsstelle.",
        "This application is built to WCAG 2.1, level AA, and EN 301 549. Every page is checked "
        "automatically and can be used by keyboard. PDF documents carry headings, table headers "
        "and language.\n\n"
        "The operator adds here: the date of the last review, known defects, whom to tell about "
        "defects, and the enforcement body in charge.",
    ),
    "datenschutz": (
        "Datenschutz",
        "Privacy",
        "Diese Anwendung speichert keine Daten einzelner Familien: keine Namen von Kindern oder "
        "Eltern, keine Falldaten. Von Menschen mit Zugang speichert sie Name, E-Mail-Adresse, "
        "Funktion, Rolle und das Protokoll ihrer Entscheidungen.\n\n"
        "Es gibt Cookies für die Anmeldung, für die Sprache und eines, an dem Ihr Browser bei der "
        "nächsten Anmeldung erkannt wird (180 Tage), damit andere Sie nicht aussperren. Nichts wird "
        "von fremden Servern geladen.\n\n"
        "Der Betreiber ergänzt hier: Verantwortliche Stelle, Rechtsgrundlage, Aufbewahrungsfristen "
        "und die Kontaktdaten der oder des Datenschutzbeauftragten.",
        "This application stores no data about single families: no names of children or parents, "
        "no case data. About people with access it stores name, mail address, function, role and "
        "the log of their decisions.\n\n"
        "There are cookies for signing in, for the language, and one by which your browser is known "
        "when you sign in again (180 days), so that others cannot lock you out. Nothing is loaded "
        "from other servers.\n\n"
        "The operator adds here: the controller, the legal basis, retention periods and how to "
        "reach the data protection officer.",
    ),
    "impressum": (
        "Impressum",
        "Imprint",
        "Der Betreiber dieser Anwendung trägt hier Name, Anschrift, Vertretung und "
        "Kontaktmöglichkeiten ein.",
        "The operator of this application enters name, address, representation and contact here.",
    ),
    "kindeswohl": (
        "Ein Kind ist in Gefahr?",
        "Is a child in danger?",
        "Diese Anwendung ist kein Meldeweg. Hier liest niemand rund um die Uhr mit. Rufen Sie bei "
        "unmittelbarer Gefahr die Polizei unter 110. Sonst wenden Sie sich an das Jugendamt vor "
        "Ort.",
        "This application is no channel for reports. Nobody reads along around the clock. In "
        "immediate danger call the police at 110. Otherwise turn to the local youth office.",
    ),
}


def create(apps: Any, schema_editor: Any) -> None:
    page = apps.get_model("core", "SitePage")
    for key, (title_de, title_en, text_de, text_en) in PAGES.items():
        page.objects.create(
            key=key, title_de=title_de, title_en=title_en, text_de=text_de, text_en=text_en
        )
    apps.get_model("core", "AuditHead").objects.create(pk=1)
