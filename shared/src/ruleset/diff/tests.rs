use super::*;
use crate::document::{Format, read};

const MEDELLIN: &str = include_str!("../../../../server/presets/rules/medellin.toml");

/// What changes when the text is changed so, each change as `way: what`.
fn after(changes: &[(&str, &str)]) -> Vec<String> {
    let old: RuleSet = read(MEDELLIN, Format::Toml).unwrap();
    let mut text = MEDELLIN.to_owned();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replacen(from, to, 1);
    }
    let new: RuleSet = read(&text, Format::Toml).unwrap();
    let told = |change: &Change| match &change.difference {
        Difference::Added(value) => format!("{}: + {value}", change.way),
        Difference::Removed(value) => format!("{}: - {value}", change.way),
        Difference::Changed { was, becomes } => format!("{}: {was} -> {becomes}", change.way),
        Difference::Reordered { was, becomes } => format!("{}: {} -> {}", change.way, was.join(" "), becomes.join(" ")),
    };
    compare(&old, &new).iter().map(told).collect()
}

#[test]
fn a_value_is_told_by_its_place_and_what_it_was() {
    assert_eq!(after(&[]), [""; 0]);
    assert_eq!(
        after(&[("closes = \"06-30\"", "closes = \"07-15\""), ("share = \"5%\"", "share = \"6%\"")]),
        [
            r#"phases[insumos].typical.closes: "06-30" -> "07-15""#,
            r#"pools[presupuesto-participativo].base.share: "5%" -> "6%""#,
        ]
    );
    assert_eq!(
        after(&[(
            "exits = [{ type = \"meetings\", at_least = 1 }]",
            "exits = [{ type = \"meetings\", at_least = 2 }]"
        )]),
        ["phases[socializacion].exits[0].at_least: 1 -> 2"]
    );
}

#[test]
fn a_field_that_is_left_out_comes_and_goes() {
    assert_eq!(
        after(&[("hours = { from = \"08:00\", until = \"16:00\" }\n", "")]),
        [r#"phases[votacion-presencial].hours: - {"from":"08:00","until":"16:00"}"#]
    );
    assert_eq!(
        after(&[("locks = [\"projects\"]", "locks = [\"projects\", \"rules\"]")]),
        [r#"phases[tarjeton].locks[1]: + "rules""#]
    );
    assert_eq!(after(&[("locks = [\"projects\"]\n", "")]), [r#"phases[tarjeton].locks[0]: - "projects""#]);
}

#[test]
fn a_power_that_moves_is_told_where_it_moved() {
    assert_eq!(
        after(&[
            ("until = \"2024-10-06\"", "until = \"2024-10-11\""),
            ("from = \"2024-10-07\"", "from = \"2024-10-12\"")
        ]),
        [r#"powers[9].until: "2024-10-06" -> "2024-10-11""#, r#"powers[10].from: "2024-10-07" -> "2024-10-12""#]
    );
}

#[test]
fn another_shape_is_another_rule() {
    assert_eq!(
        after(&[("quorum = { type = \"half_plus_one\" }", "quorum = { type = \"members\", count = 7 }")]),
        [r#"bodies[cccp].quorum: {"type":"half_plus_one"} -> {"count":7,"type":"members"}"#]
    );
}

#[test]
fn a_part_more_is_one_change_and_another_order_is_one() {
    let phase = "[[phases]]\nid = \"socializacion\"\n";
    let more = format!("[[phases]]\nid = \"foros\"\nkind = \"socialization\"\nname = \"Foros\"\n\n{phase}");
    assert_eq!(after(&[(phase, &more)]), [r#"phases[foros]: + {"id":"foros","kind":"socialization","name":"Foros"}"#]);
    let swapped = after(&[
        ("[[norms]]\nid = \"ley-152-1994\"\ntitle = \"Ley 152 de 1994, orgánica del plan de desarrollo\"\n\n", ""),
        (
            "[[norms]]\nid = \"ley-1551-2012\"",
            concat!(
                "[[norms]]\nid = \"ley-152-1994\"\ntitle = \"Ley 152 de 1994, orgánica del plan de desarrollo\"\n\n",
                "[[norms]]\nid = \"ley-1551-2012\""
            ),
        ),
    ]);
    assert_eq!(swapped.len(), 1);
    assert!(swapped[0].starts_with("norms: ley-152-1994 ley-136-1994 "), "{swapped:?}");
    assert!(swapped[0].contains(" -> ley-136-1994 ley-152-1994 "), "{swapped:?}");
}
