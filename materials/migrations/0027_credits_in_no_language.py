"""Credits joined the names of schools with the "and" of whoever made the edition: a comma is every reader's."""

from django.db import migrations
from django.db.models import Q

#: Before the last name, in the languages of the screen.
CONJUNCTIONS = (" and ", " og ")
NO_SCHOOL = ("no school", "ingen skole")


def fill(apps, schema_editor):
    sources = apps.get_model("materials", "Source").objects
    known = set(apps.get_model("teams", "School").objects.values_list("name", flat=True))
    sources.filter(school_names__in=NO_SCHOOL).exclude(school_names__in=known).update(school_names="")
    joined = sources.filter(Q(school_names__contains=" and ") | Q(school_names__contains=" og "))
    for stored in set(joined.values_list("school_names", flat=True)) - known:
        sources.filter(school_names=stored).update(school_names=with_commas(stored, known))


def with_commas(stored, known):
    """What is no list of schools that there are stays as it is: a name may have such a word in it."""
    for conjunction in CONJUNCTIONS:
        first, _, last = stored.rpartition(conjunction)
        if {*first.split(", "), last} <= known:
            return f"{first}, {last}"
    return stored


class Migration(migrations.Migration):
    dependencies = [("materials", "0026_what_waits_to_be_named")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
