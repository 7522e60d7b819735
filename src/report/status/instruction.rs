//! How to complete a task: a command, or a key of a file.

use crate::model::wording::quote_shell_word;
use std::fmt::Display;

/// How to complete a task: with a command, or with a key of a file; often with either.
#[derive(Clone, PartialEq, Eq, Hash, Default)]
pub struct Instruction {
    /// The command as it is typed; words in capitals are placeholders.
    pub command: Option<String>,
    /// The file to edit, from the root with forward slashes, and its key.
    pub written_to: Option<(String, &'static str)>,
    /// The command for any task of this kind, with a word in capitals in place of its object.
    pattern: Option<&'static str>,
}

impl Instruction {
    /// With a command alone.
    pub fn from_command(command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..Self::default() }
    }

    /// With a key of a file alone.
    pub fn from_key(file: String, key: &'static str) -> Self {
        Self { written_to: Some((file, key)), ..Self::default() }
    }

    /// With a command in which a value replaces a word in capitals.
    pub fn with_pattern(self, pattern: &'static str, word: &str, value: impl Display) -> Self {
        Self {
            command: Some(pattern.replacen(word, &quote_shell_word(&value.to_string()), 1)),
            pattern: Some(pattern),
            ..self
        }
    }

    /// The instruction for any task of this kind.
    pub fn without_object(&self) -> Self {
        match self.pattern {
            Some(pattern) => Self::from_command(pattern),
            None => self.clone(),
        }
    }

    /// With a command as well.
    pub fn with_command(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }
}
