#!/usr/bin/env bash
# An adapter around curl: Salesforce ingest and query, as a shell script of a careful person does it.
# Needs bash 5, curl, flock and python3 (for JSON and CSV, in words.py).

set -u -o pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
export BASH_VERSION_SAID=$BASH_VERSION

# Python itself, not a program that looks for it each time, and without the packages of the machine:
# a case asks it a dozen times.
python=$(python3 -c 'import sys; print(sys.executable)')
words() { "$python" -I -S "$here/words.py" "$@"; }

# call METHOD URL [CURL OPTIONS…]: the answer's body goes into $dir/body, its head into $dir/head, its
# code into $status, which is 000 if there was none.
call() {
  status=$(curl --silent --show-error --output "$dir/body" --dump-header "$dir/head" \
    --write-out '%{http_code}' --request "$1" "${@:3}" "$2") || status=000
}

# The same with the token.
call_api() { call "$@" --header "Authorization: Bearer $access_token"; }

succeeded() { [[ $status == 2?? ]]; }

field() { words field "$@" <"$dir/body"; }

fail() { words error "$id" "$1" "$2" "$3" "${job_id:-}"; }

# What an answer that is no success means.
fail_by_answer() {
  local code told class
  code=$(field errorCode error)
  told=$(field message error_description)
  case $status in
    000) class=transport told="no answer to $1" ;;
    401) class=auth ;;
    403) class=rejected; [[ $code == REQUEST_LIMIT_EXCEEDED ]] && class=quota ;;
    420 | 429) class=rate_limited ;;
    5??) class=transport ;;
    *) class=rejected; [[ $code == *LIMIT*EXCEEDED* || $code == EXCEEDEDQUOTA ]] && class=quota ;;
  esac
  fail "$class" "$code" "${told:-"$1 was answered with $status"}"
}

log_in() {
  access_token=$token
  [[ -n $access_token ]] && return
  call POST "$token_url" --data-urlencode "grant_type=$kind" \
    --data-urlencode "client_id=$client_id" --data-urlencode "client_secret=$client_secret" \
    --data-urlencode "username=$username" --data-urlencode "password=$password"
  access_token=$(field access_token)
  local instance
  instance=$(field instance_url)
  if ! succeeded || [[ -z $access_token ]]; then
    if [[ $status == 4?? ]]; then
      fail auth "$(field error)" "$(field error_description)"
    else
      fail_by_answer 'the login'
    fi
    return 1
  fi
  base_url=${instance:-$base_url}
}

# create TYPE BODY: makes a job; its id goes into $job_id.
create() {
  api=$base_url/services/data/v$api_version/jobs/$1
  call_api POST "$api" --header 'Content-Type: application/json' --data-binary "$2"
  job_id=
  succeeded || { fail_by_answer 'the creation'; return 1; }
  job_id=$(field id)
}

now_ms() { local us=${EPOCHREALTIME/[.,]/}; echo $((us / 1000)); }

# Polls until the job is over. A few answers of a tired server are let pass.
wait_for_end() {
  local begun pause tired=0
  begun=$(now_ms)
  pause=$(printf '%d.%03d' $((poll_ms / 1000)) $((poll_ms % 1000)))
  while true; do
    call_api GET "$api/$job_id"
    if succeeded; then
      tired=0
      state=$(field state)
      case $state in
        JobComplete) return ;;
        Failed) fail job_failed '' "$(field errorMessage)"; return 1 ;;
        Aborted) fail job_aborted '' "the job $job_id was aborted"; return 1 ;;
      esac
    elif [[ $status == @(000|420|429|5??) ]] && ((++tired < 5)); then
      :
    else
      fail_by_answer 'a poll'
      return 1
    fi
    if [[ -n $timeout_ms ]] && (($(now_ms) - begun > timeout_ms)); then
      fail timeout '' "the job $job_id is still $state"
      return 1
    fi
    sleep "$pause"
  done
}

ingest() {
  local upload=$dir/upload.csv name
  delimiter=${columnDelimiter:-COMMA}
  if [[ $stream == true ]]; then
    words unsupported "$id" input.stream
    return
  elif [[ -n $file ]]; then
    upload=$file
  else
    words to-csv "$delimiter" "${lineEnding:-LF}" <"$records" >"$upload"
  fi
  log_in || return
  create ingest "$(words body object="$object" operation="$operation" contentType=CSV \
    externalIdFieldName="$externalIdFieldName" columnDelimiter="$delimiter" \
    lineEnding="${lineEnding:-LF}")" || return
  call_api PUT "$api/$job_id/batches" --header 'Content-Type: text/csv' --data-binary "@$upload"
  succeeded || { fail_by_answer 'the upload'; return; }
  call_api PATCH "$api/$job_id" --header 'Content-Type: application/json' \
    --data-binary '{"state":"UploadComplete"}'
  succeeded || { fail_by_answer 'the closing'; return; }
  wait_for_end || return
  local processed failed
  processed=$(field numberRecordsProcessed)
  failed=$(field numberRecordsFailed)
  for name in successfulResults failedResults unprocessedrecords; do
    call_api GET "$api/$job_id/$name"
    succeeded || { fail_by_answer "$name"; return; }
    words from-csv "$delimiter" "$dir/body" >"$dir/$name.ndjson" \
      || { fail data '' "$name cannot be read"; return; }
  done
  words ok "$id" "$job_id" "$state" "$processed" "$failed" "success=$dir/successfulResults.ndjson" \
    "failed=$dir/failedResults.ndjson" "unprocessed=$dir/unprocessedrecords.ndjson"
}

query() {
  local locator= pages=()
  delimiter=${columnDelimiter:-COMMA}
  log_in || return
  create query "$(words body operation="${operation:-query}" query="$soql" \
    columnDelimiter="$delimiter" lineEnding="${lineEnding:-LF}")" || return
  wait_for_end || return
  local processed
  processed=$(field numberRecordsProcessed)
  while [[ $locator != null ]]; do
    call_api GET "$api/$job_id/results" --get ${locator:+--data-urlencode "locator=$locator"}
    succeeded || { fail_by_answer 'a page'; return; }
    locator=$(sed -n 's/^sforce-locator: *\([^\r]*\)\r*$/\1/Ip' "$dir/head" | tail -n 1)
    [[ -n $locator ]] || { fail data '' 'a page has no Sforce-Locator'; return; }
    mv "$dir/body" "$dir/page-${#pages[@]}.csv"
    pages+=("$dir/page-${#pages[@]}.csv")
  done
  words from-csv "$delimiter" "${pages[@]}" >"$dir/rows.ndjson" \
    || { fail data '' 'the rows cannot be read'; return; }
  words ok "$id" "$job_id" "$state" "$processed" 0 "records=$dir/rows.ndjson"
}

# Its outcome goes out in one piece, whatever the others of its time say.
run() {
  job_id=
  local outcome
  outcome=$(case $op in
    sf.ingest) ingest ;;
    sf.query) query ;;
    *) words unsupported "$id" "$op" ;;
  esac)
  printf '%s\n' "$outcome" | flock "$here/adapter.sh" cat
}

while IFS= read -r line; do
  assignments=$(words message <<<"$line") || continue
  eval "$assignments"
  case $t in
    hello) words ready "$(curl --version | sed -n '1s/^curl \([^ ]*\).*/\1/p')" ;;
    case) run & ;;
    bye) break ;;
  esac
done
wait
