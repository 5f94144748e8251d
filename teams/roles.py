"""The ordered roles in a team, and the municipality's two offices."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Role(models.IntegerChoices):
    """Ordered: a higher role may do all that a lower one may."""

    MEMBER = 1, _("member")
    LEAD = 2, _("lead")


#: Names of the two Django groups; Wagtail's workflow asks for a group, so an office is one.
EDITORS = "Editors"
OPERATORS = "Operators"
