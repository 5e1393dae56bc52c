#!/usr/bin/env bash
# Signs where the key is: logs in with every program at hand, the key in tokens, a KMS and a vault.
#
#     bash tests/programs/keys.sh CHECKOUT [--table]
#
# Places: a file with OpenSSL; a PKCS#11 token (SoftHSM2, by pkcs11-tool and by Java); AWS KMS (AWS CLI against moto on
# this computer); the transit engine of HashiCorp Vault (a stand-in that answers as its documentation says). Programs:
# those of automation/ whose tools are there, and rsa-signer where CLI names it. Places whose tools are missing are not
# run. --table prints the rows of docs/keys-elsewhere.md at the end.
set -u -o pipefail

[ $# -ge 1 ] && [ -f "$1/tests/service/standin.py" ] || { echo "usage: bash keys.sh CHECKOUT [--table]" >&2; exit 2; }
checkout=$(cd "$1" && pwd)
table=${2:-}
python=${PYTHON:-python3}
work=$(mktemp -d "${TMPDIR:-/tmp}/anaplan-keys-XXXXXX")
passed=0 failed=0
processes=()

# Ends only the processes that this script started, and removes only its own folder.
finish() {
  local pid
  for pid in ${processes[@]+"${processes[@]}"}; do kill "$pid" 2>/dev/null; done
  rm -rf "$work"
  # What feeds the services ends when the folder is gone.
  wait 2>/dev/null
}
trap finish EXIT
cd "$work" || exit 2

quiet() { "$@" >>"$work/log" 2>&1 || { echo "failed: $*" >&2; tail -5 "$work/log" >&2; exit 2; }; }
missing() { echo "not run: $1 (no $2)"; }

# --- Keys and certificates. Of a key that never leaves its place, only the public key is certified.

make_files() {
  quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out authority.key
  quiet openssl req -x509 -new -key authority.key -subj /CN=Authority -days 90 -out authority.crt
  quiet openssl genpkey -algorithm RSA -pkeyopt rsa_keygen_bits:2048 -out own.key
  quiet openssl pkey -in own.key -pubout -out own.pub
  printf 'basicConstraints=critical,CA:FALSE\nkeyUsage=critical,digitalSignature\nsubjectAltName=email:ann@example.com\n' >leaf.cnf
  certify own
}

certify() { # name, of NAME.pub
  quiet openssl req -new -key authority.key -subj "/CN=$1" -out "$1.csr"
  quiet openssl x509 -req -in "$1.csr" -force_pubkey "$1.pub" -CA authority.crt -CAkey authority.key \
    -set_serial "$((RANDOM + 1))" -days 90 -extfile leaf.cnf -out "$1.crt"
}

start() { # name command...: its first line of output goes into line_NAME
  local name=$1 line='' tries
  shift
  while [ -d "$work" ] && kill -0 $$ 2>/dev/null; do sleep 1; done | "$@" >"$name.out" 2>"$name.log" &
  processes+=($!)
  for tries in $(seq 200); do
    line=$(head -1 "$name.out")
    [ -z "$line" ] || break
    sleep 0.1
  done
  [ -n "$line" ] || { echo "$name did not start:" >&2; cat "$name.log" >&2; exit 2; }
  printf -v "line_$name" %s "$line"
}

field() { "$python" -c 'import json,sys; print(json.loads(sys.argv[1])[sys.argv[2]])' "$1" "$2"; }

# --- Programs: each is a function that logs in with the options given

programs=()
find_programs() {
  local tool=$checkout/automation
  ! "$python" -c 'import cryptography' 2>/dev/null || programs+=(Python)
  ! command -v node >/dev/null || programs+=(Node.js)
  if command -v javac >/dev/null; then
    quiet javac -d java "$tool/AnaplanLogin.java"
    programs+=(Java)
  fi
  ! command -v dotnet >/dev/null || programs+=("C#")
  ! command -v pwsh >/dev/null || programs+=(PowerShell)
  ! command -v curl >/dev/null || programs+=(bash)
  [ ! -x "${CLI:-}" ] || programs+=(rsa-signer)
}

# Logs in; prints what the program prints.
log_in() { # program certificate line
  local tool=$checkout/automation
  case $1 in
    Python) "$python" "$tool/anaplan_login.py" --certificate "$2" --sign-command "$3" ;;
    Node.js) node "$tool/anaplan-login.mjs" --certificate "$2" --sign-command "$3" ;;
    Java) java -cp java AnaplanLogin --certificate "$2" --sign-command "$3" ;;
    "C#") dotnet run "$tool/AnaplanLogin.cs" -- --certificate "$2" --sign-command "$3" ;;
    PowerShell) pwsh -NoProfile -File "$tool/AnaplanLogin.ps1" -Certificate "$2" -SignCommand "$3" ;;
    bash) bash "$tool/anaplan-login.sh" --certificate "$2" --sign-command "$3" ;;
    rsa-signer) "$CLI" request "$2" --sign-command "$3" >request.json && send request.json ;;
  esac
}

# rsa-signer sends nothing itself.
send() {
  "$python" -c 'import json,sys; one=json.load(open(sys.argv[1])); print("Authorization:", one["authorization"]); open("body.json","w").write(one["body"])' "$1" >header &&
    curl -sSf --cacert "$SSL_CERT_FILE" -H @header -H "Content-Type: application/json" -d @body.json \
      "$ANAPLAN_AUTH_URL/token/authenticate" | "$python" -c 'import json,sys; print(json.dumps({"token": json.load(sys.stdin)["tokenInfo"]["tokenValue"]}))'
}

rows=()
# Runs one place with every program.
place() { # name certificate line
  local program row="| $1 |" result
  for program in Python Node.js Java "C#" PowerShell bash rsa-signer; do
    case " ${programs[*]} " in
      *" $program "*) ;;
      *) row+=" by documentation |"; continue ;;
    esac
    if result=$(log_in "$program" "$2" "$3" 2>stderr) && grep -q '"token"' <<<"$result"; then
      passed=$((passed + 1))
      echo "ok  $1: $program"
      row+=" *run here* |"
    else
      failed=$((failed + 1))
      echo "BAD $1: $program"
      sed 's/^/    /' stderr | head -5
      row+=" fails |"
    fi
  done
  rows+=("$row")
}

# --- Places

with_openssl() {
  place "A file, with OpenSSL" own.crt "openssl dgst -sha512 -sign own.key"
}

with_token() {
  command -v softhsm2-util >/dev/null && command -v pkcs11-tool >/dev/null || { missing "PKCS#11" "softhsm2-util or pkcs11-tool"; return; }
  local module
  for module in /usr/lib/softhsm/libsofthsm2.so /usr/lib/*/softhsm/libsofthsm2.so /usr/local/lib/softhsm/libsofthsm2.so; do
    [ ! -e "$module" ] || break
  done
  mkdir tokens && echo "directories.tokendir = $work/tokens" >softhsm2.conf
  export SOFTHSM2_CONF=$work/softhsm2.conf PIN=1234
  quiet softhsm2-util --init-token --free --label anaplan --pin "$PIN" --so-pin 5678
  # The key is made in the token and never leaves it.
  quiet pkcs11-tool --module "$module" --token-label anaplan --login --pin env:PIN --keypairgen \
    --key-type rsa:2048 --id 01 --label login
  quiet pkcs11-tool --module "$module" --token-label anaplan --read-object --type pubkey --id 01 --output-file token.der
  quiet openssl pkey -pubin -inform DER -in token.der -out token.pub
  certify token
  place "PKCS#11 token or HSM, with pkcs11-tool" token.crt \
    "pkcs11-tool --module $module --token-label anaplan --login --pin env:PIN --sign --mechanism SHA512-RSA-PKCS --id 01"
  case " ${programs[*]} " in *" Java "*) ;; *) return ;; esac
  printf 'name = anaplan\nlibrary = %s\nslotListIndex = 0\n' "$module" >token.cfg
  quiet openssl x509 -in token.crt -outform DER -out token.cer
  quiet pkcs11-tool --module "$module" --token-label anaplan --login --pin env:PIN --write-object token.cer --type cert \
    --id 01 --label login
  local name="PKCS#11 token or HSM, with --pkcs11" result
  if result=$(ANAPLAN_KEY_PASSPHRASE=$PIN java -cp java AnaplanLogin --pkcs11 token.cfg 2>stderr) && grep -q '"token"' <<<"$result"; then
    passed=$((passed + 1)); echo "ok  $name: Java"
    rows+=("| $name | no | no | *run here* | no | no | no | no |")
  else
    failed=$((failed + 1)); echo "BAD $name: Java"; head -5 stderr
  fi
}

with_aws() {
  command -v aws >/dev/null && command -v moto_server >/dev/null || { missing "AWS KMS" "aws or moto_server"; return; }
  local port key
  port=$("$python" -c 'import socket; s=socket.socket(); s.bind(("127.0.0.1",0)); print(s.getsockname()[1])')
  moto_server -H 127.0.0.1 -p "$port" >moto.log 2>&1 &
  processes+=($!)
  export AWS_ACCESS_KEY_ID=test AWS_SECRET_ACCESS_KEY=test AWS_DEFAULT_REGION=eu-central-1
  export AWS_ENDPOINT_URL=http://127.0.0.1:$port
  local tries
  for tries in $(seq 100); do grep -q Running moto.log && break; sleep 0.2; done
  key=$(aws kms create-key --key-usage SIGN_VERIFY --key-spec RSA_2048 --query KeyMetadata.KeyId --output text) || exit 2
  aws kms get-public-key --key-id "$key" --query PublicKey --output text | openssl base64 -d -A >aws.der
  quiet openssl pkey -pubin -inform DER -in aws.der -out aws.pub
  certify aws
  place "AWS KMS, with the AWS CLI" aws.crt "aws kms sign --key-id $key --message fileb:///dev/stdin --message-type RAW \
    --signing-algorithm RSASSA_PKCS1_V1_5_SHA_512 --query Signature --output text"
}

# Answers POST /v1/transit/sign/login/sha2-512 as Vault documents it: input is base64, and without signature_algorithm
# the padding is PSS.
write_vault() {
  cat >vault.py <<'PY'
import base64, json, subprocess, sys, threading
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer

class Handler(BaseHTTPRequestHandler):
    def do_POST(self):
        asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
        if self.path != "/v1/transit/sign/login/sha2-512" or self.headers.get("X-Vault-Token") != "s.test":
            return self.reply(403, {"errors": ["permission denied"]})
        padding = [] if asked.get("signature_algorithm") == "pkcs1v15" else ["-sigopt", "rsa_padding_mode:pss"]
        signed = subprocess.run(["openssl", "dgst", "-sha512", *padding, "-sign", "own.key"],
                                input=base64.b64decode(asked["input"], validate=True), stdout=subprocess.PIPE, check=True)
        signature = "vault:v1:" + base64.b64encode(signed.stdout).decode()
        self.reply(200, {"request_id": "0", "lease_id": "", "renewable": False, "data": {"key_version": 1, "signature": signature}})
    def reply(self, status, content):
        data = json.dumps(content).encode()
        self.send_response(status)
        self.send_header("Content-Length", str(len(data)))
        self.end_headers()
        self.wfile.write(data)
    def log_message(self, *_):
        pass

server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
threading.Thread(target=server.serve_forever, daemon=True).start()
print(json.dumps({"base": f"http://127.0.0.1:{server.server_port}"}), flush=True)
while sys.stdin.buffer.read(1024):
    pass
PY
}

with_vault() {
  write_vault
  start vault "$python" vault.py
  export VAULT_ADDR
  VAULT_ADDR=$(field "$line_vault" base)
  echo "X-Vault-Token: s.test" >vault-header
  place "HashiCorp Vault or OpenBao transit, over HTTP" own.crt \
    "printf '{\"input\": \"%s\", \"signature_algorithm\": \"pkcs1v15\"}' \"\$(openssl base64 -A)\" |
      curl -sSf -H @vault-header -d @- \$VAULT_ADDR/v1/transit/sign/login/sha2-512"
}

make_files
find_programs
start standin "$python" "$checkout/tests/service/standin.py"
export ANAPLAN_AUTH_URL SSL_CERT_FILE
ANAPLAN_AUTH_URL=$(field "$line_standin" base)
SSL_CERT_FILE=$(field "$line_standin" ca)
with_openssl
with_token
with_vault
with_aws
[ -z "$table" ] || printf '%s\n' "${rows[@]}"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
