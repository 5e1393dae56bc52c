# Windows PowerShell 5.1 may leave TLS 1.2 out; PowerShell 7 needs and minds nothing here.
[Net.ServicePointManager]::SecurityProtocol =
    [Net.ServicePointManager]::SecurityProtocol -bor [Net.SecurityProtocolType]::Tls12

# Calls the service.
function Send-Anaplan([string] $Method, [string] $Address, [string] $Authorization, [string] $Body) {
    $call = @{ Method = $Method; Uri = $Address; Headers = @{ Authorization = $Authorization } }
    if ($Body) { $call += @{ Body = $Body; ContentType = 'application/json' } }
    try {
        Invoke-RestMethod @call -ErrorAction Stop
    } catch {
        if (-not $_.Exception.Response) { throw }
        $code = [int] $_.Exception.Response.StatusCode
        throw "HTTP status $code`n$($_.ErrorDetails.Message)"
    }
}

# Calls the service with the token.
function Invoke-Anaplan([string] $Method, [string] $Address) {
    Send-Anaplan $Method $Address "AnaplanAuthToken $AnaplanToken" | ConvertTo-Json -Depth 9
}
