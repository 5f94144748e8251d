"""What was asked, as one frozen value that page, command and test share."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace

from django.http import QueryDict

from search.aliases import current_aliases
from search.analysis.aliases import Aliases
from search.grade_phrases import GradePhrase, take_grades
from search.query_language import Question, canonical_of, not_looked_for, read_part, read_question, says_something
from search.schema import FACETS, SORTS

#: Values of one facet that can be chosen together, and their letters.
MOST_CHOSEN, LONGEST_VALUE = 40, 80
#: Words that were left out and are named; of more their number is said.
MOST_NAMED = 20


@dataclass(frozen=True)
class Criteria:
    """`words` is what was typed without the grade phrases, which are in `phrases` and, as a filter, in `filters`; none
    where all that is left of them says nothing: `til 3. klasse`.

    `filters` has a tuple of values for each facet that is narrowed: slugs, type words, numbers as text. A value that
    nobody knows finds nothing, like one that the person may not know of. `unread` are words that stand where nothing
    is read any more: no part of what is asked.
    """

    typed: str = ""
    words: str = ""
    question: Question = field(default_factory=Question)
    phrases: tuple[GradePhrase, ...] = ()
    filters: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    sort: str = "relevance"
    as_words: bool = False
    unread: tuple[str, ...] = field(default=(), compare=False)

    @property
    def is_empty(self) -> bool:
        return not (self.question or self.filters)

    @property
    def typed_grades(self) -> frozenset[str]:
        """The grades among the filters that were typed among the words."""
        return frozenset(str(grade) for phrase in self.phrases for grade in phrase.grades)

    @property
    def left_out(self) -> tuple[str, ...]:
        """What was typed and is not looked for, as far as it is named."""
        return (*self.question.left_out, *self.unread)[:MOST_NAMED]

    @property
    def more_left_out(self) -> int:
        """How many words beside these."""
        return max(0, len(self.question.left_out) + len(self.unread) - MOST_NAMED)

    def narrowed(self, name: str, values: Sequence[str]) -> "Criteria":
        """The same question with these values of a facet, or none; grades that were typed become chosen ones."""
        others = {facet: chosen for facet, chosen in self.filters.items() if facet != name}
        filters = {**others, name: tuple(values)} if values else others
        return self._of_words_alone(filters)

    def unfiltered(self) -> "Criteria":
        """The same words in the same order, with no choice, typed ones included."""
        return self._of_words_alone({})

    def _of_words_alone(self, filters: Mapping[str, tuple[str, ...]]) -> "Criteria":
        question = replace(self.question, typed=canonical_of(self.words))
        return replace(self, typed=self.words, question=question, phrases=(), filters=filters)

    def with_grades_as_words(self) -> "Criteria":
        """The same with the grades that were typed left among the words; the choices and the order stay."""
        grades = tuple(grade for grade in self.filters.get("grade", ()) if grade not in self.typed_grades)
        return ask(self.typed, filters={**self.filters, "grade": grades}, sort=self.sort, as_words=True)


def ask(
    typed: str,
    *,
    filters: Mapping[str, Sequence[str]] | None = None,
    sort: str = "relevance",
    as_words: bool = False,
    aliases: Aliases | None = None,
) -> Criteria:
    """Reads a question. `as_words` leaves grade phrases among the words."""
    typed, rest = read_part(typed.replace("\x00", " "))
    words, phrases = (typed, ()) if as_words else take_grades(typed)
    if phrases and not says_something(words):
        words = ""
    chosen = {name: _values(filters.get(name, ())) for name in FACETS} if filters else {}
    if phrases:
        grades = [*(str(grade) for phrase in phrases for grade in phrase.grades), *chosen.get("grade", ())]
        chosen["grade"] = tuple(dict.fromkeys(grades))
    question = replace(read_question(words, aliases or current_aliases()), typed=canonical_of(typed))
    return Criteria(
        typed=typed,
        words=words,
        question=question,
        phrases=phrases,
        filters={name: values for name, values in chosen.items() if values},
        sort=sort if sort in SORTS else "relevance",
        as_words=as_words,
        unread=not_looked_for(rest, question),
    )


def read_criteria(query: QueryDict) -> Criteria:
    """`?q=…&subject=…&subject=…&grade=…&sort=…&words=1`."""
    return ask(
        query.get("q", ""),
        filters={name: query.getlist(name) for name in FACETS},
        sort=query.get("sort", "relevance"),
        as_words=bool(query.get("words")),
    )


def _values(given: Sequence[str]) -> tuple[str, ...]:
    clean = (value.replace("\x00", "").strip()[:LONGEST_VALUE].rstrip() for value in given[:MOST_CHOSEN])
    return tuple(dict.fromkeys(value for value in clean if value))
