& { $m = New-TemporaryFile; $s = New-TemporaryFile
$b = '{message}'
[IO.File]::WriteAllBytes($m, [Convert]::FromBase64String($b))
openssl dgst -sha512 -sign «private.key» -out $s $m
[Convert]::ToBase64String([IO.File]::ReadAllBytes($s)); Remove-Item $m, $s }
