"""Partnership reviews: two sides answer one questionnaire, and the gap is charted principle by principle."""
