//! A page, or what stands of it in somebody else's.

use maud::{DOCTYPE, Markup, html};

use super::Setting;
use crate::publish::page::layout;

/// `path` is below the site's base.
pub(super) fn page(setting: Setting<'_>, title: &str, path: &str, main: &Markup) -> Markup {
    let Setting { site, lang, embedded, .. } = setting;
    if !embedded {
        return layout::page(site, title, path, lang, &html! {}, main);
    }
    html! {
        (DOCTYPE)
        html lang=(lang) {
            head {
                meta charset="utf-8";
                meta name="viewport" content="width=device-width, initial-scale=1";
                title { (title) " – " (layout::site_name(site, lang)) }
                link rel="canonical" href=(site.address(path));
                link rel="stylesheet" href=(site.address("assets/kooste.css"));
            }
            body { main { (main) } }
        }
    }
}
