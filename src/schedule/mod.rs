//! When things are to be done.

pub mod cron;
pub mod timer;
