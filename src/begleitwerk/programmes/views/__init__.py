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
from begleitwerk.programmes.views.participation import (
    OwnReleasedRecord,
    Participation,
    ParticipationAccept,
    ParticipationRevoke,
)
from begleitwerk.programmes.views.released import ReleasedRecordList, ReleasedRecordPage

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
    "OwnReleasedRecord",
    "Participation",
    "ParticipationAccept",
    "ParticipationRevoke",
    "ProgrammeEdit",
    "ReleasedRecordList",
    "ReleasedRecordPage",
    "ThemeCreate",
    "ThemeEdit",
    "ThemeRemove",
]
