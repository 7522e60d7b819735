//! Documents from the views: minutes, table, mail, calendar.

pub mod calendar;
pub mod cell;
pub mod line_ends;
pub mod mail;
pub mod minutes;
pub mod outputs;
pub mod seal;
pub mod table;
mod templates;
