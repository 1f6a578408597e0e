@ Short sequences that must be the same instructions in every build.
    .syntax unified
    .cpu cortex-m4
    .fpu fpv4-sp-d16
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

@ r0 > 5: 11, else 22. Four instructions under one IT.
    function it_block_walk
    cmp     r0, #5              @ BP_IT
    ittee   gt
    movgt   r0, #1
    addgt   r0, r0, #10         @ BP_IT_THEN
    movle   r0, #2
    addle   r0, r0, #20         @ BP_IT_ELSE
    bx      lr
    endfunction it_block_walk

@ A branch through a byte table.
    function tbb_walk
    cmp     r0, #3
    bhi     5f
    tbb     [pc, r0]            @ BP_TBB
0:  .byte   (1f - 0b) / 2, (2f - 0b) / 2, (3f - 0b) / 2, (4f - 0b) / 2
1:  movs    r0, #100
    bx      lr
2:  movs    r0, #101
    bx      lr
3:  movs    r0, #102            @ BP_TBB_2
    bx      lr
4:  movs    r0, #103
    bx      lr
5:  movs    r0, #199
    bx      lr
    endfunction tbb_walk

@ A loop that never ends while each instruction is stepped on silicon: a debug entry clears the local monitor.
    function lock_increment
1:  ldrex   r1, [r0]            @ BP_LDREX
    adds    r1, r1, #1
    strex   r2, r1, [r0]
    cmp     r2, #0
    bne     1b
    dmb
    mov     r0, r1              @ BP_LOCKED
    bx      lr
    endfunction lock_increment

@ One FP instruction of each kind that may change FPSCR, and integer ones between that may not.
    function fpscr_walk
    movs    r0, #0              @ BP_FPSCR
    vmsr    fpscr, r0           @ direct write: 0
    vdiv.f32 s2, s0, s1         @ inexact: IXC
    adds    r0, r0, #1          @ may not change it
    vcmp.f32 s2, s0             @ less: N
    nop                         @ may not change it
    vmrs    APSR_nzcv, fpscr
    ite     mi
    movmi   r1, #1
    movpl   r1, #2
    vmov    s3, r1
    vcvt.f32.s32 s3, s3
    vmrs    r0, fpscr           @ BP_FPSCR_END
    bx      lr
    endfunction fpscr_walk

    function supervisor_call
    svc     #7                  @ BP_SVC_CALL
    bx      lr                  @ BP_SVC_RETURN
    endfunction supervisor_call

@ The exception frame is on the stack that EXC_RETURN names.
    function SVC_Handler
    .cfi_def_cfa sp, 0
    tst     lr, #4              @ BP_SVC_HANDLER
    ite     eq
    mrseq   r0, msp
    mrsne   r0, psp
    b       svc_dispatch
    endfunction SVC_Handler

    function HardFault_Handler
    .cfi_def_cfa sp, 0
    tst     lr, #4              @ BP_HARDFAULT
    ite     eq
    mrseq   r0, msp
    mrsne   r0, psp
    mov     r1, lr
    b       fault_report
    endfunction HardFault_Handler

@ r4 keeps the main stack pointer, so the caller's frame is found whichever stack is in use.
    function call_on_stack
    push    {r4, lr}
    .cfi_def_cfa sp, 8
    .cfi_offset r4, -8
    .cfi_offset lr, -4
    mov     r4, sp
    .cfi_def_cfa r4, 8
    msr     psp, r1
    mrs     r2, control
    orr     r2, r2, #2          @ SPSEL
    msr     control, r2
    isb
    blx     r0                  @ BP_ON_PSP
    mrs     r2, control
    bic     r2, r2, #2
    msr     control, r2
    isb
    .cfi_def_cfa sp, 8
    pop     {r4, pc}
    endfunction call_on_stack

    function multiple_transfer
    push    {r4-r10, lr}
    .cfi_def_cfa sp, 32
    .cfi_offset r4, -32
    .cfi_offset r5, -28
    .cfi_offset r6, -24
    .cfi_offset r7, -20
    .cfi_offset r8, -16
    .cfi_offset r9, -12
    .cfi_offset r10, -8
    .cfi_offset lr, -4
    ldmia   r0, {r1-r7, r8}     @ BP_LDM
    stmia   r0, {r1-r7, r8}
    add     r0, r1, r2
    add     r0, r0, r3
    add     r0, r0, r4
    add     r0, r0, r5
    add     r0, r0, r6
    add     r0, r0, r7
    add     r0, r0, r8
    pop     {r4-r10, pc}        @ BP_POP_PC
    endfunction multiple_transfer
