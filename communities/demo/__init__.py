"""Real input of the demonstration: divisions and survey registers."""

from pathlib import Path

DIVISIONS = Path(__file__).parent / "divisions"
REGISTERS = Path(__file__).parent / "registers"
