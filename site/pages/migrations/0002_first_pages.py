"""The front page, three pages of text, the site that serves them, and what editors may do with pages."""

from django.db import migrations

from pages import texts

TEXT_PAGES = [
    ("Om Staffroom", "om", texts.ABOUT),
    ("Privatliv", "privatliv", texts.PRIVACY),
    ("Tilgængelighed", "tilgaengelighed", texts.ACCESSIBILITY),
]
EDITORS_MAY = ["add_page", "change_page", "publish_page"]


def make(apps, schema_editor):
    content_type = apps.get_model("contenttypes", "ContentType")
    page = apps.get_model("wagtailcore", "Page")
    site = apps.get_model("wagtailcore", "Site")
    site.objects.all().delete()
    page.objects.filter(depth__gt=1).delete()
    root = page.objects.get(depth=1)
    home_type, _ = content_type.objects.get_or_create(app_label="pages", model="homepage")
    text_type, _ = content_type.objects.get_or_create(app_label="pages", model="textpage")
    locale = apps.get_model("wagtailcore", "Locale").objects.first()
    home = apps.get_model("pages", "HomePage").objects.create(
        title="Staffroom", draft_title="Staffroom", slug="forside", path=root.path + "0001", depth=2, numchild=3,
        url_path="/forside/", content_type=home_type, locale=locale, live=True,
        introduction=texts.INTRODUCTION, body=texts.HOME,
    )  # fmt: skip
    for number, (title, slug, body) in enumerate(TEXT_PAGES, start=1):
        apps.get_model("pages", "TextPage").objects.create(
            title=title, draft_title=title, slug=slug, path=f"{home.path}{number:04}", depth=3, numchild=0,
            url_path=f"/forside/{slug}/", content_type=text_type, locale=locale, live=True, body=body,
        )  # fmt: skip
    page.objects.filter(pk=root.pk).update(numchild=1)
    site.objects.create(hostname="localhost", port=80, root_page_id=home.pk, is_default_site=True, site_name="Staffroom")
    let_editors_write(apps, root)


def let_editors_write(apps, root):
    content_type = apps.get_model("contenttypes", "ContentType")
    permission = apps.get_model("auth", "Permission")
    allow = apps.get_model("wagtailcore", "GroupPagePermission")
    page_type, _ = content_type.objects.get_or_create(app_label="wagtailcore", model="page")
    admin_type, _ = content_type.objects.get_or_create(app_label="wagtailadmin", model="admin")
    enter, _ = permission.objects.get_or_create(
        content_type=admin_type, codename="access_admin", defaults={"name": "Can access Wagtail admin"}
    )
    for name in ("Editors", "Operators"):
        group, _ = apps.get_model("auth", "Group").objects.get_or_create(name=name)
        group.permissions.add(enter)
        for codename in EDITORS_MAY:
            may, _ = permission.objects.get_or_create(
                content_type=page_type, codename=codename, defaults={"name": f"Can {codename.replace('_', ' ')}"}
            )
            allow.objects.get_or_create(group=group, page_id=root.pk, permission=may)


class Migration(migrations.Migration):
    dependencies = [
        ("pages", "0001_initial"),
        ("wagtailadmin", "0006_formstate"),
        ("wagtailcore", "0098_apitoken"),
        ("contenttypes", "0002_remove_content_type_name"),
        ("auth", "0012_alter_user_first_name_max_length"),
    ]

    operations = [migrations.RunPython(make, migrations.RunPython.noop)]
