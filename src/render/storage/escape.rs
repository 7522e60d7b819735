//! Texts as XML allows them.

use crate::render::cell::replace_hostile;
use crate::render::embedded::is_reserved;

/// A text without what XML does not allow or what looks different from what it says.
pub fn clean_text(text: &str) -> String {
    let is_odd = |c: char| is_reserved(c) || matches!(c, '\u{fffe}' | '\u{ffff}');
    replace_hostile(&text.replace('\r', " ")).replace(is_odd, "\u{fffd}")
}

/// A text as character data.
pub fn escape_xml(text: &str) -> String {
    clean_text(text).replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}
