//! How others are asked, as the configuration says.

use std::time::Duration;

use crate::config::Config;
use crate::fetch::{ClientOptions, Limits};

pub fn client_options(config: &Config) -> ClientOptions {
    ClientOptions {
        user_agent: config.fetch.user_agent.clone(),
        allowed_private: config.fetch.allow_private.clone(),
        limits: Limits { total: config.fetch.timeout, ..Limits::of_page(config.fetch.page_bytes) },
        ca_file: config.fetch.ca_file.clone(),
        retry_pause: Duration::from_secs(1),
    }
}
