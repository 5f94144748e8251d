"""Everything that people are told of: how it comes to happen, to whom, in which words, and what takes it away again."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta

from django.utils import timezone

from materials import review
from materials.collections import arranging, curating, proposing, reviewing
from materials.models.collection import Collection
from materials.models.material import Material
from materials.models.report import Complaint, Report, Verdict
from materials.models.submission import Submission
from materials.services import closing, handing_over, reminding, reporting, trash
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
from teams.services import accounts, employments, joining, leaving, memberships
from tests import factories
from tests.conftest import Cast

Act = Callable[[Cast], object]
LONG_AGO = timezone.now() - timedelta(days=9)


@dataclass(frozen=True)
class Happening:
    """`who` is told in these words, and of nothing once `lost` has happened. `{team}` and the cast stand for names."""

    kind: Kind
    who: str
    happens: Act
    lost: Act
    danish: str
    english: str


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


def last_lead_goes(cast: Cast) -> None:
    employments.end_employment(cast.lead.employments.get(), on=date(2020, 1, 1), by=None)


def other_team(cast: Cast) -> Team:
    made = Team.objects.filter(name="Modtagerne").first()
    return made or factories.team(cast.schoolmate, of=[cast.school], lead=cast.lead, name="Modtagerne")


def closes(cast: Cast) -> None:
    material(cast)
    closing.close_team(cast.team, to=other_team(cast), by=cast.lead)


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


def decides_report(cast: Cast) -> None:
    made = reports(cast)
    reporting.decide(made, verdict=Verdict.STAYS, word_to_team="", word_to_reporter="Tak.", by=cast.editor)


def finds(cast: Cast) -> None:
    search = save_search(ask("brøker"), by=cast.schoolmate)
    found = SearchFind.objects.create(search=search, material=material(cast))
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


EVERYTHING: dict[str, Happening] = {
    "asks to join": Happening(
        Kind.JOIN_ASKED, "lead", asks, gone("schoolmate"),
        "{schoolmate} vil gerne være med i teamet {team}.", "{schoolmate} would like to join the team {team}.",
    ),
    "is let in": Happening(
        Kind.JOIN_ANSWERED, "schoolmate", is_let_in, gone("schoolmate"),
        "Teamet {team} har sagt ja: du er nu med.", "The team {team} has said yes: you are in it now.",
    ),
    "is refused": Happening(
        Kind.JOIN_ANSWERED, "schoolmate", is_refused, gone("schoolmate"),
        "Teamet {team} har sagt nej for nu: Vi er mange nok.",
        "The team {team} has said no for now: Vi er mange nok.",
    ),
    "is picked": Happening(
        Kind.INVITED, "schoolmate", lambda cast: memberships.add_member(cast.team, cast.schoolmate, by=cast.lead),
        gone("schoolmate"),
        "{lead} har taget dig med i teamet {team}.", "{lead} has taken you into the team {team}.",
    ),
    "is taken back": Happening(
        Kind.INVITED, "teammate", is_taken_back, gone("teammate"),
        "{lead} har taget dig med i teamet {team}.", "{lead} has taken you into the team {team}.",
    ),
    "comes back": Happening(
        Kind.ROLE_CHANGED, "lead", comes_back, gone("lead"),
        "{teammate} er med i teamet {team} igen.", "{teammate} is back in the team {team}.",
    ),
    "hands over": Happening(
        Kind.HANDED_OVER, "teammate", lambda cast: memberships.hand_over(cast.team, cast.teammate, by=cast.lead),
        out("teammate"),
        "{lead} har overdraget teamet {team} til dig: du leder det nu.",
        "{lead} has handed the team {team} over to you: you lead it now.",
    ),
    "follows": Happening(
        Kind.HANDED_OVER, "owner", last_lead_goes, out("owner"),
        "Der var ikke længere nogen, der ledte teamet {team}. Du har været med længst, så du leder det nu.",
        "Nobody led the team {team} any more. You have been in it longest, so you lead it now.",
    ),
    "closes": Happening(
        Kind.HANDED_OVER, "teammate", closes, out("teammate"),
        "{lead} har lukket teamet {team}.", "{lead} has closed the team {team}.",
    ),
    "receives": Happening(
        Kind.HANDED_OVER, "schoolmate", closes, out("schoolmate"),
        "Teamet Modtagerne har fået overdraget det, et andet team havde.",
        "The team Modtagerne has been handed what another team had.",
    ),
    "opens again": Happening(
        Kind.HANDED_OVER, "teammate", opens_again, gone("teammate"),
        "{lead} har åbnet teamet {team} igen.", "{lead} has opened the team {team} again.",
    ),
    "gives back": Happening(
        Kind.HANDED_OVER, "schoolmate", opens_again, out("schoolmate"),
        "Teamet Modtagerne har givet det tilbage, som det fik overdraget: teamet, der havde det, er åbent igen.",
        "The team Modtagerne has given back what it was handed: the team that had it is open again.",
    ),
    "is left things": Happening(
        Kind.HANDED_OVER, "teammate", leaves_things, out("teammate"),
        "Teamet {team} har fået overdraget det, en kollega har efterladt.",
        "The team {team} has been handed what somebody left behind.",
    ),
    "proposes": Happening(
        Kind.PROPOSED, "lead", proposes, trashed,
        "{schoolmate} foreslår “Brøkdyst” til samlingen “Brøkernes bog”.",
        "{schoolmate} proposes “Brøkdyst” for the collection “Brøkernes bog”.",
    ),
    "proposes to who leads no more": Happening(
        Kind.PROPOSED, "lead", proposes, out("lead"),
        "{schoolmate} foreslår “Brøkdyst” til samlingen “Brøkernes bog”.",
        "{schoolmate} proposes “Brøkdyst” for the collection “Brøkernes bog”.",
    ),
    "accepts": Happening(
        Kind.PROPOSAL_ANSWERED, "schoolmate", accepts, collection_narrowed,
        "“Brøkdyst”, som du foreslog, er nu med i samlingen “Brøkernes bog”.",
        "“Brøkdyst”, which you proposed, is in the collection “Brøkernes bog” now.",
    ),
    "declines": Happening(
        Kind.PROPOSAL_ANSWERED, "schoolmate", declines, trashed,
        "“Brøkdyst” kommer ikke med i samlingen “Brøkernes bog”: Vi har den i forvejen.",
        "“Brøkdyst” does not come into the collection “Brøkernes bog”: Vi har den i forvejen.",
    ),
    "adds a part": Happening(
        Kind.COLLECTION_NEWS, "schoolmate", adds, trashed,
        "Nyt i samlingen “Brøkernes bog”: “Brøkdyst”.", "New in the collection “Brøkernes bog”: “Brøkdyst”.",
    ),
    "adds ten parts": Happening(
        Kind.COLLECTION_NEWS, "schoolmate", adds_ten, collection_narrowed,
        "Nyt i samlingen “Brøkernes bog”: “Brøkdyst” og 9 materialer mere.",
        "New in the collection “Brøkernes bog”: “Brøkdyst” and 9 more.",
    ),
    "adds a part for who follows no more": Happening(
        Kind.COLLECTION_NEWS, "schoolmate", adds,
        lambda cast: proposing.unfollow(collection(cast), by=cast.schoolmate),
        "Nyt i samlingen “Brøkernes bog”: “Brøkdyst”.", "New in the collection “Brøkernes bog”: “Brøkdyst”.",
    ),
    "submits": Happening(
        Kind.SUBMITTED, "editor", submits, withdraws,
        "“Brøkdyst” venter på gennemsyn.", "“Brøkdyst” waits for review.",
    ),
    "asks for a second opinion": Happening(
        Kind.SUBMITTED, "editor", asks_another, withdraws,
        "Tine Tvivl beder om et blik mere på “Brøkdyst”.", "Tine Tvivl asks for a second opinion about “Brøkdyst”.",
    ),
    "submits a collection": Happening(
        Kind.SUBMITTED, "editor", submits_collection, collection_trashed,
        "Samlingen “Brøkernes bog” venter på gennemsyn.", "The collection “Brøkernes bog” waits for review.",
    ),
    "waits long": Happening(
        Kind.REVIEW_REMINDER, "editor", waits_long, withdraws,
        "“Brøkdyst” har ventet længe på gennemsyn.", "“Brøkdyst” has waited for review for long.",
    ),
    "a collection waits long": Happening(
        Kind.REVIEW_REMINDER, "editor", collection_waits_long, collection_trashed,
        "Samlingen “Brøkernes bog” har ventet længe på gennemsyn.",
        "The collection “Brøkernes bog” has waited for review for long.",
    ),
    "a report waits long": Happening(
        Kind.REVIEW_REMINDER, "editor", report_waits_long, trashed,
        "En melding om “Brøkdyst” har ventet længe på en afgørelse.",
        "A report about “Brøkdyst” has waited for a decision for long.",
    ),
    "sends back": Happening(
        Kind.SENT_BACK, "owner", sends_back, trashed,
        "En redaktør har sendt “Brøkdyst” tilbage med en begrundelse.",
        "An editor has sent “Brøkdyst” back, with the reason.",
    ),
    "approves": Happening(
        Kind.APPROVED, "owner", approves, out("owner"),
        "En redaktør har godkendt “Brøkdyst”.", "An editor has approved “Brøkdyst”.",
    ),
    "sends a collection back": Happening(
        Kind.SENT_BACK, "lead", sends_collection_back, collection_trashed,
        "En redaktør har sendt samlingen “Brøkernes bog” tilbage med en begrundelse.",
        "An editor has sent the collection “Brøkernes bog” back, with the reason.",
    ),
    "approves a collection": Happening(
        Kind.APPROVED, "lead", approves_collection, gone("lead"),
        "En redaktør har godkendt samlingen “Brøkernes bog”.",
        "An editor has approved the collection “Brøkernes bog”.",
    ),
    "reports": Happening(
        Kind.REPORTED, "editor", reports, trashed,
        "“Brøkdyst” er meldt: Noget i det er forkert.", "“Brøkdyst” is reported: Something in it is wrong.",
    ),
    "hides": Happening(
        Kind.HIDDEN, "teammate", hides, out("teammate"),
        "En redaktør har skjult “Brøkdyst” for læserne med en begrundelse.",
        "An editor has hidden “Brøkdyst” from its readers, with the reason.",
    ),
    "lifts": Happening(
        Kind.HIDDEN, "teammate", lifts, out("teammate"),
        "Læserne kan se “Brøkdyst” igen.", "The readers of “Brøkdyst” can see it again.",
    ),
    "decides a report": Happening(
        Kind.REPORT_DECIDED, "teammate", decides_report, out("teammate"),
        "En melding om “Brøkdyst” er afgjort. Det bliver, som det er.",
        "A report about “Brøkdyst” is decided. It stays as it is.",
    ),
    "a search finds": Happening(
        Kind.SEARCH_NEWS, "schoolmate", finds, trashed,
        "Nyt i din søgning “brøker”: “Brøkdyst”.", "New in your search “brøker”: “Brøkdyst”.",
    ),
}  # fmt: skip
