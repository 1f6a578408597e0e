#!/usr/bin/env python3
"""Writes and builds random programs: generate.py FOLDER FIRST-SEED COUNT [MOST-JOBS]. See README.md."""
import concurrent.futures, os, random, subprocess, sys
import c_functions

HERE = os.path.dirname(os.path.abspath(__file__))
MACHINE = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16".split()
CLANG = ["--target=thumbv7em-none-eabihf", "-fno-builtin", "-Wno-incompatible-function-pointer-types", "-Wno-int-conversion"]
QUIET = ["-w", "-ffreestanding", "-ffunction-sections", "-fdata-sections"]
# What each program is built with, in turn: compiler, level, debug format.
BUILDS = [("gcc", level, dwarf) for level, dwarf in
          [("-O0", 5), ("-O2", 5), ("-Og", 4), ("-Os", 5), ("-O1", 3), ("-O0", 2), ("-O2", 4), ("-Og", 5)]] + \
         [("clang", level, dwarf) for level, dwarf in [("-O0", 5), ("-O2", 5), ("-O1", 4), ("-Os", 5), ("-Og", 3), ("-O2", 4), ("-O0", 2)]]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(" ".join(command) + "\n" + done.stderr[:3000])


def build(folder, seed):
    """One program; `NAME.elf` and `NAME.c`, where NAME tells seed and build."""
    compiler, level, dwarf = BUILDS[seed % len(BUILDS)]
    chance = random.Random(seed)
    name = f"p{seed}-{compiler}{level}-dwarf{dwarf}"
    source = os.path.join(folder, name + ".c")
    with open(source, "w") as out:
        out.write(c_functions.make(chance, seed))
    flags = [*MACHINE, *QUIET, level, "-g", f"-gdwarf-{dwarf}", "-std=gnu11"]
    if compiler == "gcc":
        flags += ["-mfp16-format=ieee"] + (["-gsplit-dwarf"] if dwarf == 5 and seed % 4 == 1 else [])
        command = ["arm-none-eabi-gcc", *flags]
    else:
        command = ["clang-19", *CLANG, *flags]
    stem = source[:-2]
    run([*command, "-c", source, "-o", stem + ".o"])
    run(["arm-none-eabi-gcc", *MACHINE, "-nostartfiles", "-T", os.path.join(HERE, "../../Fixtures/values/values.ld"), "-Wl,-n", "-Wl,--no-warn-rwx-segments",
         os.path.join(folder, "start.o"), stem + ".o", "-nodefaultlibs", "-lm", "-lc", "-lnosys", "-lgcc", "-o", stem + ".elf"])
    run(["arm-none-eabi-objcopy", "--strip-symbol=g_vectors", stem + ".elf"])  # gdb would name it where a pointer is null
    return name


def attempt(folder, seed):
    try:
        return build(folder, seed)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return None


def main():
    folder, first, count = sys.argv[1], int(sys.argv[2]), int(sys.argv[3])
    os.makedirs(folder, exist_ok=True)
    run(["arm-none-eabi-gcc", *MACHINE, "-O1", "-ffreestanding", "-c", os.path.join(HERE, "start.c"), "-o", os.path.join(folder, "start.o")])
    with concurrent.futures.ThreadPoolExecutor(2) as jobs:
        for name in jobs.map(lambda seed: attempt(folder, seed), range(first, first + count)):
            if name:
                print(name)


main()
