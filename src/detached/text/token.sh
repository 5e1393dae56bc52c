m=$(mktemp); s=$(mktemp); printf %s {message} | openssl base64 -d -A >"$m" &&
pkcs11-tool --module «MODULE» --token-label «LABEL» --login --sign --mechanism SHA512-RSA-PKCS --id «01» --input-file "$m" --output-file "$s" &&
openssl base64 -A -in "$s"; rm -f "$m" "$s"
