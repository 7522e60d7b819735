//! Action points: those that a call opened, and what it said about earlier ones.

pub mod due;
pub mod open;
pub mod update;
