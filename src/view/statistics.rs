//! Figures about the work of the group, as of now: attendance, waiting items, approvals and action points.

pub mod approval_times;
pub mod organization_attendance;
pub mod owner_counts;
pub mod waiting_items;

use super::Views;
use approval_times::ApprovalTimes;
use organization_attendance::AttendanceCounts;
use owner_counts::OwnerCounts;
use waiting_items::WaitingItems;

/// The figures that `status --stats` prints; docs/manual/statistics.md defines each.
pub struct GroupStatistics<'g> {
    /// Which organizations attended how many calls.
    pub attendance: AttendanceCounts<'g>,
    /// How many calls did not reach the open items.
    pub waiting: WaitingItems<'g>,
    /// How long proposals took from registration to approval.
    pub approvals: ApprovalTimes<'g>,
    /// How many action points are open, by owner.
    pub actions: OwnerCounts<'g>,
}

impl<'g> Views<'g> {
    /// The figures about the work of the group, as of now.
    pub fn group_statistics(&self) -> GroupStatistics<'g> {
        GroupStatistics {
            attendance: self.count_attendance(),
            waiting: self.waiting_items(),
            approvals: self.approval_times(),
            actions: self.count_open_actions(),
        }
    }
}
