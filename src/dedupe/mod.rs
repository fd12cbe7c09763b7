//! From listings to activities: which listings tell of one activity, what is published of it, and
//! the history that it carries on.

pub mod block;
pub mod carry;
pub mod cluster;
mod identity;
pub mod index;
pub mod merge;
pub mod rulings;
pub mod score;
pub mod text;
pub mod timetable;
