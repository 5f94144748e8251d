"""The material: what teachers share. Wagtail keeps its revisions, drafts, workflow and locks."""

from typing import Any, ClassVar

from django.conf import settings
from django.contrib.contenttypes.fields import GenericRelation
from django.core.exceptions import ValidationError
from django.core.validators import MaxValueValidator
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from modelcluster.models import ClusterableModel
from wagtail.fields import StreamField
from wagtail.models import (
    DraftStateMixin,
    LockableMixin,
    ModelLogEntry,
    PreviewableMixin,
    Revision,
    RevisionMixin,
    WorkflowMixin,
    WorkflowState,
)

from materials import rights as rights_rules
from materials.blocks import Body
from materials.models.queries import MaterialQuerySet
from materials.vocabulary import GRADES, Language, License, MaterialType, Reach, Review, Rights, State

#: What belongs to the row and never travels back in time with a revision (publishing writes every field back).
OF_THE_ROW = (
    "team_id", "created_by_id", "created_at", "reach", "reach_cap", "source_cap",
    "rights", "license", "work", "work_pages",
    "review", "wanted_reach", "submitted_revision_id", "trashed_at", "trashed_by_id",
    "reported", "hidden_at",
    "locked", "locked_at", "locked_by_id", "live_revision_id", "last_published_at",
)  # fmt: skip


class Material(WorkflowMixin, DraftStateMixin, LockableMixin, PreviewableMixin, RevisionMixin, ClusterableModel):
    """A title, a body of blocks, attachments and metadata, owned by a team.

    `shown` names the attachments that this state of the text shows, in order; a revision keeps its own list.
    """

    title = models.CharField(_("title"), max_length=200)
    summary = models.TextField(_("summary"), blank=True, max_length=2000)
    subjects = ParentalManyToManyField("materials.Subject", blank=True, related_name="materials")
    grades = models.JSONField(_("grades"), default=list, blank=True)
    tags = models.JSONField(_("tags"), default=list, blank=True)
    material_type = models.CharField(_("material type"), max_length=20, choices=MaterialType.choices, blank=True)
    language = models.CharField(_("language"), max_length=3, choices=Language.choices, default=Language.DANISH)
    time_required = models.PositiveIntegerField(
        _("time required"), null=True, blank=True, help_text=_("In minutes."), validators=[MaxValueValidator(60_000)]
    )
    body = StreamField(Body(), blank=True)
    shown = models.JSONField(default=list, blank=True)

    team = models.ForeignKey("teams.Team", on_delete=models.PROTECT, related_name="materials")
    created_by = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.PROTECT, related_name="+")
    created_at = models.DateTimeField(auto_now_add=True)

    rights = models.CharField(_("rights"), max_length=20, choices=Rights.choices, default=Rights.UNSURE)
    license = models.CharField(_("license"), max_length=20, choices=License.choices, blank=True)
    work = models.CharField(_("the work it is taken from"), max_length=300, blank=True)
    work_pages = models.CharField(_("pages of the work"), max_length=60, blank=True)

    reach = models.PositiveSmallIntegerField(_("who can see it"), choices=Reach.choices, default=Reach.TEAM)
    reach_cap = models.PositiveSmallIntegerField(choices=Reach.choices, default=Reach.TEAM, editable=False)
    source_cap = models.PositiveSmallIntegerField(
        choices=Reach.choices, default=Reach.PUBLIC, db_default=Reach.PUBLIC, editable=False
    )

    review = models.CharField(max_length=10, choices=Review.choices, default=Review.NONE, blank=True, editable=False)
    wanted_reach = models.PositiveSmallIntegerField(choices=Reach.choices, null=True, editable=False)
    submitted_revision = models.ForeignKey(
        Revision, on_delete=models.SET_NULL, null=True, editable=False, related_name="+"
    )

    reported = models.BooleanField(default=False, editable=False)
    hidden_at = models.DateTimeField(null=True, editable=False)

    trashed_at = models.DateTimeField(null=True, editable=False)
    trashed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )

    workflow_states = GenericRelation(
        WorkflowState,
        content_type_field="base_content_type",
        object_id_field="object_id",
        related_query_name="material",
        for_concrete_model=False,
    )
    #: What Wagtail writes down beside our audit log, with the title of that day: it goes when the material is purged.
    wagtail_log = GenericRelation(ModelLogEntry)

    objects = MaterialQuerySet.as_manager()

    class Meta:
        ordering: ClassVar = ["-pk"]
        verbose_name = _("material")
        verbose_name_plural = _("materials")
        indexes: ClassVar = [
            models.Index(fields=["team", "trashed_at", "-last_published_at"], name="material_team"),
            models.Index(fields=["trashed_at"], condition=models.Q(trashed_at__isnull=False), name="material_in_trash"),
            models.Index(  # the public list is counted and paged from it alone; led by a time, it serves no other list
                fields=["first_published_at", "id", "reach", "hidden_at", "trashed_at", "live"], name="material_first"
            ),
            models.Index(fields=["title"], name="material_title"),  # looked through instead of rows with long texts
        ]
        constraints: ClassVar = [
            models.CheckConstraint(condition=Q(reach__lte=F("reach_cap")), name="material_reach_within_cap"),
            models.CheckConstraint(
                condition=Q(wanted_reach=None) | Q(wanted_reach__lte=F("reach_cap")), name="material_wanted_within_cap"
            ),
            models.CheckConstraint(
                condition=~Q(rights__in=sorted(rights_rules.SCHOOL_BOUND)) | Q(reach_cap__lte=Reach.SCHOOL),
                name="material_rights_cap_reach",
            ),
            models.CheckConstraint(condition=Q(reach_cap__lte=F("source_cap")), name="material_sources_cap_reach"),
            models.CheckConstraint(condition=Q(reach__in=Reach.values), name="material_known_reach"),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def state(self) -> State:
        if self.trashed_at:
            return State.TRASHED
        if self.live and self.hidden_at:
            return State.HIDDEN
        if self.review:
            return State(self.review)
        return State.PUBLISHED if self.live else State.DRAFT

    def widest_reach(self) -> Reach:
        """What the rights, the team and what it is made from allow.

        One query for the team's schools unless they are prefetched.
        """
        by_rights = rights_rules.widest_reach(self.rights, self.license, several_schools=self.of_several_schools())
        return min(by_rights, Reach(self.source_cap))

    def of_several_schools(self) -> bool:
        return len(self.team.schools.all()) > 1

    def body_texts(self) -> list[str]:
        """The words of the body's blocks, without markup, in order."""
        return [str(text) for text in self.body.stream_block.get_searchable_content(self.body)]

    def clean(self) -> None:
        super().clean()
        self.keep_cap()
        errors: dict[str, Any] = {}
        if reason := rights_rules.refusal(self.rights, several_schools=self.of_several_schools()):
            errors["rights"] = reason
        if self.license and not rights_rules.carries_license(self.rights):
            errors["license"] = _("Only our own work and openly licensed material carries a license.")
        if self.rights == Rights.COPYDAN and not (self.work.strip() and self.work_pages.strip()):
            errors["work"] = _("Name the work and the pages that the extract is taken from.")
        if not (isinstance(self.grades, list) and all(grade in GRADES for grade in self.grades)):
            errors["grades"] = _("Grades go from 0 to 10.")
        if errors:
            raise ValidationError(errors)

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Saves, with the cap kept: rights that got worse narrow the reach in the same statement."""
        self.keep_cap()
        fields = kwargs.get("update_fields")
        if fields is not None:
            kwargs["update_fields"] = {*fields, "reach", "reach_cap", "wanted_reach"}
        super().save(*args, **kwargs)
        Material.objects.send_changed([self.pk])

    def keep_cap(self) -> None:
        self.reach_cap = self.widest_reach()
        self.reach = Reach(min(self.reach, self.reach_cap))
        if self.wanted_reach is not None:
            self.wanted_reach = Reach(min(self.wanted_reach, self.reach_cap))

    def delete(self, *args: Any, **kwargs: Any) -> tuple[int, dict[str, int]]:
        raise TypeError("Materials go to the trash; `Material.objects.purge()` empties what is too old.")

    def with_content_json(self, content: dict[str, Any]) -> "Material":
        """A revision's text on today's row: who owns it, who may see it and on what ground are not of the text."""
        material: Material = super().with_content_json(content)
        for name in OF_THE_ROW:
            setattr(material, name, getattr(self, name))
        return material

    def get_preview_template(self, request: Any, mode_name: str) -> str:
        return "materials/preview.html"
