"""Reads of this room."""

from communities.neighbourhoods.queries.facts import as_facts, latest_surveys, question_for, questions_for
from communities.neighbourhoods.queries.history import decisions_of, former_names, history

__all__ = ["as_facts", "decisions_of", "former_names", "history", "latest_surveys", "question_for", "questions_for"]
