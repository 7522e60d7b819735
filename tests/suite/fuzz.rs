//! The fuzz targets on their seeds and on what the fuzzer found, without an instrumented build; `fuzz/run MINUTES`
//! makes one and searches for more.

#[path = "../../fuzz/src/lib.rs"]
pub mod targets;

use std::path::Path;
use targets::TARGETS;

/// Runs a target on its seeds and on earlier findings: `tests/hostile/TARGET/DEFECT`.
fn replay_target(target: &str) {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let mut inputs = targets::seeds::seeds(target, root);
    assert!(!inputs.is_empty(), "{target} has no seeds");
    for entry in std::fs::read_dir(root.join("tests/hostile").join(target)).into_iter().flatten() {
        let path = entry.unwrap().path();
        inputs.push((path.display().to_string(), std::fs::read(path).unwrap()));
    }
    let (_, test) = TARGETS.iter().find(|(name, _)| *name == target).unwrap();
    let fails = |(name, input): (String, Vec<u8>)| std::panic::catch_unwind(|| test(&input)).is_err().then_some(name);
    let failed: Vec<String> = inputs.into_iter().filter_map(fails).collect();
    assert!(failed.is_empty(), "{target} fails on {failed:?}");
}

macro_rules! replays {
    ($($target:ident)*) => {
        $(#[test]
        fn $target() {
            replay_target(stringify!($target));
        })*

        #[test]
        fn every_target_is_replayed() {
            assert_eq!([$(stringify!($target)),*], TARGETS.map(|(name, _)| name));
            for (name, _) in TARGETS {
                let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/fuzz/fuzz_targets");
                assert!(Path::new(folder).join(format!("{name}.rs")).is_file(), "{name} has no target of libFuzzer");
            }
        }
    };
}

replays! { record edit check cell table minutes mail calendar template }
