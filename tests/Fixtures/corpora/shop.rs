// Rust without its core library, so that any rustc can build it for the target: enums with and without niche, inlining, generics, slices.
#![feature(no_core, lang_items, auto_traits)]
#![no_core]
#![no_std]
#![crate_type = "lib"]
#![allow(internal_features)]

#[lang = "pointee_sized"] pub trait PointeeSized {}
#[lang = "meta_sized"] pub trait MetaSized: PointeeSized {}
#[lang = "sized"] pub trait Sized: MetaSized {}
#[lang = "copy"] pub trait Copy {}
#[lang = "freeze"] unsafe auto trait Freeze {}
#[lang = "legacy_receiver"] pub trait LegacyReceiver {}
impl<'a, T: PointeeSized> LegacyReceiver for &'a T {}
#[lang = "drop_in_place"] unsafe fn drop_in_place<T: PointeeSized>(_place: *mut T) {}
#[lang = "sync"] pub unsafe auto trait Sync {}
impl Copy for i32 {}
impl Copy for u32 {}
impl Copy for usize {}
impl Copy for bool {}
impl<'a, T: PointeeSized> Copy for &'a T {}

#[lang = "add"] pub trait Add<Rhs = Self> { type Output; fn add(self, rhs: Rhs) -> Self::Output; }
impl Add for i32 { type Output = i32; #[inline(always)] fn add(self, rhs: i32) -> i32 { self + rhs } }

pub mod shop {
    use super::*;

    pub enum Shape { Circle(i32), Rectangle { width: i32, height: i32 }, Empty }
    pub enum Option<T> { None, Some(T) }
    pub struct Pair<A, B> { pub first: A, pub second: B }

    impl Shape {
        #[inline(never)]
        pub fn size(&self) -> i32 {
            match self { Shape::Circle(radius) => twice(*radius), Shape::Rectangle { width, height } => *width + *height, Shape::Empty => 0 }
        }
    }

    #[inline(always)]
    fn twice(value: i32) -> i32 { let doubled = value + value; doubled }

    impl<A: Copy, B: Copy> Pair<A, B> {
        #[inline(never)]
        pub fn swap(&self) -> Pair<B, A> { Pair { first: self.second, second: self.first } }
    }

    #[inline(never)]
    pub fn either(value: &Option<&i32>) -> i32 { match value { Option::Some(inner) => twice(**inner), Option::None => 1 } }
}

#[no_mangle] pub static LIMIT: i32 = 5;

#[no_mangle]
pub extern "C" fn Reset_Handler() -> i32 {
    let shape = shop::Shape::Rectangle { width: LIMIT, height: 4 };
    let pair = shop::Pair { first: 7i32, second: true };
    let swapped = pair.swap();
    let found = shop::either(&shop::Option::Some(&LIMIT));
    shape.size() + swapped.second + found
}
