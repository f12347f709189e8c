@echo off
rem Builds everything and runs all tests. test.cmd NAME runs the tests with NAME in their name.
setlocal
pushd "%~dp0"
if not defined OMP_NUM_THREADS set OMP_NUM_THREADS=1
set filter=
if not "%~1"=="" set filter=--filter-method "*%~1*" --ignore-exit-code 8
dotnet build MMPareto.slnx -c Release --nologo -v quiet && ^
dotnet test --solution MMPareto.slnx -c Release --no-build --max-parallel-test-modules 1 %filter%
set code=%errorlevel%
popd
exit /b %code%
