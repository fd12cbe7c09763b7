//! From listings to activities: which listings tell of one activity, what is published of it, and
//! the history that it carries on.

pub mod carry;
pub mod description;
mod identity;
pub mod index;
pub mod link;
pub mod merge;
pub mod organiser;
pub mod place;
pub mod reach;
pub mod rulings;
pub mod setting;
pub mod text;
pub mod title;
mod town;
mod wording;
