"""The confirmation of a batch as a Word document, filled into the template."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate

from approvals.plan.figures import Figures, over, summed
from communities.templatetags.huanju import count, wan, wan_yuan

TEMPLATE = Path(__file__).resolve().parents[1] / "documents" / "plan_confirmation.docx"


@dataclass(frozen=True)
class Line:
    """A project of the list: name, place, figures of the day."""

    name: str
    place: str
    figures: Figures


def confirmation(
    *,
    year: int,
    number: int,
    tenant: str,
    document_no: str,
    body: str,
    confirmed_on: date,
    explanation: str,
    lines: Sequence[Line],
) -> bytes:
    """The paper: title, number, list, totals (a neighbourhood once), explanation, body and day.

    Floor area in 万㎡ and investment in 万元, two decimals; what is not known is a dash.
    """
    listed = [each for line in lines for each in line.figures.listed]
    total = over(listed, summed([line.figures.investment for line in lines]))
    rows = [
        {"number": place, "name": line.name, "place": line.place, **_words(line.figures)}
        for place, line in enumerate(lines, start=1)
    ]
    template = DocxTemplate(TEMPLATE)
    context: dict[str, Any] = {
        "tenant": tenant,
        "year": year,
        "number": number,
        "document_no": document_no,
        "body": body,
        "confirmed_on": f"{confirmed_on.year}年{confirmed_on.month}月{confirmed_on.day}日",
        "explanation": explanation,
        "count": len(rows),
        "rows": rows,
        "total": _words(total),
    }
    template.render(context, autoescape=True)  # a name with < or & stays a name
    out = BytesIO()
    template.save(out)
    return out.getvalue()


def _words(figures: Figures) -> dict[str, str]:
    return {
        "neighbourhoods": count(figures.neighbourhoods),
        "buildings": count(figures.buildings),
        "households": count(figures.households),
        "area": wan(figures.floor_area),
        "investment": wan_yuan(figures.investment),
    }
