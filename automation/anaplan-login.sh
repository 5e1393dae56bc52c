#!/usr/bin/env bash
# Logs in to Anaplan with a certificate and prints an authentication token.
#
#     bash anaplan-login.sh --certificate login.crt --key login.key
#
# Requires bash, OpenSSL 1.1.1 or 3, curl 7.55 or newer, and the usual tools (sed, tr, od, grep). `--help` lists the
# options.
#
# The decrypted key is in this shell's memory and in pipes only: in no file, and on no command line.

set -u -o pipefail
# Not `bash -x`: a trace would print the key.
set +x
# Bytes stay bytes.
export LC_ALL=C

help() {
  cat <<'HELP'
Logs in to Anaplan with a certificate and prints an authentication token.

    bash anaplan-login.sh --certificate login.crt --key login.key
    bash anaplan-login.sh --certificate login.p12

Each option can be set by an environment variable; the option wins.

    --certificate FILE   ANAPLAN_CERTIFICATE     PEM (one certificate or a chain), DER, or PKCS#12 with its key
    --key FILE           ANAPLAN_KEY             PEM or DER, PKCS#8 or PKCS#1, encrypted or not
    --key-command LINE   ANAPLAN_KEY_COMMAND     a shell command that prints the key, for vaults:
                                                 "vault kv get -field=key secret/anaplan"
    --sign-command LINE  ANAPLAN_SIGN_COMMAND    a shell command that signs: reads 100 bytes from standard input,
                                                 prints their RSASSA-PKCS1-v1_5 SHA-512 signature as bytes,
                                                 base64, hex, vault:v1:..., or JSON. The key stays where it is
    (none)               ANAPLAN_KEY_PASSPHRASE  passphrase of the key or of the PKCS#12 file
    --url URL            ANAPLAN_AUTH_URL        https://auth.anaplan.com unless your region has its own host
    --ca FILE            SSL_CERT_FILE           PEM: trust these certificate authorities, not the system's;
                                                 CURL_CA_BUNDLE does the same
    --warn-days DAYS     (none)                  warn when the certificate expires within DAYS (30); 0: never
    --header FORM        (none)                  der (default), or pem: the certificate as base64 of its PEM text
    --print-request      (none)                  send nothing; print {"authorization": ..., "body": ...}
    --check              (none)                  send nothing; print what would be sent, without secrets
    --help               (none)                  print this

Prints {"token": ..., "expiresAt": ...}; expiresAt is Unix time in milliseconds. Send the token with every call as
"Authorization: AnaplanAuthToken <token>"; it is valid for about 35 minutes.

Exit codes: 0 the token was printed; 1 Anaplan refused the login or could not be reached; 2 the options or files
are wrong, and nothing was sent. Errors and warnings go to standard error. Status 429 and 5xx are retried, up to
four attempts, and no other status is. HTTPS_PROXY and NO_PROXY are obeyed.
HELP
}

# The call or its files are wrong: nothing was sent.
usage_error() {
  printf '%s\n' "$@" >&2
  exit 2
}

# Anaplan gave no token, or could not be reached.
login_error() {
  printf '%s\n' "$@" >&2
  exit 1
}

# --- Options

read_options() {
  certificate_file='' key='' key_command='' sign_command='' url='' ca='' warn_days='' header='' mode=login
  local name value print_request='' check=''
  while [ $# -gt 0 ]; do
    case $1 in
      --print-request) print_request=yes; shift; continue ;;
      --check) check=yes; shift; continue ;;
      --help | -h) help; exit 0 ;;
      --*=*) name=${1%%=*} value=${1#*=}; set -- "$name" "$value" "${@:2}" ;;
    esac
    case $1 in
      --certificate | --key | --key-command | --sign-command | --url | --ca | --warn-days | --header) ;;
      *) usage_error "Unknown option $1. See --help." ;;
    esac
    [ $# -ge 2 ] || usage_error "$1 needs a value."
    case $1 in
      --certificate) certificate_file=$2 ;;
      --key) key=$2 ;;
      --key-command) key_command=$2 ;;
      --sign-command) sign_command=$2 ;;
      --url) url=$2 ;;
      --ca) ca=$2 ;;
      --warn-days) warn_days=$2 ;;
      --header) header=$2 ;;
    esac
    shift 2
  done
  [ -z "$print_request" ] || mode=print
  [ -z "$check" ] || mode=check
  [ -z "$print_request" ] || [ -z "$check" ] || usage_error "Pass --print-request or --check, not both."
  read_variables
  check_options
}

read_variables() {
  certificate_file=${certificate_file:-${ANAPLAN_CERTIFICATE-}}
  # An option of a group overrides all variables of that group.
  if [ -z "$key$key_command$sign_command" ]; then
    key=${ANAPLAN_KEY-} key_command=${ANAPLAN_KEY_COMMAND-} sign_command=${ANAPLAN_SIGN_COMMAND-}
  fi
  url=${url:-${ANAPLAN_AUTH_URL:-https://auth.anaplan.com}}
  ca=${ca:-${SSL_CERT_FILE-}}
  header=${header:-der} warn_days=${warn_days:-30}
}

check_options() {
  [ -n "$certificate_file" ] || usage_error "No certificate. Pass its file with --certificate or ANAPLAN_CERTIFICATE."
  local sources="${key:+x}${key_command:+x}${sign_command:+x}"
  [ "${#sources}" -le 1 ] || usage_error "Pass the key as a file or as a command, not both."
  url=${url#"${url%%[![:space:]]*}"} url=${url%"${url##*[![:space:]]}"}
  while [ "${url%/}" != "$url" ]; do url=${url%/}; done
  is_plain_https || usage_error "The URL must be https:// and a host, without user name, query or fragment."
  case $header in der | pem) ;; *) usage_error "--header takes der or pem." ;; esac
  [[ $warn_days =~ ^[0-9]{1,5}$ ]] || usage_error "--warn-days takes a whole number of days."
  warn_days=$((10#$warn_days))
}

is_plain_https() {
  local plain='^https://([A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(:([0-9]{1,5}))?(/[^?#@\\[:space:]]*)?$'
  [[ $url =~ $plain ]] && [ "$((10#${BASH_REMATCH[3]:-443}))" -le 65535 ]
}

# --- Bytes. A variable holds no zero bytes, hence hexadecimal digits

hex() { od -An -v -tx1 | tr -d ' \n'; }

bytes() { printf '%b' "$(printf '%s' "$1" | sed 's/../\\x&/g')"; }

read_hex() {
  # A folder can be opened, not read.
  [ ! -d "$1" ] || usage_error "$1 cannot be read: it is a folder."
  hex 2>/dev/null <"$1" || usage_error "$1 cannot be read."
}

# Prints text by its byte order mark, such as the UTF-16 that Windows PowerShell's > writes. Text of keys is ASCII.
text_of() {
  case $1 in
    fffe* | feff*) bytes "${1#????}" | tr -d '\0' ;;
    efbbbf*) bytes "${1#??????}" | tr -d '\0' ;;
    *) bytes "$1" | tr -d '\0' ;;
  esac
}

# Tells whether the bytes begin a SEQUENCE that starts with the version, 3: PKCS#12 (RFC 7292, section 4).
is_pkcs12() {
  [[ ${1:0:18} =~ ^30(..)*020103 ]]
}

# Prints PEM blocks of a kind, with lines as OpenSSL reads them: keys come in one line, too.
blocks() { # text kind
  printf '%s' "$1" | tr '\r\n' '  ' | sed 's/-----BEGIN /\n&/g; s/-----END [A-Z0-9 ]*-----/&\n/g' |
    sed -nE 's/^-----BEGIN ([A-Z0-9 ]*)----- *(.*[^ ]) *-----END \1-----$/\1|\2/p' |
    while IFS='|' read -r label content; do
      [[ $label =~ ^($2)$ ]] || continue
      printf -- '-----BEGIN %s-----\n' "$label"
      # The headers of OpenSSL's format before PKCS#8 keep their lines.
      if [[ $content =~ ^(Proc-Type:\ [^\ ]*)\ +(DEK-Info:\ [^\ ]*)\ +(.*)$ ]]; then
        printf '%s\n%s\n\n' "${BASH_REMATCH[1]}" "${BASH_REMATCH[2]}"
        content=${BASH_REMATCH[3]}
      fi
      printf '%s' "$content" | tr -d ' \t' | fold -w 64
      printf '\n-----END %s-----\n' "$label"
    done
}

# --- Certificates

# Reads the certificates into an array, each in PEM, and the key of a PKCS#12 file into key_pem.
read_certificates() {
  local data text
  data=$(read_hex "$certificate_file") || exit $?
  certificates=() key_pem=''
  if is_pkcs12 "$data"; then
    open_pkcs12 "$data"
    return
  fi
  text=$(text_of "$data")
  case $text in
    *'BEGIN PKCS7'*) pkcs7_error ;;
  esac
  # OBJECT IDENTIFIER 1.2.840.113549.1.7.2, signedData
  [[ ! ${data:0:40} =~ ^30(..)*06092a864886f70d010702 ]] || pkcs7_error
  collect "$(blocks "$text" CERTIFICATE)"
  if [ "${#certificates[@]}" = 0 ] && [[ $text != *'BEGIN CERTIFICATE'* ]]; then
    collect "$(bytes "$data" | openssl x509 -inform DER 2>/dev/null)"
  fi
  [ "${#certificates[@]}" -gt 0 ] || usage_error "$certificate_file contains no certificate."
}

pkcs7_error() {
  usage_error "$certificate_file is a PKCS#7 bundle. Extract its certificates first:" \
    "    openssl pkcs7 -print_certs -in login.p7b -out login.crt (add -inform DER if that fails)"
}

# Adds each certificate in a text to the array, as OpenSSL writes it.
collect() {
  local line block='' pem
  while IFS= read -r line; do
    case $line in
      -----BEGIN*) block=$line ;;
      *) block+=$'\n'$line ;;
    esac
    [[ $line == -----END* ]] || continue
    pem=$(openssl x509 <<<"$block" 2>/dev/null) || usage_error "$certificate_file contains no certificate."
    certificates+=("$pem")
  done <<<"$1"
}

open_pkcs12() {
  local opened reason
  export ANAPLAN_KEY_PASSPHRASE=${ANAPLAN_KEY_PASSPHRASE-}
  if ! opened=$(bytes "$1" | openssl pkcs12 -nodes -passin env:ANAPLAN_KEY_PASSPHRASE 2>&1); then
    reason=$opened
    # OpenSSL 3 opens old files with -legacy only.
    opened=$(bytes "$1" | openssl pkcs12 -nodes -legacy -passin env:ANAPLAN_KEY_PASSPHRASE 2>/dev/null) ||
      case $reason in
        *[Mm]'ac verify'*)
          usage_error "$certificate_file cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong." ;;
        *) usage_error "$certificate_file cannot be opened: ${reason##*$'\n'}" ;;
      esac
  fi
  collect "$(blocks "$opened" CERTIFICATE)"
  key_pem=$(blocks "$opened" '(RSA |EC )?PRIVATE KEY')
  [ "${#certificates[@]}" -gt 0 ] || usage_error "$certificate_file contains no certificate."
}

public_key_of() { openssl x509 -noout -pubkey <<<"$1" 2>/dev/null; }

is_rsa() {
  [[ $(openssl x509 -noout -text <<<"$1" 2>/dev/null) == *'Public Key Algorithm: rsaEncryption'* ]]
}

is_ca() {
  [[ $(openssl x509 -noout -text <<<"$1" 2>/dev/null) == *'CA:TRUE'* ]]
}

# Prints a time of OpenSSL or HTTP ("Jan  1 00:00:00 2021 GMT", "Fri, 01 Jan 2021 00:00:00 GMT") as Unix seconds.
unix_time() {
  local openssl='^([A-Z][a-z]{2}) +([0-9]+) ([0-9]+):([0-9]+):([0-9]+) ([0-9]+)' month day year hour minute second
  local http='^[A-Za-z]+, ([0-9]+) ([A-Z][a-z]{2}) ([0-9]+) ([0-9]+):([0-9]+):([0-9]+)'
  if [[ $1 =~ $openssl ]]; then
    month=${BASH_REMATCH[1]} day=${BASH_REMATCH[2]} year=${BASH_REMATCH[6]}
    hour=${BASH_REMATCH[3]} minute=${BASH_REMATCH[4]} second=${BASH_REMATCH[5]}
  elif [[ $1 =~ $http ]]; then
    day=${BASH_REMATCH[1]} month=${BASH_REMATCH[2]} year=${BASH_REMATCH[3]}
    hour=${BASH_REMATCH[4]} minute=${BASH_REMATCH[5]} second=${BASH_REMATCH[6]}
  else
    return 1
  fi
  local names=JanFebMarAprMayJunJulAugSepOctNovDec before
  before=${names%%"$month"*}
  month=$((${#before} / 3 + 1))
  # Days since 1970-01-01 in the Gregorian calendar; the year begins in March.
  year=$((10#$year - (month <= 2)))
  local era=$((year / 400)) of_era=$((year % 400)) of_year=$(((153 * ((month + 9) % 12) + 2) / 5 + 10#$day - 1))
  local days=$((era * 146097 + of_era * 365 + of_era / 4 - of_era / 100 + of_year - 719468))
  printf '%s' $((days * 86400 + 10#$hour * 3600 + 10#$minute * 60 + 10#$second))
}

# GNU date takes -d @seconds, that of macOS and BSD takes -r seconds.
utc() { # seconds format
  date -u -d "@$1" "+$2" 2>/dev/null || date -u -r "$1" "+$2"
}

not_before() { unix_time "$(openssl x509 -noout -startdate <<<"$1" | sed 's/^[^=]*=//')"; }
not_after() { unix_time "$(openssl x509 -noout -enddate <<<"$1" | sed 's/^[^=]*=//')"; }

# Chooses the certificate that is valid longest of those that pass a test: a renewal may stand beside the expired one.
choose() { # test
  local one end rank best=-1 now
  now=$(date +%s) certificate=''
  for one in "${certificates[@]}"; do
    "$1" "$one" || continue
    end=$(not_after "$one")
    rank=$end
    [ "$(not_before "$one")" -gt "$now" ] || rank=$((rank + 1000000000000))
    [ "$rank" -gt "$best" ] || continue
    best=$rank certificate=$one expires_at_seconds=$end
  done
  [ -n "$certificate" ]
}

is_leaf() { ! is_ca "$1"; }
any() { true; }
belongs_to_key() { is_rsa "$1" && [ "$(public_key_of "$1")" = "$public_key" ]; }

# --- Private keys

# Decrypts the key into key_pem.
open_key() {
  local data name code text kind pem
  if [ -n "$key" ]; then
    name=$key
    data=$(read_hex "$key") || exit $?
  else
    name="The key command's output"
    # Its standard error is shown: a vault explains its own errors best.
    data=$(sh -c "$key_command" </dev/null | hex; exit "${PIPESTATUS[0]}")
    code=$?
    [ "$code" = 0 ] && [ -n "$data" ] || usage_error "The key command printed nothing or failed (exit code $code)."
  fi
  ! is_pkcs12 "$data" || usage_error "$name is a PKCS#12 file. Pass it with --certificate and without --key."
  text=$(text_of "$data")
  case $text in
    *'BEGIN OPENSSH PRIVATE KEY'*)
      usage_error "$name is in OpenSSH format. Convert a copy with: ssh-keygen -p -m PKCS8 -f copy.key" ;;
  esac
  pem=$(blocks "$text" '(RSA |EC |ENCRYPTED )?PRIVATE KEY' | sed '/^-----END/q')
  if [ -z "$pem" ]; then
    kind=$(key_kind "$data") || usage_error "$name is not a private key this program can read."
    pem=$(printf -- '-----BEGIN %s-----\n' "$kind"; bytes "$data" | openssl base64; printf -- '-----END %s-----\n' "$kind")
  fi
  decrypt "$pem" "$name"
}

# Tells what kind of key DER holds by the tags of its first fields: RSAPrivateKey (RFC 8017, appendix A.1.2),
# ECPrivateKey (RFC 5915), PrivateKeyInfo or EncryptedPrivateKeyInfo (RFC 5208).
key_kind() {
  local content second
  [ "${1:0:2}" = 30 ] || return 1
  content=$(content_of "$1")
  second=$(after "$content") || return 1
  case ${content:0:2}${second:0:2} in
    0202) printf 'RSA PRIVATE KEY' ;;
    0204) printf 'EC PRIVATE KEY' ;;
    0230) printf 'PRIVATE KEY' ;;
    3004) printf 'ENCRYPTED PRIVATE KEY' ;;
    *) return 1 ;;
  esac
}

# Prints what is behind the tag and the length of a DER element in hexadecimal.
content_of() {
  local length=$((16#${1:2:2}))
  [ "$length" -lt 128 ] || length=$((2 * (length - 128)))
  [ "$((16#${1:2:2}))" -ge 128 ] || length=0
  printf '%s' "${1:4+length}"
}

# Prints what is behind a DER element.
after() {
  local content length=$((16#${1:2:2}))
  content=$(content_of "$1")
  [ "$length" -lt 128 ] || length=$((16#${1:4:2*(length-128)}))
  [ "$length" -lt 65536 ] || return 1
  printf '%s' "${content:2*length}"
}

decrypt() { # pem name
  local reason passphrase=${ANAPLAN_KEY_PASSPHRASE-}
  case $1 in
    *ENCRYPTED*) [ -n "$passphrase" ] || usage_error "$2 is encrypted. Set ANAPLAN_KEY_PASSPHRASE to its passphrase." ;;
  esac
  # With an empty passphrase OpenSSL does not ask at the terminal.
  key_pem=$(printf '%s\n' "$1" |
    ANAPLAN_KEY_PASSPHRASE=$passphrase openssl pkey -passin env:ANAPLAN_KEY_PASSPHRASE 2>/dev/null) && return
  case $1 in *ENCRYPTED*) ;; *) usage_error "$2 is not a private key this program can read." ;; esac
  reason=$(printf '%s\n' "$1" |
    ANAPLAN_KEY_PASSPHRASE=$passphrase openssl pkey -passin env:ANAPLAN_KEY_PASSPHRASE 2>&1 >/dev/null)
  # Of a cipher or a key derivation. Wrongly decrypted keys are "unsupported" to OpenSSL's decoders.
  case $reason in
    *inner_evp_generic_fetch:unsupported* | *'unsupported encryption'* | *'unknown cipher'* | *'unsupported prf'*)
      usage_error "$2 is encrypted in a way this program does not support. Encrypt it again with:" \
        "    openssl pkcs8 -topk8 -v2 aes-256-cbc -in login.key -out new.key" ;;
  esac
  usage_error "$2 cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong."
}

# --- The certificate, and what signs for it

open_signer() {
  read_certificates
  if [ -n "$sign_command" ]; then
    # Without a private key the leaf of a chain is the certificate that is not a CA's.
    choose is_leaf || choose any
    is_rsa "$certificate" ||
      usage_error "The certificate in $certificate_file does not hold an RSA key; Anaplan accepts only RSA."
    public_key=$(public_key_of "$certificate")
  else
    [ -z "$key$key_command" ] || open_key
    [ -n "$key_pem" ] || usage_error "No private key. Pass its file with --key or ANAPLAN_KEY," \
      "or a command that prints it with --key-command or ANAPLAN_KEY_COMMAND."
    [[ $(openssl pkey -noout -text <<<"$key_pem" 2>/dev/null) == *modulus:* ]] && ! is_pss "$key_pem" ||
      usage_error "The private key is not an RSA key; Anaplan accepts only RSA."
    public_key=$(openssl pkey -pubout <<<"$key_pem")
    choose belongs_to_key ||
      usage_error "The private key does not belong to the certificate in $certificate_file. Nothing was sent."
  fi
  bits=$(openssl pkey -pubin -noout -text <<<"$public_key" | sed -n 's/.*(\([0-9]*\) bit).*/\1/p')
}

is_pss() {
  # OBJECT IDENTIFIER 1.2.840.113549.1.1.10, id-RSASSA-PSS
  [[ $(openssl pkey -pubout -outform DER <<<"$1" | hex) == *06092a864886f70d01010a* ]]
}

# Prints the signature of a message in hexadecimal, which is what both are in.
sign() {
  local output code
  if [ -z "$sign_command" ]; then
    bytes "$1" | openssl dgst -sha512 -sign <(printf '%s\n' "$key_pem") | hex
    return
  fi
  # A command that does not read its input ends the pipe early.
  output=$(bytes "$1" 2>/dev/null | sh -c "$sign_command" | hex; exit "${PIPESTATUS[1]}")
  code=$?
  [ "$code" = 0 ] && [ -n "$output" ] || usage_error "The sign command printed nothing or failed (exit code $code)."
  decode_signature "$output" || usage_error "The sign command's output is not a signature of this key's size."
}

# Decodes a signature in the forms that vaults, tokens and command-line tools print.
decode_signature() {
  local text candidate size=$(((bits + 7) / 8 * 2))
  if [ "${#1}" = "$size" ]; then
    printf '%s' "$1"
    return
  fi
  text=$(text_of "$1")
  text=${text#"${text%%[![:space:]]*}"}
  if [ "${text:0:1}" != '{' ]; then
    signature_of_text "$text" "$size"
    return
  fi
  # The strings of JSON, with the escapes that base64 may have.
  while IFS= read -r candidate; do
    candidate=$(sed 's,\\/,/,g; s/\\[nrt]//g; s/\\u002[bB]/+/g; s,\\u002[fF],/,g; s/\\u003[dD]/=/g' <<<"$candidate")
    ! signature_of_text "$candidate" "$size" || return 0
  done < <(tr '\r\n' '  ' <<<"$text" | grep -oE '"([^"\\]|\\.)*"')
  return 1
}

signature_of_text() { # text size
  local text decoded
  text=$(tr -d '" \t\r\n' <<<"$1" | sed -E 's/^vault:v[0-9]+://')
  if [ "${#text}" = "$2" ] && [[ $text =~ ^[0-9A-Fa-f]+$ ]]; then
    printf '%s' "$text"
    return
  fi
  # Standard and URL-safe alphabet, padded or not.
  text=$(tr -- '-_' '+/' <<<"$text" | tr -d '=')
  [[ $text =~ ^[A-Za-z0-9+/]+$ ]] || return 1
  while [ "$((${#text} % 4))" != 0 ]; do text+='='; done
  decoded=$(printf '%s' "$text" | openssl base64 -d -A | hex)
  [ "${#decoded}" = "$2" ] && printf '%s' "$decoded"
}

# --- The request

# Signs 100 bytes: Unix seconds, 8 bytes big-endian, and 92 random bytes. Verifies the signature with the certificate.
create_request() {
  local message data signature value
  created_at=$(date +%s)
  message=$(printf '%016x' "$created_at")$(openssl rand -hex 92)
  signature=$(sign "$message") || exit $?
  [ -n "$signature" ] || usage_error "The private key could not sign with SHA-512."
  openssl dgst -sha512 -verify <(printf '%s\n' "$public_key") -signature <(bytes "$signature") \
    <(bytes "$message") >/dev/null 2>&1 ||
    usage_error "The signature does not verify with the certificate: it was made with another key, over other bytes, \
with a hash other than SHA-512, or with PSS padding. Nothing was sent."
  data=$(bytes "$message" | openssl base64 -A)
  signature=$(bytes "$signature" | openssl base64 -A)
  if [ "$header" = pem ]; then
    value=$(printf '%s\n' "$certificate" | openssl base64 -A)
  else
    value=$(openssl x509 -outform DER <<<"$certificate" | openssl base64 -A)
  fi
  authorization="CACertificate $value"
  body='{"encodedDataFormat":"v2","encodedData":"'$data'","encodedSignedData":"'$signature'"}'
}

# Describes the request for a person, without its values.
describe() {
  local thumbprint
  thumbprint=$(openssl x509 -noout -fingerprint -sha1 <<<"$certificate" | sed 's/.*=//; s/://g')
  printf '%s\n' "Certificate: SHA-1 $thumbprint, valid $(utc "$(not_before "$certificate")" %Y-%m-%d)\
 to $(utc "$expires_at_seconds" %Y-%m-%d)" \
    "Private key: RSA, $bits bits, belongs to the certificate" \
    "Signature: RSASSA-PKCS1-v1_5 with SHA-512, verified with the certificate" \
    "Request: POST $url/token/authenticate, created $(utc "$created_at" '%Y-%m-%d %H:%M:%S') UTC" \
    "Header: certificate as $header, ${#authorization} characters; body: ${#body} characters" \
    "Nothing was sent."
}

warn_before_expiry() {
  local left=$((expires_at_seconds - $(date +%s))) end
  [ "$warn_days" != 0 ] && [ "$left" -le $((warn_days * 86400)) ] || return 0
  end=$(utc "$expires_at_seconds" %Y-%m-%d)
  if [ "$left" -lt 0 ]; then
    echo "Warning: the certificate expired on $end." >&2
  else
    echo "Warning: the certificate expires in $((left / 86400)) days, on $end." >&2
  fi
}

# --- The service

check_ca() {
  [ -n "$ca" ] || return 0
  local text
  text=$(text_of "$(read_hex "$ca")") || exit $?
  [ -n "$(blocks "$text" '(TRUSTED |X509 )?CERTIFICATE')" ] || usage_error "$ca contains no CA certificate in PEM."
}

# Logs in and prints the token. Each attempt sends a new request, because a request has a time.
log_in() {
  local attempt wait
  for attempt in 1 2 3 4; do
    create_request
    send
    if [ -n "$token" ] && [[ $http_status =~ ^20[01]$ ]]; then
      printf '{"token": "%s", "expiresAt": %s}\n' "$token" "${expires_at:-null}"
      return
    fi
    is_transient && [ "$attempt" != 4 ] || break
    wait=$(wait_of "$retry_after") || wait=$((2 ** attempt))
    [ "$wait" -ge 0 ] || wait=0
    [ "$wait" -le 60 ] || wait=60
    echo "Anaplan responded with $http_status. Retrying in $wait s." >&2
    sleep "$wait"
  done
  explain
}

# Redirects are not followed: a login is for one host, and a redirect would carry it to another. What is sent is given
# to curl in pipes, because everybody on a computer can read command lines.
send() {
  local response head='' code options=(--silent --show-error --no-location --include --suppress-connect-headers)
  options+=(--max-time 30 --max-filesize 1048576 --write-out '\n%{http_code}')
  [ -z "$ca" ] || options+=(--cacert "$ca")
  # curl writes to standard error only when it fails, and then instead of a response.
  response=$(curl "${options[@]}" --data-binary @<(printf '%s' "$body") \
    --header @<(printf '%s\n' "Authorization: $authorization" 'Content-Type: application/json') \
    "$url/token/authenticate" 2>&1 | tr -d '\0\r' | head -c 2097152; exit "${PIPESTATUS[0]}")
  code=$?
  if [ "$code" != 0 ]; then
    # The address of a proxy may contain its password.
    response=$(sed -n 's/^curl: *//p' <<<"$response" | tail -1 | sed 's,//[^/[:space:]]*@,//,g')
    login_error "$url cannot be reached: ${response:-curl ended with exit code $code}"
  fi
  http_status=${response##*$'\n'}
  response=${response%$'\n'*}
  # The head, after those of status 100.
  while [ "${response:0:5}" = HTTP/ ]; do
    head=${response%%$'\n\n'*}
    response=${response#"$head"} response=${response#$'\n\n'}
  done
  retry_after=$(sed -n 's/^[Rr][Ee][Tt][Rr][Yy]-[Aa][Ff][Tt][Ee][Rr]:[[:space:]]*//p' <<<"$head" | tail -1)
  response=${response//$'\n'/ }
  token='' expires_at='' status='' status_message=''
  # Anything but an object is not Anaplan's response.
  [[ $response =~ ^[[:space:]]*\{ ]] || return 0
  token=$(field "$response" tokenValue)
  expires_at=$(printf '%s' "$response" | sed -nE 's/.*"expiresAt"[[:space:]]*:[[:space:]]*([0-9]+).*/\1/p')
  status=$(field "$response" status)
  status_message=$(field "$response" statusMessage)
}

# Prints the text under a name in JSON, enough for the flat texts of this response. JSON may write / as \/ and = as
# \u003d. Control characters, which a terminal would obey, are printed as ?.
field() {
  printf '%s' "$1" | sed -nE 's/.*"'"$2"'"[[:space:]]*:[[:space:]]*"(([^"\\]|\\.)*)".*/\1/p' |
    sed 's,\\/,/,g; s/\\u003[dD]/=/g; s/\\u002[bB]/+/g; s,\\u002[fF],/,g; s/\\u[0-9A-Fa-f]\{4\}/?/g; s/\\[bfnrt]/?/g; s/\\\(.\)/\1/g' |
    tr '\001-\037\177' '?'
}

# Prints Retry-After in seconds: it is seconds or a date (RFC 9110, section 10.2.3).
wait_of() {
  local at
  if [[ $1 =~ ^[0-9]{1,9}$ ]]; then
    printf '%s' "$((10#$1))"
  else
    at=$(unix_time "$1") && printf '%s' $((at - $(date +%s)))
  fi
}

is_transient() { [ "$http_status" = 429 ] || [ "$http_status" -ge 500 ]; }

explain() {
  local message=$status${status_message:+: }$status_message expired=()
  [ -n "$status" ] || message=$status_message
  [ -n "$message" ] ||
    login_error "No token: status $http_status, and the response is not Anaplan's. A proxy may have answered."
  ! is_transient || login_error "Anaplan is busy or failing: $http_status $message"
  [ "$expires_at_seconds" -ge "$created_at" ] ||
    expired=("- The certificate expired on $(utc "$expires_at_seconds" %Y-%m-%d).")
  login_error "Anaplan refused the login: $http_status $message" \
    "Common causes, most likely first:" \
    ${expired[@]+"${expired[@]}"} \
    "- The certificate is not registered in Anaplan under Administration > Security > Certificates." \
    "- The email address in it is not that of an active user." \
    "- This computer's clock is wrong. The request was created at $(utc "$created_at" '%Y-%m-%d %H:%M:%S') UTC." \
    "- Your region has its own host: set ANAPLAN_AUTH_URL."
}

read_options "$@"
open_signer
check_ca
warn_before_expiry
case $mode in
  login) log_in ;;
  check)
    create_request
    describe
    ;;
  print)
    create_request
    printf '{"authorization": "%s", "body": "%s"}\n' "$authorization" "${body//\"/\\\"}"
    ;;
esac
