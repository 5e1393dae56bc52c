#!/usr/bin/env bash
# Logs in to Anaplan with a certificate and prints the token, for jobs without a person.
#
# Needs bash, OpenSSL 1.1.1 or 3, curl 7.55 or newer, and sed and tr, which are everywhere.
#
#     bash anaplan-login.sh --certificate login.crt --key login.key
#
# Each flag has a variable in the environment; the flag wins.
#
#     --certificate FILE    ANAPLAN_CERTIFICATE      PEM or DER, one certificate
#     --key FILE            ANAPLAN_KEY              PEM, encrypted or not
#     --key-command LINE    ANAPLAN_KEY_COMMAND      instead of a file: the shell runs this line and what it prints is
#                                                    the key, for vaults: "vault kv get -field=key secret/anaplan"
#     (no flag)             ANAPLAN_KEY_PASSPHRASE   opens an encrypted key
#     --url ADDRESS         ANAPLAN_AUTH_URL         https://auth.anaplan.com unless your region has its own
#     --header pem          (no variable)            sends the certificate as PEM encoded again, as some clients do
#     --print-request       (no variable)            sends nothing, prints {"authorization": …, "body": …}
#
# A PKCS#12 file becomes two PEM files with OpenSSL:
#     openssl pkcs12 -in login.p12 -clcerts -nokeys -out login.crt
#     openssl pkcs12 -in login.p12 -nocerts -out login.key
#
# Prints {"token": …, "expiresAt": …}; expiresAt is Unix time in milliseconds. Use the token for all calls of the job,
# as "Authorization: AnaplanAuthToken <token>"; it lives about 35 minutes.
#
# Ends with 0 when it has the token, 1 when the service refused or could not be reached, 2 when it was called or set up
# wrongly. Says why on standard error. Authorities of your own: CURL_CA_BUNDLE names their file.
#
# The opened key is in this shell's memory and in pipes only: in no file, and on no command line.

set -u -o pipefail
# Not `bash -x`: a trace would print the key.
set +x

wrong_use() {
  printf '%s\n' "$@" >&2
  exit 2
}

refused() {
  printf '%s\n' "$@" >&2
  exit 1
}

read_options() {
  certificate=${ANAPLAN_CERTIFICATE-} key='' key_command='' url=${ANAPLAN_AUTH_URL:-https://auth.anaplan.com}
  header=der print_request=''
  while [ $# -gt 0 ]; do
    case $1 in
      --print-request) print_request=yes; shift; continue ;;
      --certificate | --key | --key-command | --url | --header) [ $# -ge 2 ] || wrong_use "$1 needs a value." ;;
      *) wrong_use "$1 is no flag of this program. Its head says which there are." ;;
    esac
    case $1 in
      --certificate) certificate=$2 ;;
      --key) key=$2 ;;
      --key-command) key_command=$2 ;;
      --url) url=$2 ;;
      --header) header=$2 ;;
    esac
    shift 2
  done
  if [ -z "$key$key_command" ]; then
    key=${ANAPLAN_KEY-} key_command=${ANAPLAN_KEY_COMMAND-}
  fi
  check_options
}

check_options() {
  [ -n "$certificate" ] || wrong_use "Name the certificate's file with --certificate or ANAPLAN_CERTIFICATE."
  [ -n "$key$key_command" ] || wrong_use "There is no private key. Name its file with --key or ANAPLAN_KEY," \
    "or a command that prints it with ANAPLAN_KEY_COMMAND."
  [ -z "$key" ] || [ -z "$key_command" ] || wrong_use "Give the key by a file or by a command, not by both."
  [ -z "$key" ] || [ -r "$key" ] || wrong_use "$key cannot be read."
  [ -r "$certificate" ] || wrong_use "$certificate cannot be read."
  case $url in https://*) ;; *) wrong_use "The address must begin with https://." ;; esac
  case $header in der | pem) ;; *) wrong_use "--header is der or pem." ;; esac
  while [ "${url%/}" != "$url" ]; do url=${url%/}; done
}

# The certificate as PEM, without anything around it.
read_certificate() {
  certificate_pem=$(openssl x509 -in "$certificate" 2>/dev/null) ||
    certificate_pem=$(openssl x509 -inform DER -in "$certificate" 2>/dev/null) ||
    wrong_use "$certificate holds no certificate."
}

# The opened key as PEM, from wherever it is kept.
read_key() {
  local kept name passphrase=${ANAPLAN_KEY_PASSPHRASE-}
  if [ -n "$key" ]; then
    name=$key kept=$(cat -- "$key") || wrong_use "$key cannot be read."
  else
    # Its standard error is shown: a vault's own words say best what is wrong with it.
    name='What the command printed' kept=$(sh -c "$key_command" </dev/null) && [ -n "$kept" ] ||
      wrong_use "The command for the key gave none."
  fi
  # OpenSSL asks at the terminal when the variable is not there.
  key_pem=$(printf '%s\n' "$kept" |
    ANAPLAN_KEY_PASSPHRASE=$passphrase openssl pkey -passin env:ANAPLAN_KEY_PASSPHRASE 2>/dev/null) && return
  case $kept in *ENCRYPTED*) ;; *) wrong_use "$name is not a private key in PEM that can be read." ;; esac
  [ -n "$passphrase" ] || wrong_use "$name is protected. Put its pass phrase into ANAPLAN_KEY_PASSPHRASE."
  wrong_use "$name does not open: the pass phrase in ANAPLAN_KEY_PASSPHRASE is wrong."
}

check_pair() {
  local of_certificate of_key
  of_key=$(openssl pkey -pubout <<<"$key_pem")
  of_certificate=$(openssl x509 -noout -pubkey <<<"$certificate_pem")
  [ "$of_certificate" = "$of_key" ] ||
    wrong_use "The private key does not belong to the certificate in $certificate. Nothing was sent."
  case $(openssl x509 -noout -text <<<"$certificate_pem") in
    *'Public Key Algorithm: rsaEncryption'*) ;;
    *) wrong_use "The private key is not RSA, and Anaplan accepts RSA only." ;;
  esac
}

# 100 bytes, eight of Unix seconds (big-endian) and 92 random ones, signed with PKCS#1 v1.5 and SHA-512.
make_request() {
  local message data signature value
  created_at=$(date +%s)
  # In hexadecimal, because a variable holds no zero bytes.
  message=$(printf '%016x' "$created_at")$(openssl rand -hex 92)
  data=$(bytes "$message" | openssl base64 -A)
  signature=$(bytes "$message" | openssl dgst -sha512 -sign <(printf '%s\n' "$key_pem") | openssl base64 -A) &&
    [ -n "$signature" ] || wrong_use "OpenSSL could not sign with this key."
  if [ "$header" = pem ]; then
    value=$(printf '%s\n' "$certificate_pem" | openssl base64 -A)
  else
    value=$(openssl x509 -outform DER <<<"$certificate_pem" | openssl base64 -A)
  fi
  authorization="CACertificate $value"
  body='{"encodedDataFormat":"v2","encodedData":"'$data'","encodedSignedData":"'$signature'"}'
}

bytes() {
  printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"
}

# No redirect is followed: the login is for one host and is not carried on to another. What is sent is given to curl in
# pipes, because everybody on a computer can read command lines.
send() {
  local answer
  answer=$(curl --silent --show-error --max-time 30 --write-out '\n%{http_code}' \
    --header @<(printf '%s\n' "Authorization: $authorization" 'Content-Type: application/json') \
    --data-binary @<(printf '%s' "$body") "$url/token/authenticate") || refused "$url cannot be reached."
  http_status=${answer##*$'\n'}
  answer=$(printf '%s' "${answer%$'\n'*}" | tr -d '\r\n')
  token=$(field "$answer" tokenValue)
  expires_at=$(printf '%s' "$answer" | sed -n 's/.*"expiresAt"[[:space:]]*:[[:space:]]*\([0-9][0-9]*\).*/\1/p')
  status=$(field "$answer" status)
  status_message=$(field "$answer" statusMessage)
}

# The text under a name in JSON. Enough for the flat texts of this answer. JSON may write / as \/ and = as \u003d.
field() {
  printf '%s' "$1" | sed -n 's/.*"'"$2"'"[[:space:]]*:[[:space:]]*"\([^"]*\)".*/\1/p' | sed 's,\\/,/,g; s,\\u003[dD],=,g'
}

explain() {
  [ -n "$status" ] ||
    refused "No token came back: status $http_status, and no answer of Anaplan's. A proxy may have answered instead."
  local expired=()
  openssl x509 -noout -checkend 0 <<<"$certificate_pem" >/dev/null ||
    expired=("- The certificate expired on $(openssl x509 -noout -enddate <<<"$certificate_pem" | sed 's/.*=//').")
  refused "The service refused the login: $http_status $status: $status_message" \
    "The usual causes, the likeliest first:" \
    ${expired[@]+"${expired[@]}"} \
    "- The certificate is not registered in Anaplan under Administration > Security > Certificates." \
    "- Its e-mail address is not the one of an active user there." \
    "- The clock of this computer is wrong. The request says $(utc "$created_at") UTC." \
    "- Your region has a host of its own. Set ANAPLAN_AUTH_URL."
}

# GNU date takes -d @seconds, that of macOS and BSD takes -r seconds.
utc() {
  date -u -d "@$1" '+%Y-%m-%d %H:%M:%S' 2>/dev/null || date -u -r "$1" '+%Y-%m-%d %H:%M:%S'
}

read_options "$@"
read_certificate
read_key
check_pair
make_request
if [ -n "$print_request" ]; then
  printf '{"authorization": "%s", "body": "%s"}\n' "$authorization" "${body//\"/\\\"}"
  exit 0
fi
send
case $http_status in 200 | 201) ;; *) explain ;; esac
[ -n "$token" ] || explain
printf '{"token": "%s", "expiresAt": %s}\n' "$token" "${expires_at:-null}"
