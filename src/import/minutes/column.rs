//! The columns of minutes whose headers the user maps to fields.

use crate::model::record::words;
use crate::model::spelling::fold_name;

words! {
    /// What a column of a table in minutes holds.
    pub enum MinutesColumn = "a field of minutes" {
        /// The issue, pull request or name of an item.
        Item = "item",
        /// The organization of an item.
        Who = "who",
        /// The title of an item.
        Title = "title",
        /// What was said about an item, or what an action point asks for.
        Text = "text",
        /// Who does an action point.
        Owner = "owner",
        /// The id of an action point.
        Id = "id",
        /// The state of an action point.
        Status = "status",
        /// The day by which an action point is due.
        Due = "due",
        /// The name of an attendee.
        Name = "name",
        /// The organization of an attendee.
        Organization = "organization",
    }
}

/// The column that the user mapped to a field, among the folded headers of a table.
pub fn find_mapped_column(
    headers: &[String],
    field: MinutesColumn,
    mapped: &[(String, MinutesColumn)],
) -> Option<usize> {
    let is_mapped = |header: &String| mapped.iter().any(|(name, of)| *of == field && fold_name(name) == *header);
    headers.iter().position(is_mapped)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_header_is_mapped_by_the_user() {
        let mapped = [("What we said:".to_owned(), MinutesColumn::Text), ("By".to_owned(), MinutesColumn::Owner)];
        let headers = ["no", "by", "what we said"].map(fold_name);
        assert_eq!(find_mapped_column(&headers, MinutesColumn::Text, &mapped), Some(2));
        assert_eq!(find_mapped_column(&headers, MinutesColumn::Owner, &mapped), Some(1));
        assert_eq!(find_mapped_column(&headers, MinutesColumn::Due, &mapped), None);
    }
}
