"""The blocks of a material's body. Files are named by their slot, so that replacing one keeps its place."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks

RICH_TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "code", "superscript", "subscript", "strikethrough"]
RICH_TEXT_FEATURES += ["ol", "ul", "link", "blockquote"]


class ImageBlock(blocks.StructBlock):
    """A picture among the material's attachments."""

    slot = blocks.CharBlock(label=_("File"), search_index=False)
    alt = blocks.CharBlock(label=_("What the picture shows"), required=False, max_length=300)
    caption = blocks.CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        template = "materials/blocks/image.html"
        label = _("Image")


class AttachmentBlock(blocks.StructBlock):
    """An attachment shown at this place of the body."""

    slot = blocks.CharBlock(label=_("File"), search_index=False)
    note = blocks.CharBlock(label=_("Note"), required=False, max_length=300)

    class Meta:
        template = "materials/blocks/attachment.html"
        label = _("Attachment")


class LinkBlock(blocks.StructBlock):
    """A link to somewhere else, with why it is worth a click. Nothing is fetched from there."""

    url = blocks.URLBlock(label=_("Address"), search_index=False)
    title = blocks.CharBlock(label=_("Title"), max_length=200)
    text = blocks.CharBlock(label=_("Why"), required=False, max_length=500)

    class Meta:
        template = "materials/blocks/link.html"
        label = _("Link")


class ActivityBlock(blocks.StructBlock):
    """Something the class does: minutes and steps."""

    title = blocks.CharBlock(label=_("Title"), required=False, max_length=200)
    minutes = blocks.IntegerBlock(label=_("Minutes"), required=False, min_value=0, max_value=6000)
    steps = blocks.ListBlock(blocks.CharBlock(max_length=1000), label=_("Steps"))

    class Meta:
        template = "materials/blocks/activity.html"
        label = _("Activity")


class Body(blocks.StreamBlock):
    """All that a body may hold."""

    rich_text = blocks.RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)
    image = ImageBlock()
    attachment = AttachmentBlock()
    link = LinkBlock()
    activity = ActivityBlock()
    note = blocks.TextBlock(label=_("Note to the colleague"), template="materials/blocks/note.html")

    class Meta:
        required = False
