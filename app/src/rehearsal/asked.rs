//! A rehearsal as an address says it: nothing of it is kept anywhere else.

use leptos::prelude::*;
use leptos_router::params::ParamsMap;
use shared::ballot::PREFIX;

use crate::path;

/// Which version and sheet the other fields are for: with other rules, or another sheet, a rehearsal begins anew.
const BEGUN: &str = "con";
const VERSION: &str = "version";
const SHEET: &str = "tarjeton";
const PLACE: &str = "lugar";
const PROJECTS: &str = "proyectos";
const CEILING: &str = "techo";
const VOTES: &str = "votos";
const SAMPLES: &str = "muestra";
const SEED: &str = "semilla";
const DRAW: &str = "sorteo";
const CAST: &str = "echar";

/// The rules in force, instead of a version's id.
pub const IN_FORCE: &str = "vigente";

/// What an address asks for, as it stands there.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Asked {
    /// Which rules: a version's id, or [`IN_FORCE`].
    pub version: String,
    /// Which sheet of theirs.
    pub sheet: String,
    /// With which projects: `territorio:CODE`, or `tipo:KIND` for made-up ones.
    pub place: String,
    /// How many made-up projects.
    pub projects: String,
    /// For which ceiling.
    pub ceiling: String,
    /// The ballots that were cast, in few letters, joined by points.
    pub votes: String,
    /// How many made-up ballots.
    pub samples: String,
    /// What they are made from.
    pub seed: String,
    /// The seed of the public draw.
    pub draw: String,
    /// Whether the ballot in the fields is to be cast.
    pub cast: bool,
    /// The fields of the ballot.
    pub fields: Vec<(String, String)>,
}

impl Asked {
    /// Reads an address.
    pub fn of(query: &ParamsMap) -> Self {
        let get = |name: &str| query.get(name).unwrap_or_default().trim().to_owned();
        let asked = Self { version: get(VERSION), sheet: get(SHEET), ..Self::default() };
        let begun = get(BEGUN);
        if let Some((version, sheet)) = begun.split_once('/') {
            if version != asked.version {
                return Self { sheet: String::new(), ..asked };
            }
            if !asked.sheet.is_empty() && sheet != asked.sheet {
                return asked;
            }
        }
        let fields = query.clone().into_iter().filter(|(name, _)| name.starts_with(PREFIX));
        Self {
            place: get(PLACE),
            projects: get(PROJECTS),
            ceiling: get(CEILING),
            votes: get(VOTES),
            samples: get(SAMPLES),
            seed: get(SEED),
            draw: get(DRAW),
            cast: !get(CAST).is_empty(),
            fields: fields.map(|(name, value)| (name.into_owned(), value)).collect(),
            ..asked
        }
    }

    fn begun(&self) -> (&'static str, String) {
        (BEGUN, format!("{}/{}", self.version, self.sheet))
    }

    /// The rehearsal without what was cast in it.
    fn setting(&self) -> Vec<(&'static str, String)> {
        let own = |name, value: &str| (name, value.to_owned());
        vec![
            self.begun(),
            own(VERSION, &self.version),
            own(SHEET, &self.sheet),
            own(PLACE, &self.place),
            own(PROJECTS, &self.projects),
            own(CEILING, &self.ceiling),
        ]
    }

    fn votes(&self) -> (&'static str, String) {
        (VOTES, self.votes.clone())
    }

    fn samples(&self) -> [(&'static str, String); 2] {
        [(SAMPLES, self.samples.clone()), (SEED, self.seed.clone())]
    }

    fn draw(&self) -> (&'static str, String) {
        (DRAW, self.draw.clone())
    }

    /// The address of this rehearsal.
    pub fn href(&self) -> String {
        let all = self.setting().into_iter().chain([self.votes()]).chain(self.samples()).chain([self.draw()]);
        let said: Vec<_> = all.filter(|(_, value)| !value.is_empty()).collect();
        let said: Vec<_> = said.iter().map(|(name, value)| (*name, value.as_str())).collect();
        path::with_query(path::REHEARSAL, &said)
    }

    /// The same with these ballots cast.
    pub fn with_votes(&self, votes: &[String]) -> Self {
        Self { votes: votes.join("."), ..self.clone() }
    }

    /// The same before anything was cast.
    pub fn anew(&self) -> Self {
        Self { votes: String::new(), samples: String::new(), draw: String::new(), ..self.clone() }
    }

    /// What the form of the ballot takes along.
    pub fn beside_ballot(&self) -> AnyView {
        hidden(self.setting().into_iter().chain([self.votes()]).chain(self.samples()).chain([self.draw()]))
    }

    /// What the form of the made-up ballots takes along.
    pub fn beside_samples(&self) -> AnyView {
        hidden(self.setting().into_iter().chain([self.votes(), self.draw()]))
    }

    /// What the form of the draw takes along.
    pub fn beside_draw(&self) -> AnyView {
        hidden(self.setting().into_iter().chain([self.votes()]).chain(self.samples()))
    }

    /// What the form of the setting takes along.
    pub fn beside_setting(&self) -> AnyView {
        hidden([self.begun()])
    }
}

fn hidden(fields: impl IntoIterator<Item = (&'static str, String)>) -> AnyView {
    let field = |(name, value): (&'static str, String)| view! { <input type="hidden" name=name value=value/> };
    fields.into_iter().filter(|(_, value)| !value.is_empty()).map(field).collect_view().into_any()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(query: &[(&str, &str)]) -> Asked {
        Asked::of(&query.iter().map(|&(name, value)| (name.to_owned(), value.to_owned())).collect())
    }

    #[test]
    fn an_address_reads_back() {
        let query =
            [("version", "vigente"), ("con", "vigente/t"), ("tarjeton", "t"), ("votos", "1-2.b"), ("muestra", "9")];
        let asked = read(&query);
        assert_eq!(asked.href(), "/admin/ensayo?con=vigente/t&version=vigente&tarjeton=t&votos=1-2.b&muestra=9");
        assert_eq!(asked.with_votes(&["1".into(), "b".into()]).votes, "1.b");
        assert_eq!(asked.anew().href(), "/admin/ensayo?con=vigente/t&version=vigente&tarjeton=t");
        let marked = read(&[("ballot.c.x", "1"), ("ballot.c", "y"), ("ballot.c", "z"), ("csrf", "1"), ("echar", "1")]);
        assert_eq!(marked.fields.len(), 3);
        assert!(marked.cast);
    }

    #[test]
    fn other_rules_and_other_sheets_begin_anew() {
        let asked = read(&[("version", "otra"), ("con", "vigente/t"), ("tarjeton", "t"), ("votos", "1-2.b")]);
        assert_eq!(asked, Asked { version: "otra".into(), ..Asked::default() });
        let asked =
            read(&[("version", "v"), ("con", "v/t"), ("tarjeton", "u"), ("lugar", "tipo:x"), ("votos", "1-2.b")]);
        assert_eq!(asked, Asked { version: "v".into(), sheet: "u".into(), ..Asked::default() });
        let asked = read(&[("version", "v"), ("con", "v/t"), ("lugar", "tipo:x")]);
        assert_eq!(asked.place, "tipo:x", "rules with one sheet don't ask for it");
    }
}
