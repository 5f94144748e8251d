"""Makes the demo's one edition of another team's material, as a teacher's clicks would, once."""

from django.db import transaction

from demo.models import Planted
from demo.planting import planted
from materials.adaptations.adapting import adapt
from materials.markup import to_html
from materials.models.material import Material
from materials.services import drafts, sharing
from materials.vocabulary import Reach
from teams.models.team import Team
from teams.models.user import User

#: Who makes it, in which team, of what, and under which key it is remembered that it was made.
WHO, TEAM, OF = "amina", "5-aargang", "matematikvejlederne/byg-en-broekmur"
KEY = "edition/5-aargang/byg-en-broekmur"
TITLE = "Vores brøkmur til 5. klasse"
SUMMARY = (
    "Matematikvejledernes brøkmur, skåret til vores 5. klasser: én lektion, kun halve, fjerdedele og ottendedele, og "
    "en mur, der bliver hængende på væggen i hele forløbet."
)
FIRST = (
    "I vores klasser folder vi kun halve, fjerdedele og ottendedele den første gang. Tredjedele og sjettedele gemmer "
    "vi til ugen efter, når eleverne er sikre på, at to ottendedele er en fjerdedel."
)


@transaction.atomic
def edit() -> bool:
    """Returns whether it was made: not twice, and not of what people have thrown away."""
    source, by = planted(OF), User.objects.get_by_natural_key(WHO)
    if source is None or Planted.objects.filter(key=KEY).exists():
        return False
    if not Material.objects.adaptable_by(by).filter(pk=source.pk).exists():
        return False
    made = adapt(source, team=Team.objects.get(slug=TEAM), by=by)
    text = made.get_latest_revision_as_object()
    body = [{"type": "rich_text", "value": to_html(FIRST)}, *text.body.get_prep_value()]
    drafts.save_text(made, by=by, base=None, title=TITLE, summary=SUMMARY, grades=[5], time_required=45, body=body)
    sharing.share(made, reach=Reach.SCHOOL, by=by)
    Planted.objects.create(key=KEY)
    return True
