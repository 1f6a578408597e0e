// Rust values of every kind that the debugger shows in its own form. Each is written with {:?} into TRUTH: what the program says of itself is what
// the tests expect. stop_here() is where memory is captured.
#![no_std]
#![no_main]
#![allow(static_mut_refs, dead_code)]
extern crate alloc;

use alloc::boxed::Box;
use alloc::collections::{BTreeMap, BTreeSet, VecDeque};
use alloc::rc::{Rc, Weak};
use alloc::string::String;
use alloc::sync::Arc;
use alloc::vec::Vec;
use core::alloc::{GlobalAlloc, Layout};
use core::cell::{Cell, RefCell};
use core::cmp::Ordering;
use core::fmt::{Debug, Write};
use core::num::{NonZeroU32, NonZeroU8};
use core::ops::{Range, RangeFrom, RangeFull, RangeInclusive, RangeTo, RangeToInclusive};
use core::sync::atomic::{AtomicBool, AtomicU32};
use core::time::Duration;

// A heap that only grows: addresses are the same in every run.
struct Heap;
static mut ROOM: [u64; 512] = [0; 512];
static mut USED: usize = 0;
unsafe impl GlobalAlloc for Heap {
    unsafe fn alloc(&self, layout: Layout) -> *mut u8 {
        unsafe {
            let at = (USED + layout.align() - 1) & !(layout.align() - 1);
            USED = at + layout.size();
            (ROOM.as_mut_ptr() as *mut u8).add(at)
        }
    }
    unsafe fn dealloc(&self, _: *mut u8, _: Layout) {}
}
#[global_allocator]
static HEAP: Heap = Heap;

#[panic_handler]
fn panic(_: &core::panic::PanicInfo) -> ! {
    loop {}
}

struct Log;
#[unsafe(no_mangle)]
static mut TRUTH: [u8; 6144] = [0; 6144];
static mut WRITTEN: usize = 0;
impl Write for Log {
    fn write_str(&mut self, text: &str) -> core::fmt::Result {
        for byte in text.bytes() {
            unsafe {
                TRUTH[WRITTEN] = byte;
                WRITTEN += 1;
            }
        }
        Ok(())
    }
}

#[inline(never)]
fn say(name: &str, value: &dyn Debug) {
    let _ = writeln!(Log, "{} => {:?}", name, value);
}

macro_rules! truth { ($($name:ident)*) => { $( say(stringify!($name), &*core::ptr::addr_of!($name)); )* } }
macro_rules! local { ($($name:ident)*) => { $( say(stringify!($name), &$name); )* } }

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct Point { x: i32, y: i32 }
#[derive(Debug)]
pub struct Meters(f32);
#[derive(Debug)]
pub struct Unit;
#[derive(Debug)]
pub struct Generic<T> { first: u8, value: T, last: u16 }
#[derive(Debug)]
pub enum Color { Red = 3, Green = 5, Blue = 9 }
#[derive(Debug)]
pub enum Shape { Empty, Circle(f32), Rectangle { width: u16, height: u16 }, Text(&'static str) }
#[derive(Debug)]
#[repr(i8)]
pub enum Signed { Low(u8) = -2, Middle(u8) = 0, High(u8) = 7 }
#[derive(Debug)]
#[repr(u64)]
pub enum Wide { Small(u8) = 1, Large(u8) = 0x1_0000_0000, Largest(u8) = u64::MAX }
#[derive(Debug)]
pub enum Nested { Leaf(Option<NonZeroU8>), Pair(Color, Option<bool>), Deep(Result<Point, String>) }
#[derive(Debug)]
pub enum List { Cons(u8, Box<List>), Nil }
pub union Bits { whole: u32, half: u16 }
pub trait Area { fn area(&self) -> i32; }
impl Area for Point { fn area(&self) -> i32 { self.x * self.y } }
pub struct Node { value: u8, next: Option<Rc<RefCell<Node>>> }

static mut BYTE: u8 = 65;
static mut NEGATIVE: i8 = -5;
static mut WORD: u16 = 65535;
static mut LONG: i64 = -1234567890123;
static mut HUGE: u128 = 0x0123_4567_89ab_cdef_0123_4567_89ab_cdef;
static mut MINUS: i128 = -170141183460469231731687303715884105728;
static mut SIZE: usize = 12;
static mut FLOAT: f32 = 1.5;
static mut WHOLE: f64 = 2.0;
static mut YES: bool = true;
static mut LETTER: char = 'x';
static mut EURO: char = '\u{20ac}';
static mut NEWLINE: char = '\n';
static mut NOTHING: () = ();
static mut POINT: Point = Point { x: 1, y: -2 };
static mut METERS: Meters = Meters(3.0);
static mut UNIT: Unit = Unit;
static mut GENERIC: Generic<Option<u32>> = Generic { first: 1, value: Some(2), last: 3 };
static mut PAIR: (u8, i32) = (1, -2);
static mut SINGLE: (u8,) = (7,);
static mut TRIPLE: (u8, &str, (bool, char)) = (1, "two", (true, 'c'));
static mut ARRAY: [u16; 3] = [1, 2, 3];
static mut GRID: [[u8; 2]; 2] = [[1, 2], [3, 4]];
static mut NO_ARRAY: [u8; 0] = [];
static mut COLOR: Color = Color::Green;
static mut ORDERING: Ordering = Ordering::Less;
static mut EMPTY_SHAPE: Shape = Shape::Empty;
static mut CIRCLE: Shape = Shape::Circle(2.5);
static mut RECTANGLE: Shape = Shape::Rectangle { width: 3, height: 4 };
static mut TEXT_SHAPE: Shape = Shape::Text("in a shape");
static mut SIGNED_LOW: Signed = Signed::Low(1);
static mut SIGNED_HIGH: Signed = Signed::High(2);
static mut WIDE_SMALL: Wide = Wide::Small(1);
static mut WIDE_LARGE: Wide = Wide::Large(2);
static mut WIDE_LARGEST: Wide = Wide::Largest(3);
static mut LEAF: Nested = Nested::Leaf(NonZeroU8::new(4));
static mut NO_LEAF: Nested = Nested::Leaf(None);
static mut PAIRED: Nested = Nested::Pair(Color::Blue, Some(false));
static mut DEEP: Nested = Nested::Deep(Ok(Point { x: 5, y: 6 }));
static mut SOME: Option<u32> = Some(5);
static mut NONE: Option<u32> = None;
static mut SOME_WIDE: Option<u64> = Some(6);
static mut SOME_BOOL: Option<bool> = Some(true);
static mut NO_BOOL: Option<bool> = None;
static mut TWICE: Option<Option<bool>> = Some(None);
static mut NONZERO: Option<NonZeroU32> = NonZeroU32::new(8);
static mut NO_NONZERO: Option<NonZeroU32> = None;
static mut SOME_REFERENCE: Option<&u8> = Some(&33);
static mut NO_REFERENCE: Option<&u8> = None;
static mut SOME_CHAR: Option<char> = Some('q');
static mut FINE: Result<u8, &str> = Ok(1);
static mut WRONG: Result<u8, &str> = Err("wrong");
static mut HIGH_RESULT: Result<u64, ()> = Err(());
static mut TEXT: &str = "a \"quoted\" text";
static mut NO_TEXT: &str = "";
static mut SLICE: &[u16] = &[10, 20, 30];
static mut POINTS: &[Point] = &[Point { x: 1, y: 2 }, Point { x: 3, y: 4 }];
static mut REFERENCE: &Point = &Point { x: 7, y: 8 };
static mut STRING: String = String::new();
static mut NO_STRING: String = String::new();
static mut SOME_STRING: Option<String> = None;
static mut NONE_STRING: Option<String> = None;
static mut VEC: Vec<u32> = Vec::new();
static mut NO_VEC: Vec<u32> = Vec::new();
static mut STRINGS: Vec<String> = Vec::new();
static mut DEQUE: VecDeque<u8> = VecDeque::new();
static mut BOXED: Option<Box<Point>> = None;
static mut BOXED_SLICE: Option<Box<[u8]>> = None;
static mut LIST: List = List::Nil;
static mut CELL: Cell<u8> = Cell::new(3);
static mut REF_CELL: RefCell<u8> = RefCell::new(4);
static mut MAP: BTreeMap<u8, &str> = BTreeMap::new();
static mut LARGE_MAP: BTreeMap<u16, u16> = BTreeMap::new();
static mut NO_MAP: BTreeMap<u8, u8> = BTreeMap::new();
static mut SET: BTreeSet<char> = BTreeSet::new();
static ATOMIC: AtomicU32 = AtomicU32::new(17);
static FLAG: AtomicBool = AtomicBool::new(true);
static mut DURATION: Duration = Duration::from_millis(1500);
static mut MICROS: Duration = Duration::from_micros(1250);
static mut RANGE: Range<i32> = -1..4;
static mut INCLUSIVE: RangeInclusive<u8> = 2..=5;
static mut EXHAUSTED: RangeInclusive<u8> = 6..=6;
static mut RANGE_FROM: RangeFrom<u16> = 7..;
static mut RANGE_TO: RangeTo<i8> = ..3;
static mut TO_INCLUSIVE: RangeToInclusive<char> = ..='z';
static mut RANGE_FULL: RangeFull = ..;
static mut TEXT_RANGE: Option<Range<&str>> = Some("a".."b");
// Without {:?}, or with one that hides what a debugger shows.
static mut SHARED: Option<Rc<Point>> = None;
static mut ARC: Option<Arc<u8>> = None;
static mut WEAK: Weak<Point> = Weak::new();
static mut BITS: Bits = Bits { whole: 0x0102_0304 };
static mut FUNCTION: fn(u8) -> u8 = add_one;
static mut RAW: *const u8 = core::ptr::null();
static mut CYCLE: Option<Rc<RefCell<Node>>> = None;
static mut OBJECT: &dyn Area = &Point { x: 2, y: 3 };

fn add_one(n: u8) -> u8 { n + 1 }

#[inline(never)]
#[unsafe(no_mangle)]
pub extern "C" fn stop_here() { unsafe { core::arch::asm!("nop") } }

#[inline(never)]
fn locals(numbers: &[u32], text: &str, point: Point) -> u32 {
    let optional: Option<&str> = Some(text);
    let owned = String::from("owned");
    let boxed = Box::new(9u16);
    let pair = (1u8, "two");
    let offset = 3;
    let closure = |n: u32| numbers[0] + offset + n;
    local!(numbers text point optional owned boxed pair);
    stop_here();
    closure(point.x as u32) + owned.len() as u32 + *boxed as u32 + pair.0 as u32 + optional.map_or(0, |t| t.len() as u32)
}

#[unsafe(no_mangle)]
pub extern "C" fn main() -> ! {
    unsafe {
        STRING = String::from("on the heap");
        SOME_STRING = Some(String::from("inside"));
        VEC.extend_from_slice(&[1, 2, 3]);
        STRINGS.push(String::from("one"));
        STRINGS.push(String::from("two"));
        for n in 0..6 { DEQUE.push_back(n); }
        for _ in 0..4 { DEQUE.pop_front(); }
        for n in 6..10 { DEQUE.push_back(n); }
        BOXED = Some(Box::new(Point { x: 3, y: 4 }));
        BOXED_SLICE = Some(Box::new([1, 2, 3]));
        LIST = List::Cons(1, Box::new(List::Cons(2, Box::new(List::Nil))));
        MAP.insert(2, "two");
        MAP.insert(1, "one");
        for n in 0..30u16 { LARGE_MAP.insert(n * 7 % 30, n); }
        for c in ['b', 'a', 'c'] { SET.insert(c); }
        let shared = Rc::new(Point { x: 5, y: 6 });
        WEAK = Rc::downgrade(&shared);
        SHARED = Some(shared.clone());
        core::mem::forget(shared);
        ARC = Some(Arc::new(9));
        RAW = core::ptr::addr_of!(BYTE);
        let first = Rc::new(RefCell::new(Node { value: 1, next: None }));
        let second = Rc::new(RefCell::new(Node { value: 2, next: Some(first.clone()) }));
        first.borrow_mut().next = Some(second);
        CYCLE = Some(first);
        EXHAUSTED.next();
        truth!(BYTE NEGATIVE WORD LONG HUGE MINUS SIZE FLOAT WHOLE YES LETTER EURO NEWLINE NOTHING POINT METERS UNIT GENERIC PAIR SINGLE TRIPLE ARRAY GRID NO_ARRAY
            COLOR ORDERING EMPTY_SHAPE CIRCLE RECTANGLE TEXT_SHAPE SIGNED_LOW SIGNED_HIGH WIDE_SMALL WIDE_LARGE WIDE_LARGEST LEAF NO_LEAF PAIRED DEEP SOME NONE
            SOME_WIDE SOME_BOOL NO_BOOL TWICE NONZERO NO_NONZERO SOME_REFERENCE NO_REFERENCE SOME_CHAR FINE WRONG HIGH_RESULT TEXT NO_TEXT SLICE POINTS REFERENCE
            STRING NO_STRING SOME_STRING NONE_STRING VEC NO_VEC STRINGS DEQUE BOXED BOXED_SLICE LIST CELL REF_CELL MAP LARGE_MAP NO_MAP SET ATOMIC FLAG DURATION MICROS
            RANGE INCLUSIVE EXHAUSTED RANGE_FROM RANGE_TO TO_INCLUSIVE RANGE_FULL TEXT_RANGE);
        core::hint::black_box((&raw mut SHARED, &raw mut ARC, &raw mut WEAK, &raw mut BITS, &raw mut FUNCTION, &raw mut RAW, &raw mut CYCLE, &raw mut OBJECT));
        loop { core::hint::black_box(locals(&VEC, TEXT, POINT)); }
    }
}
