//! The files of a repository: read strictly, decoded into the model, edited without loss, written atomically.

mod disk;
pub mod edit;
pub mod git;
pub mod github_file;
pub mod journal;
pub mod layout;
pub(crate) mod limits;
pub mod load;
pub mod merge;
mod mistakes;
mod open;
mod read_error;
mod record;
pub mod repository;
pub mod revision;
pub mod save;
pub mod stamps;
pub mod template_files;
pub(crate) mod tree;
pub mod yaml;

pub use disk::{BYTE_ORDER_MARK, UnreadableText, read_source};
pub use tree::parser_options;
