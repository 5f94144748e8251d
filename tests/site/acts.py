"""What people do that others are told of, each on one material and one collection of the cast's team."""

from collections.abc import Callable
from datetime import date, timedelta

from django.utils import timezone

from materials import review
from materials.adaptations.adapting import adapt
from materials.collections import arranging, curating, proposing, reviewing
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Complaint, Report, Verdict
from materials.models.submission import Submission
from materials.services import closing, commenting, handing_over, reminding, reporting, sharing, trash
from materials.services import reviewing as deciding
from materials.vocabulary import Reach
from search.criteria import ask
from search.models.saved import SearchFind
from search.saved.keeping import save_search
from teams.inbox import Kind, tell
from teams.models.inbox import Notice
from teams.models.team import Team
from teams.models.user import User
from teams.roles import EDITORS
from teams.services import accounts, employments, invitations, joining, leaving, memberships, regretting
from tests import factories
from tests.conftest import Cast

Act = Callable[[Cast], object]
LONG_AGO = timezone.now() - timedelta(days=9)


def material(cast: Cast) -> Material:
    """The one material of the happening, shared with the school."""
    made = Material.objects.filter(title="Brøkdyst").first()
    return made or factories.material(cast.team, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst")


def collection(cast: Cast) -> Collection:
    """Its one collection, which the school sees."""
    made = Collection.objects.filter(title="Brøkernes bog").first()
    if made is None:
        made = curating.create_collection(team=cast.team, title="Brøkernes bog", by=cast.lead)
        reviewing.share(made, reach=Reach.SCHOOL, by=cast.lead)
    return Collection.objects.get(pk=made.pk)


def out(who: str) -> Act:
    """No longer in any team, without a word to anybody."""
    return lambda cast: getattr(cast, who).memberships.all().delete()


def gone(who: str) -> Act:
    """No longer employed, without a word to anybody."""
    return lambda cast: getattr(cast, who).employments.update(ended_on=date(2020, 1, 1))


def trashed(cast: Cast) -> None:
    trash.trash(material(cast), by=cast.owner)


def collection_trashed(cast: Cast) -> None:
    curating.trash(collection(cast), by=cast.lead)


def collection_narrowed(cast: Cast) -> None:
    reviewing.share(collection(cast), reach=Reach.TEAM, by=cast.lead)


def asks(cast: Cast) -> None:
    joining.ask_to_join(cast.team, by=cast.schoolmate)


def comes_in_by_a_link(cast: Cast) -> None:
    invitation, _token = invitations.invite(cast.team, days=7, uses=1, by=cast.lead)
    invitations.accept(invitation, by=cast.schoolmate)


def is_let_in(cast: Cast) -> None:
    joining.accept_request(joining.ask_to_join(cast.team, by=cast.schoolmate), by=cast.lead)


def is_refused(cast: Cast) -> None:
    asked = joining.ask_to_join(cast.team, by=cast.schoolmate)
    joining.decline_request(asked, answer="Vi er mange nok.", by=cast.lead)


def comes_back(cast: Cast) -> None:
    gone_out = memberships.remove_member(cast.team, cast.teammate, by=cast.teammate)
    Notice.objects.all().delete()
    leaving.take_back(gone_out, by=cast.teammate)


def is_taken_back(cast: Cast) -> None:
    gone_out = memberships.remove_member(cast.team, cast.teammate, by=cast.lead)
    Notice.objects.all().delete()
    leaving.take_back(gone_out, by=cast.lead)


def takes_the_lead_back(cast: Cast) -> None:
    memberships.hand_over(cast.team, cast.teammate, by=cast.lead)
    Notice.objects.all().delete()
    regretting.take_lead_back(cast.team, by=cast.lead)


def last_lead_goes(cast: Cast) -> None:
    employments.end_employment(cast.lead.employments.get(), on=date(2020, 1, 1), by=None)


def other_team(cast: Cast) -> Team:
    made = Team.objects.filter(name="Modtagerne").first()
    return made or factories.team(cast.schoolmate, of=[cast.school], lead=cast.lead, name="Modtagerne")


def closes(cast: Cast) -> None:
    material(cast)
    closing.close_team(cast.team, to=other_team(cast), by=cast.lead)


def asks_in_vain(cast: Cast) -> None:
    asks(cast)
    closing.close_team(cast.team, to=None, by=cast.lead)


def opens_again(cast: Cast) -> None:
    closes(cast)
    Notice.objects.all().delete()
    closing.reopen_team(Team.objects.get(pk=cast.team.pk), by=cast.lead)


def leaves_things(cast: Cast) -> None:
    factories.material(Team.objects.get(personal_of=cast.schoolmate), cast.schoolmate, reach=Reach.SCHOOL)
    accounts.close_account(cast.schoolmate, by=None)
    handing_over.hand_over(User.objects.get(pk=cast.schoolmate.pk), team=cast.team, by=cast.operator)


def proposes(cast: Cast) -> None:
    proposing.propose(collection(cast), material(cast), by=cast.schoolmate)


def accepts(cast: Cast) -> None:
    proposes(cast)
    proposing.accept(collection(cast).proposals.get(), by=cast.lead)


def declines(cast: Cast) -> None:
    proposes(cast)
    proposing.decline(collection(cast).proposals.get(), reason="Vi har den i forvejen.", by=cast.lead)


def adds(cast: Cast) -> None:
    proposing.follow(collection(cast), by=cast.schoolmate)
    arranging.add_part(collection(cast), material(cast), by=cast.lead)


def adds_ten(cast: Cast) -> None:
    adds(cast)
    for _ in range(9):
        more = factories.material(cast.team, cast.owner, reach=Reach.SCHOOL)
        arranging.add_part(collection(cast), more, by=cast.lead)


def submits(cast: Cast) -> None:
    review.submit(material(cast), reach=Reach.MUNICIPALITY, by=cast.owner)


def withdraws(cast: Cast) -> None:
    review.withdraw(material(cast), by=cast.owner)


def asks_another(cast: Cast) -> None:
    submits(cast)
    Notice.objects.all().delete()
    doubting = factories.person(name="Tine Tvivl", offices=frozenset({EDITORS}))
    deciding.ask_second_opinion(material(cast), by=doubting, note="Er det nok?")


def waits_long(cast: Cast) -> None:
    submits(cast)
    Notice.objects.all().delete()
    Submission.objects.update(at=LONG_AGO)
    reminding.remind()


def submits_collection(cast: Cast) -> None:
    arranging.add_part(collection(cast), material(cast), by=cast.lead)
    reviewing.share(collection(cast), reach=Reach.MUNICIPALITY, by=cast.lead)


def collection_waits_long(cast: Cast) -> None:
    submits_collection(cast)
    Notice.objects.all().delete()
    Collection.objects.update(submitted_at=LONG_AGO)
    reminding.remind()


def reports(cast: Cast) -> Report:
    return reporting.report(material(cast), complaint=Complaint.WRONG, words="Se side 2", by=cast.schoolmate)


def report_waits_long(cast: Cast) -> None:
    reports(cast)
    Notice.objects.all().delete()
    Report.objects.update(at=LONG_AGO)
    reminding.remind()


def hides(cast: Cast) -> None:
    reports(cast)
    reporting.hide(material(cast), reason="Tag side 2 ud.", by=cast.editor)


def lifts(cast: Cast) -> None:
    hides(cast)
    Notice.objects.all().delete()
    reporting.lift(material(cast), by=cast.editor)


def its_source_narrows(cast: Cast) -> None:
    """The material is an edition of another team's, which takes its own back."""
    source = factories.material(other_team(cast), cast.schoolmate, reach=Reach.SCHOOL, license="", title="Kilden")
    made = adapt(source, team=cast.team, by=cast.owner)
    sharing.change_text(made, title="Brøkdyst", by=cast.owner)
    sharing.share(material(cast), reach=Reach.SCHOOL, by=cast.owner)
    sharing.narrow(source, reach=Reach.TEAM, by=cast.schoolmate)


def main_school_changes(cast: Cast) -> None:
    """The material is one's own, and the school that one leaves has bought it."""
    own = Team.objects.get(personal_of=cast.owner)
    factories.material(own, cast.owner, reach=Reach.SCHOOL, title="Brøkdyst", rights="bought")
    employments.employ(cast.owner, cast.other_school, by=None, is_main=True)


def decides_report(cast: Cast) -> None:
    made = reports(cast)
    reporting.decide(made, verdict=Verdict.STAYS, word_to_team="", word_to_reporter="Tak.", by=cast.editor)


def comments(cast: Cast) -> None:
    submits(cast)
    commenting.comment(material(cast), block="", text="Skriv hvor langt.", by=cast.editor)


def answers(cast: Cast) -> None:
    comments(cast)
    commenting.comment(material(cast), block="", text="Tre meter.", by=cast.owner)


def answers_about_what_is_reported(cast: Cast) -> None:
    reports(cast)
    commenting.comment(material(cast), block="", text="Se side 2.", by=cast.editor)
    commenting.comment(material(cast), block="", text="Den er skiftet ud.", by=cast.owner)


def settles(cast: Cast) -> None:
    for said in material(cast).comments.all():
        commenting.resolve(said, by=cast.owner)


def finds(cast: Cast) -> None:
    search = save_search(ask("brøker"), by=cast.schoolmate)
    found = SearchFind.objects.create(search=search, material=material(cast))
    tell(Kind.SEARCH_NEWS, [cast.schoolmate], by=None, target=found)


def finds_a_collection(cast: Cast) -> None:
    search = save_search(ask("brøker"), by=cast.schoolmate)
    found = SearchFind.objects.create(search=search, collection=collection(cast))
    tell(Kind.SEARCH_NEWS, [cast.schoolmate], by=None, target=found)


def sends_back(cast: Cast) -> None:
    submits(cast)
    review.send_back(material(cast), by=cast.editor, reason="Kilden mangler.")


def approves(cast: Cast) -> None:
    submits(cast)
    review.approve(material(cast), by=cast.editor)


def sends_collection_back(cast: Cast) -> None:
    submits_collection(cast)
    reviewing.send_back(collection(cast), reason="Noter mangler.", by=cast.editor)


def approves_collection(cast: Cast) -> None:
    submits_collection(cast)
    reviewing.approve(collection(cast), by=cast.editor)
