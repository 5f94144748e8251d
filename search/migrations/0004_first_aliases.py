"""Other words of the Danish school: subjects by their old and short names."""

from django.db import migrations

ALIASES = [
    ("hjemkundskab", "madkundskab"),
    ("husgerning", "madkundskab"),
    ("sløjd", "håndværk og design"),
    ("håndarbejde", "håndværk og design"),
    ("hd", "håndværk og design"),
    ("n/t", "natur/teknologi"),
    ("nt", "natur/teknologi"),
    ("natek", "natur/teknologi"),
    ("natur og teknik", "natur/teknologi"),
    ("natur/teknik", "natur/teknologi"),
    ("mat", "matematik"),
    ("kristendom", "kristendomskundskab"),
    ("religion", "kristendomskundskab"),
    ("krist", "kristendomskundskab"),
    ("gymnastik", "idræt"),
    ("formning", "billedkunst"),
    ("dsa", "dansk som andetsprog"),
    ("samf", "samfundsfag"),
    ("geo", "geografi"),
    ("bio", "biologi"),
    ("fysik", "fysik/kemi"),
    ("kemi", "fysik/kemi"),
    ("f/k", "fysik/kemi"),
    ("maths", "matematik"),
    ("p.e.", "idræt"),
    ("opgaveark", "arbejdsark"),
    ("kopiark", "arbejdsark"),
    ("worksheet", "arbejdsark"),
    ("undervisningsforløb", "forløb"),
    ("powerpoint", "præsentation"),
    ("slides", "præsentation"),
    ("diasshow", "præsentation"),
    
    ("ipad", "tablet"),
]

def make(apps, schema_editor):
    alias = apps.get_model("search", "Alias")
    for words, means in ALIASES:
        alias.objects.get_or_create(words=words, means=means)


class Migration(migrations.Migration):
    dependencies = [("search", "0003_standings_and_aliases")]
    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
