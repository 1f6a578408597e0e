#!/bin/bash
# Builds src/throws.cpp to the file named; the test that steps through it does so itself. Debian: gcc-arm-none-eabi, libstdc++-arm-none-eabi-newlib.
set -euo pipefail
output=$(realpath -m "$1")
cd "$(dirname "$0")"
arm-none-eabi-g++ -mcpu=cortex-m4 -mthumb -mfloat-abi=soft -fexceptions -O0 -g -ffunction-sections -std=c++17 -Wall -Wextra -Werror "-fdebug-prefix-map=$PWD=/stepping" \
  src/throws.cpp -nostartfiles --specs=nosys.specs -Wl,--gc-sections -Wl,-n -Wl,--no-warn-rwx-segments -T ../../Firmware/nrf52840.ld -o "$output"
