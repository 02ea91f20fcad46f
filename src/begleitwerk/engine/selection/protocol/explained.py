"""What a reader without Begleitwerk needs, carried in every protocol, in German and English."""

from collections.abc import Mapping

GERMAN = """
Protokoll einer Auswahl: worauf sie beruht, was die Regel ergab, was Menschen entschieden.

Wer diese Datei hat, kann die Auswahl nachrechnen: begleitwerk selection_replay DATEI. Es geht
auch ohne Begleitwerk, denn alles Nötige steht hier.

Gewählt wird die Besetzung mit der höchsten Punktsumme unter allen, die jedem Thema genau seine
Plätze geben, nur zulässige Bewerbungen enthalten und jede Quote einhalten.

Punkte einer Bewerbung in einem Thema: 10.000 × Summe aus Gewicht × (Bewertung − untere Grenze) ÷
(obere − untere Grenze), geteilt durch die Summe der Gewichte; in Hundertsteln, kaufmännisch
gerundet (8850 sind 88,50 Punkte).

Bewiesen ist die Auswahl, wenn result.proof.points und result.proof.bound gleich sind: bound ist
die Summe, die keine zulässige Besetzung übertrifft.

Sind mehrere Besetzungen gleich gut, entscheidet das Los mit möglichst gleichen Chancen. Was das
heißt, sagt problem.fairness: leximin macht die kleinste Chance so groß wie möglich, dann die
nächstkleinste und so weiter; nash das Produkt aller Chancen; ohne Angabe (maximin) zählt nur die
kleinste. Ist result.lottery.is_proven falsch, war die Arbeit, die ein Los kosten darf, vorher
getan; bound sagt dann, was die kleinste Chance höchstens sein könnte.
Losnummer: SHA-256 über die Zahl für das Los (problem.seed), als Zahl gelesen, Rest bei Teilung
durch 1.000.000. Behalten Kommunen ihren Platz (problem.fixed), folgt der Zahl für jede eine Zeile
Schlüssel=Thema, nach Schlüssel sortiert. Sonst geht nichts ein: Weder Punkte noch Worte ziehen das
Los neu. Lose sind in ihrer Reihenfolge ab 0 nummeriert. Diese liegt fest: nach der Zahl, die die
erste Gruppe ins erste Thema gibt (Gruppen und Themen nach Schlüssel), die kleinere zuerst, dann
nach der nächsten. Aus einer Gruppe kommen die ersten nach SHA-256 über denselben Text und, in
einer Zeile dahinter, ihren Schlüssel zum Zug, Thema für Thema. Steht bei result.lottery.draw der
Wert data, war der Text die Zahl und in der zweiten Zeile die Prüfsumme des Problems.

drawing sagt, wie die Zahl gebunden war, bevor jemand sie kennen konnte: Die Quelle ist mit den
Regeln eingefroren, die Prüfsumme der Daten wurde vor der Ziehung veröffentlicht, die Zahl einmal
eingetragen. Prüfsumme der Daten: über den Abschnitt problem mit leerem Wert bei seed.

Prüfsumme: SHA-256 (hexadezimal) über JSON mit sortierten Namen, ohne Leerzeichen, in UTF-8.
Prüfsumme des Problems: über den Abschnitt problem, wie er hier steht.

digests nennt zu jedem Abschnitt bis zur dritten Ebene die Prüfsumme, bei Listen und Objekten mit
eigenen Abschnitten die der Liste ihrer Pfade. digest ist die Prüfsumme über digests. So lässt sich
jede spätere Änderung an ihrer Stelle finden.

Dezimalzahlen stehen als Text. Personen sind nur mit ihrer Funktion genannt.
"""

ENGLISH = """
Protocol of a selection: what it rests on, what the rule gave, what people decided.

Whoever has this file can repeat the selection: begleitwerk selection_replay FILE. It can be done
without Begleitwerk too: everything needed stands here.

Chosen is the portfolio with the highest sum of points among all that fill the places of every
theme exactly, hold eligible candidates only and keep every quota.

Points of a candidate in a theme: 10,000 × the sum of weight × (score − lowest) ÷ (highest −
lowest), divided by the sum of weights; in hundredths, rounded half up (8850 is 88.50 points).

The choice is proven where result.proof.points equals result.proof.bound: bound is the sum no
permitted portfolio exceeds.

Where several portfolios are equally good the lot decides, with chances as even as can be. What that
means says problem.fairness: leximin makes the smallest chance as large as possible, then the next
smallest, and so on; nash the product of all chances; where nothing is said (maximin) only the
smallest counts. Where result.lottery.is_proven is false, the work a lottery may cost was done
before; bound then says what the smallest chance could be at most. Ticket number: SHA-256 over the
number for the lot (problem.seed), read as a number, modulo 1,000,000. Where candidates keep their
place (problem.fixed) the number is followed by a line key=theme for each, sorted by key. Nothing
else enters: neither points nor words redraw the lot. Tickets are numbered from 0 in their order,
which is given: by how many the first group gives to the first theme (groups and themes by key), the
fewer first, then by the next. From a group come the first by SHA-256 over the same text and, on a
line behind it, their key, theme by theme. Where result.lottery.draw is data, the text was the
number and on a second line the digest of the problem.

drawing says how the number was bound before anybody could know it: the source is frozen with the
rules, the digest of the data was published before the drawing, the number was entered once. Digest
of the data: over the section problem with an empty seed.

Digest: SHA-256 (hexadecimal) over JSON with sorted names, without spaces, in UTF-8. Digest of the
problem: over the section problem as it stands here.

digests gives the digest of every section down to the third level, of lists and objects with
sections of their own that of the list of their paths. digest is the digest over digests. So every
later change can be found at its place.

Decimal numbers are texts. Persons are named by their function only.
"""


def paragraphs(text: str) -> tuple[str, ...]:
    return tuple(" ".join(part.split()) for part in text.strip().split("\n\n"))


def said(*, de: str, en: str) -> Mapping[str, str]:
    return {"de": de, "en": en}


README: Mapping[str, tuple[str, ...]] = {"de": paragraphs(GERMAN), "en": paragraphs(ENGLISH)}

FIELDS: Mapping[str, Mapping[str, str]] = {
    "round": said(
        de="Auswahlrunde und Durchgang",
        en="Round of selection and its edition",
    ),
    "snapshot": said(
        de="Stand der Daten",
        en="State of the data",
    ),
    "rule_set": said(
        de="Regelwerk: Nummer, wann eingefroren, Prüfsumme über Themen, Kriterien, "
        "Ausschlussregeln und Quoten, Grund einer späteren Fassung; die veröffentlichten Regeln "
        "Wort für Wort (published, auch die der Einladung) und ihre Prüfsumme (SHA-256 über diesen "
        "Text), wie sie bei den Regeln steht",
        en="Rules: number, when frozen, digest over themes, criteria, hard rules and quotas, "
        "reason for a later version; the published rules word for word (published, those of the "
        "invitation too) and their digest (SHA-256 over this text) as it stands with the rules",
    ),
    "names": said(
        de="Was die Schlüssel bedeuten",
        en="What keys stand for",
    ),
    "problem.candidates": said(
        de="Bewerbungen: scores je Thema und Kriterium, attributes für Quoten, facts für "
        "Ausschlussregeln",
        en="Candidates: scores by theme and criterion, attributes for quotas, facts for hard rules",
    ),
    "problem.themes": said(
        de="Themen mit Plätzen",
        en="Themes with their places",
    ),
    "problem.criteria": said(
        de="Kriterien mit Gewicht (weight) und Grenzen der Skala (lowest, highest)",
        en="Criteria with their weight and the ends of their scale (lowest, highest)",
    ),
    "problem.hard_rules": said(
        de="Ausschlussregeln: Feld, Vergleich (equals gleich, differs ungleich, at_least "
        "mindestens, at_most höchstens, one_of eines von, none_of keines von, is_known "
        "bekannt), Wert. Von Regeln derselben Gruppe (group) genügt eine. Unbekanntes erfüllt "
        "keine Regel.",
        en="Hard rules: field, operator, value. Of rules of one group a single one is enough. What "
        "is unknown meets no rule.",
    ),
    "problem.quotas": said(
        de="Quoten: zwischen at_least und at_most (null: keine Grenze) Gewählte mit einem der "
        "values (ohne values: für jeden vorkommenden Wert einzeln), insgesamt (overall), in "
        "jedem (each_theme) oder einem Thema (one_theme); counted values zählt verschiedene "
        "Werte statt Gewählter",
        en="Quotas: between at_least and at_most (null: no limit) chosen with one of values "
        "(without values: for each value that occurs), overall, in each_theme or one_theme; "
        "counted values counts different values instead of members",
    ),
    "problem.fairness": said(
        de="Wonach das Los gerecht ist: leximin oder nash (ohne Angabe: maximin)",
        en="By what the lottery is fair: leximin or nash (nothing said: maximin)",
    ),
    "problem.fixed": said(
        de="Wer seinen Platz behält, mit Thema",
        en="Who keeps its place, with the theme",
    ),
    "problem.excluded": said(
        de="Wer nicht teilnimmt, mit Grund",
        en="Who is out, with the reason",
    ),
    "problem.seed": said(
        de="Öffentliche Zahl für das Los",
        en="Public number for the lot",
    ),
    "drawing": said(
        de="Wie die Zahl für das Los gebunden war: Quelle, veröffentlichte Prüfsumme der Daten und "
        "wann, Zeitpunkt der Ziehung, wann die Zahl eingetragen wurde",
        en="How the number for the lot was bound: source, published digest of the data and when, "
        "moment of the drawing, when the number was entered",
    ),
    "evidence": said(
        de="Worauf jede Angabe beruht: in Worten (words), wie gedruckt (printed), Quelle (source), "
        "Datei, Spalte und Zeile",
        en="What each fact rests on: in words, as printed, source, file, column and row",
    ),
    "invitations": said(
        de="Worauf jede eingeladen wurde: die Angaben zu den Bedingungen der Einladung, wie sie an "
        "jenem Tag standen",
        en="What each was invited on: the facts about the conditions of the invitation, as they "
        "stood that day",
    ),
    "waivers": said(
        de="Was trotzdem weiterging (step: calculate rechnen, decide entscheiden, send versenden), "
        "obwohl etwas dagegen sprach (grounds): warum, wer fragte und wer es erlaubte",
        en="What went on all the same (step: calculate, decide, send) although something spoke "
        "against it (grounds): why, who asked and who allowed it",
    ),
    "talks": said(
        de="Wo zwei Gutachten weit auseinander lagen: Bewerbung, Kriterium, Thema (leer: für "
        "alle), vereinbarte Stufe und Tag des Gesprächs",
        en="Where two reviews stood far apart: candidate, criterion, theme (empty: for all), "
        "level agreed on and day of the talk",
    ),
    "conflicts": said(
        de="Wie viele Personen zu einer Bewerbung einen Interessenkonflikt erklärt haben und sie "
        "deshalb nicht begutachtet haben",
        en="How many people declared a conflict of interest about a candidate and therefore did "
        "not review it",
    ),
    "clarifications": said(
        de="Eigene Angaben, die dem Register widersprachen: was angegeben war (claimed), was das "
        "Register sagte (registered) und was zählte (counts: claim oder register)",
        en="Own claims that contradicted the register: what was claimed, what the register said "
        "(registered), and which of the two counted (counts: claim or register)",
    ),
    "corrections": said(
        de="Angaben, die das Programmbüro berichtigt hat: welche (entry) und wann die Kommune "
        "zugestimmt hat; was dastand, bleibt bei der Bewerbung",
        en="Entries the office corrected: which (entry) and when the applicant agreed; what stood "
        "there stays with the application",
    ),
    "software": said(
        de="Womit gewählt wurde",
        en="What chose",
    ),
    "result.portfolio": said(
        de="Ergebnis der Regel",
        en="What the rule gave",
    ),
    "result.proof": said(
        de="Beweis",
        en="Proof",
    ),
    "result.lottery": said(
        de="Los, falls mehrere Besetzungen gleich gut sind: Gruppen austauschbarer Bewerbungen, "
        "Lose (wie viele aus welcher Gruppe), Chancen, gezogene Nummer, und woraus sie gezogen ist",
        en="Lottery where several portfolios are equally good: groups of interchangeable "
        "candidates, tickets (how many of which group), chances, number drawn and from what",
    ),
    "result.chosen": said(
        de="Zu jeder Gewählten: Rang im Thema, Quoten, deren Minimum sie trägt",
        en="Of everyone chosen: rank in the theme, quotas whose minimum it serves",
    ),
    "result.ineligible": said(
        de="Wer welche Ausschlussregel nicht erfüllt, mit dem gefundenen Wert",
        en="Who fails which hard rule, with the value found",
    ),
    "deviations": said(
        de="Abweichungen: wer geht (out, leer bei einem freien Platz, für den die Regeln niemanden "
        "lassen), wer kommt (into), was es in Hundertstel Punkten kostet, Grund",
        en="Deviations: who goes (out, empty for a free place the rules leave to nobody), who "
        "comes (into), what it costs in hundredths, reason",
    ),
    "reserves": said(
        de="Reserve, in der Reihenfolge, in der gefragt wird",
        en="Reserves in the order in which they are asked",
    ),
    "reserves_valid_until": said(
        de="Bis wann die Reserveliste gilt",
        en="Until when the list of reserves is valid",
    ),
    "decided_by": said(
        de="Wer entschied (Funktion) und wann",
        en="Who decided (function) and when",
    ),
}
