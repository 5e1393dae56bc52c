# Needs curl.

# Calls the service. $Lines: a curl configuration; $Arguments: of curl.
function Send-Anaplan([string[]] $Lines, [string[]] $Arguments = @()) {
    $OutputEncoding = [Text.Encoding]::ASCII
    $curl = Get-Command -Name curl -CommandType Application -ErrorAction Stop | Select-Object -First 1
    $answer = ($Lines | & $curl --silent --show-error --config - @Arguments) -join "`n"
    if ($LASTEXITCODE -ne 0) { throw "curl ended with exit code $LASTEXITCODE." }
    $end = $answer.LastIndexOf(' ')
    $code = $answer.Substring($end + 1)
    $body = $answer.Substring(0, $end)
    if ($code -notin '200', '201', '204') { throw "HTTP status $code`n$body" }
    $body
}

# Calls the service with the token.
function Invoke-Anaplan([string] $Method, [string] $Address) {
    $lines = "header = `"Authorization: AnaplanAuthToken $AnaplanToken`"", 'write-out = " %{http_code}"'
    if ($Method -eq 'POST') { $lines += 'header = "Content-Length: 0"' }
    Send-Anaplan $lines '--request', $Method, $Address
}
