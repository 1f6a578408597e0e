@ setjmp and longjmp by their names, so that a debugger may know them; written for this test.
    .syntax unified
    .cpu cortex-m4
    .thumb
    .text
    .global set_jump
    .type set_jump, %function
    .thumb_func
set_jump:
    mov     r12, sp
    stmia   r0, {r4-r11, r12, lr}
    movs    r0, #0
    bx      lr
    .size set_jump, . - set_jump

    .global longjmp
    .type longjmp, %function
    .thumb_func
longjmp:
    ldmia   r0, {r4-r11, r12, lr}
    mov     sp, r12
    movs    r0, r1
    it      eq
    moveq   r0, #1
    bx      lr
    .size longjmp, . - longjmp
