#!/bin/sh
# Needs curl.

# Calls the service. $1: lines of a curl configuration; the rest: arguments of curl.
anaplan_send() {
  anaplan_lines=$1
  shift
  anaplan_answer=$(printf '%s\n' "$anaplan_lines" |
    curl --silent --show-error --config - --write-out ' %{http_code}' "$@") || return 1
  anaplan_code=${anaplan_answer##* }
  anaplan_answer=${anaplan_answer% *}
  case $anaplan_code in
    200|201|204) ;;
    *)
      printf 'HTTP status %s\n%s\n' "$anaplan_code" "$anaplan_answer" >&2
      return 1 ;;
  esac
}

# Calls the service with the token and prints the answer.
anaplan_call() {
  anaplan_send "header = \"Authorization: AnaplanAuthToken $anaplan_token\"" "$@" &&
    printf '%s\n' "$anaplan_answer"
}
