"""The tables of what teachers share, one file a noun."""

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.collection import Collection, Entry
from materials.models.lease import TaskLease
from materials.models.material import Material
from materials.models.pack import Pack
from materials.models.proposal import Follow, Proposal
from materials.models.review import EditorApproval
from materials.models.revision import KeptRevision
from materials.models.subject import Subject
from materials.models.suggestion import Suggestion
from materials.models.upload import Upload
from materials.models.use import MaterialUse

__all__ = [
    "Attachment",
    "AttachmentPage",
    "Collection",
    "EditorApproval",
    "Entry",
    "Follow",
    "KeptRevision",
    "Material",
    "MaterialUse",
    "Pack",
    "Proposal",
    "Subject",
    "Suggestion",
    "TaskLease",
    "Upload",
]
