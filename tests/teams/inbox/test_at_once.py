"""Several workers send what is due at the same moment: nobody gets it twice, and nobody is left out."""

from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
from django.core import mail
from django.db import connection

from teams.inbox import Kind, digests, tell
from teams.inbox.choosing import choose
from teams.models.inbox import Rhythm
from teams.models.user import User
from tests.conftest import make_cast, reseed

WORKERS = 4


@pytest.mark.django_db(transaction=True)
def test_workers_at_once_send_each_digest_once(seeds_for_those_who_come_after: None) -> None:
    reseed()
    cast = make_cast()
    people = [cast.owner, cast.teammate, cast.lead, cast.schoolmate]
    for person in people:
        choose([], rhythm=Rhythm.DAILY, by=person)
        User.objects.filter(pk=person.pk).update(email=f"{person.subject}@example.dk")
    tell(Kind.INVITED, people, by=None, target=cast.team)
    together = Barrier(WORKERS)

    def work(_: int) -> None:
        together.wait()
        digests.send_due()
        connection.close()

    with ThreadPoolExecutor(WORKERS) as threads:
        list(threads.map(work, range(WORKERS)))
    assert sorted(message.to[0] for message in mail.outbox) == sorted(f"{p.subject}@example.dk" for p in people)
