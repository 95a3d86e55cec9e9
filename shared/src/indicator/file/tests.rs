use proptest::prelude::*;

use super::*;
use crate::{indicator::NumberFault, ruleset::Measure};

fn key(text: &str) -> Key {
    text.parse().unwrap()
}

fn code(text: &str) -> Code {
    text.parse().unwrap()
}

fn indicators() -> Vec<IndicatorRule> {
    let rule = |(id, measure): (&str, Measure)| IndicatorRule {
        id: key(id),
        name: id.parse().unwrap(),
        measure,
        basis: crate::ruleset::Basis::Draft,
    };
    [("population", Measure::People), ("poverty", Measure::Share), ("imcv", Measure::Index)].map(rule).to_vec()
}

fn try_bytes(bytes: &[u8]) -> Result<IndicatorFile, Mistakes> {
    try_with(bytes, false)
}

fn try_with(bytes: &[u8], regions: bool) -> Result<IndicatorFile, Mistakes> {
    let territories = ["01", "02", "50"].map(code).into();
    let indicators = indicators();
    let expected = Expected {
        indicators: &indicators,
        territories: &territories,
        currency: Currency::COP,
        decimal: None,
        regions,
    };
    read(bytes, &expected)
}

fn figures(text: &str) -> Vec<(String, Vec<u64>)> {
    let file = try_bytes(text.as_bytes()).unwrap();
    file.figures
        .into_iter()
        .map(|(code, figures)| (code.to_string(), figures.values().map(|f| f.get()).collect()))
        .collect()
}

fn mistakes(text: &str) -> Vec<(usize, usize, Fault)> {
    let mistakes = try_bytes(text.as_bytes()).unwrap_err();
    mistakes.list.into_iter().map(|mistake| (mistake.line, mistake.column, mistake.fault)).collect()
}

#[test]
fn files_of_spreadsheets_are_read() {
    let expected: Vec<(String, Vec<u64>)> = [("01", 157_097, 2_093), ("02", 128_072, 1_556), ("50", 7_151, 2_488)]
        .map(|(code, people, poverty)| (code.to_owned(), vec![people, poverty]))
        .to_vec();
    let semicolons = "code;population;poverty\n01;157097;20,93\n50;7151;24,88\n02;128072;15,56\n";
    assert_eq!(figures(semicolons), expected);
    let windows =
        "\u{feff}Código,population,poverty\r\n01,157097,20.93%\r\n02,128072,\"15,56\"\r\n50,7151,24.88\r\n,,\r\n";
    assert_eq!(figures(windows), expected);
    let tabs = "codigo\tpopulation\tpoverty\n\n01\t157097\t20.93\n02\t 128072\t15.56\n50\t7151\t24.88";
    assert_eq!(figures(tabs), expected);
}

#[test]
fn every_mistake_is_told_by_line_and_column() {
    let text = "code;population;imcv\n1;157097;35,07\n02;-5;1.234\n02;12 000;1\n77;abc;5\n50;8\n";
    let bad = |indicator: &str, measure, found: &str, fault| Fault::BadFigure {
        indicator: key(indicator),
        measure,
        found: found.to_owned(),
        fault,
    };
    assert_eq!(
        mistakes(text),
        [
            (2, 1, Fault::UnknownTerritory { found: "1".into(), perhaps: Some(code("01")) }),
            (3, 4, bad("population", Measure::People, "-5", NumberFault::Negative)),
            (3, 7, bad("imcv", Measure::Index, "1.234", NumberFault::Ambiguous)),
            (4, 1, Fault::RepeatedTerritory { code: code("02"), first: 3 }),
            (4, 4, bad("population", Measure::People, "12 000", NumberFault::Unexpected { found: ' ', column: 3 })),
            (5, 1, Fault::UnknownTerritory { found: "77".into(), perhaps: None }),
            (5, 4, bad("population", Measure::People, "abc", NumberFault::Unexpected { found: 'a', column: 1 })),
            (6, 5, Fault::WrongCellCount { found: 2, expected: 3 }),
            (7, 1, Fault::MissingTerritory { code: code("01") }),
        ]
    );
}

#[test]
fn the_first_line_comes_first() {
    assert_eq!(mistakes(""), [(1, 1, Fault::Empty)]);
    assert_eq!(mistakes("\n;;\n"), [(1, 1, Fault::Empty)]);
    assert_eq!(mistakes("code"), [(1, 1, Fault::NoFigureColumn)]);
    let known = indicators().into_iter().map(|rule| rule.id).collect();
    assert_eq!(
        mistakes("name;population;population;nbi\n01;x"),
        [
            (1, 1, Fault::NoCodeColumn { found: "name".into() }),
            (1, 17, Fault::RepeatedIndicator { indicator: key("population") }),
            (1, 28, Fault::UnknownIndicator { found: "nbi".into(), known }),
        ]
    );
}

#[test]
fn broken_cells_are_mistakes_too() {
    let text = "code;population\n01;\"5\n02;\n50;\"7\"x";
    assert_eq!(
        mistakes(text),
        [
            (2, 4, Fault::BadQuote),
            (3, 4, Fault::MissingFigure { indicator: key("population") }),
            (4, 4, Fault::BadQuote),
            (5, 1, Fault::MissingTerritory { code: code("01") }),
            (5, 1, Fault::MissingTerritory { code: code("50") }),
        ]
    );
    // A decimal comma where commas separate.
    assert_eq!(
        mistakes("code,poverty\n01,20,93\n02,1\n50,1")[0],
        (2, 7, Fault::WrongCellCount { found: 3, expected: 2 })
    );
    let latin = try_bytes(b"code;population\n01;5\nC\xf3digo").unwrap_err();
    assert_eq!(latin.list, [Mistake { line: 3, column: 2, fault: Fault::NotUtf8 }]);
}

#[test]
fn files_are_bounded() {
    let long = try_bytes(&vec![b'a'; MAXIMUM_BYTES + 1]).unwrap_err();
    assert_eq!(long.list[0].fault, Fault::TooLarge { found: MAXIMUM_BYTES + 1 });
    let lines = format!("code;population\n{}", "01;5\n".repeat(MAXIMUM_LINES));
    assert_eq!(mistakes(&lines), [(MAXIMUM_LINES + 1, 1, Fault::TooManyLines)]);
    let wrong = try_bytes(format!("code;population\n{}", "01;x\n".repeat(500)).as_bytes()).unwrap_err();
    assert_eq!((wrong.list.len(), wrong.list.len() + wrong.more), (MAXIMUM_MISTAKES, 500 + 499 + 2));
}

#[test]
fn a_preview_says_what_is_new_and_what_changes() {
    let file = try_bytes(b"code;population;poverty\n01;5;20\n02;6;30\n50;7;40\n").unwrap();
    let figure = |value| Figure::new(value).unwrap();
    let known = BTreeMap::from([
        (code("01"), Figures::from([(key("population"), figure(5)), (key("poverty"), figure(1_999))])),
        (code("02"), Figures::from([(key("population"), figure(6))])),
    ]);
    let preview = preview(&file, &known);
    assert_eq!((preview.new, preview.changed, preview.unchanged), (3, 1, 2));
    let changed = &preview.figures[1];
    assert_eq!((changed.code.as_str(), changed.indicator.as_str()), ("01", "poverty"));
    assert_eq!((changed.before, changed.after), (Some(figure(1_999)), figure(2_000)));
}

proptest! {
    #[test]
    fn no_bytes_break_it(bytes in prop::collection::vec(any::<u8>(), 0..200), text in "(code;population\n)?[01;,\"a.\n\t-]{0,80}") {
        let _: Result<IndicatorFile, Mistakes> = try_bytes(&bytes);
        let read = try_bytes(text.as_bytes());
        if let Ok(file) = read {
            prop_assert_eq!(file.figures.len(), 3);
        }
    }
}

#[test]
fn regions_are_read_where_they_are_asked_for() {
    let file =
        try_with("codigo;región;poverty\n01;Altos Sur;1,5\n02;Valles;2\n50;Altos Sur;3\n".as_bytes(), true).unwrap();
    let regions: Vec<_> = file.regions.iter().map(|(code, region)| (code.as_str(), region.as_str())).collect();
    assert_eq!(regions, [("01", "Altos Sur"), ("02", "Valles"), ("50", "Altos Sur")]);
    assert_eq!(file.indicators, [key("poverty")]);

    let faults = |text: &str| -> Vec<_> {
        try_with(text.as_bytes(), true)
            .unwrap_err()
            .list
            .into_iter()
            .map(|one| (one.line, one.column, one.fault))
            .collect()
    };
    assert_eq!(faults("code;poverty\n01;1"), [(1, 1, Fault::NoRegionColumn)]);
    assert_eq!(faults("code;region\n01;Valles"), [(1, 1, Fault::NoFigureColumn)]);
    assert_eq!(faults("code;region;poverty;region\n"), [(1, 21, Fault::RepeatedRegionColumn)]);
    let nowhere = (3, 4, Fault::BadRegion { found: String::new() });
    assert_eq!(faults("code;region;poverty\n01;Valles;1\n02;;2\n50;Valles;3"), [nowhere]);
    // Where nobody asks for regions, the column is one too many.
    assert!(matches!(mistakes("code;region;poverty\n")[..], [(1, 6, Fault::UnknownIndicator { .. })]));
}
