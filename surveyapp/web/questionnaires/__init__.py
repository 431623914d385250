"""Questionnaires on the desk: their versions, what changed between them, previews, proof-reading, publishing."""
