//! A page, or what stands of it in somebody else's.

use maud::Markup;

use super::Setting;
use crate::publish::page::{embed, layout};

/// `path` is below the site's base, with the query of what is shown.
pub(super) fn page(
    setting: Setting<'_>,
    title: &str,
    path: &str,
    head: &Markup,
    main: &Markup,
) -> Markup {
    let Setting { site, lang, embedded, .. } = setting;
    if embedded {
        embed::frame(site, title, None, lang, main)
    } else {
        layout::page(site, title, path, lang, head, main)
    }
}
