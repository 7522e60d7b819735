//! Findings and views for people and programs.

pub mod agenda;
pub mod changes;
pub mod columns;
pub mod diff;
pub mod github;
pub mod human;
pub mod import;
pub mod inert;
pub mod json;
pub mod record_page;
pub mod record_reference;
mod region;
pub mod rule_page;
pub mod sarif;
pub mod schema;
mod selection;
pub mod status;
pub mod style;
