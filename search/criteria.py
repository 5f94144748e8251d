"""What was asked, as one frozen value that page, command and test share."""

from dataclasses import dataclass, field

from django.http import QueryDict

from materials.vocabulary import GRADES, MaterialType
from search.query_language import Question, read_question


@dataclass(frozen=True)
class Criteria:
    """`typed` as it was typed; filters as slugs, type words and grades. Unknown filter values mean no filter."""

    typed: str = ""
    subject: str = ""
    material_type: str = ""
    grade: int | None = None
    question: Question = field(default_factory=Question)

    @property
    def has_filters(self) -> bool:
        return bool(self.subject or self.material_type or self.grade is not None)


def read_criteria(query: QueryDict) -> Criteria:
    typed = query.get("q", "")
    grade = query.get("grade", "")
    material_type = query.get("type", "")
    return Criteria(
        typed=typed,
        subject=query.get("subject", "")[:60].replace("\x00", ""),
        material_type=material_type if material_type in MaterialType.values else "",
        grade=int(grade) if grade.isascii() and grade.isdigit() and len(grade) < 3 and int(grade) in GRADES else None,
        question=read_question(typed),
    )
