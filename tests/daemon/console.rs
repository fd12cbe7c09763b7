//! The console of the admins, as a browser uses it.

#[path = "console/browser.rs"]
mod browser;
#[path = "console/decisions.rs"]
mod decisions;
#[path = "console/entrance.rs"]
mod entrance;
#[path = "console/runs.rs"]
mod runs;

/// Every page there is, as somebody would ask for it.
const PAGES: [&str; 10] = [
    "/admin/sources",
    "/admin/sources/lahella",
    "/admin/sources/lahella/held",
    "/admin/runs",
    "/admin/duplicates",
    "/admin/search?q=kerho",
    "/admin/why?q=lahella:id-0",
    "/admin/suppressions",
    "/admin/audit",
    "/admin/tokens",
];
