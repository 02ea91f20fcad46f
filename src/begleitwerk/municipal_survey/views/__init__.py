"""Pages of the municipal survey, by part."""

from begleitwerk.municipal_survey.views.files import (
    CodebookUpload,
    FileMap,
    FileReport,
    FileUpload,
    FileWrite,
    WaveImports,
    WaveImportUndo,
)
from begleitwerk.municipal_survey.views.waves import (
    OwnSurvey,
    VariableEdit,
    VariablePage,
    WaveCreate,
    WaveEdit,
    WaveList,
    WavePage,
    WaveRow,
    WaveRows,
)

__all__ = [
    "CodebookUpload",
    "FileMap",
    "FileReport",
    "FileUpload",
    "FileWrite",
    "OwnSurvey",
    "VariableEdit",
    "VariablePage",
    "WaveCreate",
    "WaveEdit",
    "WaveImportUndo",
    "WaveImports",
    "WaveList",
    "WavePage",
    "WaveRow",
    "WaveRows",
]
