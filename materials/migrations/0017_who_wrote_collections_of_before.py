"""Who had a part in collections from before that was noted, as far as anything says so: nobody decides about their own."""

from collections import defaultdict

from django.db import migrations

#: What only those do who have a part in it; editors' decisions are none.
HAVE_PART = ("collection.create", "collection.submit", "collection.share", "collection.let_members")
LEAD = 2


def fill(apps, schema_editor):
    """Adds to what is noted, and takes nothing away."""
    collection = apps.get_model("materials", "Collection")
    wrote = collection.written_by.through
    there = set(collection.objects.values_list("pk", flat=True))
    found = {*named(apps), *logged(apps), *done_by_many(apps), *could_arrange(apps)}
    rows = [wrote(collection_id=pk, user_id=user) for pk, user in sorted(found) if pk in there]
    wrote.objects.bulk_create(rows, batch_size=500, ignore_conflicts=True)


def named(apps):
    """Makers, and who asked the editors, gave it a picture, or put parts in."""
    for model, pk, column in (
        ("Collection", "pk", "created_by"),
        ("Collection", "pk", "submitted_by"),
        ("CoverPicture", "collection", "made_by"),
        ("NewParts", "collection", "by"),
    ):
        yield from apps.get_model("materials", model).objects.exclude(**{column: None}).values_list(pk, column)


def logged(apps):
    entries = apps.get_model("teams", "AuditEntry").objects.exclude(by=None)
    about = entries.filter(target_type="materials.collection", action__in=HAVE_PART)
    return {(int(pk), user) for pk, user in about.values_list("target_id", "by")}


def done_by_many(apps):
    """Who put many materials in at once; a change that is only chosen or previewed says of no collection."""
    changes = apps.get_model("materials", "BulkChange").objects.filter(action="collection", done_at__isnull=False)
    return {(wish["collection"], user) for wish, user in changes.values_list("wish", "by")}


def could_arrange(apps):
    """Whoever could change its lines until now, or until they left lately, may have done so: no trace tells."""
    people = defaultdict(list)
    for model in ("Membership", "Departure"):
        for team, *person in apps.get_model("teams", model).objects.values_list("team", "user", "role"):
            people[team].append(person)
    collections = apps.get_model("materials", "Collection").objects.values_list("pk", "team", "by_members")
    return {
        (pk, user)
        for pk, team, by_members in collections
        for user, role in people[team]
        if by_members or role >= LEAD
    }


class Migration(migrations.Migration):
    dependencies = [("materials", "0016_who_wrote_collections"), ("teams", "0004_joining_and_closing")]

    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
