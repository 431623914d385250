"""What a refusal says, by its code: one table for all who are told, in every language."""
