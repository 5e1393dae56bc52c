
# Logs in and prints the token.
anaplan_login() {
  anaplan_send @lines@ || return 1
  anaplan_token=$(printf '%s\n' "$anaplan_answer" | sed -n -e 's#\\/#/#g' \
    -e 's/.*"tokenValue"[[:space:]]*:[[:space:]]*"\([^"\\]*\)".*/\1/p' | sed 1q)
  if [ -z "$anaplan_token" ]; then
    printf 'No token in the answer:\n%s\n' "$anaplan_answer" >&2
    return 1
  fi
  printf 'AnaplanAuthToken %s\n' "$anaplan_token"
}

