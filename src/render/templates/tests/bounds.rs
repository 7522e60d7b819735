//! Templates that exactly one limit of the meter refuses: nothing else counts what they make.

use super::{compile_own, fill_own, sample_rows};
use minijinja::value::Value;
use std::collections::BTreeMap;

/// A template that makes a value, and only tests whether it is empty.
fn if_made(expression: &str) -> String {
    format!("{{% if {expression} %}}{{% endif %}}")
}

/// The same, repeated.
fn repeat_expression(times: usize, expression: &str) -> String {
    format!("{{% for i in range({times}) %}}{}{{% endfor %}}", if_made(expression))
}

#[test]
fn each_bound_refuses_alone() {
    for (bound, template) in [
        ("the separators of `join`", if_made("range(50000)|join(\"x\" * 999)")),
        ("what `replace` puts in", if_made("(\"x\" * 9999)|replace(\"x\", \"y\" * 9999)")),
        ("the widths of `format`", if_made("(\"%999d\" * 90000)|format(*range(90000))")),
        ("the lines of `indent`", if_made("(\"\n\" * 99999)|indent(999, first=true, blank=true)")),
        ("the fillers of `batch`", repeat_expression(1000, "rows|batch(999, \"x\")")),
        ("the arguments of `map`", if_made("range(50000)|map(\"default\", \"x\" * 999)")),
        (
            "the argument of a filter",
            "{% set a = \"x\" * 999999 %}".to_owned() + &repeat_expression(99, "group|default(a)"),
        ),
        ("the entries that a filter counts", repeat_expression(100, "range(9999)|length")),
        ("the entries of a slice", repeat_expression(100, "range(9999)[1:]")),
        ("the entries that a filter makes", repeat_expression(40, "range(9999)|reverse")),
    ] {
        let refused = "it handles more text than a template may in line ";
        let ended = fill_own(&template);
        assert!(ended.as_ref().is_err_and(|reason| reason.starts_with(refused)), "{bound}: {ended:?}");
    }
}

#[test]
fn a_large_group_may_handle_more() {
    let names = (0..20_000).map(|number| Value::from(format!("{number} {}", "x".repeat(500))));
    let data = Value::from(BTreeMap::from([("rows", Value::from_iter(names))]));
    let template = "{% for row in rows %}{% if row|upper %}{% endif %}{% endfor %}";
    let own = compile_own(template).unwrap();
    assert_eq!(own.fill(data), Ok(String::new()));
    let without = format!("{{% set text = \"x\" * 500 %}}{}", repeat_expression(20_000, "text|upper"));
    assert!(compile_own(&without).unwrap().fill(sample_rows()).is_err());
}
