"""Makes the demo's one report, as a teacher of another school would send it, once."""

from django.db import transaction

from demo.models import Planted
from demo.planting import planted
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
    material, by = planted(OF), User.objects.get_by_natural_key(WHO)
    if material is None or Planted.objects.filter(key=KEY).exists():
        return False
    if not Material.objects.visible_to(by).filter(pk=material.pk).exists():
        return False
    reporting.report(material, complaint=Complaint.OTHER, words=WORDS, by=by)
    Planted.objects.create(key=KEY)
    return True
