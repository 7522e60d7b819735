//! How a group writes its minutes: `minutes` in `workgroup.yaml`.

use crate::model::record::{record, words};

record! {
    /// How the minutes are written.
    pub struct MinutesTerms: Default = "a map with `style` and `attendance`" {
        /// The style of the minutes; if omitted, `api-backlog`.
        style: MinutesStyle = MinutesStyle::ApiBacklog,
        /// How the minutes list the attendance; if omitted, `folded` in the style `api-backlog`, and `present` in `mom`.
        attendance: Option<AttendanceForm>,
    }
}

impl MinutesTerms {
    /// How the minutes list the attendance.
    pub fn attendance_form(&self) -> AttendanceForm {
        self.attendance.unwrap_or(match self.style {
            MinutesStyle::ApiBacklog => AttendanceForm::Folded,
            MinutesStyle::Mom => AttendanceForm::Present,
        })
    }
}

words! {
    /// The style of the minutes.
    pub enum MinutesStyle = "a style of minutes" {
        /// Discussion tables with the whole history of each proposal.
        ApiBacklog = "api-backlog",
        /// Prose, one discussion table, numbered action points.
        Mom = "mom",
    }
}

words! {
    /// How the minutes list who attended.
    pub enum AttendanceForm = "a form of the attendance" {
        /// A table of all organizations and their people.
        Full = "full",
        /// Who came, and the table folded below; as `present` where a table cannot be folded, such as in a mail.
        Folded = "folded",
        /// Who came, then the absent organizations in one line.
        Present = "present",
    }
}
