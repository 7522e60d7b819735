//! What `init` asks on a terminal.

use crate::cli::ask;
use crate::cli::line::parse_line;
use crate::cli::session::Session;
use crate::error::Error;
use crate::model::schedule::TimedSlot;
use crate::record::new_group::NewGroup;

/// Asks for what a new group says of itself; Enter takes what is there.
pub fn ask_new_group(group: NewGroup, session: &Session) -> Result<NewGroup, Error> {
    let name = ask::ask_with_default("Name of the group", &group.name, parse_line)?;
    let question = "Its repository on GitHub, as OWNER/REPO (Enter to go on)";
    let repository = ask::ask_optional(question, super::parse_repository)?;
    let timezone = ask::ask_with_default("Its time zone", group.timezone.name(), super::parse_zone)?;
    let questions = ["When it meets, such as 2nd thursday 09:00-10:30", "Another slot"];
    let today = session.clock.moment_in(timezone).day();
    let slots = ask_list(questions, |text| TimedSlot::parse(text, today))?;
    let questions = ["A member organization; a list can be pasted", "Another one"];
    let organizations = ask_list(questions, parse_line)?;
    let line = |(key, docs): (&str, String)| (key.to_owned(), format!("{key:<12} {docs}"));
    let styles: Vec<_> = super::list_styles().into_iter().map(line).collect();
    let missing = Error::usage("a style is required", "Add it: --style api-backlog or --style mom.");
    let style = ask::choose_one_of("Style of the minutes", &styles, session, missing)?;
    let style = style.parse().unwrap_or(group.style);
    Ok(NewGroup { name, repository, timezone, style, slots, organizations })
}

/// Asks the first question, and the second one until the answer is empty.
fn ask_list<T>([first, next]: [&str; 2], parse: impl Fn(&str) -> Result<T, String>) -> Result<Vec<T>, Error> {
    let mut list = Vec::new();
    loop {
        let question = if list.is_empty() { first } else { next };
        match ask::ask_optional(&format!("{question} (Enter to go on)"), &parse)? {
            Some(item) => list.push(item),
            None => return Ok(list),
        }
    }
}
