#!/usr/bin/env bash
# Walks the flow of the Marketing Cloud guide with curl: describe first, then update and upsert
# of Contact, Lead and Campaign with the three result lists, then abort.
# Started by ../run.py, which sets BASE_URL, SF_ACCESS_TOKEN, SCRATCH_DIR and BOOKS_FILE.
#
# Where the guide's prose differs from its own reference, the reference is followed:
# states are spelled `UploadComplete` and `Aborted`, and an upsert by external id has no Id.

shopt -s inherit_errexit

readonly API=/services/data/v61.0
readonly KEY=External_Id__c
readonly POLLS_MAX=300
readonly POLL_PAUSE_S=0.1
ROWS=$(dirname "${BASH_SOURCE[0]}")/rows.py
readonly ROWS

main() {
    local object
    for object in Contact Lead Campaign; do
        step "describe_${object,,}" describe "$object"
        step "upsert_${object,,}" upsert "$object"
        step "update_${object,,}" update "$object"
    done
    step abort abort Contact
    step abort_of_finished_job_refused abort_finished Contact
    step state_in_the_spelling_of_the_prose_refused close_in_prose Contact
}

# --- the steps; each is given its name and an object

describe() {
    local name=$1 object=$2
    call GET "/sobjects/$object/describe" 200 | python3 "$ROWS" writable "$(columns "$object")"
}

# The first row is new to the org, then the same row and another one come again.
upsert() {
    local name=$1 object=$2
    local given=$SCRATCH_DIR/$name.csv first
    { columns "$object"; row "$object" 1; row "$object" 2; } > "$given"
    python3 "$ROWS" given "$name" upsert "$object" success < "$given"
    first=$(ingest "$object" upsert "$given" "$KEY")
    book_results "$name" "$first"
    python3 "$ROWS" created true 2 < "$SCRATCH_DIR/$name.success.csv"
}

# Both rows by the ids that the upsert brought, and one id that nobody has.
update() {
    local name=$1 object=$2
    local good=$SCRATCH_DIR/$name.good.csv bad=$SCRATCH_DIR/$name.bad.csv job
    python3 "$ROWS" update-of < "$SCRATCH_DIR/upsert_${object,,}.success.csv" > "$good"
    printf 'Id,Description\n%s,nobody\n' "$(unknown_id "$good")" > "$bad"
    python3 "$ROWS" given "$name" update "$object" success < "$good"
    python3 "$ROWS" given "$name" update "$object" failed < "$bad"
    { cat "$good"; tail -n 1 "$bad"; } > "$SCRATCH_DIR/$name.csv"
    job=$(ingest "$object" update "$SCRATCH_DIR/$name.csv")
    book_results "$name" "$job"
    python3 "$ROWS" created false 2 < "$SCRATCH_DIR/$name.success.csv"
    grep --quiet INVALID_CROSS_REFERENCE_KEY "$SCRATCH_DIR/$name.failed.csv" \
        || fail "the unknown id failed otherwise: $(tail -n 1 "$SCRATCH_DIR/$name.failed.csv")"
}

abort() {
    local name=$1 object=$2
    local given=$SCRATCH_DIR/$name.csv job
    { columns "$object"; row "$object" 8; row "$object" 9; } > "$given"
    python3 "$ROWS" given "$name" upsert "$object" unprocessed < "$given"
    job=$(create "$object" upsert "$KEY")
    upload "$job" "$given"
    set_state "$job" Aborted 200 > /dev/null
    [[ $(state "$job") == Aborted ]] || fail "the job is $(state "$job")"
    book_results "$name" "$job"
}

abort_finished() {
    local name=$1 object=$2
    local given=$SCRATCH_DIR/$name.csv job
    { columns "$object"; row "$object" 3; } > "$given"
    python3 "$ROWS" given "$name" upsert "$object" success < "$given"
    job=$(ingest "$object" upsert "$given" "$KEY")
    book_results "$name" "$job"
    set_state "$job" Aborted 400 | grep 'Aborting already Completed Job not allowed'
}

close_in_prose() {
    local name=$1 object=$2
    local job
    job=$(create "$object" upsert "$KEY")
    set_state "$job" uploadComplete 400 | grep "Invalid value: 'uploadComplete'"
}

# --- rows

columns() {
    case $1 in
        Contact) echo "$KEY,LastName,FirstName,Description" ;;
        Lead) echo "$KEY,LastName,Company,Description" ;;
        Campaign) echo "$KEY,Name,Description" ;;
    esac
}

row() {
    case $1 in
        Contact) printf 'contact-%d,"Last, %d",First,"two\nlines"\n' "$2" "$2" ;;
        Lead) printf 'lead-%d,"Last, %d",Company,"two\nlines"\n' "$2" "$2" ;;
        Campaign) printf 'campaign-%d,"Name, %d","two\nlines"\n' "$2" "$2" ;;
    esac
}

# An id with the key prefix of the ids in a file, which no record has. It has 15 characters: three
# more would have to be right for the letters in the prefix.
unknown_id() {
    local prefix
    prefix=$(sed -n '2s/^"\{0,1\}\(...\).*/\1/p' "$1")
    echo "${prefix}000000000000"
}

# --- the calls of the guide

# ingest OBJECT OPERATION FILE [EXTERNAL_ID_FIELD]: a job from its creation to its end.
ingest() {
    local job
    job=$(create "$1" "$2" "${4:-}")
    upload "$job" "$3"
    set_state "$job" UploadComplete 200 > /dev/null
    await "$job"
    echo "$job"
}

create() {
    local object=$1 operation=$2 external_id_field=$3 body
    body="\"object\": \"$object\", \"operation\": \"$operation\", \"contentType\": \"CSV\""
    if [[ $external_id_field ]]; then
        body+=", \"externalIdFieldName\": \"$external_id_field\""
    fi
    call POST /jobs/ingest 200 --json "{$body}" | python3 "$ROWS" field id
}

upload() {
    call PUT "/jobs/ingest/$1/batches" 201 --header 'Content-Type: text/csv' --data-binary "@$2"
}

set_state() {
    call PATCH "/jobs/ingest/$1" "$3" --json "{\"state\": \"$2\"}"
}

state() {
    call GET "/jobs/ingest/$1" 200 | python3 "$ROWS" field state
}

await() {
    local poll now
    for ((poll = 0; poll < POLLS_MAX; poll++)); do
        now=$(state "$1")
        case $now in
            JobComplete) return ;;
            UploadComplete | InProgress) sleep "$POLL_PAUSE_S" ;;
            *) fail "the job is $now" ;;
        esac
    done
    fail "the job is still $now after $POLLS_MAX looks"
}

book_results() {
    local name=$1 job=$2 file
    local -A resource=(
        [success]=successfulResults [failed]=failedResults [unprocessed]=unprocessedrecords
    )
    for file in "${!resource[@]}"; do
        call GET "/jobs/ingest/$job/${resource[$file]}" 200 > "$SCRATCH_DIR/$name.$file.csv"
        python3 "$ROWS" results "$name" "$file" < "$SCRATCH_DIR/$name.$file.csv"
    done
}

# call METHOD PATH STATUS [CURL_OPTION…]: prints the body; another status is a failure.
call() {
    local method=$1 path=$2 status=$3 body=$SCRATCH_DIR/answer answered
    shift 3
    answered=$(curl --silent --show-error --request "$method" --output "$body" \
        --header "Authorization: Bearer $SF_ACCESS_TOKEN" --write-out '%{http_code}' \
        "$@" "$BASE_URL$API$path")
    [[ $answered == "$status" ]] || fail "$method $path answered $answered: $(cat "$body")"
    cat "$body"
}

# --- one JSON line per step

# step NAME FUNCTION OBJECT: the first thing that fails ends the step, not the walk.
step() {
    local name=$1 detail status
    detail=$(
        set -o errexit -o nounset -o pipefail
        "$2" "$name" "$3" 2>&1
    )
    status=$?
    python3 "$ROWS" say "$name" "$status" <<< "$detail"
}

fail() {
    echo "$1" >&2
    exit 1
}

main
