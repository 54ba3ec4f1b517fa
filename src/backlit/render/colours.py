"""The colours of text and figures: blue positive, red negative, activation as brightness.

A hue never stands alone: a sign, a number or a word is beside it.
"""

POSITIVE = "#58C4DD"
NEGATIVE = "#FC6255"
TARGET = "#FFFF00"
QUIET = "bright_black"

# The brightness of a weight in a picture is (|w| / largest) to this power: with 1 most of them
# would be too dark to see, with less than this all of them would look the same.
BRIGHTNESS_POWER = 0.6
