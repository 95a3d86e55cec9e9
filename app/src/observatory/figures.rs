//! The members of a group and what they published, in the order that was asked for.

use std::{cmp::Ordering, str::FromStr};

use shared::{
    id::TenantId,
    money::{Currency, Money},
    tenant::{OfficialCode, TenantKind, TenantStatus},
};
use store::{
    aggregate::{Aggregate, Counted},
    site::Site,
};

use super::ratio::Ratio;
use crate::{search, visit::Addresses};

/// What turnout is a share of. One for a whole table, or its rows could not be compared.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Basis {
    /// The people who may take part.
    Eligible,
    /// All inhabitants, where the people who may take part are not known of every member.
    Inhabitants,
}

/// A member of a group, as the registry knows it.
#[derive(Clone, Debug)]
pub struct Place {
    /// The member.
    pub tenant: TenantId,
    /// Municipality or locality.
    pub kind: TenantKind,
    /// Its name.
    pub name: String,
    /// The address of its site; none while it is suspended.
    pub address: Option<String>,
    /// Its code in the country's official list.
    pub code: Option<OfficialCode>,
    /// Inhabitants.
    pub population: Option<u64>,
    /// Inhabitants who may take part, where a source gives them.
    pub eligible_population: Option<u64>,
    /// Where the population comes from.
    pub population_source: Option<String>,
}

impl Place {
    /// A site of the registry.
    pub fn of(site: &Site, addresses: &Addresses) -> Self {
        Self {
            tenant: site.tenant,
            kind: site.kind,
            name: site.name.clone(),
            address: (site.status == TenantStatus::Active).then(|| addresses.of(site)),
            code: site.official_code.clone(),
            population: site.population,
            eligible_population: site.eligible_population,
            population_source: site.population_source.clone(),
        }
    }
}

/// A member with what it published of its current process.
#[derive(Clone, Debug)]
pub struct Member {
    /// Who it is.
    pub place: Place,
    /// What it published.
    pub published: Aggregate,
}

impl Member {
    /// What the count gave, where there was one.
    pub fn counted(&self) -> Option<Counted> {
        self.published.counted
    }

    /// Voters by those who could have voted.
    pub fn turnout(&self, basis: Basis) -> Option<Ratio> {
        Ratio::new(self.counted()?.voters, self.people(basis)?)
    }

    /// The people that turnout is a share of.
    pub fn people(&self, basis: Basis) -> Option<u64> {
        match basis {
            Basis::Eligible => self.place.eligible_population,
            Basis::Inhabitants => self.place.population,
        }
    }

    /// The money to decide on by inhabitant, in minor units; none where it is of another currency than the group's,
    /// in which it cannot be compared.
    pub fn per_inhabitant(&self, currency: Currency) -> Option<Ratio> {
        if self.published.pool.currency() != currency {
            return None;
        }
        Ratio::new(self.published.pool.minor(), self.place.population?)
    }
}

/// A column of the table, by the word that stands for it in addresses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// The member's name.
    Name,
    /// The furthest phase that has opened.
    Phase,
    /// Inhabitants.
    Population,
    /// Ideas received.
    Ideas,
    /// Projects on ballots.
    Projects,
    /// Projects that won.
    Funded,
    /// Ballots cast.
    Voters,
    /// Voters by those who could have voted.
    Turnout,
    /// Money to decide on.
    Pool,
    /// The same by inhabitant.
    PerInhabitant,
}

impl Column {
    /// All columns, from left to right.
    pub const ALL: [Self; 10] = [
        Self::Name,
        Self::Phase,
        Self::Population,
        Self::Ideas,
        Self::Projects,
        Self::Funded,
        Self::Voters,
        Self::Turnout,
        Self::Pool,
        Self::PerInhabitant,
    ];

    /// The word in addresses.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Name => "nombre",
            Self::Phase => "fase",
            Self::Population => "habitantes",
            Self::Ideas => "ideas",
            Self::Projects => "proyectos",
            Self::Funded => "ganadores",
            Self::Voters => "votantes",
            Self::Turnout => "participacion",
            Self::Pool => "bolsa",
            Self::PerInhabitant => "por-habitante",
        }
    }

    /// Whether it holds numbers. Those are asked for from the largest down, names from the first on.
    pub const fn is_number(self) -> bool {
        !matches!(self, Self::Name | Self::Phase)
    }
}

/// By what the rows are sorted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Order {
    /// The column.
    pub column: Column,
    /// From the largest down.
    pub descending: bool,
}

impl Default for Order {
    fn default() -> Self {
        Self { column: Column::Name, descending: false }
    }
}

impl Order {
    /// The order that an address asks for; by name where it asks for nothing that there is.
    pub fn asked(column: Option<&str>, direction: Option<&str>) -> Self {
        let Some(column) = column.and_then(|word| word.parse().ok()) else { return Self::default() };
        Self::of(column, direction)
    }

    fn of(column: Column, direction: Option<&str>) -> Self {
        let descending = match direction {
            Some("asc") => false,
            Some("desc") => true,
            _ => column.is_number(),
        };
        Self { column, descending }
    }

    /// The order that the heading of a column leads to: the other way round where it is sorted by it already.
    #[must_use]
    pub fn towards(self, column: Column) -> Self {
        if self.column == column { Self { column, descending: !self.descending } } else { Self::of(column, None) }
    }

    /// The word of the direction in addresses.
    pub const fn direction(self) -> &'static str {
        if self.descending { "desc" } else { "asc" }
    }
}

/// No column has this word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error("no such column")]
pub struct UnknownColumn;

impl FromStr for Column {
    type Err = UnknownColumn;

    fn from_str(word: &str) -> Result<Self, Self::Err> {
        Self::ALL.into_iter().find(|column| column.word() == word).ok_or(UnknownColumn)
    }
}

/// A group's members: those that published a process, sorted, and the others.
#[derive(Clone, Debug)]
pub struct Comparison {
    /// The members that published, in the order asked for.
    pub members: Vec<Member>,
    /// The members that published nothing, by name.
    pub silent: Vec<Place>,
    /// What turnout is a share of.
    pub basis: Basis,
    /// The currency in which money is compared.
    pub currency: Currency,
}

impl Comparison {
    /// Puts members beside what they published.
    pub fn new(
        places: impl IntoIterator<Item = Place>,
        mut published: Vec<Aggregate>,
        currency: Currency,
        order: Order,
    ) -> Self {
        let mut members = Vec::new();
        let mut silent = Vec::new();
        for place in places {
            match published.iter().position(|one| one.tenant == place.tenant) {
                Some(at) => members.push(Member { place, published: published.swap_remove(at) }),
                None => silent.push(place),
            }
        }
        let known = |member: &Member| member.counted().is_none() || member.place.eligible_population.is_some();
        let basis = if members.iter().all(known) { Basis::Eligible } else { Basis::Inhabitants };
        silent.sort_by_cached_key(|place| search::fold(&place.name));
        let mut comparison = Self { members, silent, basis, currency };
        comparison.sort(order);
        comparison
    }

    /// Keeps only the members whose name has every word that was typed.
    pub fn keep(&mut self, typed: &str) {
        self.members.retain(|member| search::finds(&member.place.name, typed));
        self.silent.retain(|place| search::finds(&place.name, typed));
    }

    fn sort(&mut self, order: Order) {
        let (basis, currency) = (self.basis, self.currency);
        self.members.sort_by_cached_key(|member| search::fold(&member.place.name));
        // Sorting is stable: members that are equal in the column stay in the order of their names.
        match order.column {
            Column::Name => {
                if order.descending {
                    self.members.reverse();
                }
            }
            Column::Phase => self.members.sort_by(|a, b| compare(order, a, b, |member| member.published.phase)),
            column => {
                let value = |member: &Member| number(member, column, basis, currency);
                self.members.sort_by(|a, b| compare(order, a, b, value));
            }
        }
    }

    /// The figures of all members together.
    pub fn total(&self) -> Total {
        Total::of(&self.members, self.basis, self.currency)
    }

    /// The middle one of a column's figures, over the members that have one.
    pub fn median(&self, column: Column) -> Option<Ratio> {
        Ratio::median(self.members.iter().filter_map(|member| number(member, column, self.basis, self.currency)))
    }

    /// The largest of a column's figures.
    pub fn largest(&self, column: Column) -> Option<Ratio> {
        self.members.iter().filter_map(|member| number(member, column, self.basis, self.currency)).max()
    }

    /// Whether a member shows synthetic data.
    pub fn has_demonstration(&self) -> bool {
        self.members.iter().any(|member| member.published.demonstration)
    }
}

/// A figure of a member, where it has one that can be compared.
pub fn number(member: &Member, column: Column, basis: Basis, currency: Currency) -> Option<Ratio> {
    let published = &member.published;
    match column {
        Column::Name | Column::Phase => None,
        Column::Population => member.place.population.map(Ratio::whole),
        Column::Ideas => Some(Ratio::whole(published.ideas)),
        Column::Projects => Some(Ratio::whole(published.projects)),
        Column::Funded => member.counted().map(|counted| Ratio::whole(counted.funded)),
        Column::Voters => member.counted().map(|counted| Ratio::whole(counted.voters)),
        Column::Turnout => member.turnout(basis),
        Column::Pool if published.pool.currency() != currency => None,
        Column::Pool => Ratio::new(published.pool.minor(), 1_u64),
        Column::PerInhabitant => member.per_inhabitant(currency),
    }
}

/// Members without a value come last in either direction.
fn compare<V: Ord>(order: Order, a: &Member, b: &Member, value: impl Fn(&Member) -> Option<V>) -> Ordering {
    match (value(a), value(b)) {
        (Some(a), Some(b)) if order.descending => b.cmp(&a),
        (Some(a), Some(b)) => a.cmp(&b),
        (Some(_), None) => Ordering::Less,
        (None, Some(_)) => Ordering::Greater,
        (None, None) => Ordering::Equal,
    }
}

/// The figures of several members together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Total {
    /// Inhabitants of the members whose figure is known.
    pub population: u64,
    /// Ideas received.
    pub ideas: u64,
    /// Projects on ballots.
    pub projects: u64,
    /// Projects that won.
    pub funded: u64,
    /// Ballots cast.
    pub voters: u64,
    /// Voters by those who could have voted, over the members that have counted.
    pub turnout: Option<Ratio>,
    /// Money to decide on, where it is all of one currency and can be added up.
    pub pool: Option<Money>,
    /// The same by inhabitant.
    pub per_inhabitant: Option<Ratio>,
}

impl Total {
    fn of(members: &[Member], basis: Basis, currency: Currency) -> Self {
        let counted = || members.iter().filter_map(|member| Some((member, member.counted()?)));
        let with_people = || counted().filter_map(|(member, counted)| Some((counted.voters, member.people(basis)?)));
        let pool = Money::sum(members.iter().map(|member| member.published.pool), currency).ok();
        let population = members.iter().filter_map(|member| member.place.population).sum();
        let all_known = members.iter().all(|member| member.place.population.is_some());
        Self {
            population,
            ideas: members.iter().map(|member| member.published.ideas).sum(),
            projects: members.iter().map(|member| member.published.projects).sum(),
            funded: counted().map(|(_, counted)| counted.funded).sum(),
            voters: counted().map(|(_, counted)| counted.voters).sum(),
            turnout: Ratio::new(
                with_people().map(|(voters, _)| voters).sum::<u64>(),
                with_people().map(|(_, people)| people).sum::<u64>(),
            ),
            pool,
            per_inhabitant: pool.filter(|_| all_known).and_then(|pool| Ratio::new(pool.minor(), population)),
        }
    }
}

#[cfg(test)]
mod tests;
