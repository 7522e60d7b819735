//! The mail of the open action points, as of the day.

use super::letter::{Letter, LetterContent, Sender, id_stamp, message_id, shorten_group_name};
use crate::error::Error;
use crate::model::meeting::Meeting;
use crate::render::facts::Facts;
use crate::render::templates::Templates;
use crate::view::Views;
use crate::view::moment::resolve_moment;
use minijinja::context;

/// Composes the mail of the action points that are open now. `meeting` is the call that records the mail: if it was sent
/// today, its date is `actions-sent`.
///
/// # Errors
/// [`Error::Template`] when the group's own template fails, [`Error::NotAllowed`] when there are too many, [`Error::Usage`]
/// when the recipient is missing.
pub fn compose_actions<'g>(views: &Views<'g>, meeting: &'g Meeting, sender: &Sender) -> Result<Letter, Error> {
    let templates = Templates::for_mail(views.group)?;
    let (facts, today, zone) = (Facts::new(views), views.now.day(), views.workgroup.timezone);
    let groups = views.actions.open_by_owner(today);
    let points = || groups.iter().flat_map(|group| &group.points);
    let context = context! {
        group => views.workgroup.name.as_str(),
        // The name of the group within a header field.
        short_group => shorten_group_name(&views.workgroup.name),
        date => today.to_string(),
        open => points().count(),
        overdue => points().filter(|(_, overdue)| overdue.is_some()).count(),
        // Each action point once.
        owners => facts.open_by_owner(&groups, today),
        // `None` if none is known.
        next_call => views.calls.next_after(today).map(|call| facts.call(&call)),
    };
    let sent = meeting.actions_sent.as_ref().map(|sent| sent.value);
    let sent = sent.filter(|sent| resolve_moment(*sent, zone).date_naive() == today);
    let date = sent.map_or(views.now.moment(), |sent| resolve_moment(sent, zone));
    let id = ["actions".to_owned(), today.to_string()].into_iter().chain(sent.map(id_stamp));
    let id = message_id(id, &views.workgroup.name);
    Letter::new(LetterContent::from_template("mail-actions.md", &context, &templates, date, id)?, sender)
}
