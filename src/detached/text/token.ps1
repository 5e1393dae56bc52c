& { $m = New-TemporaryFile; $s = New-TemporaryFile
$b = '{message}'
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String($b))
pkcs11-tool --module «MODULE» --token-label «LABEL» --login --sign --mechanism SHA512-RSA-PKCS --id «01» --input-file $m --output-file $s
[Convert]::ToBase64String([IO.File]::ReadAllBytes($s)); Remove-Item $m, $s }
