"""Everything that people are told of: how it comes to happen, to whom, in which words, and what takes it away again."""

from dataclasses import dataclass

from materials.collections import proposing
from teams.inbox import Kind
from teams.services import memberships
from tests.site.acts import (
    Act,
    accepts,
    adds,
    adds_ten,
    answers,
    answers_about_what_is_reported,
    approves,
    approves_collection,
    asks,
    asks_another,
    asks_in_vain,
    closes,
    collection,
    collection_narrowed,
    collection_trashed,
    collection_waits_long,
    comes_back,
    comes_in_by_a_link,
    comments,
    decides_report,
    declines,
    finds,
    finds_a_collection,
    gone,
    hides,
    is_let_in,
    is_refused,
    is_taken_back,
    its_source_narrows,
    last_lead_goes,
    leaves_things,
    lifts,
    main_school_changes,
    opens_again,
    out,
    proposes,
    report_waits_long,
    reports,
    sends_back,
    sends_collection_back,
    settles,
    submits,
    submits_collection,
    takes_the_lead_back,
    trashed,
    waits_long,
    withdraws,
)


@dataclass(frozen=True)
class Happening:
    """`who` is told in these words, and of nothing once `lost` has happened. `{team}` and the cast stand for names."""

    kind: Kind
    who: str
    happens: Act
    lost: Act
    danish: str
    english: str


EVERYTHING: dict[str, Happening] = {
    "asks to join": Happening(
        Kind.JOIN_ASKED, "lead", asks, gone("schoolmate"),
        "{schoolmate} vil gerne være med i teamet {team}.", "{schoolmate} would like to join the team {team}.",
    ),
    "is let in": Happening(
        Kind.JOIN_ANSWERED, "schoolmate", is_let_in, gone("schoolmate"),
        "Teamet {team} har sagt ja: du er nu med.", "The team {team} has said yes: you are in it now.",
    ),
    "comes in by a link": Happening(
        Kind.ROLE_CHANGED, "lead", comes_in_by_a_link, gone("lead"),
        "{schoolmate} er kommet med i teamet {team} via et link.",
        "{schoolmate} has come into the team {team} by a link.",
    ),
    "is refused": Happening(
        Kind.JOIN_ANSWERED, "schoolmate", is_refused, gone("schoolmate"),
        "Teamet {team} har sagt nej for nu: Vi er mange nok.",
        "The team {team} has said no for now: Vi er mange nok.",
    ),
    "asks in vain": Happening(
        Kind.JOIN_ANSWERED, "schoolmate", asks_in_vain, gone("schoolmate"),
        "Teamet {team}, som du gerne ville være med i, er lukket.",
        "The team {team}, which you asked to join, has been closed.",
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
    "takes the lead back": Happening(
        Kind.HANDED_OVER, "teammate", takes_the_lead_back, out("teammate"),
        "{lead} har taget ledelsen af teamet {team} tilbage.", "{lead} has taken the lead of the team {team} back.",
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
    "a source narrows": Happening(
        Kind.LIMITED, "teammate", its_source_narrows, out("teammate"),
        "“Brøkdyst” når nu ud til færre på grund af det, det bygger på.",
        "“Brøkdyst” reaches fewer people now, because of what it is made from.",
    ),
    "the main school changes": Happening(
        Kind.LIMITED, "owner", main_school_changes, trashed,
        "Kun du ser “Brøkdyst” nu: det hører til den skole, der var din hovedskole.",
        "Only you see “Brøkdyst” now: it belongs to the school that was your main one.",
    ),
    "comments": Happening(
        Kind.COMMENTED, "teammate", comments, out("teammate"),
        "{editor} har kommenteret “Brøkdyst”.", "{editor} has commented on “Brøkdyst”.",
    ),
    "comments until it is settled": Happening(
        Kind.COMMENTED, "teammate", comments, settles,
        "{editor} har kommenteret “Brøkdyst”.", "{editor} has commented on “Brøkdyst”.",
    ),
    "answers": Happening(
        Kind.COMMENTED, "editor", answers, withdraws,
        "{owner} har kommenteret “Brøkdyst”.", "{owner} has commented on “Brøkdyst”.",
    ),
    "answers about what is reported": Happening(
        Kind.COMMENTED, "editor", answers_about_what_is_reported, trashed,
        "{owner} har kommenteret “Brøkdyst”.", "{owner} has commented on “Brøkdyst”.",
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
    "a search finds a collection": Happening(
        Kind.SEARCH_NEWS, "schoolmate", finds_a_collection, collection_narrowed,
        "Nyt i din søgning “brøker”: samlingen “Brøkernes bog”.",
        "New in your search “brøker”: the collection “Brøkernes bog”.",
    ),
}  # fmt: skip
