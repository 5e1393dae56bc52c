# Runs the program for PowerShell against the stand-in of the service. Needs Python 3, OpenSSL and bash (on Windows,
# Git's); no Rust.
#
#     pwsh tests/powershell/run.ps1                                       in PowerShell 7
#     powershell -ExecutionPolicy Bypass -File tests\powershell\run.ps1   in Windows PowerShell 5.1
$ErrorActionPreference = 'Stop'
$root = (Resolve-Path (Join-Path $PSScriptRoot '../..')).Path
$bash = 'bash'
if ($env:OS -eq 'Windows_NT') {
    # Not the bash of the Windows Subsystem for Linux, which PATH may have first.
    $git = Split-Path -Parent (Split-Path -Parent (Get-Command git).Source)
    $bash = Join-Path $git 'bin\bash.exe'
    $root = $root.Replace('\', '/')
}
# The one that runs this script is the one to be tested.
$env:POWERSHELL = (Get-Process -Id $PID).Path
& $bash "$root/tests/programs/run.sh" $root powershell
exit $LASTEXITCODE
