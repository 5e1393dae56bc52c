@echo off
rem Needs curl.
setlocal EnableExtensions DisableDelayedExpansion
set "config=%TEMP%\anaplan-%RANDOM%%RANDOM%.txt"
@lines@
