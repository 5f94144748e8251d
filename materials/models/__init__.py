"""The tables of what teachers share, one file a noun."""

from materials.models.attachment import Attachment, AttachmentPage
from materials.models.bulk import BulkChange, BulkItem
from materials.models.closing import CollectionHandedOn, HandedOn
from materials.models.collection import Collection, Entry
from materials.models.comment import BlockComment
from materials.models.lease import TaskLease
from materials.models.material import Material
from materials.models.news import NewParts
from materials.models.pack import Pack
from materials.models.picture import CoverPicture
from materials.models.proposal import Follow, Proposal
from materials.models.report import Hiding, Report
from materials.models.review import EditorApproval
from materials.models.revision import KeptRevision
from materials.models.source import Source
from materials.models.subject import Subject
from materials.models.submission import Submission, WaitingRights
from materials.models.suggestion import Suggestion
from materials.models.upload import Upload
from materials.models.use import MaterialUse

__all__ = [
    "Attachment",
    "AttachmentPage",
    "BlockComment",
    "BulkChange",
    "BulkItem",
    "Collection",
    "CollectionHandedOn",
    "CoverPicture",
    "EditorApproval",
    "Entry",
    "Follow",
    "HandedOn",
    "Hiding",
    "KeptRevision",
    "Material",
    "MaterialUse",
    "NewParts",
    "Pack",
    "Proposal",
    "Report",
    "Source",
    "Subject",
    "Submission",
    "Suggestion",
    "TaskLease",
    "Upload",
    "WaitingRights",
]
