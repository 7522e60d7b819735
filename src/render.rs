//! From the views to text: templates hold loops, this floor holds what a cell says.

pub mod calendar;
pub mod cell;
pub mod line_ends;
pub mod mail;
pub mod minutes;
pub mod outputs;
pub mod seal;
pub mod table;
mod templates;
