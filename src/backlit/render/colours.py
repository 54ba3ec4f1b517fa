"""The colours of the house: blue positive, red negative, activation as brightness.

A hue never speaks alone: a sign, a number or a word stands beside it.
"""

POSITIVE = "#58C4DD"
NEGATIVE = "#FC6255"
DESIRED = "#FFFF00"
QUIET = "bright_black"
