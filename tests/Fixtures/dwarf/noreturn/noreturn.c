#include <stdint.h>

// GCC leaves a statement at the very end of code that does not return; the linker puts another function there.
__attribute__((noreturn, noinline)) void halt(uint32_t code)
{
    register uint32_t r0 __asm__("r0") = code;
    __asm__ volatile("bkpt 0xab" : : "r"(r0));
    __builtin_unreachable();
}

__attribute__((noinline)) uint32_t after(uint32_t value)
{
    return value + 1;
}

void _start(void)
{
    halt(after(1));
}
