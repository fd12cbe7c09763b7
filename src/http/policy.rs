//! What our pages may load and send: their own style sheets and scripts, pictures that announcements
//! link to, and nothing else. Nothing in a page itself is run or styles it.

/// Of the pages that are no part of somebody else's. Pictures are anybody's, over TLS.
pub(super) const PAGE: &str = "default-src 'none'; style-src 'self'; script-src 'self'; \
     img-src https: data: 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; \
     frame-ancestors 'none'";

/// Of the calendar that is made to be part of other pages.
pub(super) fn framed(by: &str) -> String {
    PAGE.replace("frame-ancestors 'none'", &format!("frame-ancestors {by}"))
}
