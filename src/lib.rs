//! Kooste collects what organisations announce in Lähellä.fi and in other listing feeds, and publishes
//! it as iCal and JSON feeds. `ARCHITECTURE.md` draws the program.

pub mod activity;
pub mod catalogue;
pub mod dedupe;
pub mod feed;
pub mod fetch;
pub mod fragment;
pub mod id;
pub mod listing;
pub mod localized;
pub mod municipality;
pub mod normalise;
pub mod plan;
pub mod publish;
pub mod schedule;
pub mod show;
pub mod site;
pub mod source;
pub mod vocabulary;
pub mod weburl;
pub mod when;
