//! The mails of a group: the agenda for the reviewer's list, the minutes, and the open action points.

mod actions;
mod agenda;
mod letter;
mod minutes;
#[cfg(test)]
mod tests;

pub use actions::compose_actions;
pub use agenda::compose_agenda;
pub use letter::{Letter, Sender};
pub use minutes::compose_minutes;
