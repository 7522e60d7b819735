//! Findings and views as a person or a program reads them.

pub mod human;
pub mod json;
pub mod rule_page;
pub mod schema;
