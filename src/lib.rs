//! The records of a working group as a library: read, checked against the procedure of the group, and written out as
//! minutes, table, mail and calendar. The program `backlog` is a thin layer over it.
//!
//! Opening a repository, checking it, and rendering the minutes of its last call:
//!
//! ```
//! # use backlog::{model::when::When, render::outputs, rules, store::load, view::{Views, moment::Now}};
//! # use std::path::Path;
//! let group = load::read_files(Path::new("."))?.decode_group();
//! let workgroup = group.workgroup.as_ref().ok_or("workgroup.yaml cannot be read")?;
//! let today = When::parse("2026-02-12").ok_or("not a date")?;
//! let views = Views::new(&group, workgroup, Now::from_when(today, workgroup.timezone));
//! let findings = rules::check(&views, &rules::Overrides::default()).findings;
//! let minutes = outputs::render_minutes(&views, group.meetings.last().ok_or("no calls")?)?;
//! # assert!(findings.is_empty() && minutes.contains("API Backlog"));
//! # Ok::<(), Box<dyn std::error::Error>>(())
//! ```
//!
//! # The way of the data
//!
//! ```text
//!          files              records             facts                 results
//!
//!          store              model               view       +--------> rules ----> report     findings
//!  YAML ----------> Source --------> Group --------> Views --+--------> render --------------> minutes, table, mail
//!            ^                                               +--------> record ---> edits      changes
//!            |                                                                        |
//!            +------------------------------------------------------------------------+        store writes them
//!
//!  minutes and tables written by hand ----> text ----> import ----> drafts of records
//! ```
//!
//! A module imports only from the floors below its own: [`cli`]; `live`; [`report`], [`record`] and [`fixes`]; [`rules`];
//! [`render`], [`import`] and [`outside`]; [`view`]; [`store`]; [`text`]; [`model`]; and at the bottom [`error`], [`finding`]
//! and [`source`].
//! The library never prints, exits, or reads the clock or the environment; only [`cli`] does.
#![doc = concat!("\n", include_str!("../docs/glossary.md"))]

/// *Internal*: made for the program `backlog`, and may change with any version.
pub mod cli;
pub mod error;
pub mod finding;
pub mod fixes;
pub mod import;
/// *Internal*: made for the program `backlog`, and may change with any version.
#[cfg(feature = "live")]
pub mod live;
pub mod model;
/// *Internal*: made for the program `backlog`, and may change with any version.
pub mod outside;
pub mod record;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod store;
#[cfg(test)]
mod test_group;
pub mod text;
pub mod view;
