"""Words and colours with which a marked copy speaks."""

MARK_SHEET = "核对意见"
ERROR_COLOUR, QUERY_COLOUR = "FFC7CE", "FFEB9C"
AUTHOR = "焕居"
