//! Titles of activities, read so that two of them can be compared by what they say.
//!
//! "PERUTTU: Naisten aamujooga, alkeet (maksuton) | Oulu" has the core "jooga". That it is for women and
//! beginners and in the morning are marks; that it is cancelled, free and in Oulu are facts.

mod align;
mod calendar;
pub mod compare;
mod facts;
mod inflect;
mod lexicon;
mod marks;
pub mod memory;
mod numbers;
mod organiser;
mod phrases;
mod places;
mod read;
mod times;
mod tongue;
mod words;

pub use compare::{Family, Remainder, TitleLikeness, compare, compare_with, spelt_alike};
pub use facts::{DateTold, Facts, Price, Season, State};
pub use marks::{
    Ages, Audience, DayPart, Group, Level, MarkKind, Marks, Mode, Setting, Spoken, contradiction,
    one_sided,
};
pub use memory::Memory;
pub use read::{Context, Title, read, read_within};
pub use tongue::Tongue;

#[cfg(test)]
mod properties;
#[cfg(test)]
mod tests;
