//! Reads what people wrote by hand: HTML, links, references, tables, dates and lists of names in text, and the notation
//! of a call.
//!
//! The readers know no records: imports, rules and outputs decide what the text means.

pub mod attendance_list;
pub mod characters;
pub mod closing_words;
pub mod dates;
pub mod durations;
pub mod html;
pub mod html_tables;
pub mod links;
pub mod notation;
pub mod references;
pub mod spans;
pub mod tables;
pub mod times;
pub mod urls;
