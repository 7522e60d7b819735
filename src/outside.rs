//! The ways to servers outside this machine, of which each is used only when the user asks for it.

pub mod confluence;
pub mod github;
mod http;
pub mod mail_server;
