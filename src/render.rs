//! Documents from the views: minutes, table, mail, calendar.

pub mod calendar;
pub mod cell;
pub mod document;
mod embedded;
mod facts;
pub mod github;
mod html;
pub mod line_ends;
pub mod mail;
pub mod minutes;
pub mod outputs;
mod page;
mod plain;
pub mod seal;
pub mod site;
mod site_paths;
mod storage;
pub mod table;
mod templates;
mod tree;
