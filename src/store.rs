//! The files of a repository: read strictly, decoded into the model, written whole.

mod decode;
pub mod load;
mod mistakes;
pub mod save;
mod tree;
pub mod yaml;

pub use tree::parser_options;
