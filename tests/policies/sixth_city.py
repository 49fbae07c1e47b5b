"""A sixth city, unlike the five: a town directly over communities, fixed percentages, a ballot rule of its own."""

from pathlib import Path

SIXTH = (Path(__file__).parent / "linhai.yaml").read_text(encoding="utf-8")
