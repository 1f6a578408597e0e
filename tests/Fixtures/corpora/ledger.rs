// Rust with its real core and alloc libraries: formatting, iterators, sorting, maps, trait objects, strings, and arithmetic that needs compiler_builtins.
#![no_std]
#![allow(static_mut_refs)]
extern crate alloc;

use alloc::boxed::Box;
use alloc::collections::BTreeMap;
use alloc::rc::Rc;
use alloc::string::String;
use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, RefCell};
use core::fmt::{self, Write};
use core::sync::atomic::{AtomicUsize, Ordering};

// A small image leaves out floating point, whose formatting is half of the code.
#[cfg(small)]
type Real = u64;
#[cfg(not(small))]
type Real = f64;

struct Heap;
static mut ROOM: [u64; 2048] = [0; 2048];
static USED: AtomicUsize = AtomicUsize::new(0);
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        let start = (USED.load(Ordering::Relaxed) + layout.align() - 1) & !(layout.align() - 1);
        if start + layout.size() > 16384 {
            return core::ptr::null_mut();
        }
        USED.store(start + layout.size(), Ordering::Relaxed);
        unsafe { (ROOM.as_mut_ptr() as *mut u8).add(start) }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static HEAP: Heap = Heap;

#[panic_handler]
fn panic(info: &core::panic::PanicInfo) -> ! {
    let mut text = String::new();
    let _ = write!(text, "{info}");
    publish(text.as_bytes());
    loop {}
}

#[unsafe(no_mangle)]
static mut OUTPUT: [u8; 256] = [0; 256];

#[inline(never)]
fn publish(bytes: &[u8]) {
    for (place, byte) in unsafe { OUTPUT.iter_mut() }.zip(bytes.iter().copied().chain(core::iter::repeat(0))) {
        unsafe { core::ptr::write_volatile(place, byte) };
    }
}

pub mod accounts {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    pub enum Entry {
        Deposit(u64),
        Withdrawal { amount: u64, note: Option<String> },
        Interest(Real),
    }

    #[derive(Debug)]
    pub struct Refused {
        pub missing: u64,
    }

    impl fmt::Display for Refused {
        fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
            write!(f, "{} are missing", self.missing)
        }
    }

    #[derive(Default, Debug)]
    pub struct Account {
        pub entries: Vec<Entry>,
        pub changes: Cell<u32>,
    }

    impl Account {
        pub fn balance(&self) -> Result<u64, Refused> {
            self.entries.iter().try_fold(0u64, |sum, entry| {
                self.changes.set(self.changes.get().wrapping_add(1));
                match entry {
                    Entry::Deposit(amount) => Ok(sum.saturating_add(*amount)),
                    Entry::Withdrawal { amount, .. } => sum.checked_sub(*amount).ok_or(Refused { missing: amount - sum }),
                    Entry::Interest(rate) => Ok(sum + (sum as Real * rate) as u64 / 100),
                }
            })
        }
    }

    pub trait Audit {
        fn judge(&self, account: &Account) -> Option<&'static str>;
    }

    pub struct Limit(pub u64);
    pub struct NoNotes;

    impl Audit for Limit {
        fn judge(&self, account: &Account) -> Option<&'static str> {
            account.balance().ok().filter(|sum| *sum > self.0).map(|_| "too much")
        }
    }

    impl Audit for NoNotes {
        fn judge(&self, account: &Account) -> Option<&'static str> {
            let is_silent = |entry: &Entry| matches!(entry, Entry::Withdrawal { note: None, .. });
            account.entries.iter().any(is_silent).then_some("a withdrawal without a note")
        }
    }
}

use accounts::*;

/// "7 +100 -30:rent %0.05": an account and what happened to it.
#[inline(never)]
fn read(line: &str, into: &mut BTreeMap<u16, Account>) -> Result<usize, core::num::ParseIntError> {
    let mut words = line.split_ascii_whitespace();
    let account = into.entry(words.next().unwrap_or("0").parse()?).or_default();
    for word in words {
        let (kind, rest) = word.split_at(1);
        let (amount, note) = rest.split_once(':').map_or((rest, None), |(amount, note)| (amount, Some(String::from(note))));
        account.entries.push(match kind {
            "+" => Entry::Deposit(amount.parse()?),
            "-" => Entry::Withdrawal { amount: amount.parse()?, note },
            _ => Entry::Interest(amount.bytes().filter(u8::is_ascii_digit).fold(Real::default(), |sum, digit| sum * (10 as Real) + Real::from(digit - b'0'))),
        });
    }
    Ok(account.entries.len())
}

#[inline(never)]
fn report(accounts: &BTreeMap<u16, Account>, audits: &[Box<dyn Audit>], out: &mut dyn Write) -> fmt::Result {
    let mut order: Vec<(u16, u64)> = accounts.iter().map(|(number, account)| (*number, account.balance().unwrap_or(u64::MAX))).collect();
    order.sort_by(|a, b| b.1.cmp(&a.1).then(a.0.cmp(&b.0)));
    for (number, balance) in &order {
        writeln!(out, "{number:>5} {balance:#010x} {:?}", accounts[number].entries.last())?;
        for text in audits.iter().filter_map(|audit| audit.judge(&accounts[number])) {
            out.write_str(text)?;
        }
    }
    let sum: u128 = order.iter().map(|(_, balance)| u128::from(*balance)).sum();
    write!(out, "{} of {}, {:.2} each", sum % 1_000_000_007, order.len(), sum as Real / order.len() as Real)
}

#[unsafe(no_mangle)]
pub extern "C" fn Reset_Handler() -> ! {
    let mut accounts = BTreeMap::new();
    let failed: usize = ["7 +100 -30:rent %5", "12 +4000000000 -1", "3 -5", "x"].iter().map(|line| read(line, &mut accounts).is_err() as usize).sum();
    let text = Rc::new(RefCell::new(String::with_capacity(64)));
    let audits: [Box<dyn Audit>; 2] = [Box::new(Limit(1000)), Box::new(NoNotes)];
    if report(&accounts, &audits, &mut *text.borrow_mut()).is_err() || failed != 1 {
        panic!("{failed} lines were refused: {:?}", accounts.get(&3).map(Account::balance));
    }
    publish(text.borrow().as_bytes());
    loop {}
}
