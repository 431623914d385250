"""What is written on all that was invented: results, prints and files, and what people would be sent."""

from surveyapp.words.catalogue import marked

DATA = marked("Demonstration data: the people and answers here are invented.")
IN_SHORT = marked("Demonstration data")
MESSAGE = marked("A demonstration: the organisations and people here are invented.")
