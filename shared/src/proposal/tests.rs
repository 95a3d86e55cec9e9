use super::*;

const NEEDED: &str = "Los niños juegan en la calle porque no hay parque.";

#[test]
fn a_good_idea_is_trimmed() {
    let idea = IdeaDraft::parse("  Parque en La Salle ", &format!("{NEEDED}\r\nGracias.\r\n"), Some("  ")).unwrap();
    assert_eq!(idea.title(), "Parque en La Salle");
    assert_eq!(idea.need(), format!("{NEEDED}\nGracias."));
    assert_eq!(idea.place(), None);
    let idea = IdeaDraft::parse("Parque en La Salle", NEEDED, Some(" Carrera 42 ")).unwrap();
    assert_eq!(idea.place(), Some("Carrera 42"));
}

#[test]
fn all_that_is_wrong_is_said_at_once() {
    let errors = IdeaDraft::parse("Parque", "", Some("\u{7}x")).unwrap_err();
    assert_eq!(
        errors,
        [
            FieldError { field: Field::Title, problem: Problem::TooShort { minimum: 8, actual: 6 } },
            FieldError { field: Field::Need, problem: Problem::Missing },
            FieldError { field: Field::Place, problem: Problem::ControlCharacter { column: 1 } },
        ]
    );
}

#[test]
fn lengths_count_characters_not_bytes() {
    assert!(IdeaDraft::parse(&"ñ".repeat(120), NEEDED, None).is_ok());
    let errors = IdeaDraft::parse(&"ñ".repeat(121), NEEDED, None).unwrap_err();
    assert_eq!(errors[0].problem, Problem::TooLong { maximum: 120, actual: 121 });
    assert!(IdeaDraft::parse("Parques!", &"é".repeat(30), None).is_ok());
    assert!(IdeaDraft::parse("Parques!", &"é".repeat(29), None).is_err());
}

#[test]
fn what_hides_or_turns_text_is_refused() {
    for title in ["Parque\nen La Salle", "Parque\u{0}en La Salle", "Parque\u{202e}en La Salle"] {
        let errors = IdeaDraft::parse(title, NEEDED, None).unwrap_err();
        assert_eq!(errors, [FieldError { field: Field::Title, problem: Problem::ControlCharacter { column: 7 } }]);
    }
    assert!(IdeaDraft::parse("Parques!", &format!("{NEEDED}\n\tY más."), None).is_ok());
    assert!(IdeaDraft::parse("Parques!", &format!("{NEEDED}\u{1b}[2J"), None).is_err());
}

fn review(form: ReviewForm<'_>) -> Result<Review, Vec<FieldError>> {
    Review::parse(&form, Currency::COP, Locale::EsCo)
}

#[test]
fn a_viable_review_needs_a_cost_and_an_office() {
    let form = ReviewForm {
        verdict: Some(Verdict::Viable),
        cost: "$ 812.000.000",
        department: " Secretaría de Infraestructura ",
        reason: "",
    };
    let viable = review(form).unwrap();
    assert_eq!(viable.state(), ProposalState::Viable);
    assert_eq!(
        viable,
        Review::Viable {
            cost: Money::new(812_000_000, Currency::COP),
            department: "Secretaría de Infraestructura".into()
        }
    );
    let problems = |form| review(form).unwrap_err().into_iter().map(|e| (e.field, e.problem)).collect::<Vec<_>>();
    assert_eq!(
        problems(ReviewForm { cost: "0", department: "", ..form }),
        [(Field::Cost, Problem::NoCost), (Field::Department, Problem::Missing)]
    );
    assert_eq!(problems(ReviewForm { cost: " ", ..form }), [(Field::Cost, Problem::Missing)]);
    assert_eq!(
        problems(ReviewForm { cost: "12.5", ..form }),
        [(Field::Cost, Problem::Amount(MoneyError::Separators { group: '.', decimal: ',' }))]
    );
}

#[test]
fn a_refusal_needs_its_reason() {
    let form = ReviewForm { verdict: Some(Verdict::NotViable), reason: "El predio es privado.", ..Default::default() };
    let refused = review(form).unwrap();
    assert_eq!(refused.state(), ProposalState::NotViable);
    assert_eq!(refused, Review::NotViable { reason: "El predio es privado.".into() });
    let errors = review(ReviewForm { reason: "No se puede.", ..form }).unwrap_err();
    assert_eq!(errors, [FieldError { field: Field::Reason, problem: Problem::TooShort { minimum: 20, actual: 12 } }]);
}

#[test]
fn a_verdict_must_be_chosen() {
    let errors = review(ReviewForm::default()).unwrap_err();
    assert_eq!(errors, [FieldError { field: Field::Verdict, problem: Problem::Missing }]);
}
