//! A set of listings of which it is known what is one activity: for measuring how well and how fast
//! duplicates are found. `docs/dedupe.md` tells what is in it and why.
//!
//! ```ignore
//! let world = World::make(1, Extent::Activities(400));
//! let feeds = world.feeds();   // the bodies of four feeds
//! let truth = world.truth();   // which of their entries are one activity
//! ```
//!
//! It knows nothing of how Kooste finds duplicates, and its seed decides all of it.

#![allow(
    dead_code,
    unused_imports,
    reason = "shared by tests and benchmarks, and none uses all of it"
)]
#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a set that cannot be made is a failed test"
)]

pub(crate) mod activity;
mod clock;
pub(crate) mod copy;
pub(crate) mod corruption;
pub(crate) mod face;
mod ical;
mod lahella;
pub(crate) mod later;
mod linked_events;
pub(crate) mod modifier;
pub(crate) mod negative;
pub(crate) mod rng;
mod schedule;
pub(crate) mod score;
mod setting;
pub(crate) mod source;
pub(crate) mod truth;
mod vocabulary;
pub(crate) mod world;

/// When the feeds are read for the first time, and when they are again: after the summer, and four weeks on.
pub(crate) const NOW: &str = "2026-09-07T06:00:00Z";
pub(crate) const LATER: &str = "2026-10-05T06:00:00Z";
