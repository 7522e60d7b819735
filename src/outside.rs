//! The ways to servers outside this machine, of which each is used only when the user asks for it.

pub mod github;
pub mod mail_server;
