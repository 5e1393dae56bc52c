& {
$m = New-TemporaryFile; $s = New-TemporaryFile
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String('{message}'))
pkcs11-tool --module «MODULE.dll» --token-label «LABEL» --login --sign --mechanism SHA512-RSA-PKCS --id «01» --input-file $m --output-file $s
[Convert]::ToBase64String([IO.File]::ReadAllBytes($s)); Remove-Item $m, $s
}
