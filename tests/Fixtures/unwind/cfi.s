@ Every call frame instruction, written by the assembler or by hand; readelf's table of the result is the golden text.
    .syntax unified
    .cpu cortex-m4
    .thumb
    .cfi_sections .debug_frame, .eh_frame
    .text

    .macro function name
    .global \name
    .type \name, %function
    .thumb_func
\name:
    .cfi_startproc
    .endm

    .macro endfunction name
    .cfi_endproc
    .size \name, . - \name
    .endm

    function plain
    bx      lr
    endfunction plain

    function saves
    push    {r4, r5, r7, lr}
    .cfi_def_cfa_offset 16
    .cfi_offset 4, -16
    .cfi_offset 5, -12
    .cfi_offset 7, -8
    .cfi_offset 14, -4
    mov     r7, sp
    .cfi_def_cfa_register 7
    nop
    .cfi_remember_state
    mov     sp, r7
    .cfi_def_cfa 13, 16
    pop     {r4, r5, r7, lr}
    .cfi_restore 4
    .cfi_restore 5
    .cfi_restore 7
    .cfi_restore 14
    .cfi_def_cfa_offset 0
    bx      lr
    .cfi_restore_state
    nop
    bx      lr
    endfunction saves

    function doubles
    vpush   {d8, d9}
    .cfi_def_cfa_offset 16
    .cfi_offset 80, -16
    .cfi_offset 81, -12
    .cfi_offset 265, -8
    nop
    bx      lr
    endfunction doubles

    function others
    mov     r12, lr
    .cfi_register 14, 12
    nop
    .cfi_undefined 4
    .cfi_same_value 5
    nop
    .cfi_val_offset 6, -8
    nop
    .cfi_return_column 14
    nop
    bx      r12
    endfunction others

@ DW_CFA_def_cfa_expression { breg7 8; deref }, expression r4 { plus_uconst 4 }, val_expression 143 { lit5 }
    function expressions
    nop
    .cfi_escape 0x0f, 3, 0x77, 8, 0x06
    .cfi_escape 0x10, 4, 2, 0x23, 4
    .cfi_escape 0x16, 0x8f, 0x01, 1, 0x35
    nop
    .cfi_def_cfa 13, 0
    nop
    bx      lr
    endfunction expressions

@ def_cfa_sf, def_cfa_offset_sf, offset_extended, offset_extended_sf, val_offset_sf, restore_extended, GNU_args_size, negate_ra_state, GNU_negative_offset_extended
    function signed_forms
    nop
    .cfi_escape 0x12, 13, 0x7e
    nop
    .cfi_escape 0x13, 0x7d
    nop
    .cfi_escape 0x05, 4, 2
    .cfi_escape 0x11, 5, 0x7f
    .cfi_escape 0x15, 6, 3
    nop
    .cfi_escape 0x06, 4
    .cfi_escape 0x2e, 4
    .cfi_escape 0x2d
    nop
    .cfi_escape 0x2f, 8, 2
    nop
    bx      lr
    endfunction signed_forms

@ advance_loc1 by distance; advance_loc2, advance_loc4 and set_loc by hand: the assembler does not know of them, so nothing of its own follows.
    function long_one
    nop
    .cfi_def_cfa_offset 4
    .space  300
    .cfi_def_cfa_offset 8
    .cfi_escape 0x03, 4, 0, 0x0e, 12
    .cfi_escape 0x04, 8, 0, 0, 0, 0x0e, 16
    .space  64
    bx      lr
    endfunction long_one
