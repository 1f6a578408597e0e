#!/usr/bin/env python3
"""Writes and builds random programs: generate.py FOLDER FIRST-SEED COUNT [c|c++]. See README.md."""
import concurrent.futures, os, random, subprocess, sys
import c_functions, cpp_program

HERE = os.path.dirname(os.path.abspath(__file__))
MACHINE = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16".split()
CLANG = ["--target=thumbv7em-none-eabihf", "-fno-builtin", "-Wno-incompatible-function-pointer-types", "-Wno-int-conversion"]
QUIET = ["-w", "-ffreestanding", "-ffunction-sections", "-fdata-sections"]
CPP = "-std=gnu++17 -fno-exceptions -fno-threadsafe-statics -Wno-narrowing".split()
# What each program is built with, in turn: compiler, level, debug format.
BUILDS = [("gcc", level, dwarf) for level, dwarf in
          [("-O0", 5), ("-O2", 5), ("-Og", 4), ("-Os", 5), ("-O1", 3), ("-O0", 2), ("-O2", 4), ("-Og", 5)]] + \
         [("clang", level, dwarf) for level, dwarf in [("-O0", 5), ("-O2", 5), ("-O1", 4), ("-Os", 5), ("-Og", 3), ("-O2", 4), ("-O0", 2)]]


def run(command):
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    if done.returncode:
        raise RuntimeError(" ".join(command) + "\n" + done.stderr[:3000])


def build(folder, seed, language):
    """One program; `NAME.elf` and its source, where NAME tells seed and build."""
    compiler, level, dwarf = BUILDS[seed % len(BUILDS)]
    is_cpp = language == "c++"
    name = f"{'q' if is_cpp else 'p'}{seed}-{compiler}{level}-dwarf{dwarf}"
    source = os.path.join(folder, name + (".cpp" if is_cpp else ".c"))
    with open(source, "w") as out:
        out.write((cpp_program if is_cpp else c_functions).make(random.Random(seed), seed))
    flags = [*MACHINE, *QUIET, level, "-g", f"-gdwarf-{dwarf}", *(CPP if is_cpp else ["-std=gnu11"])]
    if is_cpp and seed % 2:
        flags.append("-fno-rtti")
    if compiler == "gcc":
        flags += [] if is_cpp else ["-mfp16-format=ieee"]
        flags += ["-gsplit-dwarf"] if dwarf == 5 and seed % 4 == 1 else []
        command = ["arm-none-eabi-g++" if is_cpp else "arm-none-eabi-gcc", *flags, *(["-fpermissive"] if is_cpp else [])]
    else:
        command = ["clang++-19" if is_cpp else "clang-19", *CLANG[:2 if is_cpp else None], *flags]
    stem = os.path.join(folder, name)
    run([*command, "-c", source, "-o", stem + ".o"])
    run(["arm-none-eabi-gcc", *MACHINE, "-nostartfiles", "-T", os.path.join(HERE, "../../Fixtures/values/values.ld"), "-Wl,-n", "-Wl,--no-warn-rwx-segments",
         os.path.join(folder, "start.o"), stem + ".o", "-nodefaultlibs", "-Wl,--start-group", *(["-lsupc++"] if is_cpp else []), "-lm", "-lc", "-lnosys", "-lgcc", "-Wl,--end-group", "-o", stem + ".elf"])
    run(["arm-none-eabi-objcopy", "--strip-symbol=g_vectors", stem + ".elf"])  # gdb would name it where a pointer is null
    return name


def attempt(folder, seed, language):
    try:
        return build(folder, seed, language)
    except RuntimeError as error:
        print(error, file=sys.stderr)
        return None


def main():
    folder, first, count, language = sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), (sys.argv[4:] or ["c"])[0]
    os.makedirs(folder, exist_ok=True)
    run(["arm-none-eabi-gcc", *MACHINE, "-O1", "-ffreestanding", "-c", os.path.join(HERE, "start.c"), "-o", os.path.join(folder, "start.o")])
    with concurrent.futures.ThreadPoolExecutor(2) as jobs:
        for name in jobs.map(lambda seed: attempt(folder, seed, language), range(first, first + count)):
            if name:
                print(name)


main()
