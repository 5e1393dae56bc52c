#!/usr/bin/env bash
# Runs the programs for jobs against the stand-in of the service: one set of cases for all of them.
#
#     bash tests/programs/run.sh CHECKOUT [PROGRAM ...]
#
# CHECKOUT: the repository's folder, with the programs in automation/. PROGRAM:
# python node bash java powershell csharp csharp-file snippets; without any, all of them. The snippets are texts of the
# page for PowerShell, in the folder that SNIPPETS names.
#
# PRINTED names a folder for what --print-request prints.
#
# Needs bash, Python 3 (PYTHON names another one) and OpenSSL, and the tool of each program. Prints each case, what was
# not run, and last "N passed, N failed". Exits with 0 when no case failed.
set -u -o pipefail

[ $# -ge 1 ] && [ -f "$1/tests/service/standin.py" ] || { echo "usage: bash run.sh CHECKOUT [PROGRAM ...]" >&2; exit 2; }
checkout=$(cd "$1" && pwd)
shift
wanted=("$@")
[ ${#wanted[@]} -gt 0 ] || wanted=(python node bash java powershell csharp csharp-file snippets)
programs=$checkout/automation

python=${PYTHON:-python3}
for tool in "$python" openssl; do
  command -v "$tool" >/dev/null || { echo "not run: no $tool" >&2; exit 2; }
done
python3() { command "$python" "$@"; }

# The tester's own settings must not reach a program.
for variable in $(compgen -e); do
  case $variable in
    ANAPLAN_* | SSL_CERT_* | *_proxy | *_PROXY) unset "$variable" ;;
  esac
done
export DOTNET_CLI_TELEMETRY_OPTOUT=1 DOTNET_NOLOGO=1 DOTNET_SKIP_FIRST_TIME_EXPERIENCE=1 POWERSHELL_TELEMETRY_OPTOUT=1
export POWERSHELL_UPDATECHECK=Off NO_COLOR=1 TERM=dumb

case $(uname -s) in MINGW* | MSYS*) windows=yes ;; *) windows='' ;; esac
work=$(mktemp -d "${TMPDIR:-/tmp}/anaplan-programs-XXXXXX")
passed=0 failed=0 skipped=0
services=()

# Ends only the processes that this script started, and removes only its own folder.
finish() {
  local pid
  for pid in ${services[@]+"${services[@]}"}; do kill "$pid" 2>/dev/null; done
  rm -rf "$work"
  # What feeds the services ends when the folder is gone.
  wait 2>/dev/null
}
trap finish EXIT

# --- Test files, made by OpenSSL

passphrase='a b$c'\''d"e`f\g'
export PASSPHRASE=$passphrase

quiet() { "$@" >>"$work/openssl.log" 2>&1 || { echo "failed: $*" >&2; tail -5 "$work/openssl.log" >&2; exit 2; }; }

certificate() { # name days
  quiet openssl req -x509 -new -key "$1.key" -subj "/CN=$1" -days "$2" -out "$1.crt" \
    -addext subjectAltName=email:ann@example.com -addext basicConstraints=critical,CA:FALSE \
    -addext keyUsage=critical,digitalSignature
}

make_files() {
  local name
  mkdir "$work/files" && cd "$work/files" || exit 2
  for name in own other; do
    quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out "$name.key"
    certificate "$name" 90
  done
  # A key size that is not a multiple of 16 bits, and a 3072-bit key.
  quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2056 -out odd.key
  quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:3072 -out long.key
  certificate odd 90
  certificate long 90
  cp own.key soon.key && certificate soon 9
  quiet openssl genpkey -algorithm EC -pkeyopt ec_paramgen_curve:P-256 -out ec.key
  certificate ec 90
  # A CA, and a leaf for the same key. The chain has the CA first.
  quiet openssl req -x509 -new -key other.key -subj "/CN=Authority" -days 90 -out authority.crt \
    -addext basicConstraints=critical,CA:TRUE
  quiet openssl req -new -key own.key -subj /CN=own -out leaf.csr
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\n' >leaf.cnf
  quiet openssl x509 -req -in leaf.csr -CA authority.crt -CAkey other.key -set_serial 7 -days 90 \
    -extfile leaf.cnf -out leaf.crt
  cat authority.crt leaf.crt >chain.crt
  # Expired in 2021. Not every OpenSSL 3 takes a past date in `req -x509`; `ca` does.
  make_expired
  quiet openssl x509 -in own.crt -outform DER -out own.cer
  quiet openssl rsa -in own.key -traditional -out pkcs1.key
  quiet openssl pkcs8 -topk8 -in own.key -passout env:PASSPHRASE -out protected.key
  quiet openssl pkcs8 -topk8 -in own.key -v2 aes-128-cbc -v2prf hmacWithSHA1 -passout env:PASSPHRASE -out protected1.key
  quiet openssl pkcs8 -topk8 -in own.key -v2 aes-192-cbc -v2prf hmacWithSHA512 -passout env:PASSPHRASE -out protected512.key
  quiet openssl pkcs8 -topk8 -in own.key -v2 des3 -passout env:PASSPHRASE -out protected3des.key
  quiet openssl rsa -in own.key -traditional -aes256 -passout env:PASSPHRASE -out traditional.key
  quiet openssl rsa -in own.key -traditional -des3 -passout env:PASSPHRASE -out traditional3des.key
  quiet openssl pkcs8 -topk8 -nocrypt -in own.key -outform DER -out pkcs8.der
  quiet openssl rsa -in own.key -traditional -outform DER -out pkcs1.der
  quiet openssl pkcs12 -export -in own.crt -inkey own.key -passout env:PASSPHRASE -out own.p12
  quiet openssl pkcs12 -export -in leaf.crt -inkey own.key -certfile authority.crt -passout env:PASSPHRASE -out chain.p12
  quiet openssl pkcs12 -export -in own.crt -inkey own.key -passout pass: -out open.p12
  quiet openssl crl2pkcs7 -nocrl -certfile chain.crt -out chain.p7b
  quiet openssl crl2pkcs7 -nocrl -certfile chain.crt -outform DER -out chain-der.p7b
  quiet openssl pkcs8 -topk8 -in own.key -scrypt -passout env:PASSPHRASE -out scrypt.key
  quiet openssl pkcs8 -topk8 -in own.key -v2 aes-256-cbc -v2prf hmacWithSHA224 -passout env:PASSPHRASE -out sha224.key
  quiet openssl pkcs8 -topk8 -in own.key -outform DER -passout env:PASSPHRASE -out protected.der
  quiet openssl pkcs12 -export -in own.crt -inkey own.key -iter 400000 -passout env:PASSPHRASE -out slow.p12
  quiet openssl genpkey -algorithm ED25519 -out ed25519.key
  quiet openssl pkey -in own.key -pubout -outform DER -out public.der
  # Only the type: programs read no further.
  printf -- '-----BEGIN OPENSSH PRIVATE KEY-----\nb3BlbnNzaC1rZXktdjEA\n-----END OPENSSH PRIVATE KEY-----\n' >openssh.key
  : >empty.pem
  sed '8,12d' own.key >cut.key
  sed '8,12d' own.crt >cut.crt
  { printf '\357\273\277'; cat own.key; } >marked.key
  tr '\n' ' ' <own.key >flat.key
  { printf 'Bag Attributes\r\n'; sed 's/$/\r/' own.crt; } >windows.crt
  { printf 'Bag Attributes\r\n'; sed 's/$/\r/' protected.key; } >windows.key
  # As Windows PowerShell's > writes text.
  { printf '\377\376'; iconv -f ASCII -t UTF-16LE own.key; } >utf16.key 2>/dev/null || cp own.key utf16.key
  cat own.crt protected.key >both.pem
  # A renewal after the expired certificate of the same key.
  cat expired.crt own.crt >renewed.crt
  make_store
  make_signers
  cd "$work" || exit 2
}

make_expired() {
  mkdir ca && : >ca/index.txt && echo 01 >ca/serial
  cat >ca.cnf <<'CNF'
[ca]
default_ca = one
[one]
database = ca/index.txt
new_certs_dir = ca
serial = ca/serial
default_md = sha256
policy = any
[any]
commonName = supplied
CNF
  cp own.key expired.key
  quiet openssl req -new -key expired.key -subj /CN=expired -out expired.csr
  quiet openssl ca -batch -notext -config ca.cnf -selfsign -keyfile expired.key -in expired.csr \
    -startdate 20200101000000Z -enddate 20210101000000Z -out expired.crt
}

# The current user's store as .NET keeps it on Linux: a .pfx without passphrase for each certificate.
make_store() {
  local folder=home/.dotnet/corefx/cryptography/x509stores/my
  thumbprint=$(openssl x509 -in own.crt -noout -fingerprint -sha1 | sed 's/.*=//; s/://g')
  (umask 077 && mkdir -p "$folder" &&
    openssl pkcs12 -export -in own.crt -inkey own.key -passout pass: -out "$folder/$thumbprint.pfx")
}

# Sign commands, one for each form of output.
make_signers() {
  local sign="openssl dgst -sha512 -sign '$PWD/own.key'"
  line_bytes=$sign
  line_base64="$sign | openssl base64"
  line_flat="$sign | openssl base64 -A"
  line_hex="$sign | od -An -v -tx1"
  line_url="$sign | openssl base64 -A | tr '+/' '-_' | tr -d ="
  line_vault="printf vault:v1:; $sign | openssl base64 -A"
  line_json="printf '{\"KeyId\": \"k\", \"Signature\": \"'; $sign | openssl base64 -A; printf '\", \"SigningAlgorithm\": \"x\"}'"
  line_deep="printf '{\"data\": {\"signature\": \"vault:v1:'; $sign | openssl base64 -A; printf '\"}}'"
  line_escaped="printf '{\"result\": \"'; $sign | openssl base64 -A | sed 's,/,\\\\/,g; s,+,\\\\u002b,g'; printf '\"}'"
  line_ok="printf '{\"result\": \"ok\", \"signature\": \"'; $sign | openssl base64 | sed 's/$/\\\\n/' | tr -d '\n'; printf '\"}'"
  line_protected="openssl dgst -sha512 -sign '$PWD/protected.key' -passin env:ANAPLAN_KEY_PASSPHRASE | openssl base64"
  line_pss="openssl dgst -sha512 -sigopt rsa_padding_mode:pss -sign '$PWD/own.key'"
  line_sha256="openssl dgst -sha256 -sign '$PWD/own.key'"
  line_other="openssl dgst -sha512 -sign '$PWD/other.key'"
  line_nonsense="echo no signature"
  local form name
  for form in bytes base64 flat hex url vault json deep escaped ok protected pss sha256 other; do
    name=line_$form
    printf -v "$name" %s "$(shell_line "$form" "${!name}")"
  done
}

# Prints a command line that runs a script in bash: the shell of programs on Windows is cmd.
shell_line() { # name script
  if [ -z "$windows" ]; then
    printf %s "$2"
  else
    printf '%s\n' "$2" >"$work/$1.sh"
    printf 'bash "%s"' "$(cygpath -m "$work/$1.sh")"
  fi
}

# --- Services

# Starts a service: its URL and CA file go into base_NAME and ca_NAME, its output into NAME.log.
start() { # name command...
  local name=$1 line=''
  shift
  # It exits when its standard input closes, which is soon after this script has exited.
  while [ -d "$work" ] && kill -0 $$ 2>/dev/null; do sleep 1; done |
    "$@" >"$work/$name.out" 2>"$work/$name.log" &
  services+=($!)
  local tries
  for tries in $(seq 200); do
    line=$(head -1 "$work/$name.out")
    [ -z "$line" ] || break
    sleep 0.1
  done
  [ -n "$line" ] || { echo "the service $name did not start:" >&2; cat "$work/$name.log" >&2; exit 2; }
  printf -v "base_$name" %s "$(python3 -c 'import json,sys; print(json.loads(sys.argv[1])["base"])' "$line")"
  printf -v "ca_$name" %s "$(python3 -c 'import json,sys; print(json.loads(sys.argv[1])["ca"])' "$line")"
  name=ca_$name
  [ -z "$windows" ] || [ -z "${!name}" ] || trust "${!name}"
}

# Windows programs trust what is in the computer's store. For computers that are thrown away, as in CI.
trust() { # file
  [ "${TRUST:-}" = computer ] || { echo "not run: set TRUST=computer to put test CAs into this computer's store" >&2; exit 2; }
  certutil -f -addstore Root "$1" >>"$work/openssl.log" || exit 2
}

# A proxy for CONNECT that logs what it carries. Its kind: open, asking for name and password, or refusing.
write_proxy() {
  cat >"$work/proxy.py" <<'PY'
import json, re, socket, sys, threading

KIND = sys.argv[1]
WORD = re.compile(rb"\nproxy-authorization: basic (?-i:c29tZWJvZHk6d29yZA==)\r", re.IGNORECASE)

def answer(client, status, more=""):
    client.sendall(f"HTTP/1.1 {status}\r\n{more}Content-Length: 0\r\nConnection: close\r\n\r\n".encode())
    client.close()

def carry(source, sink):
    try:
        while data := source.recv(65536):
            sink.sendall(data)
    except OSError:
        pass
    finally:
        for one in (source, sink):
            try:
                one.shutdown(socket.SHUT_RDWR)
            except OSError:
                pass

def serve(client):
    head = b""
    while b"\r\n\r\n" not in head:
        part = client.recv(4096)
        if not part:
            return
        head += part
    method, target, _ = head.split(b"\r\n")[0].decode().split(" ")
    if KIND == "refusing" or method != "CONNECT":
        return answer(client, "403 Forbidden")
    if KIND == "asking" and not WORD.search(head):
        return answer(client, '407 Proxy Authentication Required', 'Proxy-Authenticate: Basic realm="x"\r\n')
    print(method, target, file=sys.stderr, flush=True)
    far = socket.create_connection(("127.0.0.1", int(target.rsplit(":", 1)[1])))
    client.sendall(b"HTTP/1.1 200 Connection established\r\n\r\n")
    threading.Thread(target=carry, args=(client, far), daemon=True).start()
    carry(far, client)

def accept():
    while True:
        threading.Thread(target=serve, args=(server.accept()[0],), daemon=True).start()

server = socket.create_server(("127.0.0.1", 0))
threading.Thread(target=accept, daemon=True).start()
print(json.dumps({"base": f"http://localhost:{server.getsockname()[1]}", "ca": ""}), flush=True)
while sys.stdin.buffer.read(1024):
    pass
PY
}

# Responses that the stand-in does not give, chosen by the first part of the path, each with a counter.
write_moods() {
  cat >"$work/moods.py" <<'PY'
import json, ssl, sys, tempfile, threading, time
from email.utils import formatdate
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
sys.dont_write_bytecode = True
sys.path.insert(0, sys.argv[1])
from authority import make_certificates

TOKEN = {"status": "SUCCESS", "statusMessage": "Login successful", "tokenInfo": {"tokenValue": "a+b/c=", "expiresAt": 1754089739887}}
BUSY = {"status": "FAILURE_BUSY", "statusMessage": "Too many requests"}
seen = {}
bodies = []

class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    def do_POST(self):
        body = self.rfile.read(int(self.headers.get("Content-Length", "0")))
        mood = self.path.split("/")[1]
        seen[mood] = count = seen.get(mood, 0) + 1
        bodies.append(body)
        headers, content = {}, TOKEN
        status = 201
        if mood == "busy" and count == 1:
            status, content, headers = 429, BUSY, {"Retry-After": "1"}
        elif mood == "busy" and count == 2:
            status, content, headers = 503, "<html>", {"Retry-After": formatdate(time.time() + 1, usegmt=True)}
        elif mood == "down":
            status, content, headers = 503, BUSY, {"Retry-After": "0"}
        elif mood == "refused":
            status, content, headers = 401, {"status": "FAILURE_BAD_CREDENTIAL", "statusMessage": "Not Authorized"}, {"Retry-After": "0"}
        elif mood == "proxy":
            status, content = 407, "<html>Proxy</html>"
        elif mood == "page":
            status, content = 200, "<html>Hello</html>"
        elif mood == "list":
            status, content = 200, [1]
        elif mood == "moved":
            status, content, headers = 302, "", {"Location": f"https://localhost:{self.server.server_port}/landed/token/authenticate"}
        elif mood == "endless":
            content = {"tokenInfo": {"tokenValue": "t"}}
        elif mood == "charset":
            headers = {"Content-Type": "application/json; charset=klingon"}
        elif mood == "number":
            content = {"status": "SUCCESS", "tokenInfo": {"tokenValue": 12345}}
        elif mood == "surrogate":
            status, content = 401, '{"status": "FAILURE", "statusMessage": "\\ud800"}'
        elif mood == "control":
            status, content = 401, '{"status": "FAILURE", "statusMessage": "a\\u001b[2Jb"}'
        elif mood == "large":
            content = {"padding": "x" * (4 << 20), **TOKEN}
        elif mood == "empty":
            content = {"status": "SUCCESS", "tokenInfo": {"tokenValue": ""}}
        data = content.encode() if isinstance(content, str) else json.dumps(content).encode()
        print(mood, count, "fresh" if len(set(bodies)) == len(bodies) else "repeated", file=sys.stderr, flush=True)
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name, value)
        if "Content-Type" not in headers:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        try:
            self.wfile.write(data)
        except OSError:
            pass
    def do_GET(self):
        self.do_POST()
    def log_message(self, *_):
        pass

class Quiet(ThreadingHTTPServer):
    daemon_threads = True
    def handle_error(self, *_):
        pass

with tempfile.TemporaryDirectory(prefix="anaplan-moods-") as folder:
    made = make_certificates(Path(folder))
    server = Quiet(("127.0.0.1", 0), Handler)
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(made.certificate, made.key)
    server.socket = context.wrap_socket(server.socket, server_side=True, do_handshake_on_connect=False)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    print(json.dumps({"base": f"https://localhost:{server.server_port}", "ca": str(made.ca)}), flush=True)
    while sys.stdin.buffer.read(1024):
        pass
PY
}

# --- One case

# The program under test, its option style (gnu: --key-command, powershell: -KeyCommand), its name, its capabilities.
program=() style=gnu label='' can=''

flag() { # --key-command -> as this program writes it
  [ "$style" = powershell ] || { printf %s "$1"; return; }
  case $1 in
    --store) printf %s -StoreLocation ;;
    *) printf -- -; printf %s "$1" | sed 's/^--//' | awk -F- '{ for (i = 1; i <= NF; i++) printf "%s", toupper(substr($i, 1, 1)) substr($i, 2) }' ;;
  esac
}

# Runs the program: call VARIABLE=value ... -- --option value ...
call() {
  local settings=() words=() word
  while [ $# -gt 0 ] && [ "$1" != -- ]; do settings+=("$1"); shift; done
  [ $# -eq 0 ] || shift
  for word in "$@"; do
    case $word in
      --*) words+=("$(flag "$word")") ;;
      *) words+=("$word") ;;
    esac
  done
  stdout=$work/stdout stderr=$work/stderr
  accepted_before=$(accepted)
  (cd "$work/files" && env ${settings[@]+"${settings[@]}"} "${program[@]}" ${words[@]+"${words[@]}"}) \
    </dev/null >"$stdout" 2>"$stderr"
  code=$?
}

# Counts the logins that were answered with a token.
accepted() { cat "$work"/*.log | grep -cE '^POST /token/authenticate 20[01]$|^(busy 3|(endless|charset) [0-9]+) '; }

pass() { passed=$((passed + 1)); echo "ok  $label: $1"; }

bad() { # name why
  failed=$((failed + 1))
  echo "BAD $label: $1: $2"
  echo "    exit code $code"
  sed 's/^/    stderr: /' "$stderr" | cut -c1-300 | head -20
  sed 's/^/    stdout: /' "$stdout" | cut -c1-200 | head -5
}

# Tells whether the program has a capability; if not, its cases are skipped.
has() { case " $can " in *" $1 "*) ;; *) skipped=$((skipped + 1)); return 1 ;; esac; }

tells_no_secret() {
  ! grep -qF -e "$passphrase" -e 'PRIVATE KEY-----' "$stdout" "$stderr"
}

# Asserts that a token was printed, and the given sentence, or nothing, on standard error.
logs_in() { # name [sentence]
  [ "$code" = 0 ] || { bad "$1" "should end with 0"; return; }
  python3 - "$stdout" <<'PY' || { bad "$1" "printed no token"; return; }
import json, sys
one = json.load(open(sys.argv[1], encoding="utf-8-sig"))
assert set(one) == {"token", "expiresAt"} and isinstance(one["token"], str) and one["token"]
assert one["expiresAt"] is None or isinstance(one["expiresAt"], int), one
PY
  [ "$(accepted)" -gt "$accepted_before" ] || { bad "$1" "no service gave that token"; return; }
  tells_no_secret || { bad "$1" "tells a secret"; return; }
  if [ $# -gt 1 ]; then
    grep -qF -- "$2" "$stderr" || { bad "$1" "should say: $2"; return; }
  else
    [ ! -s "$stderr" ] || { bad "$1" "says something on standard error"; return; }
  fi
  pass "$1"
}

# Asserts the exit code, an empty standard output, and sentences on standard error.
fails() { # name code sentence...
  local name=$1 expected=$2 sentence
  shift 2
  [ "$code" = "$expected" ] || { bad "$name" "should end with $expected"; return; }
  [ ! -s "$stdout" ] || { bad "$name" "prints something"; return; }
  tells_no_secret || { bad "$name" "tells a secret"; return; }
  for sentence in "$@"; do
    grep -qiF -- "$sentence" "$stderr" || { bad "$name" "should say: $sentence"; return; }
  done
  pass "$name"
}

lines_of() { wc -l <"$work/$1.log" | tr -d ' '; }

# --- The cases

key_forms() {
  local to=(ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" ANAPLAN_KEY_PASSPHRASE="$passphrase") pair form line
  for pair in own.crt:own.key own.cer:pkcs1.key own.crt:protected.key windows.crt:windows.key odd.crt:odd.key long.crt:long.key; do
    call "${to[@]}" -- --certificate "${pair%:*}" --key "${pair#*:}"
    logs_in "logs in with ${pair/:/ and }"
  done
  if has traditional; then
    for form in traditional.key traditional3des.key; do
      call "${to[@]}" -- --certificate own.crt --key "$form"
      logs_in "logs in with $form"
    done
  fi
  if has loose; then
    for form in marked.key flat.key; do
      call "${to[@]}" -- --certificate own.crt --key "$form"
      logs_in "logs in with $form"
    done
  fi
  for form in protected1.key protected512.key protected3des.key; do
    call "${to[@]}" -- --certificate own.crt --key "$form"
    logs_in "logs in with $form"
  done
  if has der; then
    for form in pkcs8.der pkcs1.der protected.der; do
      call "${to[@]}" -- --certificate own.crt --key "$form"
      logs_in "logs in with $form"
    done
  fi
  if has utf16; then
    call "${to[@]}" -- --certificate own.crt --key utf16.key
    logs_in "logs in with a key in UTF-16"
  fi
  if has chain; then
    call "${to[@]}" -- --certificate chain.crt --key own.key
    logs_in "finds its certificate after the CA's"
    call "${to[@]}" -- --certificate both.pem --key both.pem
    logs_in "reads certificate and key from one file"
    for line in "--key own.key" "--sign-command $(printf %q "$line_base64")"; do
      eval "set -- $line"
      call "${to[@]}" -- --certificate renewed.crt "$@" --print-request
      if [ "$code" = 0 ] && [ ! -s "$stderr" ] && grep -qF "$(openssl base64 -A -in "$work/files/own.cer")" "$stdout"; then
        pass "prefers the renewed certificate ($1)"
      else
        bad "prefers the renewed certificate ($1)" "it does not"
      fi
    done
  fi
  if has p12; then
    for form in own.p12 chain.p12 slow.p12; do
      call "${to[@]}" -- --certificate "$form"
      logs_in "logs in with $form"
    done
    call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" -- --certificate open.p12
    logs_in "logs in with a PKCS#12 file without a passphrase"
    call "${to[@]}" ANAPLAN_KEY_PASSPHRASE=wrong -- --certificate own.p12
    fails "PKCS#12 with a wrong passphrase" 2 "own.p12 cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong"
    call ANAPLAN_AUTH_URL="$base_plain" -- --certificate own.p12
    fails "PKCS#12 without its passphrase" 2 "own.p12 cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong"
  fi
  if has nop12; then
    call "${to[@]}" -- --certificate own.p12
    fails "PKCS#12, which the platform does not open" 2 "own.p12 is a PKCS#12 file" "openssl pkcs12"
  fi
  if has pfx; then
    call "${to[@]}" -- --pfx own.p12
    logs_in "logs in with -Pfx"
  fi
  if has ca; then
    call ANAPLAN_AUTH_URL="$base_plain" -- --certificate own.crt --key own.key --ca "$ca_plain"
    logs_in "trusts the CA of --ca"
    call -- --certificate own.crt --key own.key --url "$base_plain" --ca own.key
    fails "--ca without a certificate" 2 own.key
  fi
  if has store; then
    call "${to[@]}" HOME="$work/files/home" -- --thumbprint "$thumbprint" --store CurrentUser
    logs_in "logs in with a certificate in the store"
    call "${to[@]}" HOME="$work/files/home" ANAPLAN_THUMBPRINT=" $(printf %s "$thumbprint" | sed 's/../& /g')" --
    logs_in "accepts a thumbprint with spaces"
    call "${to[@]}" HOME="$work/files/home" -- --thumbprint 00112233
    fails "an unknown thumbprint" 2 "thumbprint 00112233"
    call -- --thumbprint 00 --certificate own.crt
    fails "a thumbprint and a file" 2 "not both"
    call -- --thumbprint 00 --key own.key
    fails "a thumbprint and a key" 2 "uses its own key"
    call -- --thumbprint 00 --store Elsewhere
    fails "an unknown store" 2 CurrentUser
  fi
}

settings() {
  local to=(ANAPLAN_AUTH_URL="$base_documented/" SSL_CERT_FILE="$ca_documented" ANAPLAN_KEY_PASSPHRASE="$passphrase")
  call "${to[@]}" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY_COMMAND="$(shell_line key1 "cat '$work/files/protected.key'")" -- --header pem
  logs_in "reads its settings from the environment, the key from a command"
  call "${to[@]}" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY=other.key -- --key own.key
  logs_in "an option overrides a variable"
  call "${to[@]}" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY=other.key -- --key-command "$(shell_line key2 "cat '$work/files/own.key'")"
  logs_in "a command option overrides a variable"
  call "${to[@]}" ANAPLAN_CERTIFICATE=own.crt -- --key-command "exit 7"
  fails "a key command that fails" 2 "The key command" "exit code 7"
  call "${to[@]}" ANAPLAN_CERTIFICATE=own.crt -- --key own.key --key-command "cat own.key"
  fails "a key as file and as command" 2 "not both"
  call -- --certificate own.crt --key own.key --wrong
  fails "an unknown option" 2 "$(flag --wrong)"
  call --
  fails "no certificate" 2 ANAPLAN_CERTIFICATE
  call -- --certificate own.crt
  fails "no key" 2 ANAPLAN_KEY_COMMAND
  call -- --certificate own.crt --key own.key --url http://auth.anaplan.com
  fails "a URL without TLS" 2 "https://"
  local url
  for url in https://somebody:s3cret@localhost https://localhost?x=1 https://localhost#x "https://local host" https://localhost:99999 https://; do
    call -- --certificate own.crt --key own.key --url "$url"
    fails "the URL $url" 2 "https://"
    grep -q s3cret "$stderr" && bad "without the password" "it is printed"
  done
  call ANAPLAN_AUTH_URL="$base_plain/ " SSL_CERT_FILE="$ca_plain" -- --certificate own.crt --key own.key
  logs_in "a URL with a slash and a space after it"
  call -- --certificate own.crt --key own.key --header hex
  fails "an unknown header form" 2 header
  if has help; then
    call -- --help
    if [ "$code" = 0 ] && [ ! -s "$stderr" ] && grep -q ANAPLAN_KEY_PASSPHRASE "$stdout" &&
      ! grep -q $'\xc3' "$stdout"; then pass "--help"; else bad "--help" "should print its help and end with 0"; fi
  fi
}

wrong_files() {
  local with=(ANAPLAN_KEY_PASSPHRASE="$passphrase" ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain") key
  local before; before=$(lines_of plain)
  call "${with[@]}" -- --certificate own.crt --key other.key
  fails "a key of another certificate" 2 "does not belong" own.crt
  call "${with[@]}" -- --certificate own.key --key own.key
  fails "a key in place of the certificate" 2 "own.key contains no certificate"
  call "${with[@]}" -- --certificate own.crt --key own.crt
  fails "a certificate in place of the key" 2 "own.crt is not a private key"
  call "${with[@]}" -- --certificate nothing.crt --key own.key
  fails "a missing certificate file" 2 "nothing.crt cannot be read"
  call "${with[@]}" -- --certificate own.crt --key nothing.key
  fails "a missing key file" 2 "nothing.key cannot be read"
  call "${with[@]}" -- --certificate ec.crt --key ec.key
  fails "a key that is not RSA" 2 "is not an RSA key"
  call "${with[@]}" -- --certificate cut.crt --key own.key
  fails "a truncated certificate" 2 "cut.crt contains no certificate"
  call "${with[@]}" -- --certificate own.crt --key cut.key
  fails "a truncated key" 2 "cut.key is not a private key"
  call "${with[@]}" -- --certificate empty.pem --key own.key
  fails "an empty certificate file" 2 "empty.pem contains no certificate"
  call "${with[@]}" -- --certificate own.crt --key empty.pem
  fails "an empty key file" 2 "empty.pem is not a private key"
  if has kinds; then
    call "${with[@]}" -- --certificate own.crt --key ed25519.key
    fails "an Ed25519 key" 2 "is not an RSA key"
    call "${with[@]}" -- --certificate own.crt --key own.p12
    fails "PKCS#12 in place of the key" 2 "own.p12 is a PKCS#12 file"
    call "${with[@]}" -- --certificate own.crt --key openssh.key
    fails "an OpenSSH key" 2 "openssh.key is in OpenSSH format" "ssh-keygen -p -m PKCS8"
    for key in public.der own.cer; do
      call -- --certificate own.crt --key "$key"
      fails "$key in place of the key" 2 "$key is not a private key"
    done
  fi
  if has limits; then
    for key in scrypt.key sha224.key; do
      call "${with[@]}" -- --certificate own.crt --key "$key"
      fails "an unsupported key derivation ($key)" 2 "in a way this program does not support" "openssl pkcs8 -topk8"
    done
  fi
  if has der; then
    call "${with[@]}" ANAPLAN_KEY_PASSPHRASE=wrong -- --certificate own.crt --key protected.der
    fails "a wrong passphrase for protected.der" 2 "cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong"
    call -- --certificate own.crt --key protected.der
    fails "no passphrase for protected.der" 2 "is encrypted. Set ANAPLAN_KEY_PASSPHRASE"
  fi
  if has p7b; then
    for key in chain.p7b chain-der.p7b; do
      call "${with[@]}" -- --certificate "$key" --key own.key
      fails "$key in place of the certificate" 2 "openssl pkcs7 -print_certs"
    done
  fi
  for key in protected.key protected1.key traditional.key; do
    [ "$key" != traditional.key ] || has traditional || continue
    call "${with[@]}" ANAPLAN_KEY_PASSPHRASE=wrong -- --certificate own.crt --key "$key"
    fails "a wrong passphrase for $key" 2 "cannot be decrypted: the passphrase in ANAPLAN_KEY_PASSPHRASE is wrong"
    call -- --certificate own.crt --key "$key"
    fails "no passphrase for $key" 2 "is encrypted. Set ANAPLAN_KEY_PASSPHRASE"
  done
  [ "$(lines_of plain)" = "$before" ] && pass "nothing was sent" || bad "nothing was sent" "something was"
}

refusals() {
  call ANAPLAN_AUTH_URL="$base_late" SSL_CERT_FILE="$ca_late" -- --certificate own.crt --key own.key
  fails "a refused login with its causes" 1 "401 FAILURE_BAD_CREDENTIAL: Not Authorized" "This computer's clock is wrong" \
    "Administration > Security > Certificates"
  call ANAPLAN_AUTH_URL="$base_late" SSL_CERT_FILE="$ca_late" -- --certificate expired.crt --key expired.key
  fails "a refused login with an expired certificate" 1 "The certificate expired on 2021-01-01"
  call ANAPLAN_AUTH_URL=https://localhost:1 SSL_CERT_FILE="$ca_plain" -- --certificate own.crt --key own.key
  fails "a closed port" 1 "https://localhost:1 cannot be reached"
  call ANAPLAN_AUTH_URL=https://no-such-host.invalid -- --certificate own.crt --key own.key
  fails "an unknown host" 1 "cannot be reached"
  # Windows trusts the CAs of all of these.
  [ -z "$windows" ] || return 0
  call ANAPLAN_AUTH_URL="$base_plain" -- --certificate own.crt --key own.key
  fails "an untrusted server" 1 "cannot be reached"
  call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_late" -- --certificate own.crt --key own.key
  fails "a server of another CA" 1 "cannot be reached"
}

moods() {
  local to=(SSL_CERT_FILE="$ca_moods" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY=own.key) before
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/page" --
  fails "an HTML page as response" 1 "A proxy may have answered"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/proxy" --
  fails "a proxy's refusal" 1 "status 407"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/list" --
  fails "JSON that is not an object" 1 "A proxy may have answered"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/moved" --
  fails "a redirect" 1 302
  grep -q landed "$work/moods.log" && bad "no redirect is followed" "it was" || pass "no redirect is followed"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/empty" --
  fails "an empty token" 1 SUCCESS
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/endless" --
  logs_in "a response without expiresAt"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/charset" --
  logs_in "an unknown charset"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/number" --
  fails "a token that is not a string" 1 SUCCESS
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/surrogate" --
  fails "a message that is not Unicode" 1 401
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/control" --
  fails "a message with control characters" 1 "401 FAILURE: a"
  grep -q $'\033' "$stderr" && bad "without them" "they are printed" || pass "without them"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/large" --
  fails "a response of 4 MB" 1
  has retry || return 0
  : >"$work/moods.log"
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/refused" --
  fails "a 401 with Retry-After" 1 "401 FAILURE_BAD_CREDENTIAL"
  [ "$(grep -c refused "$work/moods.log")" = 1 ] && pass "a 401 is not retried" || bad "a 401 is not retried" "it was"
  # Resets its counters.
  restart_moods
  to=(SSL_CERT_FILE="$ca_moods" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY=own.key)
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/busy" --
  logs_in "retries after 429 and 503" "429"
  if grep -q 'busy 3 fresh' "$work/moods.log"; then pass "with a new request each time"; else bad "with a new request each time" "$(tail -3 "$work/moods.log" | tr '\n' ' ')"; fi
  call "${to[@]}" ANAPLAN_AUTH_URL="$base_moods/down" --
  fails "gives up" 1 "503 FAILURE_BUSY: Too many requests"
  before=$(grep -c '^down' "$work/moods.log")
  [ "$before" = 4 ] && pass "after four attempts" || bad "after four attempts" "$before"
}

restart_moods() {
  rm -f "$work/moods.out"
  start moods python3 "$work/moods.py" "$checkout/tests/service"
}

# HTTP proxies, as in companies.
proxies() {
  has proxy || return 0
  local to=(ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" ANAPLAN_CERTIFICATE=own.crt ANAPLAN_KEY=own.key)
  local name before
  for name in HTTPS_PROXY https_proxy; do
    before=$(lines_of open)
    call "${to[@]}" "$name=$base_open" --
    logs_in "logs in through a proxy ($name)"
    [ "$(lines_of open)" -gt "$before" ] && pass "and goes through it" || bad "and goes through it" "it does not"
  done
  before=$(lines_of open)
  call "${to[@]}" HTTPS_PROXY="$base_open" https_proxy="$base_open" NO_PROXY=localhost no_proxy=localhost --
  logs_in "obeys NO_PROXY"
  [ "$(lines_of open)" = "$before" ] && pass "and the proxy is not asked" || bad "and the proxy is not asked" "it was"
  before=$(lines_of asking)
  call "${to[@]}" HTTPS_PROXY="${base_asking/localhost/somebody:word@localhost}" --
  logs_in "authenticates to a proxy"
  [ "$(lines_of asking)" -gt "$before" ] && pass "and goes through it too" || bad "and goes through it too" "it does not"
  for name in "$base_asking" "${base_refusing/localhost/somebody:s3cret@localhost}"; do
    call "${to[@]}" HTTPS_PROXY="$name" --
    fails "a proxy that refuses" 1 "cannot be reached"
    grep -q s3cret "$stderr" && bad "without the proxy's password" "it is printed"
  done
}

# --check sends nothing and prints what would be sent.
checks() {
  has check || return 0
  local before line; before=$(lines_of plain)
  call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" -- --certificate chain.crt --key own.key --check
  if [ "$code" != 0 ] || [ -s "$stderr" ]; then bad "--check" "should end with 0 and say nothing else"; else
    for line in \
      "Certificate: SHA-1 $(openssl x509 -in "$work/files/leaf.crt" -noout -fingerprint -sha1 | sed 's/.*=//; s/://g'), valid $(date -u +%F) to " \
      "Private key: RSA, 2048 bits, belongs to the certificate" \
      "Signature: RSASSA-PKCS1-v1_5 with SHA-512, verified with the certificate" \
      "Request: POST $base_plain/token/authenticate, created $(date -u +%F)" \
      "Header: certificate as der, " "Nothing was sent."; do
      grep -qF -- "$line" "$stdout" || { bad "--check" "should say: $line"; break; }
    done && ! grep -qE 'CACertificate|[A-Za-z0-9+/]{60}' "$stdout" && pass "--check"
  fi
  (cd "$work/files" && "${program[@]}" "$(flag --certificate)" own.crt "$(flag --key)" own.key "$(flag --check)") </dev/null 2>"$stderr" | true
  if [ -s "$stderr" ]; then bad "--check that nobody reads" "should say nothing"; else pass "--check that nobody reads"; fi
  call -- --certificate own.crt --key other.key --check
  fails "--check with a key of another certificate" 2 "does not belong"
  call -- --certificate own.crt --key own.key --check --print-request
  fails "--check with --print-request" 2 "not both"
  [ "$(lines_of plain)" = "$before" ] && pass "--check sends nothing" || bad "--check sends nothing" "something was sent"
}

signers() {
  has sign || return 0
  local to=(ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" ANAPLAN_KEY_PASSPHRASE="$passphrase") form before
  for form in bytes base64 flat hex url vault json deep escaped ok protected; do
    local name=line_$form
    call "${to[@]}" -- --certificate own.crt --sign-command "${!name}"
    logs_in "sign command prints $form"
  done
  call "${to[@]}" ANAPLAN_SIGN_COMMAND="$line_base64" ANAPLAN_CERTIFICATE=chain.crt --
  logs_in "sign command from the environment, leaf of a chain"
  before=$(lines_of plain)
  for form in pss sha256 other; do
    local name=line_$form
    call "${to[@]}" -- --certificate own.crt --sign-command "${!name}"
    fails "sign command returns a wrong signature: $form" 2 "does not verify"
  done
  call "${to[@]}" -- --certificate own.crt --sign-command "$line_nonsense"
  fails "a sign command that prints something else" 2 "not a signature"
  call "${to[@]}" -- --certificate own.crt --sign-command "exit 9"
  fails "a sign command that fails" 2 "exit code 9"
  call "${to[@]}" -- --certificate own.crt --key own.key --sign-command "$line_base64"
  fails "a key and a sign command" 2 "not both"
  call "${to[@]}" -- --certificate ec.crt --sign-command "$line_base64"
  fails "a sign command for a certificate that is not RSA" 2 "does not hold an RSA key"
  [ "$(lines_of plain)" = "$before" ] && pass "no wrong signature was sent" || bad "no wrong signature was sent" "one was"
}

warnings() {
  has warn || return 0
  local to=(ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" ANAPLAN_KEY=own.key)
  call "${to[@]}" -- --certificate soon.crt
  logs_in "warns before expiry" "expires in 8 days"
  call "${to[@]}" -- --certificate soon.crt --warn-days 5
  logs_in "does not warn too early"
  call "${to[@]}" -- --certificate expired.crt
  logs_in "warns after expiry" "expired on 2021-01-01"
  call "${to[@]}" -- --certificate expired.crt --warn-days 0
  logs_in "never warns with 0"
  call "${to[@]}" -- --certificate soon.crt --warn-days soon
  fails "days that are not a number" 2 "$(flag --warn-days)"
  call "${to[@]}" -- --certificate soon.crt --warn-days 99999999999
  fails "days beyond all certificates" 2 "$(flag --warn-days)"
}

# Takes the printed request apart; OpenSSL verifies its signature.
requests() {
  local header before; before=$(lines_of plain)
  for header in der pem; do
    call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" -- --certificate own.crt --key own.key --header "$header" --print-request
    [ "$code" = 0 ] && [ ! -s "$stderr" ] || { bad "prints a request ($header)" "should end with 0 and say nothing"; continue; }
    if python3 - "$stdout" "$header" "$work" <<'PY' 2>>"$stderr" &&
import base64, json, sys, time
from pathlib import Path
request = json.load(open(sys.argv[1], encoding="utf-8-sig"))
assert set(request) == {"authorization", "body"}, request.keys()
scheme, value = request["authorization"].split(" ")
assert scheme == "CACertificate"
certificate = base64.b64decode(value, validate=True)
own = Path(sys.argv[3], "files/own.cer").read_bytes()
if sys.argv[2] == "pem":
    lines = certificate.decode("ascii").splitlines()
    assert lines[0] == "-----BEGIN CERTIFICATE-----" and lines[-1] == "-----END CERTIFICATE-----", lines[0]
    certificate = base64.b64decode("".join(lines[1:-1]), validate=True)
assert certificate == own
body = json.loads(request["body"])
assert list(body) == ["encodedDataFormat", "encodedData", "encodedSignedData"] and body["encodedDataFormat"] == "v2", body.keys()
message = base64.b64decode(body["encodedData"], validate=True)
assert len(message) == 100 and abs(int.from_bytes(message[:8], "big") - time.time()) < 60
assert len(set(message[8:])) > 40
Path(sys.argv[3], "message").write_bytes(message)
Path(sys.argv[3], "signature").write_bytes(base64.b64decode(body["encodedSignedData"], validate=True))
PY
      openssl x509 -in "$work/files/own.crt" -noout -pubkey >"$work/own.pub" &&
      openssl dgst -sha512 -verify "$work/own.pub" -signature "$work/signature" "$work/message" >/dev/null 2>>"$stderr"; then
      pass "prints a request that OpenSSL verifies ($header)"
      [ -z "${PRINTED:-}" ] || cp "$stdout" "$PRINTED/$label-$header.json"
    else
      bad "prints a request that OpenSSL verifies ($header)" "it is wrong"
    fi
  done
  [ "$(lines_of plain)" = "$before" ] && pass "and sends nothing" || bad "and sends nothing" "something was sent"
}

all_cases() { # label style capabilities program...
  label=$1 style=$2 can=$3
  shift 3
  program=("$@")
  key_forms
  settings
  wrong_files
  refusals
  moods
  signers
  warnings
  requests
  checks
  proxies
}

# --- The programs

everything="ca traditional der utf16 chain p12 p7b help sign warn retry check kinds loose proxy"

missing() { echo "not run: $1 (no $2)"; skipped=$((skipped + 1)); }

run_csharp() {
  command -v dotnet >/dev/null || { missing csharp dotnet; return; }
  [ -f "$programs/AnaplanLogin.cs" ] || { missing csharp AnaplanLogin.cs; return; }
  local project=$work/csharp target
  # `#:` lines are for file-based programs only.
  mkdir -p "$project" && grep -v '^#:' "$programs/AnaplanLogin.cs" >"$project/Program.cs"
  target=net$(dotnet --version | cut -d. -f1).0
  cat >"$project/login.csproj" <<XML
<Project Sdk="Microsoft.NET.Sdk">
  <PropertyGroup>
    <OutputType>Exe</OutputType>
    <TargetFramework>$target</TargetFramework>
    <LangVersion>12</LangVersion>
    <Nullable>enable</Nullable>
    <ImplicitUsings>enable</ImplicitUsings>
    <TreatWarningsAsErrors>true</TreatWarningsAsErrors>
    <UseAppHost>false</UseAppHost>
    <InvariantGlobalization>true</InvariantGlobalization>
    <NuGetAudit>false</NuGetAudit>
  </PropertyGroup>
</Project>
XML
  label=csharp stdout=$work/stdout stderr=$work/stderr code=0
  : >"$stderr"
  if ! (cd "$project" && dotnet build -c Release -o out login.csproj) >"$stdout" 2>&1; then
    code=1
    grep -E 'error|warning' "$stdout" | sort -u | head -30 >"$stderr"
    bad "compiles without a warning, as C# 12 for $target" "it does not"
    # Build it anyway: the cases say more than a warning.
    sed -i.old 's/>true<\/TreatWarningsAsErrors/>false<\/TreatWarningsAsErrors/; /LangVersion/d' "$project/login.csproj"
    (cd "$project" && dotnet build -c Release -o out login.csproj) >"$stdout" 2>&1 || { bad "compiles at all" "it does not"; return; }
  else
    pass "compiles without a warning, as C# 12 for $target"
  fi
  # The branches for .NET 8. A newer SDK has to fetch its reference assemblies, which may not be possible.
  mkdir -p "$project-8" && cp "$project/Program.cs" "$project-8/" &&
    sed "s/$target/net8.0/" "$project/login.csproj" >"$project-8/login.csproj"
  if (cd "$project-8" && dotnet build -c Release -o out login.csproj) >"$stdout" 2>&1; then
    pass "compiles for net8.0"
  elif grep -qE 'NU1101|NU1301|NU1102|Unable to (find|load)' "$stdout"; then
    missing "csharp for net8.0" "Microsoft.NETCore.App.Ref 8.0"
  else
    grep -E 'error|warning' "$stdout" | sort -u | head -30 >"$stderr"
    bad "compiles for net8.0" "it does not"
  fi
  all_cases csharp gnu "$everything store limits" dotnet "$project/out/login.dll"
}

# As a file-based program (.NET 10). It is built on each change, so a few cases suffice.
run_csharp_file() {
  command -v dotnet >/dev/null || { missing csharp-file dotnet; return; }
  [ "$(dotnet --version | cut -d. -f1)" -ge 10 ] || { missing csharp-file "dotnet 10"; return; }
  [ -f "$programs/AnaplanLogin.cs" ] || { missing csharp-file AnaplanLogin.cs; return; }
  mkdir -p "$work/single" && cp "$programs/AnaplanLogin.cs" "$work/single/"
  label=csharp-file style=gnu can="$everything" program=(dotnet run "$work/single/AnaplanLogin.cs" --)
  # A file-based program is set up for native compilation unless it says otherwise, and would download that compiler.
  mkdir "$work/packages"
  call NUGET_PACKAGES="$work/packages" -- --help
  if [ -z "$(ls "$work/packages")" ]; then pass "downloads nothing"; else bad "downloads nothing" "$(ls "$work/packages" | tr '\n' ' ')"; fi
  call -- --help
  if [ "$code" = 0 ] && [ "$(head -1 "$stdout")" = "Logs in to Anaplan with a certificate and prints an authentication token." ]; then
    pass "--help, without build output"
  else
    bad "--help, without build output" "it does not"
  fi
  call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" -- --certificate own.crt --key own.key
  logs_in "logs in"
  call ANAPLAN_AUTH_URL="$base_late" SSL_CERT_FILE="$ca_late" -- --certificate own.crt --key own.key
  fails "a refused login" 1 "401 FAILURE_BAD_CREDENTIAL"
  call -- --certificate own.crt --key other.key
  fails "a key of another certificate" 2 "does not belong"
}

run_powershell() {
  local shell
  # POWERSHELL names the one to test.
  shell=$(command -v "${POWERSHELL:-pwsh}" || command -v powershell.exe) || { missing powershell pwsh; return; }
  local more="pfx store limits" policy=()
  # The cases of the store are for .NET's store on Linux. Windows has settings for proxies, not variables, in 5.1.
  [ -z "$windows" ] || more="pfx" policy=(-ExecutionPolicy Bypass)
  local able="${everything#ca } $more"
  case $shell in *powershell.exe) able="${able/proxy/}" ;; esac
  all_cases powershell powershell "$able" "$shell" -NoProfile -NonInteractive ${policy[@]+"${policy[@]}"} \
    -File "$programs/AnaplanLogin.ps1"
  [ -z "$windows" ] || return 0
  # Called from PowerShell code.
  label=powershell
  program=("$shell" -NoProfile -NonInteractive -Command)
  call ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain" -- \
    "/bin/sh -c 'exit 5'; \$answer = & '$programs/AnaplanLogin.ps1' -Certificate own.crt -Key own.key | ConvertFrom-Json; if (\$LASTEXITCODE) { exit 3 }; if (\$answer.token.Length -gt 8) { 'good' }"
  [ "$code" = 0 ] && grep -q good "$stdout" && pass "returns an object to PowerShell" || bad "returns an object to PowerShell" "it does not"
}

# The page's own texts. Their requests are old, hence the wide window.
run_snippets() {
  local file name shell
  compgen -G "${SNIPPETS:-$work}/*.ps1" >/dev/null || { missing snippets "*.ps1 in the folder SNIPPETS"; return; }
  shell=$(command -v pwsh) || { missing snippets pwsh; return; }
  start wide python3 "$checkout/tests/service/standin.py" --window 1000000000
  for file in "$SNIPPETS"/*.ps1; do
    name=$(basename "$file")
    sed -E "s,https://[a-z0-9.]*(auth|api)\.anaplan\.com,$base_wide,g" "$file" >"$work/$name"
    label=snippets style=powershell program=("$shell" -NoProfile -NonInteractive -File)
    call SSL_CERT_FILE="$ca_wide" CURL_CA_BUNDLE="$ca_wide" -- "$work/$name"
    if [ "$code" = 0 ] && grep -q 'AnaplanAuthToken ' "$stdout"; then pass "$name"; else bad "$name" "should print a token and end with 0"; fi
  done
}

run_python() {
  python3 -c 'import cryptography' 2>/dev/null || { missing python "package cryptography"; return; }
  all_cases python gnu "$everything" "$python" "$programs/anaplan_login.py"
}

# Node.js cannot open PKCS#12.
run_node() {
  command -v node >/dev/null || { missing node node; return; }
  all_cases node gnu "${everything/p12/nop12}" node "$programs/anaplan-login.mjs"
  trusts_own_variable NODE_EXTRA_CA_CERTS
}

run_bash() {
  command -v curl >/dev/null || { missing bash curl; return; }
  all_cases bash gnu "$everything" bash "$programs/anaplan-login.sh"
  trusts_own_variable CURL_CA_BUNDLE
}

# Node.js and curl have variables for CAs of their own.
trusts_own_variable() { # variable
  call ANAPLAN_AUTH_URL="$base_plain" "$1=$ca_plain" -- --certificate own.crt --key own.key
  logs_in "trusts the CA of $1"
}

run_java() {
  command -v javac >/dev/null || { missing java javac; return; }
  label=java stdout=$work/stdout stderr=$work/stderr code=0
  : >"$stderr"
  javac -Xlint:all,-serial -Werror -d "$work/java" "$programs/AnaplanLogin.java" >"$stdout" 2>"$stderr" || code=$?
  [ "$code" = 0 ] && pass "compiles without a warning" || { bad "compiles without a warning" "it does not"; return; }
  # Starts soon and stops soon: nothing here is worth optimizing.
  local quick=(java -XX:TieredStopAtLevel=1 -XX:+UseSerialGC -cp "$work/java" AnaplanLogin)
  all_cases java gnu "$everything" "${quick[@]}"
  # As a source file, which is compiled on each call: a few cases suffice.
  label=java-file program=(java "$programs/AnaplanLogin.java")
  call ANAPLAN_AUTH_URL="$base_plain" -- --certificate own.crt --key own.key --ca "$ca_plain"
  logs_in "logs in"
  call ANAPLAN_AUTH_URL=https://localhost:1 SSL_CERT_FILE="$ca_plain" -- --certificate own.crt --key own.key
  fails "what failed at a closed port" 1 "https://localhost:1 cannot be reached: ConnectException"
  call -- --certificate own.crt --key other.key
  fails "a key of another certificate" 2 "does not belong"
  java_stores
}

java_stores() {
  command -v keytool >/dev/null || { missing "java with JKS" keytool; return; }
  local to=(ANAPLAN_AUTH_URL="$base_plain" SSL_CERT_FILE="$ca_plain")
  label=java program=("${quick[@]}")
  quiet keytool -importkeystore -srckeystore "$work/files/own.p12" -srcstorepass "$passphrase" -srcstoretype PKCS12 \
    -destkeystore "$work/files/own.jks" -deststoretype JKS -deststorepass "$passphrase"
  call "${to[@]}" ANAPLAN_KEY_PASSPHRASE="$passphrase" -- --certificate own.jks
  logs_in "logs in with own.jks"
  call "${to[@]}" ANAPLAN_KEY_PASSPHRASE=wrong -- --certificate own.jks
  fails "JKS with a wrong passphrase" 2 "own.jks cannot be opened: ANAPLAN_KEY_PASSPHRASE is missing or wrong"
  call "${to[@]}" -- --pkcs11 nothing.cfg
  fails "a missing PKCS#11 configuration" 2 "nothing.cfg cannot be read"
}

tool_of() {
  case $1 in
    csharp | csharp-file) echo dotnet ;;
    powershell | snippets) command -v powershell.exe || echo "${POWERSHELL:-pwsh}" ;;
    java) echo javac ;;
    bash) echo curl ;;
    python) echo "$python" ;;
    node) echo node ;;
    *) echo "$1 is no program of this script" >&2; return 2 ;;
  esac
}

runnable=()
for one in "${wanted[@]}"; do
  tool=$(tool_of "$one") || exit
  if command -v "$tool" >/dev/null; then runnable+=("$one"); else missing "$one" "$tool"; fi
done
if [ ${#runnable[@]} = 0 ]; then
  echo "0 passed, 0 failed"
  exit 0
fi
wanted=("${runnable[@]}")

make_files
write_moods
start plain python3 "$checkout/tests/service/standin.py"
start documented python3 "$checkout/tests/service/standin.py" --success 200
start late python3 "$checkout/tests/service/standin.py" --clock 3600
start moods python3 "$work/moods.py" "$checkout/tests/service"
write_proxy
for one in open asking refusing; do start "$one" python3 "$work/proxy.py" "$one"; done
for one in "${wanted[@]}"; do
  restart_moods
  case $one in
    csharp) run_csharp ;;
    csharp-file) run_csharp_file ;;
    powershell) run_powershell ;;
    java) run_java ;;
    snippets) run_snippets ;;
    python) run_python ;;
    node) run_node ;;
    bash) run_bash ;;
  esac
done
echo "skipped: $skipped"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
