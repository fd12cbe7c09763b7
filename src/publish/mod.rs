//! What is published, one file a format. Pure: the same activity always gives the same bytes.

mod credit;
pub mod ical;
pub mod json;
pub mod page;
mod said;
mod upcoming;
pub mod words;
