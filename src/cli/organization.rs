//! Which organisation a command means.

use super::ask;
use super::session::Session;
use crate::error::Error;
use crate::model::organization::Organization;
use crate::model::spelling::{folded, nearest};
use crate::view::Views;

/// The own name of the organisation that the user means by its name or an alias, in any spelling. A group that lists
/// none takes every name as it is.
pub fn named(words: &str, views: &Views) -> Result<String, Error> {
    let words = words.trim();
    if words.is_empty() {
        return Err(Error::usage("an organisation has no name", "Write its name, or an alias."));
    }
    let organizations = &views.workgroup.organizations;
    if organizations.is_empty() {
        return Ok(words.to_owned());
    }
    let bears = |one: &&Organization| spellings(one).any(|name| folded(name) == folded(words));
    if let Some(found) = views.index.organization(words).or_else(|| organizations.iter().find(bears)) {
        return Ok(found.name.value.clone());
    }
    let help = match near(words, views) {
        Some(near) => format!("Did you mean `{near}`?"),
        None => {
            "Add it to `organizations` in workgroup.yaml first, or to the `aliases` of the one it means.".to_owned()
        }
    };
    Err(Error::denied(format!("`{words}` is no organisation of this group"), help))
}

/// The organisations that the user names, or one chosen of those of the group on a terminal; elsewhere the error that
/// says how to name one.
pub fn asked(
    given: Vec<String>,
    question: &str,
    session: &mut Session,
    missing: impl FnOnce() -> Error,
) -> Result<Vec<String>, Error> {
    if !given.is_empty() {
        return Ok(given);
    }
    if !session.out.is_interactive() {
        return Err(missing());
    }
    let repository = session.repository()?;
    let workgroup = session.readable(&repository)?;
    let line = |one: &Organization| (one.name.value.clone(), one.name.value.clone());
    let known: Vec<_> = workgroup.organizations.iter().map(line).collect();
    Ok(vec![ask::one_of(question, &known, session, missing)?])
}

/// The name or alias that a mistyped one is nearest to.
pub fn near<'g>(words: &str, views: &Views<'g>) -> Option<&'g str> {
    nearest(words, views.workgroup.organizations.iter().flat_map(spellings))
}

fn spellings(one: &Organization) -> impl Iterator<Item = &str> {
    std::iter::once(&one.name).chain(&one.aliases).map(|name| name.as_str())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::view::tests::on;

    #[test]
    fn an_alias_and_another_spelling_mean_the_organisation() {
        on(&[], "2026-02-12", |views| {
            for (words, name) in
                [("DT", "Deutsche Telekom"), ("deutsche-telekom", "Deutsche Telekom"), (" orange ", "Orange")]
            {
                assert_eq!(named(words, views).unwrap(), name, "{words}");
            }
            for words in ["Orangge", "Fabrikam", " "] {
                assert!(named(words, views).is_err(), "{words}");
            }
        });
        on(&[("workgroup.yaml", "name: G\n")], "2026-02-12", |views| {
            assert_eq!(named("Fabrikam", views).unwrap(), "Fabrikam");
        });
    }
}
