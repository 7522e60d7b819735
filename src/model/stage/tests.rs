use super::*;

fn reached_stages(stages: &[Stage]) -> Vec<ReachedStage> {
    stages.iter().map(|stage| ReachedStage::new(*stage, None)).collect()
}

#[test]
fn the_reviewer_is_called_by_its_name() {
    let words = |reviewer| [UnderReview, ChangesRequested, Approved, Frozen].map(|stage| stage.display_name(reviewer));
    let with_name = ["Sent to Board for approval", "Updates requested by Board", "Board approved", "Frozen"];
    assert_eq!(words(Some("Board")), with_name);
    let unnamed =
        ["Sent to the reviewer for approval", "Updates requested by the reviewer", "The reviewer approved", "Frozen"];
    assert_eq!(words(None), unnamed);
}

#[test]
fn a_return_restores_the_stage_before_the_freeze() {
    assert_eq!(effective_stage(&reached_stages(&[UnderReview, Frozen, Reactivated])), Some(UnderReview));
    assert_eq!(effective_stage(&reached_stages(&[Approved, Frozen])), Some(Frozen));
    assert_eq!(effective_stage(&reached_stages(&[])), None);
    assert!(may_follow(Some(UnderReview), true, UnderReview));
    assert!(!may_follow(Some(UnderReview), false, UnderReview));
}

#[test]
fn nothing_follows_archived_and_it_follows_all_others() {
    assert_eq!(Archived.followers().count(), 0);
    for stage in Stage::all().filter(|stage| *stage != Archived) {
        assert!(may_follow(Some(stage), false, Archived), "{stage}");
        assert!(!may_follow(Some(Archived), false, stage), "{stage}");
    }
}

#[test]
fn stages_may_be_skipped_forward_only() {
    assert!(may_follow(Some(NotYetDiscussed), false, Onboarded));
    assert!(!may_follow(Some(Approved), false, UnderDiscussion));
    assert!(may_follow(Some(Approved), false, Approved));
    assert!(!may_follow(None, false, Reactivated));
}
