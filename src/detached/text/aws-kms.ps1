& { $m = New-TemporaryFile
$b = '{message}'
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String($b))
aws kms sign --key-id «KEY» --message "fileb://$m" --message-type RAW --signing-algorithm RSASSA_PKCS1_V1_5_SHA_512 --query Signature --output text
Remove-Item $m }
