//! The two mails of a group: the agenda for the reviewer's list, and the minutes.

mod agenda;
mod html;
mod letter;
mod minutes;
#[cfg(test)]
mod tests;

pub use agenda::compose_agenda;
pub use letter::{Letter, Sender};
pub use minutes::compose_minutes;
