"""Pages about programmes, editions and the participation of municipalities."""

from begleitwerk.programmes.views.editions import (
    ClusterCreate,
    ClusterEdit,
    ClusterRemove,
    EditionCreate,
    EditionEdit,
    EditionList,
    EditionPage,
    ProgrammeEdit,
    ThemeCreate,
    ThemeEdit,
    ThemeRemove,
)
from begleitwerk.programmes.views.engagements import (
    ContractFile,
    ContractPage,
    EngagementCreate,
    EngagementEdit,
    EngagementList,
    EngagementMove,
    EngagementPage,
    EngagementReplace,
    FacilitatorAdd,
    FacilitatorEnd,
)
from begleitwerk.programmes.views.participation import Participation

__all__ = [
    "ClusterCreate",
    "ClusterEdit",
    "ClusterRemove",
    "ContractFile",
    "ContractPage",
    "EditionCreate",
    "EditionEdit",
    "EditionList",
    "EditionPage",
    "EngagementCreate",
    "EngagementEdit",
    "EngagementList",
    "EngagementMove",
    "EngagementPage",
    "EngagementReplace",
    "FacilitatorAdd",
    "FacilitatorEnd",
    "Participation",
    "ProgrammeEdit",
    "ThemeCreate",
    "ThemeEdit",
    "ThemeRemove",
]
