//! Reads what people wrote by hand: HTML, links, references, tables and dates in text, and the notation of a
//! call.
//!
//! The readers know no records: imports, rules and outputs decide what the text means.

pub mod characters;
pub mod dates;
pub mod html;
pub mod links;
pub mod notation;
pub mod references;
pub mod spans;
pub mod tables;
pub mod urls;
