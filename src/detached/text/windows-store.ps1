& { $b = '{message}'
$c = Get-Item Cert:\CurrentUser\My\{thumbprint}, Cert:\LocalMachine\My\{thumbprint} -ErrorAction Ignore | Where-Object HasPrivateKey | Select-Object -First 1
$k = [Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPrivateKey($c)
[Convert]::ToBase64String($k.SignData([Convert]::FromBase64String($b), [Security.Cryptography.HashAlgorithmName]::SHA512, [Security.Cryptography.RSASignaturePadding]::Pkcs1)) }
