<#
.SYNOPSIS
Logs in to Anaplan with a certificate and prints the token, for jobs without a person.

.DESCRIPTION
Written for PowerShell 7.2 or newer from its documentation. NOT YET RUN: no PowerShell was at hand where this project is
tested, so try it by hand before you rely on it. The Python, Node.js and bash programs beside it do the same and are
tested.

    pwsh AnaplanLogin.ps1 -Certificate login.crt -Key login.key

Each parameter has a variable in the environment; the parameter wins.

    -Certificate FILE    ANAPLAN_CERTIFICATE      PEM or DER
    -Key FILE            ANAPLAN_KEY              PEM: PKCS#8, encrypted or not, or PKCS#1, not encrypted
    -KeyCommand LINE     ANAPLAN_KEY_COMMAND      instead of a file: the shell runs this line and what it prints is the
                                                  key, for vaults: "vault kv get -field=key secret/anaplan"
    (no parameter)       ANAPLAN_KEY_PASSPHRASE   opens an encrypted key
    -Url ADDRESS         ANAPLAN_AUTH_URL         https://auth.anaplan.com unless your region has its own
    -Header pem          (no variable)            sends the certificate as PEM encoded again, as some clients do
    -PrintRequest        (no variable)            sends nothing, prints {"authorization": ..., "body": ...}

Prints {"token": ..., "expiresAt": ...}; expiresAt is Unix time in milliseconds. Use the token for all calls of the job,
as "Authorization: AnaplanAuthToken <token>"; it lives about 35 minutes.

Ends with 0 when it has the token, 1 when the service refused or could not be reached, 2 when it was called or set up
wrongly. Says why on standard error.
#>
#Requires -Version 7.2

param(
    [string] $Certificate = $env:ANAPLAN_CERTIFICATE,
    [string] $Key,
    [string] $KeyCommand,
    [string] $Url = $env:ANAPLAN_AUTH_URL,
    [ValidateSet('der', 'pem')] [string] $Header = 'der',
    [switch] $PrintRequest
)

Set-StrictMode -Version Latest
$ErrorActionPreference = 'Stop'

function Stop-Login([int] $Code, [string[]] $Lines) {
    [Console]::Error.WriteLine($Lines -join [Environment]::NewLine)
    exit $Code
}

function Read-Certificate([string] $Path) {
    try {
        $full = (Resolve-Path -LiteralPath $Path).ProviderPath
        return [System.Security.Cryptography.X509Certificates.X509Certificate2]::new($full)
    }
    catch {
        Stop-Login 2 "$Path cannot be read, or holds no certificate."
    }
}

function Read-KeyText {
    if ($Key) {
        try { return Get-Content -LiteralPath $Key -Raw }
        catch { Stop-Login 2 "$Key cannot be read." }
    }
    $lines = if ($IsWindows) { & 'cmd.exe' '/d' '/c' $KeyCommand } else { & '/bin/sh' '-c' $KeyCommand }
    if ($LASTEXITCODE -ne 0 -or -not $lines) {
        Stop-Login 2 "The command for the key gave none and ended with $LASTEXITCODE."
    }
    return $lines -join "`n"
}

function Open-Key([string] $Pem, [string] $Name) {
    $rsa = [System.Security.Cryptography.RSA]::Create()
    $protected = $Pem.Contains('ENCRYPTED')
    if ($protected -and -not $env:ANAPLAN_KEY_PASSPHRASE) {
        Stop-Login 2 "$Name is protected. Put its pass phrase into ANAPLAN_KEY_PASSPHRASE."
    }
    try {
        if ($protected) { $rsa.ImportFromEncryptedPem($Pem, $env:ANAPLAN_KEY_PASSPHRASE) }
        else { $rsa.ImportFromPem($Pem) }
    }
    catch {
        $why = if ($protected) { 'does not open: the pass phrase in ANAPLAN_KEY_PASSPHRASE is wrong, or it is protected in the old way.' }
        else { 'is not an RSA private key in PEM that can be read.' }
        Stop-Login 2 "$Name $why"
    }
    return $rsa
}

# Tells the public keys apart by their SubjectPublicKeyInfo (RFC 5280, section 4.1.2.7).
function Test-Pair($Own, $Rsa) {
    $public = [System.Security.Cryptography.X509Certificates.RSACertificateExtensions]::GetRSAPublicKey($Own)
    if ($null -eq $public) { return $false }
    $text = { param($one) [Convert]::ToBase64String($one.ExportSubjectPublicKeyInfo()) }
    return (& $text $public) -ceq (& $text $Rsa)
}

# 100 bytes, eight of Unix seconds (big-endian) and 92 random ones, signed with PKCS#1 v1.5 and SHA-512.
function New-Request($Own, $Rsa, [long] $CreatedAt) {
    $message = [byte[]]::new(100)
    $time = [BitConverter]::GetBytes($CreatedAt)
    if ([BitConverter]::IsLittleEndian) { [Array]::Reverse($time) }
    $random = [System.Security.Cryptography.RandomNumberGenerator]::GetBytes(92)
    [Array]::Copy($time, 0, $message, 0, 8)
    [Array]::Copy($random, 0, $message, 8, 92)
    $signature = $Rsa.SignData($message, [System.Security.Cryptography.HashAlgorithmName]::SHA512,
        [System.Security.Cryptography.RSASignaturePadding]::Pkcs1)
    $value = $Own.RawData
    if ($Header -eq 'pem') {
        $pem = [string]::new([System.Security.Cryptography.PemEncoding]::Write('CERTIFICATE', $Own.RawData))
        $value = [System.Text.Encoding]::ASCII.GetBytes("$pem`n")
    }
    $body = [ordered]@{
        encodedDataFormat = 'v2'
        encodedData       = [Convert]::ToBase64String($message)
        encodedSignedData = [Convert]::ToBase64String($signature)
    }
    return [ordered]@{
        authorization = 'CACertificate ' + [Convert]::ToBase64String($value)
        body          = ConvertTo-Json $body -Compress
    }
}

# No redirect is followed: the login is for one host and is not carried on to another.
function Send-Request($Request) {
    $call = @{
        Uri                  = "$Url/token/authenticate"
        Method               = 'Post'
        ContentType          = 'application/json'
        Headers              = @{ Authorization = $Request.authorization }
        Body                 = $Request.body
        MaximumRedirection   = 0
        TimeoutSec           = 30
        SkipHttpErrorCheck   = $true
        SkipHeaderValidation = $true
    }
    try { return Invoke-WebRequest @call }
    catch { Stop-Login 1 "$Url cannot be reached: $($_.Exception.Message)" }
}

function Get-Answer([string] $Text) {
    try { $fields = ConvertFrom-Json $Text -AsHashtable } catch { return @{} }
    if ($fields -is [System.Collections.IDictionary]) { return $fields }
    return @{}
}

function Get-Refusal([int] $Status, $Fields, $Own, [DateTimeOffset] $Made) {
    $said = @($Fields['status'], $Fields['statusMessage']) | Where-Object { $_ }
    if (-not $said) {
        return "No token came back: status $Status, and no answer of Anaplan's. A proxy may have answered instead."
    }
    "The service refused the login: $Status $($said -join ': ')"
    'The usual causes, the likeliest first:'
    if ($Own.NotAfter.ToUniversalTime() -lt $Made.UtcDateTime) {
        "- The certificate expired on $($Own.NotAfter.ToUniversalTime().ToString('yyyy-MM-dd'))."
    }
    '- The certificate is not registered in Anaplan under Administration > Security > Certificates.'
    '- Its e-mail address is not the one of an active user there.'
    "- The clock of this computer is wrong. The request says $($Made.UtcDateTime.ToString('yyyy-MM-dd HH:mm:ss')) UTC."
    '- Your region has a host of its own. Set ANAPLAN_AUTH_URL.'
}

if (-not ($Key -or $KeyCommand)) { $Key, $KeyCommand = $env:ANAPLAN_KEY, $env:ANAPLAN_KEY_COMMAND }
if (-not $Url) { $Url = 'https://auth.anaplan.com' }
$Url = $Url.TrimEnd('/')
if (-not $Certificate) { Stop-Login 2 "Name the certificate's file with -Certificate or ANAPLAN_CERTIFICATE." }
if (-not ($Key -or $KeyCommand)) {
    Stop-Login 2 'There is no private key. Name its file with -Key or ANAPLAN_KEY, or a command that prints it with ANAPLAN_KEY_COMMAND.'
}
if ($Key -and $KeyCommand) { Stop-Login 2 'Give the key by a file or by a command, not by both.' }
if (-not $Url.StartsWith('https://')) { Stop-Login 2 'The address must begin with https://.' }

$own = Read-Certificate $Certificate
$name = if ($Key) { $Key } else { 'What the command printed' }
$rsa = Open-Key (Read-KeyText) $name
if (-not (Test-Pair $own $rsa)) {
    Stop-Login 2 "The private key does not belong to the certificate in $Certificate. Nothing was sent."
}
$made = [DateTimeOffset]::UtcNow
$request = New-Request $own $rsa $made.ToUnixTimeSeconds()
if ($PrintRequest) {
    ConvertTo-Json $request -Compress
    exit 0
}
$response = Send-Request $request
$fields = Get-Answer $response.Content
$info = $fields['tokenInfo']
if ($response.StatusCode -notin 200, 201 -or -not $info -or -not $info['tokenValue']) {
    Stop-Login 1 (Get-Refusal $response.StatusCode $fields $own $made)
}
ConvertTo-Json ([ordered]@{ token = $info['tokenValue']; expiresAt = $info['expiresAt'] }) -Compress
