#!/usr/bin/env python3
"""Compares rsp-debug with gdb, lldb, llvm-symbolizer and addr2line on one large image, as whole processes and in one run.

usage: compare.py [--elf IMAGE --source FILE --line N] [--units 60] [--runs 7] [--rsp-debug artifacts/rsp-debug/rsp-debug]

Without --elf an image is built (image.py; some minutes). The tools take turns, so that a busy machine slows all of them; what counts are the
ratios. Printed: CPU and elapsed milliseconds (minimum, median) and the greatest resident memory. A tool that is not installed is left out.
"""
import argparse
import json
import os
import pathlib
import random
import re
import shutil
import subprocess
import sys
import time

import image

HERE = pathlib.Path(__file__).resolve().parent
ROOT = HERE.parents[2]


def measure(command, stdin=None):
    """(CPU ms, elapsed ms, resident MB) of one run."""
    began = time.perf_counter()
    with open(stdin or os.devnull) as given:
        process = subprocess.Popen([str(part) for part in command], stdin=given, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = status
    if status != 0:
        sys.exit(f"compare.py: {command[0]} ended with status {status}")
    return 1e3 * (usage.ru_utime + usage.ru_stime), 1e3 * (time.perf_counter() - began), usage.ru_maxrss / 1024


def first_breakpoint(adapter, elf, source, line):
    """The same of a DAP session up to the answer to its first breakpoint; the debug server's own time is not counted."""
    began = time.perf_counter()
    process = subprocess.Popen([str(adapter), "dap"], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    sequence = 0

    def send(command, arguments):
        nonlocal sequence
        sequence += 1
        body = json.dumps({"seq": sequence, "type": "request", "command": command, "arguments": arguments}).encode()
        process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        process.stdin.flush()

    def wait(wanted):
        while True:
            length = 0
            while (header := process.stdout.readline().strip()):
                length = int(header.split(b":")[1]) if header.lower().startswith(b"content-length") else length
            if length == 0:
                sys.exit("compare.py: the adapter ended")
            message = json.loads(process.stdout.read(length))
            if message.get("success") is False:
                sys.exit(f"compare.py: {message}")
            if wanted(message):
                return message

    send("initialize", {"clientID": "compare", "adapterID": "rsp-debug"})
    send("launch", {"servertype": "qemu", "executable": str(elf), "cwd": str(ROOT)})
    wait(lambda m: m.get("event") == "initialized")
    send("setBreakpoints", {"source": {"path": str(source)}, "breakpoints": [{"line": line}]})
    answer = wait(lambda m: m.get("command") == "setBreakpoints")
    elapsed = 1e3 * (time.perf_counter() - began)
    if not answer["body"]["breakpoints"][0]["verified"]:
        sys.exit(f"compare.py: the breakpoint was not taken: {answer['body']}")
    stat = pathlib.Path(f"/proc/{process.pid}/stat").read_text().rsplit(")", 1)[1].split()
    cpu = 1e3 * (int(stat[11]) + int(stat[12])) / os.sysconf("SC_CLK_TCK")
    memory = int(re.search(r"VmHWM:\s+(\d+)", pathlib.Path(f"/proc/{process.pid}/status").read_text())[1]) / 1024
    send("disconnect", {"terminateDebuggee": True})
    process.stdin.close()
    process.stdout.read()
    process.wait()
    return cpu, elapsed, memory


def addresses(elf, count):
    """Addresses inside functions, the same ones in each run."""
    listed = subprocess.run(["arm-none-eabi-readelf" if shutil.which("arm-none-eabi-readelf") else "readelf", "-sW", elf], capture_output=True, text=True, check=True).stdout
    functions = [(int(f[1], 16) & ~1, int(f[2], 0)) for f in map(str.split, listed.splitlines()) if len(f) >= 8 and f[3] == "FUNC" and f[2] != "0"]
    chosen = random.Random(1)
    for _ in range(count):
        start, size = chosen.choice(functions)
        yield start + 2 * chosen.randrange(max(1, size // 2))


def tools(adapter, elf, source, line, one, many):
    place = f"{source}:{line}"
    yield "first breakpoint", "rsp-debug (a DAP session with QEMU)", lambda: first_breakpoint(adapter, elf, source, line)
    yield "first breakpoint", "gdb-multiarch", lambda: measure(["gdb-multiarch", "-nx", "-batch", "-ex", f"break {place}", elf])
    yield "first breakpoint", "lldb-19", lambda: measure(["lldb-19", "--no-lldbinit", "-b", "-o", f"breakpoint set -f {source} -l {line}", elf])
    for title, given in (("one look-up", one), ("10,000 look-ups", many)):
        yield title, "rsp-debug", lambda given=given: measure([adapter, "symbolize", "--elf", elf, "-i", "-"], given)
        yield title, "llvm-symbolizer-19", lambda given=given: measure(["llvm-symbolizer-19", "-i", f"--obj={elf}"], given)
        yield title, "arm-none-eabi-addr2line", lambda given=given: measure(["arm-none-eabi-addr2line", "-f", "-i", "-C", "-e", elf], given)
        # It reads the whole unit for each address: a minute for 10,000 of them.
        if given is one:
            yield title, "eu-addr2line", lambda given=given: measure(["eu-addr2line", "-f", "-i", "-C", "-e", elf], given)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--elf", type=pathlib.Path)
    parser.add_argument("--source")
    parser.add_argument("--line", type=int)
    parser.add_argument("--units", type=int, default=60)
    parser.add_argument("--runs", type=int, default=7)
    parser.add_argument("--rsp-debug", type=pathlib.Path, default=ROOT / "artifacts/rsp-debug/rsp-debug")
    options = parser.parse_args()
    folder = ROOT / "artifacts/bench-dwarf"
    folder.mkdir(parents=True, exist_ok=True)
    if options.elf is None:
        options.elf = image.build(folder, options.units)
        options.source = str(folder / "unit000.cpp")
        options.line = next(n for n, text in enumerate(open(options.source), 1) if "BREAK" in text)
    elif options.source is None or options.line is None:
        parser.error("--elf needs --source and --line, too")

    listed = [f"0x{a:x}\n" for a in addresses(options.elf, 10_000)]
    one, many = folder / "one.txt", folder / "many.txt"
    one.write_text(listed[0])
    many.write_text("".join(listed))
    runs = [(title, name, run) for title, name, run in tools(options.rsp_debug, options.elf, options.source, options.line, one, many)
            if name.startswith("rsp-debug") or shutil.which(name)]
    results = {(title, name): [] for title, name, _ in runs}
    for _ in range(options.runs):
        for title, name, run in runs:
            results[title, name].append(run())

    print(f"{options.elf.name}, {options.elf.stat().st_size / 1e6:.0f} MB; {options.runs} runs in turns; load {os.getloadavg()[0]:.1f}\n")
    print("| | tool | CPU ms | elapsed ms | resident MB |\n|---|---|---:|---:|---:|")
    for (title, name), measured in results.items():
        cpu, elapsed = sorted(m[0] for m in measured), sorted(m[1] for m in measured)
        print(f"| {title} | {name} | {cpu[0]:.0f}, {cpu[len(cpu) // 2]:.0f} | {elapsed[0]:.0f}, {elapsed[len(elapsed) // 2]:.0f} | {max(m[2] for m in measured):.0f} |")


if __name__ == "__main__":
    main()
