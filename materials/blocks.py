"""The blocks of a material's body. Files are named by their slot, so that replacing one keeps its place."""

from django.utils.translation import gettext_lazy as _
from wagtail import blocks
from wagtail.blocks.field_block import CharBlock, IntegerBlock, RichTextBlock, TextBlock, URLBlock

RICH_TEXT_FEATURES = ["h2", "h3", "h4", "bold", "italic", "code", "superscript", "subscript", "strikethrough"]
RICH_TEXT_FEATURES += ["ol", "ul", "link", "blockquote"]


class ImageBlock(blocks.StructBlock):
    """A picture among the material's attachments."""

    slot = CharBlock(label=_("File"), search_index=False)
    alt = CharBlock(label=_("What the picture shows"), required=False, max_length=300)
    caption = CharBlock(label=_("Caption"), required=False, max_length=300)

    class Meta:
        template = "materials/blocks/image.html"
        label = _("Image")


class AttachmentBlock(blocks.StructBlock):
    """An attachment shown at this place of the body."""

    slot = CharBlock(label=_("File"), search_index=False)
    note = CharBlock(label=_("Note"), required=False, max_length=300)

    class Meta:
        template = "materials/blocks/attachment.html"
        label = _("Attachment")


class LinkBlock(blocks.StructBlock):
    """A link to somewhere else, with why it is worth a click. Nothing is fetched from there."""

    url = URLBlock(label=_("Address"), search_index=False)
    title = CharBlock(label=_("Title"), max_length=200)
    text = CharBlock(label=_("Why"), required=False, max_length=500)

    class Meta:
        template = "materials/blocks/link.html"
        label = _("Link")


class ActivityBlock(blocks.StructBlock):
    """Something the class does: minutes and steps."""

    title = CharBlock(label=_("Title"), required=False, max_length=200)
    minutes = IntegerBlock(label=_("Minutes"), required=False, min_value=0, max_value=6000)
    steps = blocks.ListBlock(CharBlock(max_length=1000), label=_("Steps"))

    class Meta:
        template = "materials/blocks/activity.html"
        label = _("Activity")


class Body(blocks.StreamBlock):
    """All that a body may hold."""

    rich_text = RichTextBlock(label=_("Text"), features=RICH_TEXT_FEATURES)
    image = ImageBlock()
    attachment = AttachmentBlock()
    link = LinkBlock()
    activity = ActivityBlock()
    note = TextBlock(label=_("Note to the colleague"), template="materials/blocks/note.html")

    class Meta:
        required = False
