"""The tables of what teachers share, one file a noun."""

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.closing import HandedOn
from materials.models.lease import TaskLease
from materials.models.material import Material
from materials.models.review import EditorApproval
from materials.models.revision import KeptRevision
from materials.models.subject import Subject
from materials.models.suggestion import Suggestion
from materials.models.upload import Upload
from materials.models.use import MaterialUse

__all__ = [
    "Attachment",
    "AttachmentPage",
    "EditorApproval",
    "HandedOn",
    "KeptRevision",
    "Material",
    "MaterialUse",
    "Subject",
    "Suggestion",
    "TaskLease",
    "Upload",
]
