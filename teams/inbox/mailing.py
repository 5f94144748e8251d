"""The digest's words: what a person may see at the moment of sending, in their language."""

from datetime import timedelta

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import ngettext

from teams.inbox.reading import Line, lines_of, seen
from teams.inbox.unsubscribing import token_for
from teams.models.inbox import Notice, NoticeChoice
from teams.models.user import User

#: Older ones are not news; and who turns the digest on gets no archive.
DAYS = 8
MOST_LINES = 50


def lines_for(person: User) -> list[Line]:
    """What is news to the person and may be seen now: unread, in no digest yet, of the kinds they want there."""
    unwanted = NoticeChoice.objects.filter(person=person, in_digest=False).values("kind")
    news = Notice.objects.filter(person=person, mailed_at=None, created_at__gt=timezone.now() - timedelta(days=DAYS))
    news = news.unread().exclude(kind__in=unwanted)
    with translation.override(person.language):
        return lines_of(seen(news, person=person).unread_first()[:MOST_LINES], person=person)


def message_for(person: User, lines: list[Line]) -> EmailMultiAlternatives:
    """Text and HTML; the subject only counts. Links go through the inbox, which asks again who may see."""
    stop = absolute("teams:stop_digest", token_for(person))
    context = {
        "person": person,
        "municipality": settings.MUNICIPALITY,
        "lines": [(line.text, absolute("teams:open_notice", line.notice.pk)) for line in lines],
        "inbox": absolute("teams:inbox"),
        "settings": absolute("teams:inbox_settings"),
        "stop": stop,
    }
    with translation.override(person.language):
        subject = ngettext(
            "Staffroom: one thing is new for you", "Staffroom: %(number)s things are new for you", len(lines)
        ) % {"number": len(lines)}
        message = EmailMultiAlternatives(
            subject,
            render_to_string("teams/mail/digest.txt", context),
            to=[person.email],
            headers={
                "List-Unsubscribe": f"<{stop}>",
                "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",
                "Auto-Submitted": "auto-generated",
                "Content-Language": person.language,
            },
        )
        message.attach_alternative(render_to_string("teams/mail/digest.html", context), "text/html")
    return message


def absolute(name: str, *args: object) -> str:
    return f"{settings.ADDRESS}{reverse(name, args=args)}"
