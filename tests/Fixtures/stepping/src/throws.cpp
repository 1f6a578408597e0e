// C++ exceptions as a way out of a step: caught by the caller, by a caller further out, thrown again, past a destructor.
#include <cstddef>
#include <cstdint>

#define NOINLINE __attribute__((noinline))

extern "C" {
extern uint32_t _estack, _sidata, _sdata, _edata, _sbss, _ebss;
extern void (*_sinit[])(), (*_einit[])();
void Reset_Handler();
void Default_Handler();
extern void *const __dso_handle;
void *const __dso_handle = nullptr;
// What the C++ library wants of the system.
void *_sbrk(ptrdiff_t size);
[[noreturn]] void _exit(int) { for (;;) { } }
int _kill(int, int) { return -1; }
int _getpid() { return 1; }
int _write(int, const char *, int size) { return size; }
int _read(int, char *, int) { return 0; }
int _close(int) { return -1; }
int _lseek(int, int, int) { return 0; }
int _fstat(int, void *) { return -1; }
int _isatty(int) { return 1; }
}

__attribute__((section(".vectors"), used)) const uintptr_t vectors[64] = {
    (uintptr_t)&_estack, (uintptr_t)Reset_Handler, (uintptr_t)Default_Handler, (uintptr_t)Default_Handler};

volatile int g_sink;
volatile int g_destroyed;

struct Guard {
    explicit Guard(int id) : id_(id) { }
    ~Guard() { g_destroyed = id_; }
    int id_;
};

NOINLINE int thrower(int x)
{
    if (x & 1)
        throw x;
    return x + 1;
}

NOINLINE int guarded(int x)
{
    Guard guard(x);
    int y = thrower(x); // STEP guarded
    return y * 2;
}

NOINLINE int rethrower(int x)
{
    try {
        return guarded(x);
    } catch (int) {
        g_sink = x; // AT rethrow
        throw;
    }
}

NOINLINE int catcher(int x)
{
    int result = 0;
    try {
        result = thrower(x); // STEP same
        result += 1;
    } catch (int thrown) {
        result = thrown * 10; // AT same
    }
    return result;
}

NOINLINE int outer(int x)
{
    int result = 0;
    try {
        result = rethrower(x); // STEP outer
        result += 1;
    } catch (int thrown) {
        result = thrown * 20; // AT outer
    }
    return result;
}

int main()
{
    for (int round = 1;; round += 2) {
        g_sink = catcher(round + 1);
        g_sink = catcher(round);
        g_sink = outer(round);
    }
}

[[gnu::noinline]] void Reset_Handler()
{
    for (uint32_t *from = &_sidata, *to = &_sdata; to < &_edata;) *to++ = *from++;
    for (uint32_t *to = &_sbss; to < &_ebss;) *to++ = 0;
    for (void (**init)() = _sinit; init < _einit; init++) (*init)();
    main();
}

void Default_Handler() { for (;;) { } }

void *_sbrk(ptrdiff_t size)
{
    static uint8_t heap[120 * 1024] __attribute__((aligned(8)));
    static size_t used;
    void *block = heap + used;
    used += (size_t)size;
    return used > sizeof heap ? (void *)-1 : block;
}
