& { $m = New-TemporaryFile; $s = New-TemporaryFile
$b = '{message}'
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String($b))
gcloud kms asymmetric-sign --location «LOCATION» --keyring «RING» --key «KEY» --version «1» --digest-algorithm sha512 --input-file $m --signature-file $s
[Convert]::ToBase64String([IO.File]::ReadAllBytes($s)); Remove-Item $m, $s }
