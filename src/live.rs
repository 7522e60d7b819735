//! The live screen of a call: the agenda with what is recorded, the item under discussion, and the keys that record what
//! happens. Nothing here knows a terminal or a clock: the screen draws into a frame, and keys, moments and changes of files
//! come as events.

mod command;
mod draft;
mod draw;
pub mod event;
mod facts;
mod form;
mod keep;
mod key_list;
mod keys;
mod look;
mod mark;
mod message;
mod mode;
mod note;
mod people;
mod request;
mod screen;
#[cfg(test)]
mod tests;
mod transaction;

pub use look::Look;
pub use screen::LiveScreen;
pub use transaction::Recorder;
