/* Uses every file call of Arm semihosting, one after the other, and keeps what each returned. Own code, no C library. */
#include <stdint.h>

enum { OPEN = 1, CLOSE = 2, WRITE0 = 4, WRITE = 5, READ = 6, ISTTY = 9, SEEK = 10, FLEN = 12, REMOVE = 14, RENAME = 15, SYSTEM = 18, ERRNO = 19 };
enum { MODE_READ = 0, MODE_WRITE = 4, MODE_APPEND = 8 };

typedef struct
{
    int opened, written, appended, length, seeked, read_count, closed, is_tty, is_console_tty;
    int renamed, removed, removed_again, errno_missing;
    int escaped, absolute, linked, errno_linked, shell;
} results_t;

volatile results_t g_results;
volatile uint32_t g_reads_console;      /* 1: reads a line of the console into g_line */
char g_text[32];
char g_line[32];
extern uint32_t _stack_top;

static int call(int operation, const void *argument)
{
    register int r0 __asm("r0") = operation;
    register const void *r1 __asm("r1") = argument;
    __asm volatile("bkpt 0xab" : "+r"(r0) : "r"(r1) : "memory");
    return r0;
}

static int length_of(const char *text)
{
    int length = 0;
    while (text[length]) length++;
    return length;
}

static int open_file(const char *name, int mode)
{
    const uint32_t arguments[] = {(uint32_t)name, (uint32_t)mode, (uint32_t)length_of(name)};
    return call(OPEN, arguments);
}

static int call_with(int operation, uint32_t a, uint32_t b, uint32_t c)
{
    const uint32_t arguments[] = {a, b, c};
    return call(operation, arguments);
}

static int write_text(int file, const char *text) { return call_with(WRITE, (uint32_t)file, (uint32_t)text, (uint32_t)length_of(text)); }

static int remove_file(const char *name) { return call_with(REMOVE, (uint32_t)name, (uint32_t)length_of(name), 0); }

__attribute__((noinline)) void done(void) { __asm volatile("nop"); } /* BP_DONE */

int main(void)
{
    call(WRITE0, "files: start\n");
    int file = open_file("log.txt", MODE_WRITE);
    g_results.opened = file > 0;
    g_results.written = write_text(file, "one\n");              /* SYS_WRITE gives the bytes not written */
    g_results.closed = call_with(CLOSE, (uint32_t)file, 0, 0);
    file = open_file("log.txt", MODE_APPEND);
    g_results.appended = write_text(file, "two\n");
    g_results.length = call_with(FLEN, (uint32_t)file, 0, 0);
    g_results.is_tty = call_with(ISTTY, (uint32_t)file, 0, 0);
    call_with(CLOSE, (uint32_t)file, 0, 0);
    file = open_file("log.txt", MODE_READ);
    g_results.seeked = call_with(SEEK, (uint32_t)file, 4, 0);
    g_results.read_count = call_with(READ, (uint32_t)file, (uint32_t)g_text, sizeof g_text);
    call_with(CLOSE, (uint32_t)file, 0, 0);
    const uint32_t names[] = {(uint32_t)"log.txt", 7, (uint32_t)"kept.txt", 8};
    g_results.renamed = call(RENAME, names);
    call_with(CLOSE, (uint32_t)open_file("gone.txt", MODE_WRITE), 0, 0);
    g_results.removed = remove_file("gone.txt");
    g_results.removed_again = remove_file("gone.txt");
    g_results.errno_missing = call(ERRNO, 0);
    g_results.escaped = open_file("../outside.txt", MODE_WRITE);
    g_results.absolute = open_file("/etc/hostname", MODE_READ);
    g_results.linked = open_file("link.txt", MODE_READ);
    g_results.errno_linked = call(ERRNO, 0);
    g_results.shell = call_with(SYSTEM, (uint32_t)"echo no", 7, 0);
    int console = open_file(":tt", MODE_READ);
    g_results.is_console_tty = call_with(ISTTY, (uint32_t)console, 0, 0);
    call(WRITE0, "files: input\n");
    if (g_reads_console) call_with(READ, (uint32_t)console, (uint32_t)g_line, sizeof g_line);
    call(WRITE0, "files: end\n");
    for (;;) done();
}

__attribute__((noreturn)) void reset_handler(void)
{
    extern uint32_t _bss_start, _bss_end;
    for (uint32_t *word = &_bss_start; word < &_bss_end; word++) *word = 0;
    main();
    for (;;) {}
}

__attribute__((noreturn)) void fault_handler(void) { for (;;) {} }

__attribute__((section(".vectors"), used)) const void *const vectors[16] = {&_stack_top, reset_handler, fault_handler, fault_handler};
