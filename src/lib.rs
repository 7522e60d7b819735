//! The records of a working group, checked against its procedure and written out as minutes and table.
//!
//! Floors, each importing only from those below it: `cli`, `report` and `fixes`, `rules`, `render`, `import` and `post`, `view`,
//! `store`, `model`, and at the bottom `source`, `finding` and `error`.

pub mod cli;
pub mod error;
pub mod finding;
pub mod fixes;
pub mod import;
pub mod model;
pub mod post;
pub mod render;
pub mod report;
pub mod rules;
pub mod source;
pub mod store;
pub mod view;
