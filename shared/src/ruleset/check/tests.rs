use super::*;
use crate::{
    document::{Format, read},
    ruleset::{Condition, Entries, OfflineBallots, PollingPlaces, TurnoutBoard},
};

/// A small rule set without defects, to break in one place at a time.
const SOUND: &str = r#"
id = "prueba"
title = "Reglas de prueba"
currency = "COP"
norms = [{ id = "acuerdo-1", title = "Acuerdo 1" }]
themes = [{ id = "agua", name = "Agua" }, { id = "vias", name = "Vías", within = "agua" }]
indicators = [{ id = "population", name = "Población", measure = "people" }]
rolls = [{ id = "sisben", name = "Sisbén" }]
follow_up = { watched_by = "mesa" }

[territories]
levels = [
    { id = "municipio", name = "Municipio", kinds = [{ id = "municipio", name = "Municipio" }] },
    { id = "comuna", name = "Comunas", kinds = [{ id = "comuna", name = "Comuna" }, { id = "rural", name = "Rural" }] },
]
list = [
    { code = "1", name = "Uno", kind = "municipio" },
    { code = "1.1", name = "Uno uno", kind = "comuna", within = "1" },
    { code = "1.2", name = "Uno dos", kind = "rural", within = "1" },
]

[[bodies]]
id = "mesa"
name = "Mesa"
kind = "citizens"
scope = { type = "territory", level = "comuna" }
quorum = { type = "members", count = 3 }
majority = { type = "simple" }
parity = { type = "mixed_pairs" }
seats = [
    { sector = "juntas", name = "Juntas", at_least = 1, at_most = 3, filled_by = "vote", pairs = true },
    { sector = "rural", name = "Rural", at_least = 1, at_most = 1, filled_by = "vote", kinds = ["rural"] },
]

[[phases]]
id = "ideas"
kind = "ideas"
name = "Ideas"
typical = { opens = "04-01", closes = "06-30" }
exits = [{ type = "meetings", at_least = 1 }]

[[phases]]
id = "revision"
kind = "formulation"
name = "Revisión"
typical = { opens = "06-15", closes = "07-31" }
overlaps = ["ideas"]
exits = [{ type = "all_reviewed" }]

[[phases]]
id = "tarjeton"
kind = "ballot"
name = "Tarjetón"
typical = { opens = "08-01", closes = "08-31" }
exits = [{ type = "ballot_approved", by = "mesa" }, { type = "ceilings_adopted" }]
locks = ["projects"]

[[phases]]
id = "votacion"
kind = "voting"
name = "Votación"
hours = { from = "08:00", until = "16:00" }
locks = ["ballots", "ceilings"]

[[phases]]
id = "resultados"
kind = "results"
name = "Resultados"
exits = [{ type = "all_counted" }]

[[powers]]
who = "role:citizen"
may = ["propose_idea", "vote"]
needs = "votar"

[[powers]]
who = "body:mesa"
may = ["approve_ballot", "record_meeting"]
during = ["ideas", "tarjeton"]
from = "2024-01-01"
until = "2024-12-31"
basis = "acuerdo-1 art. 2"

[[powers]]
who = "role:process_admin"
may = ["set_ceilings", "review_proposal", "count_votes"]

[[deadlines]]
id = "revision"
action = "review_proposal"
days = 5
then = { type = "escalate", to = "body:mesa" }

[[pools]]
id = "bolsa"
name = "Bolsa"
base = { type = "fixed", amount = "1000 COP" }

[pools.split]
type = "formula"
level = "comuna"
terms = [{ weight = 1, term = { type = "product", indicator = "population", times = "population" } }]
factors = [{ kind = "rural", factor = "150%" }]
floor = { type = "amount", amount = "500 COP" }
cap = { type = "share", share = "50%" }
unit = "10 COP"

[[pools]]
id = "cada"
name = "Cada uno"
base = { type = "each", level = "municipio", amount = "100 COP" }

[pools.split]
type = "formula"
level = "comuna"
within = "municipio"
terms = [{ weight = 1, term = { type = "equal" } }]
floor = { type = "amount", amount = "50 COP" }

[[pools]]
id = "temas"
name = "Temas"
base = { type = "share", label = "Inversión", share = "5%", at_least = "5%", at_most = "10%", certified_by = "mesa" }
split = { type = "themes", parts = [{ theme = "agua", weight = 1 }] }

[[pools]]
id = "escuelas"
name = "Escuelas"
base = { type = "fixed", amount = "300 COP" }
split = { type = "whole" }

[[eligibility]]
id = "votar"
name = "Votar"

[eligibility.condition]
type = "all"
of = [
    { type = "age", at_least = 14, below = 99 },
    { type = "any", of = [{ type = "roll", roll = "sisben" }, { type = "member", body = "mesa" }] },
    { type = "not", of = { type = "age", below = 12 } },
]

[[contests]]
id = "proyectos"
name = "Proyectos"
level = "comuna"
pool = "bolsa"
phases = ["votacion"]
offer = { at_least = 5, at_most = 20 }
ballot = { type = "approval", at_least = 1, at_most = { type = "by_kind", kinds = [{ kind = "rural", count = 9 }], otherwise = 7 } }
winner = { type = "greedy", tie = ["lower_cost", "public_draw"] }

[[contests]]
id = "temas"
name = "Temas"
level = "municipio"
pool = "temas"
phases = ["votacion"]
ballot = { type = "wallet", amount = 1000, note = 100, each_at_most = 100, at_most = { type = "count", count = 10 } }
winner = { type = "greedy_by_theme", tie = ["ballot_number"] }

[[contests]]
id = "escuelas"
name = "Escuelas"
level = "municipio"
pool = "escuelas"
phases = ["votacion"]
ballot = { type = "points", points = 10, each_at_most = 5, at_most = { type = "count", count = 2 }, spend_all = true }
winner = { type = "quota", winners = 4, each = 2, within = "comuna", tie = ["public_draw"] }

[[sheets]]
id = "tarjeton"
name = "Tarjetón"
contests = ["proyectos", "temas", "escuelas"]
order = "number"

[selection]
level = "comuna"
within = "municipio"
count = 1
criteria = [{ indicator = "population", first = "lowest", weight = "100%" }]
"#;

fn defects(text: &str) -> Vec<Defect> {
    read::<RuleSet>(text, Format::Toml).unwrap_or_else(|problems| panic!("{problems:#?}")).defects()
}

/// The defects after replacing one text of the sound rule set, each as `path: word for what is wrong`.
fn broken(from: &str, to: &str) -> Vec<String> {
    assert_eq!(SOUND.matches(from).count(), 1, "`{from}` is not there once");
    defects(&SOUND.replacen(from, to, 1)).iter().map(ToString::to_string).collect()
}

fn assert_broken(from: &str, to: &str, expected: &[&str]) {
    assert_eq!(broken(from, to), expected, "after `{from}` became `{to}`");
}

#[test]
fn the_sound_one_is_sound_and_can_be_published() {
    assert_eq!(defects(SOUND), []);
    let rules: RuleSet = read(SOUND, Format::Toml).unwrap();
    let sound = rules.clone().check().unwrap();
    assert_eq!(sound.rules(), &rules);
    assert_eq!(sound.rules().hash(), rules.hash());
    assert_eq!(sound.into_rules(), rules);
}

#[test]
fn what_is_not_there_is_told_with_what_is() {
    let text = SOUND.replacen("who = \"body:mesa\"", "who = \"body:messa\"", 1);
    let defects = defects(&text);
    let unknown = defects.iter().find(|defect| defect.path.to_string() == "powers[1].who").unwrap();
    assert_eq!(unknown.flaw, Flaw::Unknown { what: Part::Body, found: "messa".into(), known: vec!["mesa".into()] });
    assert_eq!(unknown.flaw.meant(), Some("mesa"));
    assert_eq!(defects.len(), 2, "and nobody else may approve the ballot: {defects:#?}");
}

#[test]
fn every_reference_is_looked_up() {
    let cases = [
        ("basis = \"acuerdo-1 art. 2\"", "basis = \"acuerdo-2\"", "powers[1].basis"),
        ("within = \"agua\"", "within = \"aire\"", "themes[1].within"),
        ("watched_by = \"mesa\"", "watched_by = \"otra\"", "follow_up.watched_by"),
        ("kind = \"rural\", within", "kind = \"selva\", within", "territories.list[2].kind"),
        ("kinds = [\"rural\"]", "kinds = [\"selva\"]", "bodies[0].seats[1].kinds[0]"),
        ("overlaps = [\"ideas\"]", "overlaps = [\"ideas\", \"nada\"]", "phases[1].overlaps[1]"),
        ("during = [\"ideas\", \"tarjeton\"]", "during = [\"ideas\", \"tarjeton\", \"nada\"]", "powers[1].during[2]"),
        ("needs = \"votar\"", "needs = \"nada\"", "powers[0].needs"),
        ("to = \"body:mesa\"", "to = \"body:nada\"", "deadlines[0].then.to"),
        ("indicator = \"population\", times", "indicator = \"nada\", times", "pools[0].split.terms[0].term.indicator"),
        ("times = \"population\"", "times = \"nada\"", "pools[0].split.terms[0].term.times"),
        ("kind = \"rural\", factor", "kind = \"nada\", factor", "pools[0].split.factors[0].kind"),
        ("certified_by = \"mesa\"", "certified_by = \"nada\"", "pools[2].base.certified_by"),
        ("theme = \"agua\"", "theme = \"nada\"", "pools[2].split.parts[0].theme"),
        ("roll = \"sisben\"", "roll = \"nada\"", "eligibility[0].condition.of[1].of[0].roll"),
        ("body = \"mesa\"", "body = \"nada\"", "eligibility[0].condition.of[1].of[1].body"),
        ("pool = \"bolsa\"", "pool = \"nada\"", "contests[0].pool"),
        ("kind = \"rural\", count", "kind = \"nada\", count", "contests[0].ballot.at_most.kinds[0].kind"),
        ("within = \"comuna\", tie", "within = \"nada\", tie", "contests[2].winner.within"),
        ("\"temas\", \"escuelas\"]", "\"temas\", \"escuelas\", \"nada\"]", "sheets[0].contests[3]"),
        ("indicator = \"population\", first", "indicator = \"nada\", first", "selection.criteria[0].indicator"),
    ];
    for (from, to, path) in cases {
        assert!(SOUND.matches(from).count() >= 1, "`{from}`");
        let found = defects(&SOUND.replacen(from, to, 1));
        let unknown: Vec<String> = (found.iter())
            .filter(|defect| matches!(defect.flaw, Flaw::Unknown { .. }))
            .map(|defect| defect.path.to_string())
            .collect();
        assert_eq!(unknown, [path], "{to}");
    }
}

#[test]
fn a_phase_that_nobody_can_leave_is_told() {
    assert_broken(
        "may = [\"approve_ballot\", \"record_meeting\"]",
        "may = [\"record_meeting\"]",
        &["phases[2].exits[0]: nobody may approve_ballot in tarjeton as mesa"],
    );
    assert_broken(
        "during = [\"ideas\", \"tarjeton\"]",
        "during = [\"tarjeton\"]",
        &["phases[0].exits[0]: nobody may record_meeting in ideas"],
    );
    assert_broken(
        "may = [\"set_ceilings\", \"review_proposal\", \"count_votes\"]",
        "may = [\"view_audit\"]",
        &[
            "phases[1].exits[0]: nobody may review_proposal in revision",
            "phases[2].exits[1]: nobody may set_ceilings in tarjeton",
            "phases[4]: nobody may count_votes in resultados",
            "phases[4].exits[0]: nobody may count_votes in resultados",
            "powers: nobody may set_ceilings",
        ],
    );
    assert_broken(
        "locks = [\"projects\"]",
        "locks = [\"projects\", \"ballots\"]",
        &["phases[2].exits[0]: waits for what tarjeton has locked (ballots)"],
    );
    assert_broken(
        "at_least = 1 }]\n\n[[phases]]\nid = \"revision\"",
        "at_least = 0 }]\n\n[[phases]]\nid = \"revision\"",
        &["phases[0].exits[0].at_least: zero is nothing"],
    );
}

#[test]
fn silence_cannot_say_what_a_project_costs() {
    let escalates = "then = { type = \"escalate\", to = \"body:mesa\" }";
    assert_broken(escalates, "then = { type = \"accept\" }", &["deadlines[0].then: silence cannot review_proposal"]);
    assert_broken(escalates, "then = { type = \"refuse\" }", &[]);
    assert_eq!(
        broken(
            "action = \"review_proposal\"\ndays = 5\nthen = { type = \"escalate\", to = \"body:mesa\" }",
            "action = \"approve_ballot\"\ndays = 5\nthen = { type = \"accept\" }"
        ),
        [""; 0]
    );
}

#[test]
fn a_vote_needs_voters_contests_and_results() {
    assert_broken(
        "may = [\"propose_idea\", \"vote\"]",
        "may = [\"propose_idea\"]",
        &["phases[3]: nobody may vote in votacion"],
    );
    assert_broken(
        "kind = \"results\"",
        "kind = \"follow_up\"",
        &["phases[3]: no phase of results comes after this vote"],
    );
    assert_broken(
        "\nid = \"votacion\"\nkind = \"voting\"",
        "\nid = \"votacion\"\nkind = \"ballot\"",
        &[
            "contests[0].phases[0]: one does not vote in votacion (ballot)",
            "contests[1].phases[0]: one does not vote in votacion (ballot)",
            "contests[2].phases[0]: one does not vote in votacion (ballot)",
        ],
    );
    assert_broken(
        "contests = [\"proyectos\", \"temas\", \"escuelas\"]",
        "contests = [\"proyectos\", \"temas\"]",
        &["contests[2]: no sheet has this contest"],
    );
}

#[test]
fn what_people_vote_in_together_is_on_one_ballot_and_has_money_of_its_own() {
    assert_broken(
        "pool = \"escuelas\"",
        "pool = \"temas\"",
        &["contests[2].pool: the pool temas is what temas spends, and both are decided together"],
    );
    let (sheet, apart) = (
        "contests = [\"proyectos\", \"temas\", \"escuelas\"]\norder = \"number\"\n",
        "contests = [\"temas\", \"escuelas\"]\norder = \"number\"\n\n\
         [[sheets]]\nid = \"otro\"\nname = \"Otro\"\ncontests = [\"proyectos\"]\norder = \"number\"\n",
    );
    assert_broken(sheet, apart, &["contests[0]: is voted in with escuelas, and not on the same sheet"]);
    // What leads up to it in a vote of its own has a ballot of its own, and may be about the same money.
    let before = "[[phases]]\nid = \"previa\"\nkind = \"voting\"\nname = \"Previa\"\n\n";
    let phase = "[[phases]]\nid = \"votacion\"\n";
    let text = SOUND.replace(phase, &format!("{before}{phase}")).replace(sheet, apart);
    let contest = "pool = \"bolsa\"\nphases = [\"votacion\"]";
    assert_eq!(defects(&text.replace(contest, "pool = \"bolsa\"\nphases = [\"previa\"]")), []);
    let same = text.replace("pool = \"escuelas\"", "pool = \"bolsa\"");
    let told = defects(&same.replace(contest, "pool = \"bolsa\"\nphases = [\"previa\"]"));
    assert!(!told.iter().any(|defect| matches!(defect.flaw, Flaw::SpentTwice { .. })), "{told:?}");
}

#[test]
fn phases_follow_each_other_unless_they_say_that_they_overlap() {
    assert_broken("overlaps = [\"ideas\"]\n", "", &["phases[1].typical: opens on 06-15, while ideas closes on 06-30"]);
    assert_broken(
        "opens = \"06-15\"",
        "opens = \"03-15\"",
        &["phases[1].typical: opens on 03-15, before ideas on 04-01"],
    );
    assert_broken(
        "overlaps = [\"ideas\"]",
        "overlaps = [\"ideas\", \"votacion\"]",
        &["phases[1].overlaps[1]: votacion does not come before"],
    );
    assert_broken(
        "closes = \"08-31\"",
        "closes = \"08-31\", year = 4",
        &["phases[2].typical.year: 4 is not from 0 to 3"],
    );
    assert_broken("until = \"16:00\"", "until = \"08:00\"", &["phases[3].hours: from 08:00 to 08:00 there is nothing"]);
    // From December to January is no way back.
    assert_eq!(broken("opens = \"08-01\", closes = \"08-31\"", "opens = \"12-01\", closes = \"01-31\""), [""; 0]);
}

#[test]
fn phases_that_come_every_few_years_are_checked_too() {
    let ideas = "closes = \"06-30\"";
    let every = |every: u16, since: u16| format!("closes = \"06-30\", recurs = {{ every = {every}, since = {since} }}");
    assert_eq!(broken(ideas, &every(4, 2024)), [""; 0]);
    assert_broken(ideas, &every(1, 2024), &["phases[0].typical.recurs.every: 1 is not from 2 to 20"]);
    assert_broken(ideas, &every(4, 24), &["phases[0].typical.recurs.since: 24 is not from 1900 to 9000"]);
    // What never comes in the same year need not be in order.
    let apart = |text: &str, since: u16| text.replace('}', &format!(", recurs = {{ every = 2, since = {since} }} }}"));
    let (first, second) =
        ("typical = { opens = \"04-01\", closes = \"06-30\" }", "typical = { opens = \"06-15\", closes = \"07-31\" }");
    let among = |since: u16| {
        let text = SOUND.replace(first, &apart(first, 2024)).replace(second, &apart(second, since));
        let text = text.replace("overlaps = [\"ideas\"]\n", "");
        defects(&text).iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(among(2024), ["phases[1].typical: opens on 06-15, while ideas closes on 06-30"]);
    assert_eq!(among(2025), [""; 0]);
}

#[test]
fn a_vote_needs_results_in_each_year_in_which_it_comes() {
    let vote = "name = \"Votación\"\n";
    let results = "name = \"Resultados\"\n";
    let four = |opens: &str| {
        format!("typical = {{ opens = \"{opens}\", closes = \"12-20\", recurs = {{ every = 4, since = 2024 }} }}\n")
    };
    assert_eq!(broken(vote, &format!("{vote}{}", four("11-01"))), [""; 0]);
    assert_broken(
        results,
        &format!("{results}{}", four("12-01")),
        &["phases[3]: no phase of results comes after this vote"],
    );
}

#[test]
fn polling_places_are_for_voting_in_person() {
    let vote = "name = \"Votación\"\n";
    let places = |rest: &str| format!("{vote}places = {{ level = \"comuna\", fixed_at_least = 1{rest} }}\n");
    let run = "may = [\"set_ceilings\", \"review_proposal\", \"count_votes\"]";
    let runs =
        SOUND.replace(run, "may = [\"set_ceilings\", \"review_proposal\", \"count_votes\", \"run_polling_place\"]");
    let with = |to: &str| {
        let defects = defects(&runs.replace(vote, to));
        defects.iter().map(ToString::to_string).collect::<Vec<_>>()
    };
    assert_eq!(with(&places(", mobile_beyond_km = 10, tablet = true")), [""; 0]);
    assert_eq!(
        with(&format!("{}channel = \"online\"\n", places(""))),
        ["phases[3].places: one does not vote in person in this phase"]
    );
    assert_eq!(with(&places(", mobile_beyond_km = 0")), ["phases[3].places.mobile_beyond_km: zero is nothing"]);
    let nowhere = with(&places("").replace("comuna", "barrio"));
    assert_eq!(nowhere, ["phases[3].places.level: no level `barrio`; there are comuna, municipio"]);
    assert_broken(vote, &places(""), &["phases[3].places: nobody may run_polling_place in votacion"]);
    let ideas = "name = \"Ideas\"\n";
    assert_broken(
        ideas,
        &places("").replace(vote, ideas),
        &["phases[0].places: one does not vote in person in this phase"],
    );
}

/// Nobody can tell from the rules whether the identity provider says which document is whose.
#[test]
fn where_people_vote_online_and_in_person_the_document_is_asked_for_beforehand() {
    let rules = |text: &str| read::<RuleSet>(text, Format::Toml).unwrap();
    let needed = |rules: &RuleSet| {
        let of = |Hint::DocumentNeeded { contest }| contest.to_string();
        rules.hints().into_iter().map(of).collect::<Vec<_>>()
    };
    let run = "may = [\"set_ceilings\", \"review_proposal\", \"count_votes\"]";
    let runs =
        SOUND.replace(run, "may = [\"set_ceilings\", \"review_proposal\", \"count_votes\", \"run_polling_place\"]");
    let all: Vec<String> = rules(SOUND).contests.iter().map(|contest| contest.id.to_string()).collect();
    assert_eq!(needed(&rules(SOUND)), [""; 0], "nobody runs a desk");
    assert_eq!(needed(&rules(&runs)), all);
    for channel in ["online", "in_person"] {
        let vote = "name = \"Votación\"\n";
        assert_eq!(needed(&rules(&runs.replace(vote, &format!("{vote}channel = \"{channel}\"\n")))), [""; 0]);
    }
    let mut accounts = rules(&runs);
    for contest in &mut accounts.contests {
        contest.per_entry_of = Some("sisben".parse().unwrap());
    }
    assert_eq!(needed(&accounts), [""; 0], "an account votes once, whoever casts its vote");
}

#[test]
fn a_vote_for_each_account_needs_accounts_and_voters_who_have_one() {
    let roll = "rolls = [{ id = \"sisben\", name = \"Sisbén\" }]";
    let accounts = SOUND.replace(roll, "rolls = [{ id = \"sisben\", name = \"Sisbén\", entries = \"accounts\" }]");
    let told = |text: &str| defects(text).iter().map(ToString::to_string).collect::<Vec<_>>();
    assert_eq!(told(&accounts), [""; 0]);
    let by = |text: &str, places: &[usize], roll: &str| {
        let contests: Vec<_> = text.match_indices("[[contests]]\n").map(|(at, found)| at + found.len()).collect();
        let mut text = text.to_owned();
        for &place in places.iter().rev() {
            text.insert_str(contests[place], &format!("per_entry_of = \"{roll}\"\n"));
        }
        text
    };
    let all = [0, 1, 2];
    let off = |contest| {
        format!("powers[0].needs: {contest} has a vote for each entry of sisben, and this does not ask for one")
    };
    let ids: Vec<String> =
        read::<RuleSet>(SOUND, Format::Toml).unwrap().contests.iter().map(|one| one.id.to_string()).collect();
    assert_eq!(told(&by(&accounts, &all, "sisben")), ids.iter().map(off).collect::<Vec<_>>());
    let mut sound: RuleSet = read(&by(&accounts, &all, "sisben"), Format::Toml).unwrap();
    sound.eligibility[0].condition = Condition::Roll { roll: "sisben".parse().unwrap() };
    assert_eq!(sound.defects(), []);
    sound.contests[2].turnout = Some(TurnoutBoard { every_hours: 1, smallest: None });
    let told_of: Vec<_> = sound.defects().iter().map(ToString::to_string).collect();
    assert_eq!(told_of, ["contests[2].turnout: turnout is told by people, and here each account of sisben has a vote"]);
    sound.contests[2].turnout = None;
    let vote = sound.phases.iter().position(|phase| phase.id.as_str() == "votacion").unwrap();
    sound.powers[0].may.push(Action::RunPollingPlace);
    for (offline, expected) in
        [(OfflineBallots::SetAside, true), (OfflineBallots::Count, true), (OfflineBallots::Never, false)]
    {
        sound.phases[vote].places =
            Some(PollingPlaces { level: None, fixed_at_least: 1, mobile_beyond_km: None, offline, tablet: true });
        let told: Vec<_> = sound.defects().iter().map(ToString::to_string).collect();
        let refused = format!(
            "phases[{vote}].places.offline: ballots are handed out without a network, and here each account of sisben \
            has a vote"
        );
        assert_eq!(told, if expected { vec![refused] } else { Vec::new() });
    }
    sound.phases[vote].places = None;
    sound.contests[1].per_entry_of = None;
    let mixed: Vec<_> = sound.defects().iter().map(ToString::to_string).collect();
    assert_eq!(mixed, ["sheets[0].contests: its contests give a vote to different voters"]);
    sound.contests[1].per_entry_of = sound.contests[0].per_entry_of.clone();
    sound.rolls[0].entries = Entries::People;
    assert_eq!(sound.defects().len(), 3, "a roll of people has no accounts");
    let unknown = told(&by(SOUND, &[2], "catastro"));
    assert!(
        unknown.contains(&"contests[2].per_entry_of: no roll `catastro`; there are sisben".to_owned()),
        "{unknown:?}"
    );
}

#[test]
fn projects_exclude_each_other_where_several_can_win() {
    let quota = "winner = { type = \"quota\", winners = 4, each = 2, within = \"comuna\", tie = [\"public_draw\"] }";
    assert_eq!(broken(quota, &format!("{quota}\nexclusive = true")), [""; 0]);
    assert_broken(
        quota,
        "winner = { type = \"plurality\", winners = 1, tie = [\"public_draw\"] }\nexclusive = true",
        &["contests[2].exclusive: one project wins here, and groups exclude nothing"],
    );
}

#[test]
fn nobody_changes_a_secret_vote() {
    let winner = "winner = { type = \"quota\", winners = 4, each = 2, within = \"comuna\", tie = [\"public_draw\"] }";
    assert_eq!(broken(winner, &format!("{winner}\nchange = \"never\"")), [""; 0]);
    assert_broken(
        winner,
        &format!("{winner}\nchange = \"until_close\""),
        &[
            "contests[2].change: the urn is secret: nothing leads from a voter to their ballot, so none can be taken out \
            for another one",
        ],
    );
}

#[test]
fn each_territory_has_regions_where_winners_are_spread_over_them() {
    let list = "    { code = \"1.1\", name = \"Uno uno\"";
    // Another municipality, without comunas.
    assert_broken(
        list,
        &format!("    {{ code = \"2\", name = \"Dos\", kind = \"municipio\" }},\n{list}"),
        &["territories.list[1]: Dos has no territory of level comuna in it"],
    );
    let apart = SOUND.replace("kind = \"comuna\", within = \"1\"", "kind = \"comuna\"");
    let told: Vec<_> = defects(&apart).iter().map(ToString::to_string).collect();
    assert!(!told.iter().any(|defect| defect.contains("has no territory")), "one of its two is enough: {told:?}");
}

#[test]
fn a_quota_counts_ideas() {
    let may = "may = [\"propose_idea\", \"vote\"]\n";
    let quota = |kind: &str, count: u16| format!("{may}at_most = {{ type = \"{kind}\", count = {count} }}\n");
    assert_eq!(broken(may, &quota("in_all", 3)), [""; 0]);
    assert_eq!(broken(may, &quota("in_each_theme", 1)), [""; 0]);
    assert_broken(may, &quota("in_all", 0), &["powers[0].at_most.count: zero is nothing"]);
    let other = "may = [\"approve_ballot\", \"record_meeting\"]\n";
    assert_broken(
        other,
        &format!("{other}at_most = {{ type = \"in_all\", count = 1 }}\n"),
        &["powers[1].at_most: no ideas are sent by this power"],
    );
    let themes =
        "themes = [{ id = \"agua\", name = \"Agua\" }, { id = \"vias\", name = \"Vías\", within = \"agua\" }]\n";
    let text = SOUND.replace(themes, "").replace(may, &quota("in_each_theme", 1));
    let told: Vec<_> = defects(&text).iter().map(ToString::to_string).collect();
    assert!(told.iter().any(|told| told == "powers[0].at_most: at least one theme is needed"), "{told:?}");
}

#[test]
fn money_that_cannot_be_divided_is_told() {
    assert_broken(
        "amount = \"500 COP\"",
        "amount = \"501 COP\"",
        &["pools[0].split.floor: 2 times 501 COP is more than 1000 COP"],
    );
    assert_broken(
        "amount = \"50 COP\"",
        "amount = \"51 COP\"",
        &["pools[1].split.floor: 2 times 51 COP is more than 100 COP"],
    );
    assert_broken("share = \"50%\"", "share = \"49.99%\"", &["pools[0].split.cap: 2 times 49.99% is less than 100%"]);
    assert_broken("unit = \"10 COP\"", "unit = \"1001 COP\"", &["pools[0].split.unit: 1001 COP is more than 1000 COP"]);
    assert_broken("unit = \"10 COP\"", "unit = \"10.00 MXN\"", &["pools[0].split.unit: MXN in a document in COP"]);
    assert_broken(
        "weight = 1, term = { type = \"equal\"",
        "weight = 0, term = { type = \"equal\"",
        &["pools[1].split.terms: all weights are zero"],
    );
    assert_broken(
        "weight = 1, term = { type = \"equal\"",
        "weight = 1001, term = { type = \"equal\"",
        &["pools[1].split.terms[0].weight: 1001 is not from 0 to 1000"],
    );
    assert_broken(
        "parts = [{ theme = \"agua\", weight = 1 }]",
        "parts = []",
        &["pools[2].split.parts: at least one theme is needed"],
    );
    assert_broken("at_least = \"5%\"", "at_least = \"6%\"", &["pools[2].base.share: from 6% to 5% there is nothing"]);
    assert_broken(
        "base = { type = \"each\", level = \"municipio\", amount = \"100 COP\" }",
        "base = { type = \"fixed\", amount = \"1000 COP\" }",
        &["pools[1].split.within: the base must give the same to each territory of municipio"],
    );
    assert_broken(
        "weight = \"100%\"",
        "weight = \"99%\"",
        &["selection.criteria: the parts make 9900 of 10000 basis points"],
    );
    assert_broken(
        "kind = \"rural\", factor",
        "kind = \"municipio\", factor",
        &["pools[0].split.factors[0].kind: of level municipio, where comuna would do"],
    );
}

#[test]
fn a_body_that_can_never_decide_is_told() {
    assert_broken(
        "count = 3 }\nmajority",
        "count = 4 }\nmajority",
        &["bodies[0].quorum: 4 of 3 seats can never be present"],
    );
    assert_broken(
        "at_least = 1, at_most = 3",
        "at_least = 4, at_most = 3",
        &["bodies[0].seats[0].at_least: from 4 to 3 there is nothing"],
    );
    assert_broken(", pairs = true", "", &["bodies[0].parity: no seat is held by a pair"]);
    assert_broken(
        "{ type = \"mixed_pairs\" }",
        "{ type = \"least\", share = \"50.01%\" }",
        &["bodies[0].parity.share: 50.01% for each gender is more than all"],
    );
    assert_broken(
        "filled_by = \"vote\", pairs = true",
        "filled_by = \"vote\", pairs = true, kinds = [\"rural\"]",
        &["bodies[0].quorum: no seats in comuna"],
    );
    assert_broken(
        "filled_by = \"vote\", pairs = true",
        "filled_by = \"vote\", pairs = true, ages = {}",
        &["bodies[0].seats[0].ages: at least one age is needed"],
    );
}

#[test]
fn a_ballot_that_cannot_be_filled_in_is_told() {
    assert_broken(
        "otherwise = 7",
        "otherwise = 21",
        &["contests[0].ballot.at_most.otherwise: 21 projects from an offer of 20"],
    );
    assert_broken(
        "at_least = 1, at_most = { type = \"by_kind\"",
        "at_least = 6, at_most = { type = \"by_kind\"",
        &["contests[0].ballot.at_least: 6 projects from an offer of 5"],
    );
    assert_broken("otherwise = 7", "otherwise = 0", &["contests[0].ballot.at_most.otherwise: zero is nothing"]);
    assert_broken(
        "kind = \"rural\", count = 9",
        "kind = \"municipio\", count = 9",
        &["contests[0].ballot.at_most.kinds[0].kind: of level municipio, where comuna would do"],
    );
    assert_broken(
        "note = 100,",
        "note = 300,",
        &[
            "contests[1].ballot.amount: 1000 is no multiple of 300",
            "contests[1].ballot.each_at_most: 100 is no multiple of 300",
        ],
    );
    assert_broken("count = 10 } }", "count = 9 } }", &["contests[1].ballot: at most 900 of 1000 can be given"]);
    assert_broken("count = 2 }", "count = 1 }", &["contests[2].ballot: at most 5 of 10 can be given"]);
    assert_broken(
        "each_at_most = 5",
        "each_at_most = 11",
        &["contests[2].ballot.each_at_most: from 11 to 10 there is nothing"],
    );
    assert_broken("winners = 4", "winners = 5", &["contests[2].winner.winners: 5 winners from 2 times 2"]);
    // Another municipality with one comuna: what both have together is nowhere enough.
    let two = "    { code = \"1.2\", name = \"Uno dos\", kind = \"rural\", within = \"1\" },\n";
    let other = "    { code = \"2\", name = \"Dos\", kind = \"municipio\" },\n    \
                 { code = \"2.1\", name = \"Dos uno\", kind = \"comuna\", within = \"2\" },\n";
    let in_each = broken(two, &format!("{two}{other}"));
    let of_schools: Vec<&String> = in_each.iter().filter(|defect| defect.starts_with("contests[2]")).collect();
    assert_eq!(of_schools, ["contests[2].winner.winners: 4 winners from 1 times 2"]);
    assert_broken(
        "within = \"comuna\", tie",
        "within = \"municipio\", tie",
        &["contests[2].winner.within: of level municipio, where comuna would do"],
    );
    assert_broken(
        "tie = [\"lower_cost\", \"public_draw\"]",
        "tie = [\"lower_cost\"]",
        &["contests[0].winner.tie: some equals stay equal; `ballot_number` or `public_draw` would decide"],
    );
    assert_broken("pool = \"bolsa\"", "pool = \"cada\"", &[]);
    assert_broken(
        "level = \"comuna\"\npool",
        "level = \"municipio\"\npool",
        &[
            "contests[0].ballot.at_most.kinds[0].kind: of level comuna, where municipio would do",
            "contests[0].pool: the pool is divided among the territories of comuna, the contest held in those of municipio",
        ],
    );
}

#[test]
fn what_a_project_needs_is_something_that_ballots_say() {
    let greedy = "winner = { type = \"greedy\", tie = [\"lower_cost\", \"public_draw\"] }";
    let with = |support: &str| format!("{greedy}\nthresholds = {{ votes = 2, support = {{ {support} }} }}");
    let at = "contests[0].thresholds.support";
    assert_broken(greedy, &with("type = \"ballots\", share = \"2.5%\""), &[]);
    assert_broken(greedy, &with("type = \"cost\", divisor = 3"), &[]);
    assert_broken(greedy, &with("type = \"ballots\", share = \"0%\""), &[&format!("{at}.share: zero is nothing")]);
    assert_broken(greedy, &with("type = \"cost\", divisor = 0"), &[&format!("{at}.divisor: zero is nothing")]);
    let by_theme = "winner = { type = \"greedy_by_theme\", tie = [\"ballot_number\"] }";
    assert_broken(
        by_theme,
        &format!("{by_theme}\nthresholds = {{ support = {{ type = \"cost\", divisor = 3 }} }}"),
        &["contests[1].thresholds.support: ballots give points here, and a part of the ballots is compared with votes"],
    );
}

#[test]
fn places_are_worth_less_and_less() {
    let approval = "ballot = { type = \"approval\", at_least = 1, at_most = { type = \"by_kind\", \
                    kinds = [{ kind = \"rural\", count = 9 }], otherwise = 7 } }";
    let ranking = |most: u8, places: &str| {
        format!(
            "ballot = {{ type = \"ranking\", at_most = {{ type = \"count\", count = {most} }}, places = [{places}] }}"
        )
    };
    let at = "contests[0].ballot.places";
    assert_broken(approval, &ranking(5, "5, 4, 3, 2, 1"), &[]);
    assert_broken(approval, &ranking(3, "10, 5, 3, 2, 1"), &[]);
    assert_broken(approval, &ranking(3, ""), &[]);
    let few = format!("{at}: 2 places are worth something, and 3 projects may be named");
    assert_broken(approval, &ranking(3, "2, 1"), &[&few]);
    let not_less = |place: u8| format!("{at}[{place}]: a place is worth less than the one before it");
    assert_broken(approval, &ranking(3, "3, 3, 4"), &[&not_less(1), &not_less(2)]);
    assert_broken(approval, &ranking(2, "1, 0"), &[&format!("{at}[1]: zero is nothing")]);
}

#[test]
fn what_nobody_knows_decides_no_tie() {
    assert_broken(
        "tie = [\"lower_cost\", \"public_draw\"]",
        "tie = [\"lower_cost\", \"more_neighbourhoods\", \"public_draw\"]",
        &[
            "contests[0].winner.tie[1]: no ballot says where its voter lives: from how many neighbourhoods a project is \
             supported is not known",
        ],
    );
}

#[test]
fn a_condition_that_nobody_can_meet_is_told() {
    let condition = "[eligibility.condition]\ntype = \"all\"\nof = [";
    let start = SOUND.find(condition).unwrap();
    let end = start + SOUND[start..].find("]\n\n[[contests]]").unwrap();
    let with = |condition: &str| -> Vec<String> {
        let text = format!("{}condition = {condition}{}", &SOUND[..start], &SOUND[end + 1..]);
        defects(&text).iter().map(ToString::to_string).collect()
    };
    let at = "eligibility[0].condition";
    let nobody = |path: &str| vec![format!("{at}{path}: nobody can meet this")];
    assert_eq!(with("{ type = \"everybody\" }"), [""; 0]);
    assert_eq!(with("{ type = \"age\", at_least = 121 }"), nobody(""));
    assert_eq!(with("{ type = \"age\", at_least = 120 }"), [""; 0]);
    assert_eq!(
        with("{ type = \"all\", of = [{ type = \"age\", at_least = 18 }, { type = \"age\", below = 18 }] }"),
        nobody("")
    );
    assert_eq!(
        with("{ type = \"any\", of = [{ type = \"everybody\" }, { type = \"not\", of = { type = \"everybody\" } }] }"),
        nobody(".of[1]")
    );
    let both =
        "{ type = \"roll\", roll = \"sisben\" }, { type = \"not\", of = { type = \"roll\", roll = \"sisben\" } }";
    assert_eq!(with(&format!("{{ type = \"all\", of = [{both}] }}")), nobody(""));
    assert_eq!(with(&format!("{{ type = \"any\", of = [{both}] }}")), [""; 0]);
    assert_eq!(with("{ type = \"not\", of = { type = \"age\", at_least = 121 } }"), [""; 0]);
    assert_eq!(with("{ type = \"any\", of = [] }"), [format!("{at}.of: at least one condition is needed")]);
    let deep = |depth: usize| {
        (1..depth).fold("{ type = \"everybody\" }".to_owned(), |of, _| format!("{{ type = \"all\", of = [{of}] }}"))
    };
    assert_eq!(with(&deep(12)), [""; 0]);
    assert!(with(&deep(13))[0].ends_with("more than 12 conditions within each other"));
}

#[test]
fn territories_lie_in_larger_ones() {
    assert_broken(
        "kind = \"rural\", within = \"1\"",
        "kind = \"rural\", within = \"1.1\"",
        &["territories.list[2].within: of level comuna, where municipio would do"],
    );
    assert_broken(
        "kind = \"rural\", within = \"1\"",
        "kind = \"rural\"",
        &["territories.list[2]: lies in no territory of level municipio"],
    );
    assert_broken(
        "    { code = \"1.1\", name = \"Uno uno\", kind = \"comuna\", within = \"1\" },\n    \
         { code = \"1.2\", name = \"Uno dos\", kind = \"rural\", within = \"1\" },\n",
        "",
        &[
            "bodies[0].scope.level: the level comuna has no territory",
            "contests[0].level: the level comuna has no territory",
            "contests[2].winner.winners: 4 winners from 0 times 2",
            "contests[2].winner.within: the level comuna has no territory",
            "pools[0].split.level: the level comuna has no territory",
            "pools[1].split.level: the level comuna has no territory",
            "selection.level: the level comuna has no territory",
        ],
    );
    assert_broken(
        "{ id = \"agua\", name = \"Agua\" }",
        "{ id = \"agua\", name = \"Agua\", within = \"vias\" }",
        &["themes[0].within: lies in itself: agua, vias", "themes[1].within: lies in itself: vias, agua"],
    );
}

#[test]
fn nothing_stands_twice_and_nothing_needed_is_missing() {
    assert_broken(
        "{ id = \"vias\"",
        "{ id = \"agua\"",
        &["themes[1].id: theme `agua` is at themes[0].id already", "themes[1].within: lies in itself: agua"],
    );
    assert_broken(
        "may = [\"propose_idea\", \"vote\"]",
        "may = [\"propose_idea\", \"vote\", \"vote\"]",
        &["powers[0].may[2]: action `vote` is at powers[0].may[1] already"],
    );
    assert_broken(
        "code = \"1.2\"",
        "code = \"1.1\"",
        &["territories.list[2].code: territory `1.1` is at territories.list[1].code already"],
    );
    assert_broken(
        "until = \"2024-12-31\"",
        "until = \"2023-12-31\"",
        &["powers[1].until: from 2024-01-01 to 2023-12-31 there is nothing"],
    );
    assert_broken(
        "who = \"role:citizen\"",
        "who = \"role:operator\"",
        &["powers[0].who: operator is no role where processes run"],
    );
    let empty = r#"
        id = "nada"
        title = "Nada"
        currency = "COP"
        territories = { levels = [] }
        phases = []
        powers = []
        pools = []
        contests = []
        sheets = []
    "#;
    let told: Vec<String> = defects(empty).iter().map(|defect| defect.path.to_string()).collect();
    assert_eq!(told, ["contests", "phases", "pools", "powers", "sheets", "territories.levels"]);
}
