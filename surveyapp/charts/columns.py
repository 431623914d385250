"""The columns of a topic's chart, in millimetres: the points of the scale stand below each other from top to bottom."""

NAME_WIDTH, SPACE, POINTS_WIDTH, SAID_WIDTH = 43.0, 2.0, 80.0, 47.0
POINTS_AT = NAME_WIDTH + SPACE
SAID_AT = POINTS_AT + POINTS_WIDTH + SPACE
WIDTH = SAID_AT + SAID_WIDTH  # 174; with the page's own margin 180: A4 portrait less 15 mm on either side
