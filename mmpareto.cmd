@echo off
rem The mmpareto command on Windows. Builds what has changed, then hands over.
setlocal
set "root=%~dp0"
set "log=%root%artifacts\mmpareto-build.log"
where dotnet >nul 2>nul || (
  echo mmpareto: needs the .NET SDK 10; the command 'dotnet' was not found. Get it from https://dotnet.microsoft.com/download. 1>&2
  exit /b 1
)
if not exist "%root%artifacts" mkdir "%root%artifacts"
if not exist "%root%artifacts\bin\MMPareto.Cli\release\mmpareto.dll" (
  echo mmpareto: first use: downloads about 460 MB of packages unless they are here, and builds ^(1 to 3 minutes^) 1>&2
)
pushd "%root%"
dotnet build src\MMPareto.Cli -c Release --nologo >"%log%" 2>&1 || (
  popd
  findstr /c:": error" "%log%" 1>&2
  echo mmpareto: the build failed; all it printed is in %log% 1>&2
  exit /b 1
)
popd
dotnet "%root%artifacts\bin\MMPareto.Cli\release\mmpareto.dll" %*
exit /b %errorlevel%
