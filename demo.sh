#!/bin/bash
# Builds the adapter and plays a debug session on the virtual board, printed as it goes. Exit code 0 when each step came out right.
# Needs only the .NET 10 SDK.
set -euo pipefail
cd "$(dirname "$0")"
./build.sh
exec artifacts/rsp-debug/rsp-debug demo
