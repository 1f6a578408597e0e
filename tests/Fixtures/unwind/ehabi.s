@ Every unwinding opcode that the assembler can be asked for; the rest is written with .unwind_raw.
    .syntax unified
    .cpu cortex-m4
    .fpu vfpv3-d16
    .thumb
    .text

    .macro function name
    .global \name
    .type \name, %function
    .thumb_func
\name:
    .fnstart
    .endm

    .macro endfunction name
    .fnend
    .size \name, . - \name
    .endm

    function leaf
    bx      lr
    endfunction leaf

    function cannot
    .cantunwind
    bx      lr
    endfunction cannot

    function filler
    push    {r3, lr}
    .save   {r3, lr}
    pop     {r3, pc}
    endfunction filler

    function many
    push    {r4-r11, lr}
    .save   {r4-r11, lr}
    vpush   {d8-d11}
    .vsave  {d8-d11}
    sub     sp, #8
    .pad    #8
    nop
    bx      lr
    endfunction many

    function framed
    push    {r4, r5, r7, lr}
    .save   {r4, r5, r7, lr}
    .setfp  r7, sp, #8
    add     r7, sp, #8
    .pad    #0x1000
    sub.w   sp, sp, #0x1000
    nop
    bx      lr
    endfunction framed

    function large_pad
    .pad    #0x400
    sub.w   sp, sp, #0x400
    bx      lr
    endfunction large_pad

    function raw_forms
    .unwind_raw 4, 0xb1, 0x01
    .unwind_raw 4, 0x88, 0x00
    .unwind_raw 8, 0xb3, 0x81
    .unwind_raw 8, 0xb8
    .unwind_raw 8, 0xc9, 0x81
    .unwind_raw 4, 0x9e
    nop
    bx      lr
    endfunction raw_forms
