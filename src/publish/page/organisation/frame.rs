//! A page, or what stands of it in somebody else's.

use maud::{Markup, html};

use super::Setting;
use crate::publish::page::{embed, layout};

/// `path` is below the site's base.
pub(super) fn page(setting: Setting<'_>, title: &str, path: &str, main: &Markup) -> Markup {
    let Setting { site, lang, embedded, .. } = setting;
    if embedded {
        embed::frame(site, title, None, lang, main)
    } else {
        layout::page(site, title, path, lang, &html! {}, main)
    }
}
