"""The result page."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from materials.models.subject import Subject
from materials.vocabulary import GRADES, MaterialType
from search.criteria import read_criteria
from search.finding import find

#: Pages that can be leafed through; whoever wants more needs better words.
LAST_PAGE = 500


def search(request: HttpRequest) -> HttpResponse:
    """`/search/?q=…&subject=…&type=…&grade=…&page=…`: one address a state, for visitors and people alike."""
    criteria = read_criteria(request.GET)
    number = request.GET.get("page", "1")
    page = min(int(number), LAST_PAGE) if number.isascii() and number.isdigit() and len(number) < 5 else 1
    results = find(criteria, user=request.user, page=max(page, 1))
    return render(
        request,
        "search/results.html",
        {
            "criteria": criteria,
            "results": results,
            "subjects": Subject.objects.all(),
            "material_types": MaterialType.choices,
            "grades": GRADES,
            "previous": address(request, results.page - 1) if results.page > 1 else "",
            "next": address(request, results.page + 1) if results.page < results.pages else "",
        },
    )


def address(request: HttpRequest, page: int) -> str:
    query = request.GET.copy()
    query["page"] = str(page)
    return f"?{query.urlencode()}"
