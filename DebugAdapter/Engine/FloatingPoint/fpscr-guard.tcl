# Keeps FPSCR as the program left it across single-steps. Written by `rsp-debug openocd-script`.
# Use: openocd -f INTERFACE.cfg -f TARGET.cfg -f THIS_FILE      `fpscr_guard` in the monitor shows what it did.

set fpscr_guard_target @TARGET@
set fpscr_guard_mode @MODE@
set fpscr_guard_steps 0
set fpscr_guard_faults 0
set fpscr_guard_failures 0
set fpscr_guard_restored 0
set fpscr_guard_before {}

proc fpscr_guard {} {
    return "$::fpscr_guard_steps steps, FPSCR altered $::fpscr_guard_faults times, restored $::fpscr_guard_restored times"
}

# Sign-extends the low bits of a value.
proc fpscr_guard_signed {value bits} {
    return [expr { $value & (1 << ($bits - 1)) ? $value - (1 << $bits) : $value }]
}

# Where the instruction may go on: a list of addresses, or "any" when only execution tells (ARMv7-M ARM A5).
proc fpscr_guard_successors {pc first second conditional} {
    if { $first >> 11 < 0x1D } {
        set next [expr { $pc + 2 }]
        if { ($first & 0xF500) == 0xB100 } { return [list $next [expr { $pc + 4 + ((($first >> 3) & 0x40) | (($first >> 2) & 0x3E)) }]] }
        if { $first >> 12 == 0xD && ($first & 0x0E00) != 0x0E00 } { return [list $next [expr { $pc + 4 + 2 * [fpscr_guard_signed [expr { $first & 0xFF }] 8] }]] }
        if { $first >> 11 == 0x1C } {
            set target [expr { $pc + 4 + 2 * [fpscr_guard_signed [expr { $first & 0x7FF }] 11] }]
            return [expr { $conditional ? [list $next $target] : [list $target] }]
        }
        if { ($first & 0xFF00) == 0xBD00 || ($first & 0xFF00) == 0x4700 || ($first & 0xFC87) == 0x4487 || $first >> 12 == 0xD || ($first & 0xFF00) == 0xBE00 } { return any }
        return [list $next]
    }
    set next [expr { $pc + 4 }]
    if { ($first & 0xF800) == 0xF000 && ($second & 0x8000) != 0 } {
        set s [expr { ($first >> 10) & 1 }]
        set j1 [expr { ($second >> 13) & 1 }]
        set j2 [expr { ($second >> 11) & 1 }]
        if { ($second & 0x1000) != 0 } {
            set far [expr { ($s << 24) | ((($j1 ^ $s) ^ 1) << 23) | ((($j2 ^ $s) ^ 1) << 22) | (($first & 0x3FF) << 12) | (($second & 0x7FF) << 1) }]
            set target [expr { $pc + 4 + [fpscr_guard_signed $far 25] }]
            return [expr { $conditional ? [list $next $target] : [list $target] }]
        }
        if { (($first >> 7) & 7) != 7 } {
            set near [expr { ($s << 20) | ($j2 << 19) | ($j1 << 18) | (($first & 0x3F) << 12) | (($second & 0x7FF) << 1) }]
            return [list $next [expr { $pc + 4 + [fpscr_guard_signed $near 21] }]]
        }
        if { ($first & 0xFFF0) == 0xF7F0 } { return any }
        return [list $next]
    }
    if { ($first & 0xFFF0) == 0xE8D0 && ($second & 0xFFE0) == 0xF000 } { return any }
    if { ($first & 0xFE50) == 0xE810 && ($second & 0x8000) != 0 } { return any }
    if { ($first & 0xFF70) == 0xF850 && ($second & 0xF000) == 0xF000 } { return any }
    return [list $next]
}

# Base register of a store, or -1.
proc fpscr_guard_store_base {first second} {
    if { $first >> 11 < 0x1D } {
        if { ($first & 0xF800) == 0x6000 || ($first & 0xF800) == 0x7000 || ($first & 0xF800) == 0x8000 || ($first & 0xF800) == 0x5000 } { return [expr { ($first >> 3) & 7 }] }
        if { ($first & 0xF800) == 0xC000 } { return [expr { ($first >> 8) & 7 }] }
        return -1
    }
    if { ($first & 0xFE10) == 0xE800 || ($first & 0xFE10) == 0xF800 || ($first & 0xFFE0) == 0xE8C0 } { return [expr { $first & 15 }] }
    return -1
}

proc fpscr_guard_context {} {
    return [list [read_memory @FPCCR@ 32 2] [dict get [get_reg {control}] control]]
}

proc fpscr_guard_start {} {
    set ::fpscr_guard_before {}
    if { [catch {
        set registers [get_reg {r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 sp lr pc xPSR fpscr}]
        set code [read_memory [dict get $registers pc] 16 2]
        set ::fpscr_guard_before [list $registers $code]
    }] } { set ::fpscr_guard_before {} }
}

# "" when the program itself may have changed FPSCR, else why not.
proc fpscr_guard_judge {before after} {
    lassign $before registers code
    lassign $code first second
    set pc [dict get $registers pc]
    set xpsr [dict get $registers xPSR]
    # 2: coprocessors 10 and 11.
    if { ($first & 0xEC00) == 0xEC00 && (($second >> 9) & 7) == 5 } { return 0 }
    # 3: an exception was taken or returned from.
    if { (($xpsr ^ [dict get $after xPSR]) & 0x1FF) != 0 } { return 0 }
    set conditional [expr { ($xpsr & 0x0600FC00) != 0 }]
    set successors [fpscr_guard_successors $pc $first $second $conditional]
    if { $successors ne "any" } {
        set possible 0
        foreach successor $successors { if { [dict get $after pc] == ($successor & 0xFFFFFFFF) } { set possible 1 } }
        if { !$possible } { return 0 }
    }
    # 4: a handler that loads PC may return from its exception.
    if { ($xpsr & 0x1FF) != 0 && $successors eq "any" } { return 0 }
    # 6: handlers may have run, and the FP context was not stacked for them.
    lassign [fpscr_guard_context] fpccr_fpcar control
    set stacked [expr { ([lindex $fpccr_fpcar 0] & 0x80000000) != 0 && ($control & 4) != 0 }]
    if { !$stacked && ![regexp {steponly|mask on} [cortex_m maskisr]] } { return 0 }
    # 7: SVC, BKPT, WFI, WFE, CPS, MSR, and stores to the System Control Space.
    if { ($first & 0xFF00) == 0xDF00 || ($first & 0xFF00) == 0xBE00 || $first == 0xBF20 || $first == 0xBF30 || ($first & 0xFFE8) == 0xB660 || ($first & 0xFFE0) == 0xF380 } { return 0 }
    set base [fpscr_guard_store_base $first $second]
    if { $base >= 0 } {
        set address [dict get $registers [lindex {r0 r1 r2 r3 r4 r5 r6 r7 r8 r9 r10 r11 r12 sp lr pc} $base]]
        if { $address >= 0xE000D000 && $address < 0xE0010000 } { return 0 }
    }
    return 1
}

proc fpscr_guard_end {} {
    if { $::fpscr_guard_before eq "" } { return }
    incr ::fpscr_guard_steps
    if { [catch { set after [get_reg {pc xPSR fpscr}] }] } { return }
    set registers [lindex $::fpscr_guard_before 0]
    set old [dict get $registers fpscr]
    if { [dict get $after fpscr] == $old } { return }
    if { [catch { set fault [fpscr_guard_judge $::fpscr_guard_before $after] }] || !$fault } { return }
    incr ::fpscr_guard_faults
    set what "FPSCR was altered at the step from [dict get $registers pc]: $old became [dict get $after fpscr]"
    if { $::fpscr_guard_mode ne "restore" || $::fpscr_guard_failures >= @LIMIT@ } {
        echo "$what; left as it is"
        return
    }
    set_reg [list fpscr $old]
    if { [dict get [get_reg {fpscr}] fpscr] == $old } {
        incr ::fpscr_guard_restored
        echo "$what; restored"
    } else {
        incr ::fpscr_guard_failures
        echo "$what; restoring it failed"
    }
}

if { $fpscr_guard_mode ne "off" } {
    $fpscr_guard_target configure -event step-start fpscr_guard_start
    $fpscr_guard_target configure -event step-end fpscr_guard_end
}
