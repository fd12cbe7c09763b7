//! What is published, one file a format. Pure: the same activity always gives the same bytes.

/// Rises when the same activity is rendered to other bytes than before: then everything is published
/// anew, without a word about changes that there are none of.
pub const RENDERER: u32 = 3;

pub mod alphabet;
mod credit;
pub mod ical;
pub mod json;
pub mod json_feed;
pub mod json_ld;
pub mod letter;
pub mod linked_events;
pub mod news;
pub mod page;
pub mod rpde;
pub mod rss;
pub mod said;
mod telephone;
mod upcoming;
pub mod venue;
pub mod words;
