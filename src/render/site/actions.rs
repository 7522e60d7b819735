//! The page of the action points: the open ones by owner, then those that calls closed.

use super::SiteFile;
use super::pages::{PageWriter, Section};
use crate::error::Error;
use crate::model::action::ActionStatus;
use crate::render::facts::link;
use crate::view::actions::point::ActionPoint;
use chrono::NaiveDate;
use minijinja::context;
use minijinja::value::Value;

/// Writes the page of the action points.
pub fn write(writer: &PageWriter) -> Result<SiteFile, Error> {
    let PageWriter { views, facts, .. } = writer;
    let today = views.now.day();
    let groups = views.actions.open_by_owner(today);
    let points = groups.iter().flat_map(|group| &group.points);
    let overdue = points.clone().filter(|(_, overdue)| overdue.is_some()).count();
    let is_closed = |point: &&ActionPoint| point.status_on(today).is_some_and(|status| status != ActionStatus::Open);
    let closed = views.actions.all().iter().filter(is_closed);
    let mut closed: Vec<(Option<NaiveDate>, &ActionPoint)> =
        closed.map(|point| (point.closed_by(today), point)).collect();
    // A stable sort: those of one day stay in the order in which they were opened.
    closed.sort_by_key(|(day, _)| std::cmp::Reverse(*day));
    let closed = closed.into_iter().map(|(day, point)| {
        let closed = day.map(|day| link(day.to_string(), facts.call_page(day)));
        context! { closed, ..facts.action(point, today, None) }
    });
    let context = context! {
        // The day as of which the page is made.
        date => today.to_string(),
        open => points.count(),
        overdue,
        owners => facts.open_by_owner(&groups, today),
        // Latest first.
        closed => closed.collect::<Value>(),
    };
    writer.write("actions.html".to_owned(), Section::Actions, "Action points", "site-actions.html", context)
}
