#!/bin/sh
# Write a backup into FOLDER, encrypted to RECIPIENT, and erase what is older than KEEP_DAYS (14): a backup of an open
# review must not outlive its sealing (docs/decisions/0011-backups.md). Nothing is erased when the new one fails.
set -eu
folder=${1:?usage: backup.sh FOLDER}
: "${RECIPIENT:?set RECIPIENT to a public key of age}"
cd "$(dirname "$0")/.."
.venv/bin/flask --app wsgi backup "$folder/surveyapp-$(date -u +%Y-%m-%dT%H%M%SZ).age" --recipient "$RECIPIENT"
find "$folder" -maxdepth 1 -name 'surveyapp-*.age' -mtime "+${KEEP_DAYS:-14}" -delete
