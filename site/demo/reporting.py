"""Makes the demo's one report, as a teacher of another school would send it, once."""

from django.db import transaction

from demo.models import Planted
from materials.models.material import Material
from materials.models.report import Complaint
from materials.services import reporting
from teams.models.user import User

#: Who reports, what, and under which key it is remembered that it was done.
WHO, OF = "olav", "5-aargang/broeker-og-decimaltal-paa-samme-linje"
KEY = f"report/{OF}"
WORDS = "Tallene under tallinjen er så små på papir, at mine elever ikke kan læse dem. Kan arket laves større?"


@transaction.atomic
def report() -> bool:
    """Returns whether it was sent: not twice, and not on what people have thrown away."""
    planted = Planted.objects.filter(key=OF).select_related("material").first()
    if planted is None or planted.material is None or Planted.objects.filter(key=KEY).exists():
        return False
    by = User.objects.get_by_natural_key(WHO)
    if not Material.objects.visible_to(by).filter(pk=planted.material.pk).exists():
        return False
    reporting.report(planted.material, complaint=Complaint.OTHER, words=WORDS, by=by)
    Planted.objects.create(key=KEY)
    return True
