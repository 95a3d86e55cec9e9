//! What the pools of rules give with what is certified and known: their ceilings, whatever the split, or why there are
//! none, in words.

use std::collections::BTreeMap;

use shared::{
    ceiling::plan::{Certified, Ground, Plan, PlanError, plan},
    document::{Amount, Key, Share},
    id::TerritoryId,
    locale::{Locale, format_basis_points},
    money::Money,
    ruleset::{BaseRule, Code, Place, Pool, RuleSet, Territories, Theme},
};
use store::{
    StoreError, TenantTx,
    base::{self, Certified as Certificate, Whose},
    process::Process,
    territory::{self, Territory},
};

use super::{Known, money_for};
use crate::{islands::simulator::refusal, text};

/// What the money of a process rests on, for any rules: its own or those that somebody compares.
pub struct Assets {
    /// The territories of the site.
    pub own: Vec<Territory>,
    /// The certificates that count.
    pub certificates: Vec<Certificate>,
    /// The money that the process has to divide in its deciding contest.
    pub amount: Money,
    /// What is known about the territories.
    pub known: Known,
}

impl Assets {
    /// Those of a process, with the indicators of these rules.
    ///
    /// # Errors
    /// When the database does not answer, or holds what the domain does not know.
    pub async fn of(tx: &mut TenantTx, process: &Process, rules: &RuleSet) -> store::Result<Self> {
        let amount = match process.rule_set.deciding_contest() {
            Some(deciding) => money_for(tx, process, &deciding.id).await?,
            None => process.pool,
        };
        Ok(Self {
            own: territory::all(tx).await?,
            certificates: base::of_process(tx, process.id, process.pool.currency()).await?,
            amount,
            known: Known::of(tx, rules.indicators.clone()).await?,
        })
    }

    fn codes(&self) -> store::Result<BTreeMap<TerritoryId, Code>> {
        let code = |own: &Territory| Ok((own.id, own.code.parse().map_err(StoreError::corrupt("territory.code"))?));
        self.own.iter().map(code).collect()
    }

    /// The certificates of a pool that its rule takes: one for the whole, or those of the territories of its level.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn certificates_of(
        &self,
        pool: &Pool,
        places: &Territories,
    ) -> store::Result<Vec<(Option<Code>, &Certificate)>> {
        let BaseRule::Share { per, .. } = &pool.base else { return Ok(Vec::new()) };
        let codes = self.codes()?;
        let level: Vec<&Code> = per.iter().flat_map(|level| on_level(places, level)).map(|place| &place.code).collect();
        let mine = self.certificates.iter().filter(|one| one.pool == pool.id).filter_map(|one| {
            let code = match &one.whose {
                Whose::Everybody => None,
                Whose::Territory(id) => codes.get(id).cloned(),
                Whose::Place(code) => Some(code.clone()),
            };
            let fits = match (per, &code) {
                (None, _) => one.whose == Whose::Everybody,
                (Some(_), Some(code)) => level.contains(&code),
                (Some(_), None) => false,
            };
            fits.then_some((code, one))
        });
        Ok(mine.collect())
    }

    /// The ceilings of a pool of these rules today.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn plan(&self, rules: &RuleSet, pool: &Pool) -> store::Result<Result<Plan, PlanError>> {
        let places = places(rules, &self.own)?;
        let certified = amounts(pool, &self.certificates_of(pool, &places)?);
        let ground = Ground { territories: &places, themes: &rules.themes, figures: &self.known.figures };
        Ok(plan(pool, certified.as_ref(), &ground))
    }

    /// The same, where nobody has certified yet what the pool of the deciding contest is a share of, on the amount that
    /// the process has for it; and whether that was so.
    ///
    /// # Errors
    /// When the database holds what the domain does not know.
    pub fn plan_on_amount(&self, rules: &RuleSet, pool: &Pool) -> store::Result<(Result<Plan, PlanError>, bool)> {
        let told = self.plan(rules, pool)?;
        let deciding = rules.deciding_contest().is_some_and(|contest| contest.pool == pool.id);
        let supposed = matches!((&told, &pool.base), (Err(PlanError::NotCertified), BaseRule::Share { per: None, .. }));
        let amount = Amount::new(self.amount).filter(|_| supposed && deciding);
        let Some(amount) = amount else { return Ok((told, false)) };
        let standing_in = Pool { base: BaseRule::Fixed { amount }, ..pool.clone() };
        Ok((self.plan(rules, &standing_in)?, true))
    }
}

/// The territories that rules divide over: those that they list; on the level of the ballots, where they list none, the
/// site's own.
///
/// # Errors
/// When the database holds what the domain does not know.
pub fn places(rules: &RuleSet, own: &[Territory]) -> store::Result<Territories> {
    let mut places = rules.territories.clone();
    let level = rules.deciding_contest().and_then(|contest| places.levels.iter().find(|one| one.id == contest.level));
    let Some(level) = level.cloned() else { return Ok(places) };
    if on_level(&places, &level.id).next().is_some() {
        return Ok(places);
    }
    // The one territory that they all lie in, where the rules name it.
    let within = if let [whole] = places.list.as_slice() { Some(whole.code.clone()) } else { None };
    for one in own {
        let word = one.kind.as_str();
        let kind = level.kinds.iter().find(|kind| kind.id.as_str() == word).or_else(|| level.kinds.first());
        let code: Code = one.code.parse().map_err(StoreError::corrupt("territory.code"))?;
        if let Some(kind) = kind
            && within.as_ref() != Some(&code)
        {
            let name = one.name.parse().map_err(StoreError::corrupt("territory.name"))?;
            places.list.push(Place { code, name, kind: kind.id.clone(), within: within.clone() });
        }
    }
    Ok(places)
}

/// The territories of a level, in the order of the document.
pub fn on_level<'a>(places: &'a Territories, level: &Key) -> impl Iterator<Item = &'a Place> {
    let kinds = places.levels.iter().find(|one| one.id == *level).map_or(&[][..], |level| level.kinds.as_slice());
    places.list.iter().filter(move |place| kinds.iter().any(|kind| kind.id == place.kind))
}

/// What was certified, as the rule of the pool takes it; nothing where nothing was.
pub(super) fn amounts(pool: &Pool, certificates: &[(Option<Code>, &Certificate)]) -> Option<Certified> {
    let BaseRule::Share { per, .. } = &pool.base else { return None };
    if certificates.is_empty() {
        return None;
    }
    if per.is_none() {
        return Some(Certified::Whole(certificates.first()?.1.amount));
    }
    let each = certificates.iter().filter_map(|(code, one)| Some((code.clone()?, one.amount)));
    Some(Certified::Each(each.collect()))
}

/// What places and themes are called.
pub struct Names<'a> {
    /// The territories.
    pub places: &'a Territories,
    /// The themes.
    pub themes: &'a [Theme],
    /// The indicators.
    pub known: &'a Known,
}

impl Names<'_> {
    /// A territory without its code; nothing for one that the rules do not know.
    pub fn place_name(&self, code: &Code) -> &str {
        self.places.list.iter().find(|place| place.code == *code).map_or("", |place| place.name.as_str())
    }

    /// A territory with its code.
    pub fn place(&self, code: &Code) -> String {
        format!("{code} {}", self.place_name(code)).trim_end().to_owned()
    }

    /// A level.
    pub fn level(&self, id: &Key) -> String {
        let level = self.places.levels.iter().find(|level| level.id == *id);
        level.map_or_else(|| id.to_string(), |level| level.name.to_string())
    }

    /// A theme.
    pub fn theme(&self, id: &Key) -> String {
        let theme = self.themes.iter().find(|theme| theme.id == *id);
        theme.map_or_else(|| id.to_string(), |theme| theme.name.to_string())
    }

    /// Whose a ceiling is: a territory's, a theme's, a territory's for a theme, or everybody's.
    pub fn ceiling(&self, territory: Option<&Code>, theme: Option<&Key>, locale: Locale) -> String {
        match (territory, theme) {
            (None, None) => text::pools::everybody(locale).to_owned(),
            (Some(code), None) => self.place(code),
            (None, Some(theme)) => self.theme(theme),
            (Some(code), Some(theme)) => text::pools::of_theme(locale, self.place(code), self.theme(theme)),
        }
    }

    /// Why a pool has no ceilings, and how to mend it.
    pub fn trouble(&self, error: &PlanError, locale: Locale) -> String {
        let percent = |share: Share| format_basis_points(share.basis_points().into(), locale, 2);
        match error {
            PlanError::ShareOutside { found, at_least, at_most } => text::pools::share_outside(
                locale,
                percent(*found),
                percent(at_least.unwrap_or_default()),
                percent(at_most.unwrap_or(Share::WHOLE)),
            ),
            PlanError::NotCertified => text::pools::not_certified(locale).to_owned(),
            PlanError::CertifiedOtherwise { each: true } => text::pools::wants_each(locale).to_owned(),
            PlanError::CertifiedOtherwise { each: false } => text::pools::wants_whole(locale).to_owned(),
            PlanError::NotCertifiedFor { code } => text::pools::not_certified_for(locale, self.place(code)),
            PlanError::CertifiedForOther { code } => text::pools::certified_for_other(locale, self.place(code)),
            PlanError::NoTerritories { level } => text::pools::no_territories(locale, self.level(level)),
            PlanError::NothingToKeep => text::pools::nothing_to_keep(locale).to_owned(),
            PlanError::NothingWithin { within } => text::pools::nothing_within(locale, self.level(within)),
            PlanError::Outside { code, within } => text::pools::outside(locale, self.place(code), self.level(within)),
            PlanError::Empty { within, level } => text::pools::empty(locale, self.place(within), self.level(level)),
            PlanError::NoTheme => text::pools::no_theme(locale).to_owned(),
            PlanError::TooLarge { code } => text::pools::too_large(locale, self.place(code)),
            PlanError::Allocation { within, error } => {
                let why = refusal(error, &self.known.names(), locale);
                match within {
                    None => why,
                    Some(code) => text::pools::inside(locale, self.place(code), why),
                }
            }
            PlanError::Negative | PlanError::Money(_) => text::pools::amounts_wrong(locale).to_owned(),
        }
    }
}
