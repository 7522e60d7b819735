//! Similar tasks on one line: `approve the minutes of 2026-01-22 and 2026-02-12`.

use super::instruction::Instruction;
use super::line::TaskLine;
use crate::model::wording::join_with_and;
use chrono::NaiveDate;
use std::collections::HashMap;

/// Tasks with the same command or key, each for another call or proposal.
pub struct TaskGroup<'l> {
    /// In order; not empty. All have the same heading.
    pub lines: Vec<&'l TaskLine>,
}

/// Groups similar tasks, each group in the place of its first task.
pub fn group_tasks(lines: &[TaskLine]) -> Vec<TaskGroup<'_>> {
    let mut groups: Vec<TaskGroup> = Vec::new();
    let mut groups_by_key: HashMap<GroupKey, usize> = HashMap::new();
    for line in lines {
        let at = group_key(line).map_or(groups.len(), |key| *groups_by_key.entry(key).or_insert(groups.len()));
        match groups.get_mut(at) {
            Some(group) => group.lines.push(line),
            None => groups.push(TaskGroup { lines: vec![line] }),
        }
    }
    groups
}

/// What similar tasks share: the kind, whether they are overdue, the due date, the text before the object, and the
/// instruction without it.
type GroupKey<'l> = (&'static str, bool, Option<NaiveDate>, &'l str, Instruction);

/// The key of the tasks that differ from this one only in their object; `None` if it is never grouped. The days of
/// overdue tasks may differ as well.
fn group_key(line: &TaskLine) -> Option<GroupKey<'_>> {
    if line.opened.is_some() || line.what.object.is_empty() {
        return None;
    }
    let due = line.due.filter(|_| !line.overdue);
    Some((line.kind, line.overdue, due, &line.what.before, line.instruction.without_object()))
}

impl TaskGroup<'_> {
    /// How to complete the task, or each of the tasks.
    pub fn instruction(&self) -> Instruction {
        match self.lines.as_slice() {
            [line] => line.instruction.clone(),
            lines => lines.first().map(|line| line.instruction.without_object()).unwrap_or_default(),
        }
    }

    /// The tasks and their reason in one phrase, with at most so many objects. If reasons differ, their remarks in
    /// parentheses are left out, or the whole reason.
    pub fn describe_group(&self, most: usize) -> String {
        let Some(first) = self.lines.first() else { return String::new() };
        let hidden = self.lines.len().saturating_sub(most);
        let more = (hidden > 0).then(|| format!("{hidden} more"));
        let objects = self.lines.iter().take(most).map(|line| line.what.object.clone()).chain(more);
        let what = format!("{}{}", first.what.before, join_with_and(objects));
        let is_same_why = self.lines.iter().all(|line| line.why == first.why);
        let why = if is_same_why { first.why.clone() } else { without_remarks(&first.why) };
        let has_one_why = is_same_why || self.lines.iter().all(|line| without_remarks(&line.why) == why);
        if why.is_empty() || !has_one_why { what } else { format!("{what}: {why}") }
    }
}

/// Removes remarks in parentheses from a phrase.
fn without_remarks(phrase: &str) -> String {
    let mut depth = 0_usize;
    let is_outside = |character: &char| {
        depth = if *character == '(' { depth + 1 } else { depth };
        let is_outside = depth == 0;
        depth = if *character == ')' { depth.saturating_sub(1) } else { depth };
        is_outside
    };
    phrase.chars().filter(is_outside).collect::<String>().replace(" ,", ",").trim_end().to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::status::line::Phrase;

    fn sample_line(before: &str, object: &str, why: &str, pattern: &'static str) -> TaskLine {
        TaskLine {
            due: "2026-02-12".parse().ok(),
            overdue: false,
            opened: None,
            kind: "freeze",
            what: Phrase::with_object(before, object),
            why: why.to_owned(),
            instruction: Instruction::default().with_pattern(pattern, "ISSUE", object),
        }
    }

    #[test]
    fn similar_tasks_are_one_group() {
        const FREEZE: &str = "backlog stage ISSUE frozen";
        let lines = [
            sample_line("freeze ", "a", "idle (limit: 6), since May (last: 1)", FREEZE),
            sample_line("about to freeze ", "b", "idle", FREEZE),
            sample_line("freeze ", "c", "idle (limit: 6), since May (last: 2)", FREEZE),
            TaskLine { due: None, ..sample_line("freeze ", "d", "idle", FREEZE) },
        ];
        let describe = |lines: &[TaskLine], most| {
            let groups = group_tasks(lines);
            groups
                .iter()
                .map(|group| (group.describe_group(most), group.instruction().command.unwrap()))
                .collect::<Vec<_>>()
        };
        let one = |text: &str, command: &str| (text.to_owned(), command.to_owned());
        assert_eq!(
            describe(&lines, 9),
            [
                one("freeze a and c: idle, since May", FREEZE),
                one("about to freeze b: idle", "backlog stage b frozen"),
                one("freeze d: idle", "backlog stage d frozen"),
            ]
        );
        let similar = ["a", "b"].map(|object| sample_line("freeze ", object, "idle (limit: 6)", FREEZE));
        assert_eq!(describe(&similar, 9), [one("freeze a and b: idle (limit: 6)", FREEZE)], "a common remark is kept");
        let many = ["a", "b", "c"].map(|object| sample_line("freeze ", object, object, FREEZE));
        assert_eq!(describe(&many, 1), [one("freeze a and 2 more", FREEZE)]);
        let overdue = ["2026-01-08", "2026-01-22"].map(|day| TaskLine {
            due: day.parse().ok(),
            overdue: true,
            ..sample_line("freeze ", day, "", FREEZE)
        });
        assert_eq!(describe(&overdue, 9).len(), 1, "the days of overdue tasks may differ");
        let same = || sample_line("freeze ", "a", "", FREEZE);
        for (other, groups) in [
            (same(), 1),
            (TaskLine { kind: "archive", ..same() }, 2),
            (TaskLine { overdue: true, ..same() }, 2),
            (TaskLine { opened: "2026-01-08".parse().ok(), ..same() }, 2),
            (TaskLine { what: Phrase::from_text("freeze "), ..same() }, 2),
            (sample_line("freeze ", "a", "", "backlog archive ISSUE"), 2),
        ] {
            assert_eq!(group_tasks(&[same(), other]).len(), groups);
        }
    }
}
