//! What the rules ask of a project beside what it costs: its region, and what it excludes.

use super::{Group, Problem};
use crate::ruleset::Code;

/// Where a project stands beside others, as the review says it.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Placing {
    /// The code of its region, where winners are spread over regions.
    pub region: Option<Code>,
    /// What it has in common with others of which one wins at most.
    pub group: Option<Group>,
}

/// What a review may say of it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places<'a> {
    /// The regions of its territory, of which it lies in one; none where winners are not spread.
    pub regions: Option<&'a [Code]>,
    /// The groups that other projects of its contest stand in; none where the rules know no groups.
    pub groups: Option<&'a [Group]>,
}

/// The form, as typed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PlacingForm<'a> {
    /// The code of a region.
    pub region: &'a str,
    /// A group that there is.
    pub group: &'a str,
    /// The name of another one.
    pub new_group: &'a str,
}

/// What is wrong with the form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// No region was chosen.
    #[error("no region was chosen")]
    NoRegion,
    /// A region that is not one of the territory's.
    #[error("there is no such region")]
    OtherRegion,
    /// A group that no other project stands in.
    #[error("there is no such group")]
    OtherGroup,
    /// A group was chosen and another one named.
    #[error("a group was chosen and another one named")]
    TwoGroups,
    /// The name of a new group.
    #[error(transparent)]
    Name(Problem),
}

impl Placing {
    /// Reads the form. What the rules do not ask for is passed over. A new name that people would take for that of a group
    /// that there is means that group.
    ///
    /// # Errors
    /// With everything that is wrong.
    pub fn parse(form: &PlacingForm<'_>, places: &Places<'_>) -> Result<Self, Vec<Misplaced>> {
        let region = places.regions.map(|regions| region(form.region.trim(), regions)).transpose();
        let group = places.groups.map(|groups| group(form.group.trim(), form.new_group.trim(), groups)).transpose();
        match (region, group) {
            (Ok(region), Ok(group)) => Ok(Self { region, group: group.flatten() }),
            (region, group) => Err(region.err().into_iter().chain(group.err()).collect()),
        }
    }
}

fn region(typed: &str, regions: &[Code]) -> Result<Code, Misplaced> {
    if typed.is_empty() {
        return Err(Misplaced::NoRegion);
    }
    regions.iter().find(|code| code.as_str() == typed).cloned().ok_or(Misplaced::OtherRegion)
}

fn group(chosen: &str, new: &str, groups: &[Group]) -> Result<Option<Group>, Misplaced> {
    match (chosen, new) {
        ("", "") => Ok(None),
        (chosen, "") => {
            groups.iter().find(|group| group.as_str() == chosen).cloned().map(Some).ok_or(Misplaced::OtherGroup)
        }
        ("", new) => {
            let new: Group = new.parse().map_err(Misplaced::Name)?;
            Ok(Some(groups.iter().find(|group| group.is_like(&new)).cloned().unwrap_or(new)))
        }
        _ => Err(Misplaced::TwoGroups),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn group(name: &str) -> Group {
        name.parse().unwrap()
    }

    #[test]
    fn a_form_says_only_what_the_rules_ask_for() {
        let (regions, groups) = (["01".parse().unwrap(), "02".parse().unwrap()], [group("Lote de la 70")]);
        let places = Places { regions: Some(&regions), groups: Some(&groups) };
        let form = PlacingForm { region: "02", group: "Lote de la 70", new_group: "" };
        let expected = Placing { region: Some(regions[1].clone()), group: Some(groups[0].clone()) };
        assert_eq!(Placing::parse(&form, &places), Ok(expected));
        assert_eq!(Placing::parse(&form, &Places::default()), Ok(Placing::default()));
        let none = PlacingForm { region: "01", ..PlacingForm::default() };
        let alone = Placing { region: Some(regions[0].clone()), group: None };
        assert_eq!(Placing::parse(&none, &places), Ok(alone));
    }

    #[test]
    fn a_new_name_may_be_that_of_a_group_that_there_is() {
        let groups = [group("Lote de la 70")];
        let places = Places { regions: None, groups: Some(&groups) };
        let named = |new_group| Placing::parse(&PlacingForm { new_group, ..PlacingForm::default() }, &places);
        assert_eq!(named("lote de  la 70").unwrap().group, Some(groups[0].clone()));
        assert_eq!(named("Lote del río").unwrap().group, Some(group("Lote del río")));
        assert_eq!(named("x"), Err(vec![Misplaced::Name(Problem::TooShort { minimum: 3, actual: 1 })]));
    }

    #[test]
    fn everything_that_is_wrong_is_told() {
        let places = Places { regions: Some(&[]), groups: Some(&[]) };
        let wrong =
            |region, group, new_group| Placing::parse(&PlacingForm { region, group, new_group }, &places).unwrap_err();
        assert_eq!(wrong("", "Lote", ""), [Misplaced::NoRegion, Misplaced::OtherGroup]);
        assert_eq!(wrong("07", "Lote", "Otro"), [Misplaced::OtherRegion, Misplaced::TwoGroups]);
    }
}
