//! Kooste collects what organisations announce in Lähellä.fi and in other listing feeds, and publishes
//! it as iCal and JSON feeds. `ARCHITECTURE.md` draws the program.

pub mod activity;
pub mod alarm;
pub mod app;
pub mod calendar;
pub mod catalogue;
pub mod cli;
pub mod clock;
pub mod config;
pub mod console;
pub mod dedupe;
pub mod demo;
pub mod feed;
pub mod fetch;
pub mod fragment;
pub mod http;
pub mod id;
pub mod letter;
pub mod lint;
pub mod listing;
pub mod localized;
pub mod metrics;
pub mod month;
pub mod municipality;
pub mod near;
pub mod normalise;
pub mod organisations;
pub mod paging;
pub mod plan;
pub mod publish;
pub mod refresh;
pub mod reload;
pub mod report;
pub mod schedule;
pub mod show;
pub mod site;
pub mod socket;
pub mod source;
pub mod status;
pub mod store;
pub mod token;
pub mod vocabulary;
pub mod weburl;
pub mod when;
pub mod worker;

#[cfg(test)]
mod sample;
