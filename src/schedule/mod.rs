//! When a source is to be refreshed, and who sees to it.

pub mod cron;
pub mod timer;
mod weekdays;
