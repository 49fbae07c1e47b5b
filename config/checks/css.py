"""Our style sheets use nothing that Chromium 111 does not know, nor what older kernels would stumble over.

A list of forbidden features, not a parser of CSS: each entry names the first Chromium that has the feature.
"""

from __future__ import annotations

import re
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SUPPORTED = 111

# First Chromium version (by the compatibility data of MDN) -> how the feature looks in a style sheet.
NEWER: list[tuple[int, str, str]] = [
    (114, "popover", r":popover-open\b"),
    (
        115,
        "scroll-driven animation",
        r"\b(?:animation-timeline|scroll-timeline|view-timeline|animation-range)\b",
    ),
    (117, "subgrid", r"\bsubgrid\b"),
    (117, "@starting-style, transition-behavior", r"@starting-style\b|\btransition-behavior\b"),
    (118, "@scope", r"@scope\b"),
    (119, "relative colours", r"\b(?:rgba?|hsla?|hwb|lab|lch|oklab|oklch|color)\(\s*from\b"),
    (119, ":user-valid, :user-invalid", r":user-(?:valid|invalid)\b"),
    (120, "mask without prefix", r"(?<![-\w])mask(?:-[a-z]+)?\s*:"),
    (121, "scrollbar-color, scrollbar-width", r"\bscrollbar-(?:color|width)\b"),
    (123, "light-dark()", r"\blight-dark\("),
    (123, "field-sizing", r"\bfield-sizing\b"),
    (125, "anchor positioning", r"\b(?:anchor-name|position-anchor|position-try|position-area)\b|\banchor\("),
    (125, "stepped values", r"(?<![-\w])(?:round|mod|rem)\("),
    (129, "interpolate-size, calc-size()", r"\binterpolate-size\b|\bcalc-size\("),
    (131, "::details-content", r"::details-content\b"),
    (131, "page margin boxes", r"@(?:top|bottom)-(?:left|center|right)\b"),
    (133, "advanced attr()", r"\battr\([^)]*\btype\("),
    (137, "if()", r"(?<![-\w])if\("),
    (139, "custom functions", r"@function\b"),
]
# Chromium 111 has these, but the browsers built on Chromium 86 to 110 that offices still use do not; our
# sheets do without.
AVOIDED: list[tuple[int, str, str]] = [
    (88, ":is(), :where()", r":(?:is|where)\("),
    (87, "inset", r"(?<![-\w])inset(?:-[a-z-]+)?\s*:"),
    (88, "aspect-ratio", r"(?<![-\w])aspect-ratio\s*:"),
    (99, "@layer", r"@layer\b"),
    (105, ":has()", r":has\("),
    (105, "container queries", r"@container\b|\bcontainer-(?:type|name)\b"),
    (108, "dynamic viewport units", r"\d(?:dvh|svh|lvh|dvw|svw|lvw)\b"),
    (111, "color-mix(), oklch()", r"\b(?:color-mix|oklch|oklab|lch|lab)\("),
]


def objections(text: str) -> list[tuple[int, str]]:
    """Line numbers and sentences for each feature that the sheet may not use; comments do not count."""
    bare = re.sub(r"/\*.*?\*/", lambda found: re.sub(r"[^\n]", " ", found.group()), text, flags=re.DOTALL)
    found = []
    for version, feature, pattern in [*NEWER, *AVOIDED]:
        for match in re.finditer(pattern, bare):
            line = bare.count("\n", 0, match.start()) + 1
            found.append((line, f"{feature} needs Chromium {version}"))
    return sorted(found)


def main() -> int:
    """Judge every sheet under static/css."""
    sheets = sorted((ROOT / "static" / "css").rglob("*.css"))
    count = 0
    for sheet in sheets:
        text = sheet.read_text(encoding="utf-8")
        for line, sentence in sorted([*objections(text), *nested_rules(text)]):
            count += 1
            print(f"{sheet.relative_to(ROOT)}:{line}: {sentence}")
    print(
        f"{len(sheets)} style sheets, {count} features newer than they may be (floor: Chromium {SUPPORTED})"
    )
    return 1 if count or not sheets else 0


def nested_rules(text: str) -> list[tuple[int, str]]:
    """Rules within rules: a brace opened while a style rule is open."""
    bare = re.sub(
        r"/\*.*?\*/|\"[^\"]*\"|'[^']*'", lambda f: re.sub(r"[^\n]", " ", f.group()), text, flags=re.DOTALL
    )
    open_rules: list[bool] = []  # for each open brace, whether it belongs to a style rule
    found = []
    for match in re.finditer(r"([^{};]*)([{};])", bare):
        if match[2] == "{":
            if any(open_rules):
                found.append((bare.count("\n", 0, match.start(2)) + 1, "nested rules need Chromium 112"))
            open_rules.append(not match[1].strip().startswith("@"))
        elif match[2] == "}" and open_rules:
            open_rules.pop()
    return found


if __name__ == "__main__":
    sys.exit(main())
