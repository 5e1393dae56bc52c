printf %s {message} | openssl base64 -d -A | openssl dgst -sha512 -sign «private.key» | openssl base64 -A
