@echo off
rem Needs curl.
setlocal EnableExtensions DisableDelayedExpansion
set "config=%TEMP%\anaplan-%RANDOM%%RANDOM%.txt"
set "answer=%config%.json"
set "code=000"

rem Log in.
@lines@
for /f %%c in ('curl --silent --show-error --config "%config%" --output "%answer%"') do set "code=%%c"
del "%config%"
if not "%code%"=="200" if not "%code%"=="201" (
  >&2 echo HTTP status %code%
  if exist "%answer%" >&2 type "%answer%"
  if exist "%answer%" del "%answer%"
  exit /b 1
)

rem Take the token out of the answer and print it.
setlocal EnableDelayedExpansion
set "json="
for /f "usebackq delims=" %%j in ("!answer!") do set "json=!json!%%j"
del "!answer!"
set "token="
set "rest=!json:*tokenValue=!"
if not "!rest!"=="!json!" for /f tokens^=2^ delims^=^" %%t in ("!rest!") do set "token=%%t"
if not defined token (
  >&2 echo No token in the answer.
  exit /b 1
)
echo AnaplanAuthToken !token!
>"!config!" echo header = "Authorization: AnaplanAuthToken !token!"
endlocal
