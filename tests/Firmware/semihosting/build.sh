#!/bin/sh
# Builds files.elf; needed only when files.c changes. Built with arm-none-eabi-gcc 12.2.
cd "$(dirname "$0")" || exit 1
arm-none-eabi-gcc -mcpu=cortex-m4 -mthumb -Og -gdwarf-5 -ffreestanding -fno-builtin -nostdlib -Wall -Wextra -Werror \
    -fdebug-prefix-map="$PWD"=/firmware/semihosting -Wl,--no-warn-rwx-segments -T files.ld -o files.elf files.c
