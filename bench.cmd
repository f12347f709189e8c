@echo off
rem Questions about speed and memory, answered by measuring. Builds quietly, then asks.
setlocal
set "root=%~dp0"
pushd "%root%"
dotnet build benchmarks\MMPareto.Benchmarks -c Release --nologo -v quiet || (popd & exit /b 1)
popd
dotnet "%root%artifacts\bin\MMPareto.Benchmarks\release\MMPareto.Benchmarks.dll" %*
exit /b %errorlevel%
