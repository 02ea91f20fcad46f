"""Tables of programmes."""

from begleitwerk.programmes.models.contract_template import ContractTemplate
from begleitwerk.programmes.models.letterhead import Letterhead
from begleitwerk.programmes.models.programmes import (
    OPEN,
    Cluster,
    Contract,
    Edition,
    EditionTheme,
    Engagement,
    EngagementFacilitator,
    EngagementParty,
    EngagementStep,
    FacilitatorOffer,
    Programme,
    ReleasedRecord,
)

__all__ = [
    "OPEN",
    "Cluster",
    "Contract",
    "ContractTemplate",
    "Edition",
    "EditionTheme",
    "Engagement",
    "EngagementFacilitator",
    "EngagementParty",
    "EngagementStep",
    "FacilitatorOffer",
    "Letterhead",
    "Programme",
    "ReleasedRecord",
]
