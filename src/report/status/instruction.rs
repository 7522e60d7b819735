//! What does a task: a command, or a key of a file.

use crate::model::wording::quote_shell_word;
use std::fmt::Display;

/// What does a task: a command, or a key of a file; often either.
#[derive(Clone, PartialEq, Eq, Default)]
pub struct Instruction {
    /// As it is typed; a word in capitals is for the user to fill in.
    pub command: Option<String>,
    /// The file of the repository that says it then, from the root with forward slashes, and the key.
    pub written_to: Option<(String, &'static str)>,
    /// The command for any task of its kind, with a word in capitals in place of what it is about.
    pattern: Option<&'static str>,
}

impl Instruction {
    /// By a command alone.
    pub fn from_command(command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..Self::default() }
    }

    /// By a key of a file alone.
    pub fn from_key(file: String, key: &'static str) -> Self {
        Self { written_to: Some((file, key)), ..Self::default() }
    }

    /// By a command that has a value in the place of a word in capitals.
    pub fn with_pattern(self, pattern: &'static str, word: &str, value: impl Display) -> Self {
        Self {
            command: Some(pattern.replacen(word, &quote_shell_word(&value.to_string()), 1)),
            pattern: Some(pattern),
            ..self
        }
    }

    /// Without what this task is about.
    pub fn without_object(&self) -> Self {
        match self.pattern {
            Some(pattern) => Self::from_command(pattern),
            None => self.clone(),
        }
    }

    /// By a command as well.
    pub fn with_command(self, command: impl Into<String>) -> Self {
        Self { command: Some(command.into()), ..self }
    }
}
