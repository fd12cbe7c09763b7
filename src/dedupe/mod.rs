//! From listings to activities: which listings tell of one activity, what is published of it, and
//! the history that it carries on.

pub mod block;
pub mod carry;
pub mod cluster;
pub mod description;
pub mod explain;
mod identity;
pub mod index;
pub mod judge;
pub mod link;
pub mod merge;
mod name;
pub mod naming;
pub mod organiser;
pub mod place;
pub mod profile;
pub mod reach;
pub mod rulings;
pub mod score;
pub mod series;
pub mod setting;
pub mod text;
pub mod timetable;
pub mod title;
mod town;
pub mod weights;
mod wording;
pub mod words;
