//! Markdown in the two parts of a mail.

use crate::render::html::render_page;
use crate::render::plain;
use std::sync::Arc;

const PROSE: &str = "\
# Top
## Part
### Small

A *few* **words** with `code`, ~~old~~ and a [page](https://e.example/a b), and [again](https://e.example/a%20b);
[a path](2026-01-22.md), [a trap](javascript:alert&#40;1&#41;), https://e.example/c and ![a picture](https://e.example/p.png).

1. one
   > quoted

   more
2. two
   - deep

```
kept    as
  it is
```

| Name | Who |
| --- | --- |
| MTN | A, B |
| Orange |  |

| Issue | Who | Status |
| --- | --- | --- |
| [#1](https://e.example/1) |  | **Said:** \u{fdd0}0\u{fdd1} |
| #2 | B | <a href=\"javascript:x()\">t</a><script>u</script></li></ul>v |

\u{fdd0}1\u{fdd1}

<div onclick=\"x()\">block<!-- gone --></div>

---
end
";

/// What the document embeds: in a cell, and as blocks.
fn sample_prose() -> [Arc<str>; 2] {
    ["x\\\ny <b>\n- p\n- q\n  1. r\n\n[z](javascript:z)", "First.\n\n| a | b |\n| - | - |\n| c | d |\n"].map(Arc::from)
}

#[test]
fn prose_becomes_plain_text() {
    let expected = "\
Top
===

Part
----

## Small

A few words with code, ~old~ and a page [1], and again [1]; a path, a
trap, https://e.example/c and a picture.

1. one

   > quoted

   more
2. two
   - deep

    kept    as
      it is

- MTN: A, B
- Orange

- #1 [2]
  Status: Said: x
  y <b>
  - p
  - q
    1. r
  z

- #2
  Who: B
  Status: tuv

First.

- c: d

block

---

end

[1] https://e.example/a%20b
[2] https://e.example/1
";
    let prose = PROSE.replace("(https://e.example/a b)", "(<https://e.example/a b>)");
    assert_eq!(plain::render_document(&prose, &sample_prose()), expected);
}

#[test]
fn prose_becomes_html_that_does_nothing() {
    let page = render_page("a < \"b\" & c", PROSE, &sample_prose());
    for kept in
        ["<title>a &#60; &#34;b&#34; & c</title>", "<strong>Said:</strong> x<br />\ny &lt;b&gt;<ul>\n<li>p</li>"]
    {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    for (gone, left) in [
        ("javascript", "a trap"),
        ("<script", "<td>tu<"),
        ("onclick", "<p>block</p>"),
        ("<img", "a picture"),
        ("2026-01-22.md", "a path"),
        ("gone", "block"),
    ] {
        assert!(!page.contains(gone) && page.contains(left), "{gone}: {page}");
    }
}

#[test]
fn deep_prose_needs_no_deep_stack() {
    let deep = format!("{}x", "> ".repeat(20_000));
    assert!(plain::render_text(&deep).contains('x') && render_page("", &deep, &[]).contains('x'));
}
