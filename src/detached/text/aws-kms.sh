printf %s {message} | openssl base64 -d -A | aws kms sign --key-id «KEY» --message fileb:///dev/stdin --message-type RAW --signing-algorithm RSASSA_PKCS1_V1_5_SHA_512 --query Signature --output text
