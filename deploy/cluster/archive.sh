#!/bin/bash
# Put a piece of PostgreSQL's log, or a copy of all its files, into FOLDER: encrypted to RECIPIENT, on the disk before it
# counts, and erased once what it holds is KEEP_DAYS (3) old. It holds what closing erases, and in which order it came:
# see deploy/README.md. As postgres:
#   archive.sh wal PIECE FOLDER              archive_command, on each machine of the database
#   archive.sh base FOLDER                   each night on each of them; the one that takes writes makes a copy
#   archive.sh erase FOLDER                  each hour, wherever FOLDER is; the two above erase as well
#   archive.sh restore FOLDER DATA [MOMENT]  unpack the last copy before MOMENT into DATA, for restore.yml
#   archive.sh take NAME FOLDER TARGET       restore_command
# The last two want IDENTITY, a file with the secret key, brought for the occasion.
set -euo pipefail
umask 077
[ ! -r /etc/surveyapp/archive ] || . /etc/surveyapp/archive   # RECIPIENT=age1…, KEEP_DAYS=3

keep() {   # what the command from $4 on says, in the folder $1 as $2 (NOW: when it was whole), being as old as $3
    local folder=$1 name=$2 age=$3
    local new="$folder/.${name/NOW/copy}.$HOSTNAME.$$.new"   # two machines may bring the same piece at once
    shift 3
    "$@" | age -r "${RECIPIENT:?set RECIPIENT to a public key of age}" >"$new"
    touch -d "@$age" "$new"
    sync "$new"
    mv "$new" "$folder/${name/NOW/$(date -u +%Y-%m-%dT%H%M%SZ)}.age"
    sync "$folder"
}

erase() {   # by age alone: also where no newer copy could be made; and what was left half made
    find "$1" -maxdepth 1 -ignore_readdir_race -type f \( -name '*.age' -o -name '.*.new' \) \
        -mmin "+$((${KEEP_DAYS:-3} * 24 * 60))" -delete
}

find_copy() {   # the last one in the folder $1 that was whole at the moment $2
    local until one found=
    until=$(date -u -d "$2" +%Y-%m-%dT%H%M%SZ)
    for one in "$1"/base-*.tar.age; do
        [[ ${one##*/base-} > $until.tar.age ]] || found=$one
    done
    [ -e "$found" ] || { echo "no copy from before $until in $1" >&2; return 1; }
    echo "$found"
}

case $1 in
wal)
    [ -e "$3/${2##*/}.age" ] || keep "$3" "${2##*/}" "$(stat -c %Y "$2")" cat "$2"
    erase "$3"
    ;;
base)
    erase "$2"
    [ "$(psql -AtXc 'SELECT pg_is_in_recovery()')" = f ] || exit 0
    keep "$2" base-NOW.tar "$(date +%s)" pg_basebackup -F tar -X none -c fast -D -   # its log: in the archive
    ;;
erase)
    erase "$2"
    ;;
restore)
    copy=$(find_copy "$2" "${4:-now}")
    mkdir -p "$3"
    age -d -i "${IDENTITY:?set IDENTITY to a file with the secret key}" "$copy" | tar -x -C "$3"
    ;;
take)
    age -d -i "${IDENTITY:?set IDENTITY to a file with the secret key}" -o "$4" "$3/$2.age"
    ;;
*)
    echo "archive.sh wal|base|erase|restore|take …: see the head of the file" >&2
    exit 2
    ;;
esac
