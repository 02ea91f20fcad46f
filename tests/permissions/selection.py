"""Rounds of selection: rules, candidates, applications, reviews, choice, and what follows."""

from datetime import date
from typing import Any

from django.utils import timezone

from begleitwerk.engine.selection.plain import to_plain
from begleitwerk.engine.selection.problem import Problem, Theme
from begleitwerk.engine.selection.result import Conflict, Relaxation, RuleStep
from begleitwerk.programmes.models import EditionTheme
from begleitwerk.selection.models import Candidacy, SelectionRun
from begleitwerk.selection.presenters.decision import swap_choices, swap_preview
from begleitwerk.selection.selectors.rules import content_of
from begleitwerk.selection.services.decisions import (
    add_deviation,
    prepare_decision,
    propose_decision,
)
from begleitwerk.selection.services.runs import execute_run, start_run
from tests.days import today
from tests.factories.files import StoredFileFactory
from tests.factories.programmes import ContractFactory, EditionFactory, EditionThemeFactory
from tests.factories.selection import (
    ApplicationFactory,
    ApplicationFileFactory,
    CandidacyFactory,
    CorrectionFactory,
    DecisionPlaceFactory,
    HardRuleFactory,
    LetterBundleFactory,
    LetterFactory,
    PortfolioRuleFactory,
    ReviewFactory,
    ReviewScoreFactory,
    RuleRelaxationFactory,
    ScoredCriterionFactory,
    SelectionDecisionFactory,
    SelectionRoundFactory,
    SelectionRunFactory,
    WaiverFactory,
    WithdrawalFactory,
)
from tests.permissions.patterns import (
    DONE,
    EVERYBODY,
    SHOWN,
    SIGN_IN,
    STAFF,
    UNKNOWN,
    action,
    below,
    form,
    in_land,
    in_municipality,
    in_programme,
    page,
    question,
)
from tests.permissions.world import World
from tests.worlds.selection import build_selection

LAND_READERS = in_land("reads what was decided about its Land", "state_office")
READERS = in_programme("follows the selection", "office lead")
ROUNDS_READERS = READERS.but(
    "sees the rounds; reviewers are led on to their reviews", reviewer=DONE
)
ITS_MAKER = in_programme("asked for this file of letters", "office").but(lead=UNKNOWN)
OFFICE = in_programme("prepares and carries out the selection", "office")
REVIEWERS = in_programme("writes this review", "reviewer")
REVIEW_WORKERS = in_programme("sees reviews: the office all, reviewers theirs", "office reviewer")
DECIDERS = in_programme("confirms the decision or returns it", "lead")
APPLICANTS = in_municipality("writes its application and reads what came of it", STAFF)
RULES_READERS = in_programme(
    "reads the rules before applying: who was invited, and the programme",
    f"{STAFF} office lead reviewer",
)
NO_READERS = EVERYBODY.but("nobody reads a draft", anyone=SIGN_IN)
APPROVERS = in_municipality("approves its application", "head")

ROWS = (
    page("land_results", "/l/{land}/auswahl/", LAND_READERS),
    *below(
        "/p/{programme}/auswahl/",
        page("rounds", "", ROUNDS_READERS),
        form("round_create", "neu/", OFFICE),
        page("reviews", "gutachten/", REVIEW_WORKERS),
    ),
    # a draft, with a candidate on its longlist
    *below(
        "/p/{programme}/auswahl/{draft_round}/",
        page("round", "", READERS),
        form("round_edit", "bearbeiten/", OFFICE),
        form("round_end", "beenden/", OFFICE),
        form("round_resume", "wieder-aufnehmen/", OFFICE),
        page("candidates", "kommunen/", READERS),
        form("longlist_draw", "longlist/", OFFICE),
        form("longlist_add", "longlist/kommune/", OFFICE),
        page("candidacy", "kommune/{candidacy}/", READERS),
        question("candidacy_edit", "kommune/{candidacy}/bearbeiten/", OFFICE),
        form("longlist_remove", "kommune/{candidacy}/streichen/", OFFICE),
        form("conflict_declare", "kommune/{candidacy}/befangenheit/", READERS),
    ),
    # its rules, one of each kind
    *below(
        "/p/{programme}/auswahl/{draft_round}/regeln/",
        page("rules", "", READERS),
        page("rules_version", "fassung/1/", READERS),
        page("rules_compare", "vergleich/", READERS),
        question("rules_freeze", "einfrieren/", OFFICE),
        form("fairness", "los/", OFFICE),
        action("rules_open", "oeffnen/", OFFICE),
        action("rules_close", "schliessen/", OFFICE),
        question("rules_reserve", "reserveliste/", OFFICE),
        form("rules_reopen", "neue-fassung/", OFFICE),
        form("rule_proposals", "vorschlaege/", OFFICE),
        form("hard_rule_add", "hart/neu/", OFFICE),
        form("hard_rule_edit", "hart/{hard_rule}/", OFFICE),
        page("hard_rule_list", "hart/{hard_rule}/kommunen/", READERS),
        action("hard_rule_remove", "hart/{hard_rule}/entfernen/", OFFICE),
        form("criterion_add", "kriterium/neu/", OFFICE),
        form("criterion_edit", "kriterium/{criterion}/", OFFICE),
        action("criterion_remove", "kriterium/{criterion}/entfernen/", OFFICE),
        form("portfolio_rule_add", "ausgleich/neu/", OFFICE),
        form("portfolio_rule_edit", "ausgleich/{portfolio_rule}/", OFFICE),
        action("portfolio_rule_remove", "ausgleich/{portfolio_rule}/entfernen/", OFFICE),
    ),
    # frozen: once to those invited, once to everybody
    page("published_rules", "/auswahl/{round}/regeln/", RULES_READERS),
    page("published_rules_file", "/auswahl/{round}/regeln/pdf/", RULES_READERS),
    page("published_rules", "/auswahl/{draft_round}/regeln/", NO_READERS, get=UNKNOWN),
    page("published_rules", "/auswahl/{open_round}/regeln/", EVERYBODY),
    page("published_rules_file", "/auswahl/{open_round}/regeln/pdf/", EVERYBODY),
    # Musterau was invited as {own}
    *below(
        "/p/{programme}/auswahl/{invite_round}/",
        form("invite", "einladen/", OFFICE),
        page("invitations", "einladungen/", READERS),
        action("replies_close", "einladungen/abschliessen/", OFFICE),
        page("invitation_letter", "kommune/{own}/einladung/pdf/", READERS),
        form("reply", "kommune/{own}/antwort/", OFFICE),
        page("application_attachment", "kommune/{own}/anlage/{own_file}/", READERS, get=UNKNOWN),
    ),
    *below("/p/{programme}/auswahl/", form("named_approver", "freigabe/{own}/", OFFICE)),
    # Musterau has handed in {applied}
    *below(
        "/p/{programme}/auswahl/{applied_round}/kommune/{applied}/",
        form("application_return", "zurueckgeben/", OFFICE),
        form("application_close", "abschliessen/", OFFICE),
        page("closing_letter", "abschliessen/schreiben/", READERS),
        page("application_attachment", "anlage/{applied_file}/", READERS),
        form("claim_answer", "widerspruch/earlier_participation/", OFFICE),
        page("corrections", "berichtigung/", OFFICE),
        form("correction_add", "berichtigung/backing/", OFFICE),
        action("correction_take_back", "berichtigung/{correction}/zuruecknehmen/", OFFICE),
    ),
    # the municipality's own side
    *below(
        "/k/{musterau}/bewerbung/",
        page("applications", "", APPLICANTS),
        page("application", "{own}/", APPLICANTS),
        action("application_accept", "{own}/annehmen/", APPLICANTS),
        form("application_decline", "{own}/absagen/", APPLICANTS),
        question("application_step", "{own}/schritt/motivation/", APPLICANTS),
        action("application_autosave", "{own}/schritt/motivation/merken/", APPLICANTS, post=SHOWN),
        form("application_files", "{own}/anlagen/", APPLICANTS),
        page("application_file", "{own}/anlagen/{own_file}/", APPLICANTS),
        action("application_file_remove", "{own}/anlagen/{own_file}/entfernen/", APPLICANTS),
        form("application_check", "{own}/pruefen/", APPLICANTS),
        form("application_approver", "{own}/freigabe/", APPLICANTS),
        action("application_submit", "{own}/einreichen/", APPROVERS),
        form("application_refuse", "{own}/nicht-freigeben/", APPROVERS),
        form("application_withdraw", "{own}/zurueckziehen/", APPLICANTS),
        question("correction_agree", "{applied}/berichtigung/{correction}/", APPROVERS),
        form(
            "correction_refuse",
            "{applied}/berichtigung/{correction}/nicht-zustimmen/",
            APPROVERS,
        ),
        page("application_receipt", "{applied}/eingangsbestaetigung/", APPLICANTS),
        action("receipt_make", "{applied}/eingangsbestaetigung/erstellen/", APPLICANTS),
        page("own_letter", "{own}/schreiben/{own_letter}/", APPLICANTS),
        page("own_contract", "{selected}/vertrag/", APPLICANTS),
    ),
    # reviews: in {talk} two stand far apart
    *below(
        "/p/{programme}/auswahl/{review_round}/",
        page("round_reviews", "gutachten/", READERS),
        form("reviews_assign", "gutachten/verteilen/", OFFICE),
        page("review_replace", "kommune/{review_candidacy}/gutachten/", OFFICE),
        form("joint_score", "kommune/{talk}/gespraech/{talk_criterion}/0/", REVIEWERS),
        action(
            "joint_confirm", "kommune/{talk}/gespraech/{talk_criterion}/0/bestaetigen/", REVIEWERS
        ),
    ),
    # the reviewer's own, in work
    *below(
        "/p/{programme}/auswahl/{review_round}/gutachten/{review}/",
        page("review", "", REVIEWERS),
        form("review_declare", "erklaerung/", REVIEWERS),
        form("review_score", "kriterium/1/", REVIEWERS),
        action("review_finish", "abschliessen/", REVIEWERS),
        form("review_reassign", "weitergeben/", OFFICE),
        page("review_reopen", "oeffnen/", OFFICE),
    ),
    *below(
        "/p/{programme}/auswahl/{round}/",
        page("runs", "laeufe/", READERS),
        action("run_start", "laeufe/starten/", OFFICE),
        page("lot", "los/", READERS),
        action("lot_publish", "los/daten/", OFFICE),
        page("lot_number", "los/zahl/", OFFICE),
        form("waiver_calculate", "ausnahme/", OFFICE),
        question("waiver_grant", "ausnahme/{waiver}/erlauben/", DECIDERS),
        form("waiver_refuse", "ausnahme/{waiver}/ablehnen/", DECIDERS),
        page("compare", "vergleich/", READERS),
        page("candidates_map", "karte/", READERS),
        page("candidates_ranked", "kommunen/antworten/", READERS),
    ),
    # a run whose decision is in preparation
    *below(
        "/p/{programme}/auswahl/{round}/lauf/{run}/",
        page("run", "", READERS),
        action("run_cancel", "abbrechen/", OFFICE),
        page("run_losers", "nicht-vorgeschlagen/", READERS),
        page("run_taken", "uebernommen/", READERS),
        page("run_candidate", "kommune/{run_member}/", READERS),
        action("decision_prepare", "entscheiden/", OFFICE),
        page("decision", "entscheidung/", READERS),
        form("deviation_add", "entscheidung/abweichung/", OFFICE),
        action("deviation_remove", "entscheidung/abweichung/{deviation}/zuruecknehmen/", OFFICE),
        page("decision_propose", "entscheidung/uebergeben/", OFFICE),
        page("protocol", "entscheidung/protokoll.pdf", READERS, get=UNKNOWN),
    ),
    # a decision that waits for the lead
    *below(
        "/p/{programme}/auswahl/{round}/lauf/{waiting_run}/entscheidung/",
        page("decision_confirm", "bestaetigen/", DECIDERS),
        form("decision_return", "zurueckgeben/", DECIDERS),
    ),
    # decided: Musterau is {selected} and has its contract, {promised} none, {withdrawn} has left
    *below(
        "/p/{programme}/auswahl/{decided_round}/",
        question("reminders", "erinnerungen/", OFFICE),
        page("dispatches", "versand/", READERS),
        page("letters_together", "versand/pdf/", READERS),
        action("letters_together_later", "versand/pdf/erstellen/", READERS),
        page("letter_bundle", "versand/pdf/{bundle}/", ITS_MAKER),
        form("dispatch_record", "versand/eintragen/", OFFICE),
        page("letters", "schreiben/", READERS),
        action("letters_send", "schreiben/{confirmed}/senden/", OFFICE),
        form("waiver_send", "schreiben/{confirmed}/ausnahme/", OFFICE),
        page("letter_preview", "schreiben/{confirmed}/{selected}/", READERS),
        page("letter", "schreiben/{confirmed}/{selected}/pdf/", READERS),
        page("contracts", "vertraege/", READERS),
        page("story", "verlauf/", READERS),
    ),
    *below(
        "/p/{programme}/auswahl/{decided_round}/kommune/",
        form("contract", "{selected}/vertrag/", OFFICE),
        page("contract_draft", "{promised}/vertrag/entwurf/", OFFICE),
        page("contract_file", "{selected}/vertrag/datei/", READERS),
        form("withdrawal", "{selected}/ausscheiden/", OFFICE),
        page("replacement", "{withdrawn}/nachruecken/", READERS),
        action("replacement_start", "{withdrawn}/nachruecken/starten/", OFFICE),
        form("place_leave_free", "{withdrawn}/frei-lassen/", OFFICE),
        action("place_fill_after_all", "{withdrawn}/wieder-besetzen/", OFFICE),
    ),
    page(
        "place_give",
        "/p/{programme}/auswahl/{decided_round}/lauf/{stuck_run}/entscheidung/platz/",
        OFFICE,
    ),
    # nobody can take the place of {withdrawn}; a relaxation waits for the lead
    *below(
        "/p/{programme}/auswahl/{decided_round}/lauf/{stuck_run}/lockern/",
        form("rules_relax", "", OFFICE),
        page("relaxation_confirm", "bestaetigen/", DECIDERS),
        form("relaxation_return", "zurueckgeben/", DECIDERS),
    ),
)


def places(world: World) -> dict[str, Any]:
    return {
        **round_places(world),
        **review_places(world),
        **application_places(world),
        **run_places(world),
        **decided_places(world),
    }


def round_places(world: World) -> dict[str, Any]:
    """A round with a draft of one rule of each kind, and a candidate on its longlist."""
    edition = EditionFactory(programme=world.programme)
    EditionThemeFactory(edition=edition)
    round = SelectionRoundFactory(edition=edition, seed_source="Landeslotterie")
    rules = round.rule_sets.get()
    opened = SelectionRoundFactory(edition=edition)
    frozen = opened.rule_sets.get()
    ScoredCriterionFactory(rule_set=frozen)
    frozen.content, frozen.is_open, frozen.frozen_at = content_of(frozen), True, timezone.now()
    frozen.save()
    return {
        "draft_round": round,
        "open_round": opened,
        "hard_rule": HardRuleFactory(rule_set=rules),
        "criterion": ScoredCriterionFactory(rule_set=rules),
        "portfolio_rule": PortfolioRuleFactory(rule_set=rules, at_least=2),
        "candidacy": CandidacyFactory(round=round),
    }


def review_places(world: World) -> dict[str, Any]:
    """A review in the reviewer's hands, and an application whose two reviews stand far apart."""
    round = SelectionRoundFactory(edition=EditionFactory(programme=world.programme))
    rules = round.rule_sets.get()
    rules.frozen_at = timezone.now()
    rules.save()
    criterion = ScoredCriterionFactory(rule_set=rules)
    first, talk = (CandidacyFactory(round=round, state="applied") for _number in range(2))
    theme = EditionThemeFactory(edition=round.edition)
    for candidacy in (first, talk):
        handed_in = {"state": "submitted", "submitted_at": timezone.now()}
        ApplicationFactory(candidacy=candidacy, **handed_in).themes.add(theme)
    for position, level in ((1, 0), (2, 3)):
        people = {"reviewer": world.people["reviewer"]} if position == 1 else {}
        done = ReviewFactory(candidacy=talk, position=position, state="done", **people)
        ReviewScoreFactory(review=done, criterion=criterion, level=level)
    return {
        "review_round": round,
        "review": ReviewFactory(candidacy=first, reviewer=world.people["reviewer"], state="open"),
        "review_candidacy": first,
        "talk": talk,
        "talk_criterion": criterion,
    }


def application_places(world: World) -> dict[str, Any]:
    """Musterau writes one application and has handed in another, with a claim to be answered."""
    edition = EditionFactory(programme=world.programme)
    theme = EditionThemeFactory(edition=edition)
    day = today()
    own, applied = (
        CandidacyFactory(
            round=SelectionRoundFactory(edition=edition), municipality=world.musterau, state=state,
            invited_on=day, reply_by=day,
        )
        for state in ("invited", "applied")
    )  # fmt: skip
    draft = ApplicationFactory(candidacy=own, state="to_approve")
    now = timezone.now()
    done = ApplicationFactory(
        candidacy=applied, state="submitted", submitted_at=now, earlier_participation=False
    )
    for application in (draft, done):
        application.themes.add(theme)
    return {
        "invite_round": own.round,
        "own": own,
        "own_file": ApplicationFileFactory(application=draft),
        "own_letter": LetterFactory(candidacy=own),
        "applied_round": applied.round,
        "applied": applied,
        "applied_file": ApplicationFileFactory(application=done),
        "closing": LetterFactory(candidacy=applied, kind="closed"),
        "correction": CorrectionFactory(application=done),
        "receipt": LetterFactory(candidacy=applied, kind="receipt", content={"digest": "a1"}),
    }


def run_places(world: World) -> dict[str, Any]:
    """One round with a decision in preparation, one whose decision waits for the lead."""
    office = world.people["office"]
    round = build_selection(space=world.space, office=office).round
    open_run, waiting_run = (
        execute_run(run_id=start_run(by=office, round=round).pk) for _number in range(2)
    )
    draft = prepare_decision(by=office, run=open_run)
    members, others = swap_choices(draft).values()
    out, into = next((a, b) for a, _ in members for b, _ in others if swap_preview(draft, a, b))
    deviation = add_deviation(by=office, decision=draft, out=out, into=into, reason="Grund")
    propose_decision(by=office, decision=prepare_decision(by=office, run=waiting_run), reason="")
    CandidacyFactory(round=round, municipality=world.musterau, state="invited")
    return {
        "round": round,
        "run": open_run,
        "run_member": deviation.out,
        "deviation": deviation,
        "waiver": WaiverFactory(round=round),
        "waiting_run": waiting_run,
    }


def decided_places(world: World) -> dict[str, Any]:
    """A decided round: Musterau is selected, has its letter and contract; another one has left."""
    round = SelectionRoundFactory(
        edition=EditionFactory(programme=world.programme), state="decided"
    )
    left = EditionThemeFactory(edition=round.edition, places=1)
    themes = [{"key": left.item.key, "label": left.item.label, "places": 1}]
    content = {"themes": themes, "hard_rules": [], "criteria": [], "portfolio_rules": []}
    round.rule_sets.update(frozen_at=timezone.now(), content=content)
    decision = SelectionDecisionFactory(
        run=SelectionRunFactory(round=round, state="done"),
        state="confirmed",
        confirmed_at=timezone.now(),
    )
    selected = CandidacyFactory(round=round, municipality=world.musterau, state="contract_sent")
    withdrawn = CandidacyFactory(round=round, state="withdrawn")
    for candidacy in (selected, withdrawn):
        theme = left if candidacy is withdrawn else None
        DecisionPlaceFactory(decision=decision, candidacy=candidacy, theme=theme)
    withdrawal = WithdrawalFactory(candidacy=withdrawn)
    day, file = today(), StoredFileFactory(municipality=world.musterau)
    withdrawal.run = stuck_run = stuck_run_of(withdrawn, left)
    withdrawal.save()
    RuleRelaxationFactory(run=stuck_run)
    SelectionDecisionFactory(run=stuck_run)
    selected.contract = ContractFactory(
        engagement=None,
        edition=round.edition,
        municipality=world.musterau,
        sent_on=day,
        file=file,
    )
    selected.save()
    LetterFactory(
        candidacy=selected, decision=decision, kind="selected", content=letter_content(day)
    )
    bundle = LetterBundleFactory(round=round, owner_id=world.people["office"].pk)
    return {
        "bundle": bundle,
        "decided_round": round,
        "confirmed": decision,
        "selected": selected,
        "promised": CandidacyFactory(round=round, state="selected"),
        "withdrawn": withdrawn,
        "stuck_run": stuck_run,
    }


def stuck_run_of(leaver: Candidacy, theme: EditionTheme) -> SelectionRun:
    """A replacement the rules leave no choice for, with one way out."""
    way = Relaxation((RuleStep("laender", "at_least", "", 4, 3),), 1)
    run: SelectionRun = SelectionRunFactory(
        round=leaver.round,
        state="impossible",
        kind="replacement",
        replaces=leaver,
        problem=to_plain(Problem((), (Theme(theme.item.key, 1),), ())),
        result=to_plain(Conflict(("laender",), (way,))),
    )
    return run


def letter_content(on: date) -> dict[str, Any]:
    """What the shortest letter is made from."""
    words = ("municipality", "office", "programme", "edition", "round", "theme", "contact", "url")
    how = {"applications": 2, "places": "Zwei Plätze", "rules": [], "version": 1}
    return {
        **dict.fromkeys(words, "Musterau"),
        "kind": "selected",
        "is_replacement": False,
        "on": on.isoformat(),
        "decided_on": on.isoformat(),
        "reserve_until": None,
        "rank": None,
        "reasons": [],
        "scores": [],
        "how": {**how, "frozen_on": on.isoformat(), "deviates": False, "digest": ""},
    }
