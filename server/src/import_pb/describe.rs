//! What a file says of its election, in the product's own terms.

use std::path::Path;

use chrono::{DateTime, Days, NaiveDate, NaiveTime, Utc};
use chrono_tz::Tz;
use rand::Rng;
use shared::calendar::{Calendar, Dates};
use shared::locale;
use shared::pabulib::{self, Meta, VotingDate};
use shared::phase::{PhaseKind, Window};
use shared::proposal::Group;
use shared::ruleset::{RuleSet, SoundRuleSet};
use store::contest::VoteType;
use store::import::{Election, Project};
use store::site::Site;

/// The longest address of a process or a contest.
const LONGEST: usize = 80;

/// A random id: it tells nothing of the file or of when it was made.
pub(super) fn id<Id: From<uuid::Uuid>>(random: &mut impl Rng) -> Id {
    uuid::Builder::from_random_bytes(random.random()).into_uuid().into()
}

/// An address given on the command line.
pub(super) fn slug(text: &str) -> Result<String, String> {
    let allowed = |byte: u8| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-';
    if text.is_empty() || text.len() > LONGEST || text.starts_with('-') || !text.bytes().all(allowed) {
        return Err(format!("lower-case letters, digits and dashes, at most {LONGEST}, and no dash at the start"));
    }
    Ok(text.to_owned())
}

/// The address that a file's name makes, if it has a letter or a digit.
pub(super) fn slug_of_file(path: &Path) -> Option<String> {
    address(&path.file_stem()?.to_string_lossy())
}

/// Letters and digits in lower case, without accents, and a dash for whatever stands between them.
fn address(text: &str) -> Option<String> {
    let mut made = String::new();
    for letter in text.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            letter if letter.is_ascii_lowercase() || letter.is_ascii_digit() => made.push(letter),
            _ if made.is_empty() || made.ends_with('-') => {}
            _ => made.push('-'),
        }
        if made.len() == LONGEST {
            break;
        }
    }
    let made = made.trim_end_matches('-');
    (!made.is_empty()).then(|| made.to_owned())
}

/// The Latin letter under an accent, for the languages that published elections are in.
const fn plain(letter: char) -> char {
    match letter {
        'á' | 'à' | 'ä' | 'â' | 'ã' | 'å' | 'ą' => 'a',
        'é' | 'è' | 'ë' | 'ê' | 'ę' | 'ě' => 'e',
        'í' | 'ì' | 'ï' | 'î' => 'i',
        'ó' | 'ò' | 'ö' | 'ô' | 'õ' | 'ő' | 'ø' => 'o',
        'ú' | 'ù' | 'ü' | 'û' | 'ű' | 'ů' => 'u',
        'ñ' | 'ń' => 'n',
        'ç' | 'ć' | 'č' => 'c',
        'ł' => 'l',
        'ś' | 'š' => 's',
        'ź' | 'ż' | 'ž' => 'z',
        other => other,
    }
}

/// What the file calls the election; its address where the file does not say.
pub(super) fn name(meta: &Meta, slug: &str) -> String {
    let name = [&meta.unit, &meta.instance, &meta.subunit].into_iter().flatten().cloned().collect::<Vec<_>>().join(" ");
    if name.is_empty() { slug.to_owned() } else { name }
}

/// The election as a whole.
pub(super) fn election(
    meta: &Meta,
    site: &Site,
    file: &Path,
    slug: &str,
    rules: SoundRuleSet,
    now: DateTime<Utc>,
    random: &mut impl Rng,
) -> Election {
    let file_name = file.file_name().map(|name| name.to_string_lossy().into_owned()).unwrap_or_default();
    let name = name(meta, slug);
    let source = match &meta.description {
        Some(description) => format!("{file_name}: {description}"),
        None => file_name,
    };
    let place = meta.subunit.clone().or_else(|| meta.district.clone()).or_else(|| meta.unit.clone());
    let contest_name = place.unwrap_or_else(|| name.clone());
    Election {
        process: id(random),
        slug: slug.to_owned(),
        name,
        source,
        budget: meta.budget,
        calendar: calendar(meta, rules.rules(), site.time_zone, now),
        rules,
        version: id(random),
        contest: id(random),
        code: address(&contest_name).unwrap_or_else(|| slug.to_owned()),
        contest_name,
        vote_type: match meta.vote_type {
            pabulib::VoteType::Approval | pabulib::VoteType::ChooseOne => VoteType::Approval,
            pabulib::VoteType::Cumulative | pabulib::VoteType::Scoring => VoteType::Points,
            pabulib::VoteType::Ordinal => VoteType::Ranking,
        },
    }
}

/// When people voted: from the first day to the end of the last, as far as the file tells, and never beyond now.
fn calendar(meta: &Meta, rules: &RuleSet, zone: Tz, now: DateTime<Utc>) -> Calendar {
    let midnight = |day: NaiveDate| locale::from_zone(day.and_time(NaiveTime::MIN), zone);
    let first = |date: VotingDate| match date {
        VotingDate::Day(day) => Some(day),
        VotingDate::Year(year) => NaiveDate::from_yo_opt(year.into(), 1),
    };
    let after = |date: VotingDate| match date {
        VotingDate::Day(day) => day.checked_add_days(Days::new(1)),
        VotingDate::Year(year) => NaiveDate::from_yo_opt(i32::from(year) + 1, 1),
    };
    let window = || {
        let opens = midnight(first(meta.date_begin?)?)?;
        let closes = midnight(after(meta.date_end.or(meta.date_begin)?)?)?;
        Window::new(opens, closes.min(now)).ok()
    };
    let voting = rules.phases.iter().find(|phase| phase.kind == PhaseKind::Voting).map(|phase| phase.id.clone());
    let dates = voting.zip(window()).map(|(phase, window)| Dates { phase, territory: None, window });
    Calendar::new(&rules.phases, zone, dates).expect("one phase alone is in order")
}

/// What a file says that a project has in common with those that it excludes.
fn named(project: &pabulib::Project) -> Option<&str> {
    project.other.iter().find(|(column, _)| column == pabulib::GROUP).map(|(_, name)| name.as_str())
}

fn group(project: &pabulib::Project) -> Option<Group> {
    named(project).and_then(Group::of_file)
}

/// That a project's group is called otherwise here, where the file's name for it is none here.
pub(crate) fn renamed(project: &pabulib::Project) -> Option<String> {
    let (name, group) = (named(project)?, group(project)?);
    let is_its_own = name.parse::<Group>().is_ok();
    (!is_its_own).then(|| {
        let (column, id) = (pabulib::GROUP, &project.id);
        format!("project `{id}`: `{name}` in `{column}` is called `{group}` here, where a name has 3 to 80 characters on one line")
    })
}

/// A project on the ballot.
pub(super) fn project(project: pabulib::Project, number: i32, random: &mut impl Rng) -> Project {
    let of = |wanted: &str| project.other.iter().find(|(column, _)| column == wanted).map(|(_, text)| text.clone());
    let need = of("description");
    let group = group(&project);
    Project {
        id: id(random),
        title: project.name.unwrap_or_else(|| project.id.clone()),
        external_id: project.id,
        number,
        need: need.unwrap_or_default(),
        cost: project.cost,
        withdrawn: project.withdrawn,
        group,
    }
}

#[cfg(test)]
mod tests {
    use shared::money::{Currency, Money};

    use super::*;

    #[test]
    fn file_names_become_addresses() {
        let of = |name: &str| slug_of_file(Path::new(name));
        assert_eq!(of("/tmp/Poland_Łódź_2022.pb").as_deref(), Some("poland-lodz-2022"));
        assert_eq!(of("19 - Casselardit / x.pb").as_deref(), Some("x"));
        assert_eq!(of("__--.pb"), None);
        assert_eq!(of(&format!("{}.pb", "a_".repeat(60))).map(|slug| slug.len()), Some(79));
    }

    #[test]
    fn what_is_no_name_of_a_group_becomes_one_and_is_told() {
        let of = |name: &str| pabulib::Project {
            other: vec![(pabulib::GROUP.to_owned(), name.to_owned())],
            ..pabulib::Project::new("7".to_owned(), Money::new(1, Currency::COP))
        };
        assert_eq!(group(&of("Lote 70")), "Lote 70".parse().ok());
        assert_eq!(renamed(&of("Lote 70")), None);
        assert_eq!((group(&of(" ")), renamed(&of(" "))), (None, None));
        assert_eq!(group(&of("A")), group(&of("A")));
        assert_ne!(group(&of("A")), group(&of("B")));
        let told = renamed(&of("A")).unwrap();
        assert!(told.contains("project `7`") && told.contains("`A`") && told.contains("`A #559aead08264`"), "{told}");
    }

    #[test]
    fn a_given_address_is_checked() {
        assert_eq!(slug("2022-centro"), Ok("2022-centro".to_owned()));
        for text in ["", "-a", "Á", "a b", &"a".repeat(81)] {
            assert!(slug(text).is_err(), "{text}");
        }
    }

    #[test]
    fn voting_ends_with_its_last_day_and_not_after_now() {
        let mut meta = Meta::new(Money::new(1, Currency::COP), pabulib::VoteType::Approval, 0, 0);
        let now = "2026-11-20T12:00:00Z".parse().unwrap();
        let zone = chrono_tz::America::Bogota;
        let rules = super::super::rules::rules(&meta, "x", shared::tally::TieOrder::Official, 1).unwrap();
        let calendar = |meta: &Meta| calendar(meta, rules.rules(), zone, now);
        let voting = |meta: &Meta| calendar(meta).everywhere().stages()[0].window();
        assert!(calendar(&meta).everywhere().stages().is_empty());
        meta.date_begin = NaiveDate::from_ymd_opt(2026, 11, 1).map(VotingDate::Day);
        meta.date_end = NaiveDate::from_ymd_opt(2026, 11, 15).map(VotingDate::Day);
        assert_eq!(voting(&meta).opens().to_rfc3339(), "2026-11-01T05:00:00+00:00");
        assert_eq!(voting(&meta).closes().to_rfc3339(), "2026-11-16T05:00:00+00:00");
        meta.date_begin = Some(VotingDate::Year(2026));
        meta.date_end = Some(VotingDate::Year(2026));
        assert_eq!(voting(&meta).closes(), now);
    }
}
