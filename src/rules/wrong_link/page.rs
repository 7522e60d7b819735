//! The URLs of rooms and recordings, which are pages of the web in any case.

use super::check_scheme;
use crate::model::page_url::PageUrl;
use crate::rules::Findings;
use crate::source::Spanned;
use crate::view::Views;

/// Checks the rooms of the schedule.
pub fn check_slots(views: &Views, out: &mut Findings) {
    for url in views.workgroup.schedule.iter().filter_map(|slot| slot.join.as_ref()) {
        check_page(url, out);
    }
}

/// Checks the URL of a room or a recording.
pub fn check_page(url: &Spanned<PageUrl>, out: &mut Findings) {
    check_scheme(&Spanned::new(url.to_string(), url.place), out);
    if let Some(name) = url.passcode_parameter() {
        out.report(url.place, format!("the URL has a passcode (`{name}=`), and the records are public"))
            .with_help("Use a URL without it, and send the passcode another way.");
    }
}
