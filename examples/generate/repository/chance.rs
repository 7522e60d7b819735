//! Random choices that are the same in every run.

/// A linear congruential generator with Knuth's constants: good enough for made-up records, and the
/// same on every machine.
pub struct Chance(u64);

impl Chance {
    /// The choices for one record; each record has its own `seed`.
    pub fn new(seed: usize) -> Self {
        let mut chance = Self(seed as u64 ^ 0x9e37_79b9_7f4a_7c15);
        chance.number_below(1);
        chance
    }

    /// A number from 0 to `limit - 1`.
    pub fn number_below(&mut self, limit: u32) -> u32 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        // The high bits are the random ones.
        u32::try_from((self.0 >> 33) % u64::from(limit.max(1))).unwrap_or_default()
    }

    /// Is true in `percent` of a hundred cases.
    pub fn happens(&mut self, percent: u32) -> bool {
        self.number_below(100) < percent
    }

    /// Picks one of several.
    pub fn pick<'a>(&mut self, choices: &[&'a str]) -> &'a str {
        choices[self.number_below(u32::try_from(choices.len()).unwrap_or(1)) as usize]
    }
}
