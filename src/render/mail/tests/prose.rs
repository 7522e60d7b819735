//! Markdown in the two parts of a mail.

use crate::render::mail::{html, plain};

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
| [#1](https://e.example/1) |  | <strong>Said:</strong> x<br>y<ul><li>p</li><li>q<ol start=\"3\"><li>r</li></ol></li></ul>z |
| #2 | B | <a href=\"javascript:x()\">t</a><script>u</script></li></ul>v |

<div onclick=\"x()\">block<!-- gone --></div>

---
end
";

#[test]
fn prose_becomes_plain_text() {
    let wanted = "\
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
  y
  - p
  - q
    3. r
  z

- #2
  Who: B
  Status: tu
  v

block

---

end

Links:
[1] https://e.example/a%20b
[2] https://e.example/1
";
    let prose = PROSE.replace("(https://e.example/a b)", "(<https://e.example/a b>)");
    assert_eq!(plain::render_text(&prose), wanted);
}

#[test]
fn prose_becomes_html_that_does_nothing() {
    let page = html::render_page("a < \"b\" & c", PROSE);
    for kept in [
        "<title>a &#60; &#34;b&#34; &#38; c</title>",
        "<strong>Said:</strong> x<br>y<ul><li>p</li>",
        "<ol start=\"3\">",
    ] {
        assert!(page.contains(kept), "{kept}: {page}");
    }
    for (gone, left) in [
        ("javascript", "a trap"),
        ("<script", "<a>t</a>u"),
        ("onclick", "<div>block</div>"),
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
    assert!(plain::render_text(&deep).contains('x') && html::render_page("", &deep).contains('x'));
    let unclosed = "a</li></li>".to_owned() + &"<ul><li>".repeat(1_000) + "b";
    assert!(plain::render_text(&unclosed).contains('b'));
}
