#!/usr/bin/env bash
# Runs the program for C# against the stand-in of the service. Needs dotnet, Python 3 and OpenSSL; no Rust.
#
#     bash tests/csharp/run.sh
set -u
root=$(cd "$(dirname "$0")/../.." && pwd)
exec bash "$root/tests/programs/run.sh" "$root" csharp csharp-file
