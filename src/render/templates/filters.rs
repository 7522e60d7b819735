//! What all templates share: texts are escaped, and filters turn Markdown into a target.
//!
//! A template prints a text as it is: `{{ title }}`. Markdown of the records goes through a filter: `{{ notes | cell }}`.
//! Whatever a template forgets, no text of a record becomes a tag or a link.

use super::prose::{Prose, ProseTarget};
use crate::render::cell::{escape_html, escape_page, escape_text, format_anchor, format_link, format_page_link};
use crate::render::embedded::Embedded;
use crate::text::urls::is_linkable;
use minijinja::value::Value;
use minijinja::{AutoEscape, Environment, Error, ErrorKind, State, UndefinedBehavior};
use std::borrow::Cow;

/// What a template writes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    /// Markdown.
    Markdown,
    /// HTML in a file of Markdown.
    Html,
    /// A page of a site. Markdown is always embedded.
    Page,
    /// Plain text.
    Text,
}

/// The engine, which refuses what is undefined.
pub fn new_environment(language: Language, embedded: &Embedded) -> Environment<'static> {
    let mut environment = Environment::new();
    environment.set_undefined_behavior(UndefinedBehavior::Strict);
    environment.set_auto_escape_callback(|_| auto_escape());
    environment.set_formatter(move |out, _: &mut State, value| {
        out.write_str(&escape_value(value, language)).map_err(Error::from)
    });
    // Without it, a template cannot print a text of a record as it is.
    environment.remove_filter("safe");
    let targets = [
        ("block", ProseTarget::Block),
        ("cell", ProseTarget::Cell),
        ("html", ProseTarget::Html),
        ("text", ProseTarget::Text),
    ];
    for (name, target) in targets {
        let embedded = embedded.clone();
        environment.add_filter(name, move |value: Value| convert_value(&value, target, language, &embedded));
    }
    environment.add_filter("link", move |label: Value, url: Value| {
        format_labeled(&label, &url, language).map(Value::from_safe_string)
    });
    environment.add_filter("links", move |links: Value| {
        refuse_undefined(&links)?;
        let link = |it: Value| format_labeled(&it.get_attr("label")?, &it.get_attr("url")?, language);
        let links: Vec<String> = links.try_iter()?.map(link).collect::<Result<_, _>>()?;
        Ok::<_, Error>(Value::from_safe_string(links.join(", ")))
    });
    environment
}

/// How a template is evaluated: as one whose texts are escaped.
pub fn auto_escape() -> AutoEscape {
    AutoEscape::Custom(Cow::Borrowed("text"))
}

/// A value as it is printed.
pub fn escape_value(value: &Value, language: Language) -> Cow<'_, str> {
    match (value.as_str(), language) {
        (Some(text), _) if value.is_safe() => Cow::Borrowed(text),
        _ if value.is_undefined() => Cow::Borrowed(""),
        (Some(text), Language::Markdown) => escape_text(text),
        (None, Language::Markdown) => Cow::Owned(escape_text(&value.to_string()).into_owned()),
        (_, Language::Html) => Cow::Owned(escape_html(&print_value(value))),
        // Also in an attribute.
        (_, Language::Page) => Cow::Owned(escape_page(&print_value(value))),
        (_, Language::Text) => print_value(value),
    }
}

/// A value as a text. Most are texts already.
fn print_value(value: &Value) -> Cow<'_, str> {
    value.as_str().map_or_else(|| Cow::Owned(value.to_string()), Cow::Borrowed)
}

/// A label with a link to a URL, if it has one.
fn format_labeled(label: &Value, url: &Value, language: Language) -> Result<String, Error> {
    refuse_undefined(label)?;
    refuse_undefined(url)?;
    let (label, url) = (print_value(label), url.as_str().unwrap_or_default());
    Ok(match language {
        Language::Markdown => format_link(&label, url),
        Language::Html => format_anchor(&label, url),
        Language::Page => format_page_link(&label, url),
        Language::Text if is_linkable(url) => format!("{label} ({url})"),
        Language::Text => label.into_owned(),
    })
}

/// The engine refuses what is undefined only where it prints it.
fn refuse_undefined(value: &Value) -> Result<(), Error> {
    if value.is_undefined() { Err(ErrorKind::UndefinedError.into()) } else { Ok(()) }
}

/// Markdown for a target. Other values are printed as they are; what is absent is empty.
fn convert_value(value: &Value, target: ProseTarget, language: Language, embedded: &Embedded) -> Result<Value, Error> {
    refuse_undefined(value)?;
    let Some(prose) = value.downcast_object_ref::<Prose>() else {
        let text = if value.is_none() { String::new() } else { escape_value(value, language).into_owned() };
        return Ok(Value::from_safe_string(text));
    };
    if language == Language::Text {
        return Ok(prose.convert(ProseTarget::Text));
    }
    let is_embedded = language == Language::Page || matches!(target, ProseTarget::Block | ProseTarget::Cell);
    let embedded = is_embedded.then(|| embedded.insert(prose.source())).flatten();
    Ok(embedded.map_or_else(|| prose.convert(target), Value::from_safe_string))
}
