//! From listings to activities: which listings tell of one activity, what is published of it, and
//! the history that it carries on. Here each listing is an activity of its own.

pub mod carry;
pub mod cluster;
mod identity;
pub mod merge;
