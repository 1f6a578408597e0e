#!/bin/bash
# Publishes the adapter, compiled ahead of time (ReadyToRun), to artifacts/rsp-debug/. Entry: artifacts/rsp-debug/rsp-debug
# Needs only the .NET 10 SDK.
set -euo pipefail
cd "$(dirname "$0")"
case "$(uname -s)-$(uname -m)" in
  Linux-x86_64)  rid=linux-x64 ;;
  Linux-aarch64) rid=linux-arm64 ;;
  Darwin-arm64)  rid=osx-arm64 ;;
  Darwin-x86_64) rid=osx-x64 ;;
  *) echo "build.sh: no runtime identifier is known for $(uname -sm)" >&2; exit 3 ;;
esac
command -v dotnet > /dev/null || { echo "build.sh: the .NET 10 SDK is missing (dotnet is not on PATH)" >&2; exit 3; }
dotnet publish DebugAdapter/DebugAdapter.csproj -c Release -r "$rid" --self-contained false -o artifacts/rsp-debug \
  --nologo -v quiet -clp:ErrorsOnly -p:DebugType=portable
echo "published artifacts/rsp-debug/rsp-debug ($rid, $(du -sh artifacts/rsp-debug | cut -f1))"
