//! The agenda of a call: items that are added, carried over, moved and removed.

pub mod add;
pub mod arrival;
pub mod carry;
pub mod entry;
pub mod exception;
pub mod remove;
pub mod reorder;
