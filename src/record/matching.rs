//! Errors for words that match nothing or several things.

use crate::error::Error;
use crate::view::lookup::resolution::Resolution;
use std::fmt::Display;

/// The thing that words match, otherwise an error: `unknown` returns the one for words that match nothing, from a
/// suggestion.
pub fn expect_found<T>(
    resolution: Resolution<T>,
    words: &str,
    nouns: &str,
    unknown: impl FnOnce(Option<String>) -> Error,
) -> Result<T, Error> {
    match resolution {
        Resolution::Found(thing) => Ok(thing),
        Resolution::Unknown { suggestion } => Err(unknown(suggestion)),
        Resolution::Ambiguous { choices } => Err(ambiguous_error(words, nouns, &choices)),
    }
}

/// The thing that words match; `None` where they match nothing.
pub fn find_known<T>(resolution: Resolution<T>, words: &str, nouns: &str) -> Result<Option<T>, Error> {
    match resolution {
        Resolution::Found(thing) => Ok(Some(thing)),
        Resolution::Unknown { .. } => Ok(None),
        Resolution::Ambiguous { choices } => Err(ambiguous_error(words, nouns, &choices)),
    }
}

fn ambiguous_error(words: &str, nouns: &str, choices: &[String]) -> Error {
    Error::usage(
        format!("\"{}\" matches {} {nouns}", words.trim(), choices.len()),
        format!("Use one of them: {}.", choices.join(", ")),
    )
}

/// Suggests a word, otherwise returns the help without a suggestion.
pub fn did_you_mean(suggestion: Option<impl Display>, otherwise: impl Into<String>) -> String {
    suggestion.map_or_else(|| otherwise.into(), |near| format!("Did you mean `{near}`?"))
}
