"""The closed lists: reach, rights, licenses, material types, languages, grades."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Reach(models.IntegerChoices):
    """Who may see a published material, ordered from narrow to wide so that a cap is a comparison."""

    TEAM = 1, _("the team")
    SCHOOL = 2, _("the school")
    MUNICIPALITY = 3, _("the municipality")
    PUBLIC = 4, _("everyone")

    @property
    def word(self) -> str:
        """The word used in addresses, commands and files: `team`, `school`, `municipality`, `public`."""
        return self.name.lower()


#: Reach up to and including this one publishes at once; wider waits for an editor.
WIDEST_WITHOUT_REVIEW = Reach.SCHOOL


class Rights(models.TextChoices):
    """On what ground we may use it. Nothing is claimed for a teacher, so `unsure` is the default."""

    OWN_WORK = "own_work", _("our own work")
    OPEN_LICENSE = "open_license", _("openly licensed by somebody else")
    COPYDAN = "copydan", _("an extract under the Copydan agreement")
    BOUGHT = "bought", _("bought license")
    UNSURE = "unsure", _("unsure")


class License(models.TextChoices):
    """SPDX ids."""

    CC0 = "CC0-1.0", "CC0 1.0"
    BY = "CC-BY-4.0", "CC BY 4.0"
    BY_SA = "CC-BY-SA-4.0", "CC BY-SA 4.0"
    BY_NC = "CC-BY-NC-4.0", "CC BY-NC 4.0"
    BY_NC_SA = "CC-BY-NC-SA-4.0", "CC BY-NC-SA 4.0"
    BY_ND = "CC-BY-ND-4.0", "CC BY-ND 4.0"
    BY_NC_ND = "CC-BY-NC-ND-4.0", "CC BY-NC-ND 4.0"


class MaterialType(models.TextChoices):
    """LRMI `learningResourceType`."""

    LESSON = "lesson", _("lesson")
    UNIT = "unit", _("unit")
    WORKSHEET = "worksheet", _("worksheet")
    PRESENTATION = "presentation", _("presentation")
    ASSESSMENT = "assessment", _("assessment")
    ACTIVITY = "activity", _("activity")
    GAME = "game", _("game")
    VIDEO = "video", _("video")
    AUDIO = "audio", _("audio")
    IMAGE = "image", _("image")
    TEXT = "text", _("text")
    TEMPLATE = "template", _("template")
    GUIDE = "guide", _("guide")


class Language(models.TextChoices):
    """The languages that materials are written in, by ISO 639-1."""

    DANISH = "da", _("Danish")
    ENGLISH = "en", _("English")
    GERMAN = "de", _("German")
    FRENCH = "fr", _("French")
    NORWEGIAN = "nb", _("Norwegian")
    SWEDISH = "sv", _("Swedish")
    OTHER = "und", _("another language")


class Review(models.TextChoices):
    """Where a material stands with the editors; empty when nothing is asked of them."""

    NONE = "", _("not in review")
    IN_REVIEW = "in_review", _("in review")
    SENT_BACK = "sent_back", _("sent back")


class State(models.TextChoices):
    """What product language calls a material's state; derived, never stored."""

    DRAFT = "draft", _("draft")
    IN_REVIEW = "in_review", _("in review")
    SENT_BACK = "sent_back", _("sent back")
    PUBLISHED = "published", _("shared")
    HIDDEN = "hidden", _("hidden by an editor")
    TRASHED = "trashed", _("in the trash")


#: 0 is børnehaveklasse.
GRADES = range(11)
#: Days that a trashed material can be restored.
TRASH_DAYS = 30
