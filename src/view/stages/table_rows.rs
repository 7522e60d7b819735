//! The rows of the backlog table, in order.

use crate::model::proposal::Proposal;
use crate::model::stage::Stage;
use crate::view::stages::Stages;

impl<'g> Stages<'g> {
    /// The proposals in the table: by registration day, then by slug; those without a day after them, archived ones
    /// last.
    pub fn table_rows(&self) -> Vec<&'g Proposal> {
        let mut rows: Vec<&Proposal> =
            self.base.group.proposals.iter().filter(|proposal| proposal.kind.is_row()).collect();
        rows.sort_by_key(|proposal| {
            let registered = proposal.registered.as_ref().map(|day| day.value);
            (
                self.current_stage(proposal) == Some(Stage::Archived),
                registered.is_none(),
                registered,
                proposal.slug.as_str(),
            )
        });
        rows
    }
}

#[cfg(test)]
mod tests {
    use crate::view::tests::with_views;

    #[test]
    fn rows_are_in_the_order_of_registration() {
        let files = [
            ("backlog/a.yaml", "name: A\nregistered: 2020-01-01\nstages: [archived]\n"),
            ("backlog/b.yaml", "name: B\n"),
            ("backlog/c.yaml", "name: C\nregistered: 2024-01-01\n"),
            ("backlog/d.yaml", "name: D\nregistered: 2023-01-01\n"),
            ("backlog/e.yaml", "name: E\nregistered: 2024-01-01\n"),
            ("backlog/f.yaml", "name: F\nkind: name-change\n"),
        ];
        let slugs = with_views(&files, "2026-01-01", |views| {
            views.stages.table_rows().iter().map(|row| row.slug.clone()).collect::<String>()
        });
        assert_eq!(slugs, "dceba");
    }
}
