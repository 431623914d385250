"""The record of what staff did, for administrators to read and take along."""
