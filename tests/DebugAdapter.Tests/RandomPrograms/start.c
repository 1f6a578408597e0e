/* Vector table and reset of random programs. */
extern unsigned _estack, _sidata, _sdata, _edata, _sbss, _ebss;
extern void (*const _sinit[])(void);
extern void (*const _einit[])(void);
int main(void);
void SVC_Handler(void);
void Reset_Handler(void);

/* What C++ asks of a system that never ends. */
void *__dso_handle;
int __aeabi_atexit(void *object, void (*destructor)(void *), void *handle) { return !object + !destructor + !handle; }
int __cxa_atexit(void (*destructor)(void *), void *object, void *handle) { return !object + !destructor + !handle; }

static void stay(void)
{
    for (;;) {
    }
}

__attribute__((section(".vectors"), used))
void (*const g_vectors[16])(void) = {(void (*)(void))&_estack, Reset_Handler, stay, stay, stay, stay, stay, 0, 0, 0, 0, SVC_Handler, stay, 0, stay, stay};

void Reset_Handler(void)
{
    *(volatile unsigned *)0xE000ED88u |= 0xFu << 20; /* CPACR: the FPU */
    __asm volatile("dsb\n\tisb");
    for (volatile unsigned *to = &_sdata, *from = &_sidata; to < &_edata;)
        *to++ = *from++;
    for (volatile unsigned *word = &_sbss; word < &_ebss; word++)
        *word = 0;
    for (void (*const *constructor)(void) = _sinit; constructor < _einit; constructor++)
        (*constructor)();
    main();
    stay();
}
