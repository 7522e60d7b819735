mod bounds;

use super::filters::Language;
use super::own::OwnTemplate;
use super::prose::Prose;
use super::{Templates, built_in_text};
use crate::render::embedded::Embedded;
use crate::store::load::Files;
use minijinja::value::Value;
use std::collections::BTreeMap;
use std::time::{Duration, Instant};

fn sample_rows() -> Value {
    let row = |name: &'static str| Value::from(BTreeMap::from([("name", name), ("text", "a & b, c")]));
    Value::from(BTreeMap::from([("rows", Value::from_iter(["One", "Two"].map(row))), ("group", Value::from("G"))]))
}

fn fill_own(text: &str) -> Result<String, String> {
    compile_own(text)?.fill(sample_rows())
}

fn compile_own(text: &str) -> Result<OwnTemplate<'_>, String> {
    OwnTemplate::compile("table-gfm.md", text, Language::Markdown, &Embedded::default())
}

/// `inner` between `count` copies of `open` and of `close`.
fn nest_tags(count: usize, open: &str, inner: &str, close: &str) -> String {
    open.repeat(count) + inner + &close.repeat(count)
}

#[test]
fn a_template_of_the_group_may_do_what_layout_needs() {
    for (template, expected) in [
        ("{{ group }}{% for row in rows %}, {{ loop.index }} {{ row.name }}{% endfor %}", "G, 1 One, 2 Two"),
        ("{{ group ~ \"-\" ~ (3 + 4 * 2 - 1) }} {{ 7 // 2 }} {{ 7 % 4 }} {{ 2 ** 3 }} {{ 1.5 * 2 }}", "G-10 3 3 8 3.0"),
        ("{{ \"a\" * group|length }}{{ \"ab\" * 3 }}", "aababab"),
        ("{% set title = group ~ \"!\" %}{{ title|lower }} {{ title[0:1] }} {{ rows[1:][0].name }}", "g! G Two"),
        ("{% macro cell(x, y=1) %}<{{ x }}{{ y }}>{% endmacro %}{{ cell(group) }}{{ cell(\"b\", y=2) }}", "<G1><b2>"),
        ("{% set block %}a{{ group }}{% endset %}{{ block }}{% filter upper %}b{% endfilter %}", "aGB"),
        (
            "{% set seen = namespace(n=0) %}{% for r in rows %}{% set seen.n = seen.n + 1 %}{% endfor %}{{ seen.n }}",
            "2",
        ),
        (
            "{{ rows|map(attribute=\"name\")|join(\", \") }} {{ rows|map(attribute=\"name\")|map(\"upper\")|list }}",
            "One, Two \\['ONE', 'TWO'\\]",
        ),
        ("{% for row in rows if row.name in [\"Two\"] %}{{ row.name }}{% else %}none{% endfor %}", "Two"),
        ("{{ rows|selectattr(\"name\", \"eq\", \"Two\")|list|length }} {{ missing|default(\"-\") }}", "1 \\-"),
        ("{{ \"%-6s|%03d\"|format(group, 7) }} {{ \"a\nb\"|indent(2) }} {{ \"x<\"|e }}", "G     \\|007 a   b x&lt;"),
        ("{{ rows[0].text|replace(\" & \", \"/\")|split(\", \")|join(\"+\") }} {{ group is defined }}", "a/b+c True"),
        (
            "{% for a, b in {\"x\": 1}|items %}{{ a }}{{ b }}{% endfor %}{{ 1 < 2 < 3 }}{{ \"a\" not in \"b\" }}",
            "x1TrueTrue",
        ),
        ("{% macro list(x) %}({{ caller(x) }}){% endmacro %}{% call(y) list(group) %}{{ y }}{% endcall %}", "(G)"),
        ("{% for x in [[1, [2]]] recursive %}{{ loop(x) if x is iterable else x }}{% endfor %}", "12"),
        ("{{ none|cell }}{{ group|link(none) }} {{ group|link(\"https://e.x\") }}", "G [G](https://e.x)"),
        (
            "{{ [{\"label\": \"a|b\", \"url\": \"https://e.x\"}, {\"label\": \"c\", \"url\": none}]|links }}",
            "[a\\|b](https://e.x), c",
        ),
        ("{{ []|links }}.", "."),
        ("{% raw %}{{ a }}{% endraw %}{# no #}{% if not rows %}a{% elif group == \"G\" %}b{% endif %}", "{{ a }}b"),
    ] {
        assert_eq!(fill_own(template).as_deref(), Ok(expected), "{template}");
    }
}

#[test]
fn a_template_says_where_it_fails() {
    for (template, reason) in [
        ("a\n{{ missing }}", "undefined value in line 2"),
        ("a\n{% for %}", "unexpected end of block, expected in in line 2"),
        ("a\n\n{{ group|shout }}", "filter shout is unknown in line 3"),
        ("{{ rows.a.b }}", "undefined value in line 1"),
        ("{{ rows[0].title|cell }}", "undefined value in line 1"),
        ("{{ rows[0].title|link(\"https://e.x\") }}", "undefined value in line 1"),
        ("{{ group|link(rows[0].url) }}", "undefined value in line 1"),
        ("{{ rows[0].calls|links }}", "undefined value in line 1"),
        ("{{ rows|links }}", "undefined value in line 1"),
        ("\n{% include \"/etc/passwd\" %}", "`include` is not supported in line 2"),
        ("\n{{ group[::2] }}", "a slice cannot have a step in line 2"),
        ("{{ debug() }}", "debug is unknown in line 1"),
        ("{{ rows|chain(rows) }}", "filter chain is unknown in line 1"),
        ("{{ rows|pprint }}", "filter pprint is unknown in line 1"),
        ("{{ [1]|sum }}", "filter sum is unknown in line 1"),
        ("{{ rows|zip(rows) }}", "filter zip is unknown in line 1"),
    ] {
        assert_eq!(fill_own(template), Err(reason.to_owned()), "{template}");
    }
}

/// Templates that must end, each with its error; the line is present if the engine knows it.
fn hostile_templates() -> Vec<(String, &'static str)> {
    let loops = "{% for a in range(100000) %}".repeat(5);
    let ends = "{% endfor %}".repeat(5);
    let doubled = |set: &str| format!("{{% set a = \"0123456789\" %}}\n{}", set.repeat(30));
    let long = "more than 1000 tokens in line 1";
    let handles = "handles more text than a template may in line";
    vec![
        // Time.
        (format!("{loops}{ends}"), "does not end within 2000000 steps in line 1"),
        (format!("{loops}a{ends}"), "does not end within 2000000 steps in line 1"),
        (
            "{% macro a(n) %}{{ a(n) }}{{ a(n) }}{% endmacro %}{{ a(1) }}".to_owned(),
            "recursion limit exceeded in line 1",
        ),
        ("{% for x in [1] recursive %}{{ loop([1]) }}{% endfor %}".to_owned(), "recursion limit exceeded in line 1"),
        (
            "{% for a in range(100000) %}{% if range(100000)|list == range(100000)|list %}{% endif %}{% endfor %}"
                .to_owned(),
            handles,
        ),
        ("{% for a in range(100000) %}{% if a in range(100000) %}{% endif %}{% endfor %}".to_owned(), handles),
        ("{% for a in range(100000) %}{{ dict(*range(100000)) }}{% endfor %}".to_owned(), "in line 1"),
        (
            "{% for a in range(100000) %}{% if loop.changed(rows, range(90000)) %}{% endif %}{% endfor %}".to_owned(),
            handles,
        ),
        (doubled("{% set a = [a, a] %}") + "{{ a == a }}", handles),
        (doubled("{% set a = [a, a] %}") + "{{ {a: 1} }}", handles),
        (doubled("{% set a = [a, a] %}") + "{{ [a]|sort }}", handles),
        // Memory.
        ("{{ \"x\" * 100000000 }}".to_owned(), handles),
        ("{% set a = \"x\" * 9000000 %}{{ a * 9000000 }}".to_owned(), handles),
        (doubled("{% set a = a ~ a %}"), handles),
        (doubled("{% set a = a + a %}"), handles),
        (doubled("{% set a = a|replace(\"0\", a) %}"), handles),
        (doubled("{% set a = [a, a]|join %}"), handles),
        (doubled("{% set a = [a, a, a]|join(a) %}"), handles),
        (doubled("{% set a %}{{ a }}{{ a }}{% endset %}"), "it writes more than 8 MiB in line 2"),
        (doubled("{% set a = [a]|map(\"replace\", \"0\", a)|join %}"), "`map` does not apply `replace` in line 2"),
        (doubled("{% set a = [a, a] %}") + "{{ a }}", "it writes more than 8 MiB"),
        (doubled("{% set a = [a, a] %}") + "{{ a|string }}", handles),
        (
            "{% set a = namespace(b=\"ab\") %}{% for i in range(99) %}{% set a.b = a.b ~ a.b %}{% endfor %}".to_owned(),
            handles,
        ),
        (
            "{% set a = namespace() %}{% set a.b = a %}{{ a }}".to_owned(),
            "a namespace holds only texts and numbers in line 1",
        ),
        (
            "{% macro d(s) %}{{ s }}{{ s }}{% endmacro %}{{ ".to_owned()
                + &nest_tags(40, "d(", "\"0123456789\"", ")")
                + " }}",
            "it writes more than 8 MiB in line 1",
        ),
        (
            "{% set t %}{% for a in range(100000) %}".to_owned() + &"x".repeat(60_000) + "{% endfor %}{% endset %}",
            "it writes more than 8 MiB in line 1",
        ),
        (
            "{% for a in range(100000) %}".to_owned() + &"x".repeat(60_000) + "{% endfor %}",
            "it writes more than 8 MiB in line 1",
        ),
        ("{{ group|indent(4000000000) }}".to_owned(), "a width is at most 999 in line 1"),
        ("{{ group|indent(width=4000000000, first=true) }}".to_owned(), "a width is at most 999 in line 1"),
        ("{{ (\"\n\" * 9000000)|indent(900, first=true, blank=true) }}".to_owned(), handles),
        (
            "{{ \"%999999999d\"|format(1) }}".to_owned(),
            "a width is at most 999, and is written in the pattern in line 1",
        ),
        (
            "{{ \"%.999999999f\"|format(1.0) }}".to_owned(),
            "a width is at most 999, and is written in the pattern in line 1",
        ),
        (
            "{{ \"%*d\"|format(999999999, 1) }}".to_owned(),
            "a width is at most 999, and is written in the pattern in line 1",
        ),
        ("{{ (\"%999d\" * 900000)|format(*range(100000)) }}".to_owned(), handles),
        ("{{ rows|batch(1000000000, \"x\")|list }}".to_owned(), "a width is at most 999 in line 1"),
        ("{{ rows|slice(1000000000) }}".to_owned(), "a width is at most 999 in line 1"),
        ("{{ (\"x\" * 9000000)|list }}".to_owned(), handles),
        ("{{ (\"x,\" * 9000000)|split(\",\")|length }}".to_owned(), handles),
        ("{% autoescape false %}{{ group }}{% endautoescape %}".to_owned(), "`autoescape` is not supported in line 1"),
        ("{{ ('\"' * 9000000)|e|e|e|e|e }}".to_owned(), handles),
        // Stack.
        (format!("{{{{ {} }}}}", nest_tags(5_000, "(", "1", ")")), long),
        (format!("{{{{ {} }}}}", nest_tags(5_000, "[", "1", "]")), long),
        (format!("{{{{ {}1 }}}}", "not ".repeat(9_000)), long),
        (format!("{{{{ {}1 }}}}", "-".repeat(60_000)), long),
        (format!("{{{{ 1{} }}}}", " + 1".repeat(9_000)), long),
        (format!("{{{{ a{} }}}}", "|e".repeat(20_000)), long),
        (format!("{{{{ a{} }}}}", ".b".repeat(20_000)), long),
        (format!("{{{{ {}1 }}}}", "1 if 1 else ".repeat(5_000)), long),
        (format!("{{{{ {} }}}}", nest_tags(300, "[", "1", "]")), "template exceeds maximum recursion limits in line 1"),
        ("{% if group %}".repeat(300), "template exceeds maximum recursion limits in line 1"),
        (format!("{{{{ {} }}}}", nest_tags(70, "[", "1", "]")), "lists are nested more than 32 deep in line 1"),
        (
            format!("{{% set a = 1 %}}{}{{{{ a }}}}", "{% set a=[a] %}".repeat(4_000)),
            "lists are nested more than 32 deep in line 1",
        ),
        ("{% set a = 1 %}{% macro b(a) %}{{ b([a]) }}{% endmacro %}{{ b(a) }}".to_owned(), "in line 1"),
    ]
}

#[test]
fn every_template_ends() {
    let mut wrong = Vec::new();
    for (template, message) in hostile_templates() {
        let begun = Instant::now();
        let ended = fill_own(&template);
        let shown: String = template.chars().take(200).collect();
        let reason = ended.map(|text| text.len());
        let is_right = reason.as_ref().is_err_and(|reason| reason.contains(message));
        if !is_right || begun.elapsed() > Duration::from_secs(20) {
            wrong.push(format!("{:?} {reason:?} and not {message}: {shown}", begun.elapsed()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn allowed_depth_fits_on_the_stack() {
    for template in [
        format!("{{{{ {}1 }}}}", "not ".repeat(990)),
        format!("{{{{ {}1 }}}}", "-".repeat(990)),
        format!("{{{{ 1{} }}}}", " + 1".repeat(490)),
        format!("{{{{ group{} }}}}", "|e".repeat(490)),
        format!("{{{{ {}1 }}}}", "1 if 1 else ".repeat(240)),
        format!("{{% if 0 %}}{}{{% endif %}}", "{%elif 0%}".repeat(6_400)),
        format!("{{% set a = 1 %}}{}", "{%set a=[a]%}".repeat(4_800)),
        format!("{{% set a = 1 %}}{}", "{%set a=[[[[[[[[[[a]]]]]]]]]]%}".repeat(2_000)),
    ] {
        let shown: String = template.chars().take(200).collect();
        assert!(fill_own(&template).is_ok(), "{shown}: {:?}", fill_own(&template));
    }
}

#[test]
fn the_renderings_of_a_command_share_their_steps() {
    let own = compile_own("{% for a in range(60000) %}{% endfor %}").unwrap();
    let filled = (0..100).take_while(|_| own.fill(sample_rows()).is_ok()).count();
    assert!((5..20).contains(&filled), "{filled}");
}

#[test]
fn a_large_table_of_the_group_has_its_steps() {
    let list = || Value::from_iter(["A", "B"]);
    let row = |number: usize| {
        let name = Value::from(format!("{number} {}", "x".repeat(450)));
        let absent = ["issue_url", "template_pr", "template_url", "registered", "closed", "repository", "release"];
        let facts = absent.into_iter().map(|key| (key, Value::from(())));
        let facts = facts.chain([("name", name), ("owners", list()), ("supporters", list())]);
        Value::from(
            facts
                .chain([("is_merged", false.into()), ("stages", Value::from_iter([0; 0]))])
                .collect::<BTreeMap<_, _>>(),
        )
    };
    let rows = Value::from_iter((0..20_000).map(row));
    let data = Value::from(BTreeMap::from([("rows", rows), ("reviewer", Value::from("TSC"))]));
    let own = compile_own(built_in_text("table-gfm.md").unwrap()).unwrap();
    let text = own.fill(data).unwrap();
    assert!(text.len() > 8 << 20, "{}", text.len());
}

#[test]
fn only_a_template_that_is_used_is_compiled() {
    let mut group = Files::from_texts(&[("workgroup.yaml", "name: G\n")]).decode_group();
    group.templates.insert("mail-minutes.md".to_owned(), "{% if %}".to_owned());
    group.unreadable_templates.insert("table-html.md".to_owned(), "it is a pipe".to_owned());
    let templates = Templates::new(&group).unwrap();
    let nothing = Value::from(BTreeMap::from([("rows", Value::from_iter([0; 0])), ("reviewer", Value::from("TSC"))]));
    assert_eq!(templates.fill("table-gfm.md", nothing).unwrap().lines().count(), 2);
    let reason = |name: &str| templates.fill(name, sample_rows()).unwrap_err().to_string();
    assert!(reason("mail-minutes.md").ends_with("in line 1"), "{}", reason("mail-minutes.md"));
    assert_eq!(reason("table-html.md"), "the template templates/table-html.md cannot be rendered: it is a pipe");
}

#[test]
fn no_text_is_printed_unescaped() {
    let prose = Value::from(BTreeMap::from([("text", Prose::value("*a* <b> [c](javascript:d)"))]));
    for (template, expected) in [
        ("{{ text }}", "\\*a\\* &lt;b> \\[c\\](javascript:d)"),
        ("{{ text|e }}", "\\*a\\* &lt;b> \\[c\\](javascript:d)"),
        ("{% set x %}{{ text }}{% endset %}{{ x }}", "\\*a\\* &lt;b> \\[c\\](javascript:d)"),
        ("{{ text ~ \"|\" }}", "\\*a\\* &lt;b> \\[c\\](javascript:d)\\|"),
        ("{{ text|cell }}", "*a* &lt;b> c"),
        ("{{ text|html }}", "<em>a</em> &lt;b> c"),
        ("{{ text|block }}", "*a* &lt;b> c"),
        ("{{ text|text }}", "a &lt;b> c"),
        ("{{ \"[x]\"|cell }}{{ none|cell }}", "\\[x\\]"),
        ("{{ \"[x]\"|link(\"https://e.x\") }} {{ \"x\"|link(\"javascript:d\") }}", "[\\[x\\]](https://e.x) x"),
    ] {
        assert_eq!(compile_own(template).unwrap().fill(prose.clone()).as_deref(), Ok(expected), "{template}");
    }
    assert_eq!(fill_own("{{ group|safe }}"), Err("filter safe is unknown in line 1".to_owned()));
}
