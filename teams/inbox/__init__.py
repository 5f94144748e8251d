"""One list of what concerns a person: `tell` writes a notice, `register` says how its target is seen."""

from teams.inbox.kinds import OWN_WORK, Kind
from teams.inbox.telling import tell, told_since
from teams.inbox.topics import Named, Topic, register

__all__ = ["OWN_WORK", "Kind", "Named", "Topic", "register", "tell", "told_since"]
