"""The Danish subjects, and the municipality's one workflow."""

from django.db import migrations

#: slug, Danish, English, shelf
SUBJECTS = [
    ("dansk", "dansk", "Danish", "dansk"),
    ("matematik", "matematik", "mathematics", "matematik"),
    ("engelsk", "engelsk", "English", "languages"),
    ("natur-teknologi", "natur/teknologi", "science and technology", "science"),
    ("historie", "historie", "history", "society"),
    ("kristendomskundskab", "kristendomskundskab", "religious studies", "society"),
    ("samfundsfag", "samfundsfag", "social studies", "society"),
    ("idraet", "idræt", "physical education", "craft"),
    ("musik", "musik", "music", "arts"),
    ("billedkunst", "billedkunst", "visual arts", "arts"),
    ("haandvaerk-og-design", "håndværk og design", "craft and design", "craft"),
    ("madkundskab", "madkundskab", "food and nutrition", "craft"),
    ("geografi", "geografi", "geography", "science"),
    ("biologi", "biologi", "biology", "science"),
    ("fysik-kemi", "fysik/kemi", "physics and chemistry", "science"),
    ("tysk", "tysk", "German", "languages"),
    ("fransk", "fransk", "French", "languages"),
    ("dansk-som-andetsprog", "dansk som andetsprog", "Danish as a second language", "dansk"),
    ("modersmaalsundervisning", "modersmålsundervisning", "mother tongue teaching", "languages"),
    ("tvaerfaglig", "tværfaglig", "interdisciplinary", "society"),
    ("faerdselslaere", "færdselslære", "road safety", "craft"),
    (
        "sundheds-og-seksualundervisning",
        "sundheds- og seksualundervisning og familiekundskab",
        "health, sex and family education",
        "science",
    ),
    ("uddannelse-og-job", "uddannelse og job", "education and jobs", "society"),
]


def make(apps, schema_editor):
    subject = apps.get_model("materials", "Subject")
    for position, (slug, danish, english, spine) in enumerate(SUBJECTS):
        subject.objects.get_or_create(
            slug=slug, defaults={"name_da": danish, "name_en": english, "spine": spine, "position": position}
        )
    make_workflow(apps)


def make_workflow(apps):
    content_type = apps.get_model("contenttypes", "ContentType")
    editors, _ = apps.get_model("auth", "Group").objects.get_or_create(name="Editors")
    workflow, made = apps.get_model("wagtailcore", "Workflow").objects.get_or_create(name="Wide reach")
    if not made:
        return
    approval = apps.get_model("materials", "EditorApproval")
    task_type, _ = content_type.objects.get_or_create(app_label="materials", model="editorapproval")
    task = approval.objects.create(name="An editor approves", content_type=task_type)
    task.groups.add(editors)
    apps.get_model("wagtailcore", "WorkflowTask").objects.create(workflow=workflow, task_id=task.pk, sort_order=0)
    material_type, _ = content_type.objects.get_or_create(app_label="materials", model="material")
    apps.get_model("wagtailcore", "WorkflowContentType").objects.create(workflow=workflow, content_type=material_type)


class Migration(migrations.Migration):
    dependencies = [
        ("materials", "0001_initial"),
        ("auth", "0012_alter_user_first_name_max_length"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("wagtailcore", "0098_apitoken"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
