@ Calls with the stack pointer as no compiler leaves it.
    .syntax unified
    .cpu cortex-m4
    .thumb
    .cfi_sections .debug_frame
    .text

    .macro function name
    .global \name
    .type \name, %function
    .thumb_func
    .balign 4
\name:
    .cfi_startproc
    .endm

    .macro endfunction name
    .cfi_endproc
    .size \name, . - \name
    .endm

@ r0(r1) with SP at 4 modulo 8.
    function with_odd_stack
    push    {r4, r5, lr}
    .cfi_def_cfa_offset 12
    .cfi_offset lr, -4
    .cfi_offset r5, -8
    .cfi_offset r4, -12
    mov     r4, r0
    mov     r0, r1
    blx     r4
    pop     {r4, r5, pc}
    endfunction with_odd_stack

@ r0(r1) on the process stack whose top is r2.
    function on_process_stack
    push    {r4, lr}
    .cfi_def_cfa_offset 8
    .cfi_offset lr, -4
    .cfi_offset r4, -8
    mov     r4, sp
    .cfi_def_cfa r4, 8
    mov     r3, r0
    mov     r0, r1
    msr     psp, r2
    mrs     r2, control
    orr     r2, #2
    msr     control, r2
    isb
    blx     r3
    mrs     r2, control
    bic     r2, #2
    msr     control, r2
    isb
    pop     {r4, pc}
    endfunction on_process_stack
