//! Blank lines: templates leave some behind, and prose keeps its own.

/// One blank line between blocks at most, and one line end at the end. Fenced and indented code keeps
/// what it has.
pub fn normalize_blank_lines(text: &str) -> String {
    let mut tidy = String::with_capacity(text.len());
    let mut fence: Option<Fence> = None;
    let mut blanks = 0;
    for line in text.lines() {
        if line.trim().is_empty() && fence.is_none() {
            blanks += 1;
            continue;
        }
        // An indented line may go on with the code before it.
        let kept = if line.starts_with("    ") || line.starts_with('\t') { blanks } else { blanks.min(1) };
        if !tidy.is_empty() {
            (0..kept).for_each(|_| tidy.push('\n'));
        }
        blanks = 0;
        fence = match (fence, Fence::parse(line)) {
            (None, opened) => opened,
            (Some(open), Some(found)) if found.closes(&open) => None,
            (open, _) => open,
        };
        tidy.push_str(line);
        tidy.push('\n');
    }
    tidy.truncate(tidy.trim_end().len());
    tidy.push('\n');
    tidy
}

/// The line that opens or closes fenced code.
struct Fence {
    sign: char,
    length: usize,
    /// Whether nothing follows the signs: only such a line closes.
    bare: bool,
}

impl Fence {
    fn parse(line: &str) -> Option<Self> {
        let line = line.trim_start();
        let sign = line.chars().next().filter(|sign| matches!(sign, '`' | '~'))?;
        let length = line.chars().take_while(|next| *next == sign).count();
        let rest = &line[length..];
        (length >= 3 && (sign == '~' || !rest.contains('`'))).then(|| Self {
            sign,
            length,
            bare: rest.trim().is_empty(),
        })
    }

    fn closes(&self, open: &Fence) -> bool {
        self.bare && self.sign == open.sign && self.length >= open.length
    }
}

#[cfg(test)]
mod tests {
    use super::normalize_blank_lines;

    #[test]
    fn blocks_are_parted_by_one_blank_line() {
        assert_eq!(normalize_blank_lines("\n\n# A\n\n\n\nb\n  \n\n"), "# A\n\nb\n");
    }

    #[test]
    fn code_keeps_its_blank_lines() {
        for code in
            ["````\n```\n\n\na\n````\n", "    a\n\n\n    b\n", "- x\n  ```c\n\n\n  y\n  ```\n", "~~~\n\n\n~~~~\n"]
        {
            assert_eq!(normalize_blank_lines(code), code);
        }
        assert_eq!(normalize_blank_lines("```\n\n\n```\n\n\n\nx\n"), "```\n\n\n```\n\nx\n");
        assert_eq!(normalize_blank_lines("`` ` ``\n\n\n\nx\n"), "`` ` ``\n\nx\n");
    }
}
