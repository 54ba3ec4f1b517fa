"""The colours of the house: blue positive, red negative, activation as brightness.

A hue never speaks alone: a sign, a number or a word stands beside it.
"""

POSITIVE = "#58C4DD"
NEGATIVE = "#FC6255"
DESIRED = "#FFFF00"
QUIET = "bright_black"

# Weights of a picture are shown as bright as (|w| / largest) to this power: linearly most of them
# would sink into the dark, and with less than this all of them would look alike.
BRIGHTNESS_POWER = 0.6
