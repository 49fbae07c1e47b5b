"""The dashboard of leaders: the whole at a place, as of a month's end, beside the month before."""
