#!/bin/bash
# Put a piece of PostgreSQL's log, or a copy of all its files, into FOLDER: encrypted to RECIPIENT, on the disk before it
# counts, and erased after KEEP_DAYS (3). It holds what closing erases, and in which order it came: see deploy/README.md.
#   archive.sh wal PIECE FOLDER          archive_command
#   archive.sh base FOLDER               each night, on one machine of the database
#   archive.sh take NAME FOLDER TARGET   restore_command; IDENTITY is a file with the secret key, brought for the occasion
set -euo pipefail
umask 077
[ ! -r /etc/surveyapp/archive ] || . /etc/surveyapp/archive   # RECIPIENT=age1…, KEEP_DAYS=3

keep() {   # what the command from $3 on says, under the name $1 in the folder $2
    local name=$1 folder=$2
    shift 2
    "$@" | age -r "${RECIPIENT:?set RECIPIENT to a public key of age}" >"$folder/.$name.new"
    sync "$folder/.$name.new"
    mv "$folder/.$name.new" "$folder/$name"
    sync "$folder"
}

case $1 in
wal)
    [ -e "$3/${2##*/}.age" ] || keep "${2##*/}.age" "$3" cat "$2"
    ;;
base)
    keep "base-$(date -u +%Y-%m-%dT%H%M%SZ).tar.age" "$2" pg_basebackup -F tar -X fetch -c fast -D -
    find "$2" -maxdepth 1 -name '*.age' -mtime "+${KEEP_DAYS:-3}" -delete   # none when the new one failed
    ;;
take)
    age -d -i "${IDENTITY:?set IDENTITY to a file with the secret key}" -o "$4" "$3/$2.age"
    ;;
esac
