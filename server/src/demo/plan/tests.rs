use std::collections::{HashMap, HashSet};

use chrono::TimeZone;
use shared::{
    money::Currency,
    phase::{PhaseKind, PhaseState},
};

use super::{
    urn::{Project, projects},
    *,
};
use crate::preset::places;

fn now() -> DateTime<Utc> {
    Utc.with_ymd_and_hms(2026, 11, 21, 7, 30, 0).unwrap()
}

fn plans() -> Vec<(Demonstration, usize, Plan)> {
    let places = places().unwrap();
    let scenes = Demonstration::read().unwrap().scenario.processes.len();
    (0..scenes)
        .map(|scene| {
            let demonstration = Demonstration::read().unwrap();
            let one = &demonstration.scenario.processes[scene];
            let place = places.iter().find(|place| place.slug == one.tenant).unwrap();
            let plan = demonstration.plan(one, place, now()).unwrap();
            (demonstration, scene, plan)
        })
        .collect()
}

/// The contests that are decided beside those that spend the money of the scene.
fn beside(plan: &Plan) -> impl Iterator<Item = &Contest> {
    plan.contests.iter().filter(|contest| matches!(contest.held, Held::Around(_)))
}

fn viable(plan: &Plan, contest: &Contest) -> Vec<Project> {
    projects(contest, &plan.proposals)
}

#[test]
fn every_scene_holds_what_it_says() {
    for (demonstration, scene, plan) in plans() {
        let scene = &demonstration.scenario.processes[scene];
        let name = &scene.tenant;
        let beside: usize = beside(&plan).map(|contest| viable(&plan, contest).len()).sum();
        assert_eq!(plan.proposals.len(), scene.ideas as usize + beside, "{name}");
        let projects: usize = plan.contests.iter().map(|contest| viable(&plan, contest).len()).sum();
        assert_eq!(projects, scene.projects as usize + beside, "{name}");
        let waiting = plan.proposals.iter().filter(|proposal| proposal.review.is_none()).count();
        assert_eq!(waiting, (scene.ideas - scene.projects - scene.refused) as usize, "{name}");
        assert_eq!(plan.voters.len(), scene.voters as usize, "{name}");
        let mut stages = plan.process.calendar.everywhere().of_kind(scene.stage.phase);
        assert!(stages.any(|stage| stage.state(now()) == PhaseState::Open), "{name}");
        let pool: i64 = plan.contests.iter().map(|contest| contest.ceiling.minor()).sum();
        assert_eq!(pool, plan.process.pool.minor(), "{name}");
    }
}

#[test]
fn everybody_votes_once_in_each_contest_of_their_ballot() {
    for (_, _, plan) in plans() {
        for contest in &plan.contests {
            let voters = plan.voters.iter().filter(|voter| voter.contests.contains(&contest.id)).count();
            let ballots = plan.ballots.iter().filter(|ballot| ballot.contest == contest.id).count();
            assert_eq!(voters, ballots, "{}", contest.name);
        }
        let persons: HashSet<_> = plan.voters.iter().map(|voter| voter.person).collect();
        assert_eq!(persons.len(), plan.voters.len());
    }
}

#[test]
fn a_region_decides_beside_its_municipality() {
    let plans = plans();
    for year in [0, -1] {
        let (demonstration, scene, plan) = plans
            .iter()
            .find(|(demonstration, scene, _)| {
                let scene = &demonstration.scenario.processes[*scene];
                (scene.tenant.as_str(), scene.year) == ("tepatitlan-de-morelos", year)
            })
            .unwrap();
        let called: Vec<_> = plan.contests.iter().map(|one| (one.code.as_str(), one.name.as_str())).collect();
        let expected =
            [("altos-sur-regional", "Obra regional: Altos Sur"), ("14093", "Obra municipal: Tepatitlán de Morelos")];
        assert_eq!(called, expected);
        let [regional, municipal] = &plan.contests[..] else { panic!("two contests") };
        let pesos = |decimal: &str| Money::parse_decimal(decimal, Currency::MXN).unwrap();
        let scene = &demonstration.scenario.processes[*scene];
        assert_eq!((regional.ceiling, municipal.ceiling), (pesos("40000000.00"), pesos(&scene.pool)));
        assert_eq!(viable(plan, regional).len(), 3, "as many as the rules ask for");
        assert!(plan.voters.iter().all(|voter| voter.contests == [regional.id, municipal.id]));
        assert_eq!(plan.counts.len(), if year == 0 { 0 } else { 2 });
        assert!(plan.counts.iter().all(|count| count.winners.won().count() == 1));
    }
}

#[test]
fn medellin_has_the_published_figures() {
    let plans = plans();
    let (.., plan) = plans.iter().find(|(_, scene, _)| *scene == 0).unwrap();
    assert_eq!(plan.contests.len(), 21);
    assert_eq!(plan.process.pool.to_decimal(), "251265148208");
    assert_eq!(plan.proposals.len(), 436);
    assert!(plan.process.current);
    let authors: HashSet<_> = plan.proposals.iter().filter_map(|proposal| proposal.author.as_deref()).collect();
    assert!(authors.contains("med-popular") && !authors.contains("med-menor"), "{authors:?}");
    for contest in &plan.contests {
        assert!(viable(plan, contest).len() >= 8, "{}", contest.name);
    }
}

#[test]
fn every_project_fits_and_not_all_do() {
    for (_, _, plan) in plans() {
        for contest in &plan.contests {
            let projects = viable(&plan, contest);
            let ceiling = contest.ceiling.minor();
            assert!(projects.iter().all(|project| (1..=ceiling).contains(&project.cost.minor())), "{}", contest.name);
            let sum: i64 = projects.iter().map(|project| project.cost.minor()).sum();
            assert!(projects.len() < 2 || sum > ceiling, "{}: {sum} of {ceiling}", contest.name);
        }
    }
}

#[test]
fn times_and_numbers_are_in_order() {
    for (_, _, plan) in plans() {
        let numbers: Vec<i32> = plan.proposals.iter().map(|proposal| proposal.number).collect();
        assert!(numbers.iter().copied().eq(1..=i32::try_from(numbers.len()).unwrap()));
        assert!(plan.proposals.is_sorted_by_key(|proposal| proposal.submitted_at));
        for proposal in &plan.proposals {
            let reviewed = proposal.review.as_ref().map_or(now(), |review| review.at);
            assert!(proposal.submitted_at <= reviewed && reviewed <= now());
        }
    }
}

#[test]
fn supports_are_of_neighbours_once_each_and_after_the_idea() {
    let mut supported = 0;
    for (demonstration, scene, plan) in plans() {
        let tenant = &demonstration.scenario.processes[scene].tenant;
        let living: HashMap<_, _> = plan.neighbours.iter().map(|one| (one.person, one.contest)).collect();
        let ideas: HashMap<_, _> = plan.proposals.iter().map(|idea| (idea.id, idea)).collect();
        let mut given = HashSet::new();
        for support in &plan.supports {
            let idea = ideas[&support.proposal];
            assert_eq!(living[&support.person], idea.contest, "{tenant}");
            assert!(idea.submitted_at <= support.at && support.at <= now(), "{tenant}");
            assert!(given.insert((support.proposal, support.person)), "{tenant}");
        }
        supported += usize::from(!given.is_empty());
    }
    assert!(supported >= 5, "only {supported} scenes have supports");
    let plans = plans();
    let (.., medellin) = &plans[0];
    let of = |idea: &Proposal| medellin.supports.iter().filter(|support| support.proposal == idea.id).count();
    let counts: Vec<usize> = medellin.proposals.iter().map(of).collect();
    assert!(counts.contains(&0) && counts.iter().any(|count| *count > 10));
}

#[test]
fn counts_come_after_the_vote_and_fund_something() {
    for (_, _, plan) in plans() {
        let results = plan.process.calendar.everywhere().of_kind(PhaseKind::Results).last().unwrap();
        let counted = results.window().opens() < now();
        assert_eq!(plan.counts.len(), if counted { plan.contests.len() } else { 0 });
        for count in &plan.counts {
            assert!(count.winners.left.is_none_or(|left| count.winners.total_cost + left == count.room.ceiling));
            assert!(count.winners.won().next().is_some());
            assert!(count.winners.standings.iter().any(|line| !line.reason.wins()));
            let scores: u64 = count.winners.standings.iter().map(|line| line.score).sum();
            let choices = plan.ballots.iter().filter(|ballot| ballot.contest == count.contest);
            assert_eq!(scores, choices.map(|ballot| ballot.choices.len() as u64).sum::<u64>());
        }
    }
}

#[test]
fn ballots_name_projects_of_their_contest() {
    for (_, _, plan) in plans() {
        for contest in &plan.contests {
            let offered: HashSet<_> = viable(&plan, contest).iter().map(|project| project.id).collect();
            let mine = plan.ballots.iter().filter(|ballot| ballot.contest == contest.id);
            assert!(mine.flat_map(|ballot| &ballot.choices).all(|choice| offered.contains(choice)));
        }
    }
}

#[test]
fn the_same_instant_makes_the_same_process() {
    let (one, two) = (plans(), plans());
    for ((_, _, one), (_, _, two)) in one.iter().zip(&two) {
        assert_eq!(format!("{one:?}"), format!("{two:?}"));
    }
}

#[test]
fn one_process_of_a_tenant_is_current() {
    let plans = plans();
    let current = |tenant: &str| {
        plans
            .iter()
            .filter(|(demonstration, scene, plan)| {
                demonstration.scenario.processes[*scene].tenant.as_str() == tenant && plan.process.current
            })
            .count()
    };
    assert_eq!((current("medellin"), current("barbosa")), (1, 1));
}
