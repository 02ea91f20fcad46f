"""Addresses of access and register."""

from django.urls import URLPattern, path

from begleitwerk.municipalities import views
from begleitwerk.municipalities.enums import WorkspaceKind
from begleitwerk.municipalities.pages import ACCESS_NAMES

app_name = "municipalities"


def access_paths(prefix: str, kind: WorkspaceKind) -> list[URLPattern]:
    """Members and invitations of one kind of workspace; the installation has only one."""
    fixed: dict[str, str] = {"kind": kind}
    if kind == WorkspaceKind.PLATFORM:
        fixed["slug"] = "betrieb"
    name = ACCESS_NAMES[kind]
    return [
        path(f"{prefix}/zugang/", views.Members.as_view(), fixed, name=f"{name}members"),
        path(f"{prefix}/zugang/einladen/", views.Invite.as_view(), fixed, name=f"{name}invite"),
    ]


urlpatterns = [
    path("kommunen/", views.RegisterList.as_view(), name="register"),
    path("kommunen/neu/", views.RegisterAdd.as_view(), name="register_add"),
    path("kommunen/import/", views.ImportUpload.as_view(), name="register_import"),
    path("kommunen/import/<int:pk>/", views.ImportReport.as_view(), name="register_import_report"),
    path(
        "kommunen/import/<int:pk>/schreiben/",
        views.ImportWrite.as_view(),
        name="register_import_write",
    ),
    path("kommunen/importe/", views.RegisterImports.as_view(), name="register_imports"),
    path(
        "kommunen/importe/<int:import_pk>/",
        views.RegisterImportUndo.as_view(),
        name="register_import_undo",
    ),
    path("kommunen/karte/", views.RegisterMap.as_view(), name="register_map"),
    path("kommunen/raumtypen/", views.SettlementUpload.as_view(), name="register_settlement"),
    path(
        "kommunen/raumtypen/<int:pk>/",
        views.SettlementReport.as_view(),
        name="register_settlement_report",
    ),
    path(
        "kommunen/raumtypen/<int:pk>/schreiben/",
        views.SettlementWrite.as_view(),
        name="register_settlement_write",
    ),
    path("kommunen/anschriften/", views.ContactList.as_view(), name="register_contacts"),
    path(
        "kommunen/anschriften/import/",
        views.ContactUpload.as_view(),
        name="register_contacts_import",
    ),
    path(
        "kommunen/anschriften/import/<int:pk>/",
        views.ContactReport.as_view(),
        name="register_contacts_import_report",
    ),
    path(
        "kommunen/anschriften/import/<int:pk>/schreiben/",
        views.ContactWrite.as_view(),
        name="register_contacts_import_write",
    ),
    path("kommunen/<slug:slug>/", views.RegisterEntry.as_view(), name="register_entry"),
    path("kommunen/<slug:slug>/bearbeiten/", views.RegisterEdit.as_view(), name="register_edit"),
    path("kommunen/<slug:slug>/anschrift/", views.ContactEdit.as_view(), name="register_contact"),
    path("k/<slug:slug>/kommune/", views.Notice.as_view(), name="notice"),
    path("k/<slug:slug>/protokoll/", views.DecisionLog.as_view(), name="log"),
    *access_paths("k/<slug:slug>", WorkspaceKind.MUNICIPALITY),
    *access_paths("p/<slug:slug>", WorkspaceKind.PROGRAMME),
    *access_paths("l/<slug:slug>", WorkspaceKind.LAND),
    *access_paths("betrieb", WorkspaceKind.PLATFORM),
    path("zugang/<int:pk>/aendern/", views.MembershipChange.as_view(), name="membership_change"),
    path("zugang/<int:pk>/beenden/", views.MembershipEnd.as_view(), name="membership_end"),
    path("zugang/einladung/<int:pk>/erneut/", views.OfferResend.as_view(), name="offer_resend"),
    path(
        "zugang/einladung/<int:pk>/zurueckziehen/",
        views.OfferWithdraw.as_view(),
        name="offer_withdraw",
    ),
    path("einladung/<str:token>/", views.AcceptInvitation.as_view(), name="invitation"),
    path("betrieb/konten/", views.Accounts.as_view(), name="accounts"),
    path("betrieb/konten/<int:pk>/", views.AccountDetail.as_view(), name="account"),
    path("betrieb/konten/<int:pk>/sperren/", views.AccountBlock.as_view(), name="account_block"),
    path("betrieb/konten/<int:pk>/freigeben/", views.AccountOpen.as_view(), name="account_open"),
    path("konto/rechte/", views.Rights.as_view(), name="rights"),
]
