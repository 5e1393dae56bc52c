m=$(mktemp); s=$(mktemp); printf %s {message} | openssl base64 -d -A >"$m" &&
gcloud kms asymmetric-sign --location «LOCATION» --keyring «RING» --key «KEY» --version «1» --digest-algorithm sha512 --input-file "$m" --signature-file "$s" &&
openssl base64 -A -in "$s"; rm -f "$m" "$s"
