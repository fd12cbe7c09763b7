//! When a source is to be refreshed.

pub mod cron;
