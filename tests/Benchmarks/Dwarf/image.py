"""Builds a large C++ image for compare.py: many units that instantiate the same containers for types of their own.

usage: image.py FOLDER UNITS       -> FOLDER/big.elf (1 to 2 MB a unit); needs arm-none-eabi-g++ with libstdc++ for it
"""
import concurrent.futures
import pathlib
import subprocess
import sys

UNIT = """#include <algorithm>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <variant>
#include <vector>
namespace unit{n} {{
template <int Size> struct Record {{
    int id[Size];
    std::string name;
    std::map<std::string, std::vector<double>> series;
    std::optional<std::variant<int, float, std::string>> value;
    bool operator<(const Record& other) const {{ return name < other.name; }}
}};
template <int Size> struct Store {{
    std::map<int, Record<Size>> byId;
    std::unordered_map<std::string, std::shared_ptr<Record<Size>>> byName;
    std::deque<Record<Size>> queue;
    std::set<std::tuple<int, std::string>> keys;
    std::function<int(const Record<Size>&)> callback;
    int add(int id, const std::string& name) {{
        Record<Size> record{{}};
        record.name = name;
        record.id[0] = id;
        record.series[name].push_back(id * 1.5);
        record.value = name;
        byId[id] = record;
        byName[name] = std::make_shared<Record<Size>>(record);
        keys.emplace(id, name);
        queue.push_back(record);
        std::sort(queue.begin(), queue.end());
        return callback ? callback(record) : static_cast<int>(byId.size());
    }}
}};
int run(int a) {{
    Store<{n} + 1> first;
    Store<{n} + 1001> second;
    first.callback = [&](const auto& record) {{ return record.id[0] + a; }};
    std::string key = "k" + std::to_string(a);
    int total = first.add(a, key) + second.add(a, key);
    return total + static_cast<int>(first.queue.size());  // BREAK {n}
}}
}}
int run{n}(int a) {{ return unit{n}::run(a); }}
"""

MAIN = """{declarations}
int g_total;
extern "C" int main() {{ for (int i = 0;; i++) {{ g_total += {calls}; }} }}
extern "C" unsigned g_stack_top;
extern "C" void reset() {{ main(); }}
__attribute__((section(".vectors"), used)) void* const g_vectors[] = {{ &g_stack_top, reinterpret_cast<void*>(reset) }};
extern "C" void _exit(int) {{ for (;;) {{ }} }}
"""

# Cortex-M4 as QEMU's mps2-an386 has it: memory at 0 and at 0x20000000.
LINK = """ENTRY(reset)
SECTIONS {
  . = 0; .text : { KEEP(*(.vectors)) *(.text*) *(.rodata*) *(.init*) *(.fini*) *(.eh_frame*) }
  .ARM.extab : { *(.ARM.extab*) }
  .ARM.exidx : { __exidx_start = .; *(.ARM.exidx*) __exidx_end = .; }
  . = 0x20000000; .data : { *(.data*) } .bss : { *(.bss*) *(COMMON) end = .; }
  g_stack_top = 0x20400000;
}
"""

MACHINE = "-mcpu=cortex-m4 -mthumb -mfloat-abi=hard -mfpu=fpv4-sp-d16".split()
FLAGS = MACHINE + "-Og -g -gdwarf-4 -ffunction-sections -fdata-sections -std=c++17 -Wno-psabi".split()


def build(folder: pathlib.Path, units: int) -> pathlib.Path:
    folder.mkdir(parents=True, exist_ok=True)
    sources = [write(folder / f"unit{n:03}.cpp", UNIT.format(n=n)) for n in range(units)]
    sources.append(write(folder / "main.cpp", MAIN.format(
        declarations="\n".join(f"int run{n}(int a);" for n in range(units)), calls=" + ".join(f"run{n}(i)" for n in range(units)))))
    script = write(folder / "big.ld", LINK)
    with concurrent.futures.ThreadPoolExecutor(2) as pool:
        objects = list(pool.map(compile_unit, sources))
    elf = folder / "big.elf"
    subprocess.run(["arm-none-eabi-g++", *MACHINE, "-Wl,--gc-sections", "-Wl,--no-warn-rwx-segments", "-T", script, "-nostartfiles", "--specs=nosys.specs", *objects, "-o", elf],
                   check=True, stderr=subprocess.DEVNULL)
    return elf


def write(path: pathlib.Path, text: str) -> pathlib.Path:
    if not path.exists() or path.read_text() != text:
        path.write_text(text)
    return path


def compile_unit(source: pathlib.Path) -> pathlib.Path:
    target = source.with_suffix(".o")
    if not target.exists() or target.stat().st_mtime < source.stat().st_mtime:
        subprocess.run(["arm-none-eabi-g++", *FLAGS, "-c", source, "-o", target], check=True)
    return target


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit(__doc__)
    print(build(pathlib.Path(sys.argv[1]), int(sys.argv[2])))
