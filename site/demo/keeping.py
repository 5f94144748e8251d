"""What the demo's people keep for themselves: one saved search, made once."""

from django.db import transaction

from demo.models import Planted
from search.criteria import ask
from search.saved.keeping import save_search
from teams.models.user import User

#: Whose it is, what is searched for, and under which key it is remembered that it was made.
WHO, TYPED, KEY = "maja", "brøker 5. kl", "saved-search/broeker"


@transaction.atomic
def keep() -> None:
    """Saves the search, unless that was done before: who has removed it is not given it again."""
    _, is_new = Planted.objects.get_or_create(key=KEY)
    if is_new:
        save_search(ask(TYPED), by=User.objects.get_by_natural_key(WHO))
