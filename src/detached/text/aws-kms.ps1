& {
$m = New-TemporaryFile
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String('{message}'))
aws kms sign --key-id «KEY» --message "fileb://$m" --message-type RAW --signing-algorithm RSASSA_PKCS1_V1_5_SHA_512 --query Signature --output text
Remove-Item $m
}
