//! Conditions on people (requisitos): expressions over what is known of a person.

use crate::{
    document::{Key, Text, choice, table},
    ruleset::Basis,
    words::words,
};

table! {
    /// A roll (padrón, base de datos): of people, or of accounts that people answer for.
    Roll {
        /// Its name within the document.
        id: Key,
        /// What people call it (Sisbén, catastro, predial pagado).
        name: Text,
        /// What its entries are.
        entries: Entries = default,
        /// How one gets onto it, in a sentence.
        way_in: Option<Text> = default,
        /// Whether whoever is on it takes part in nothing as a citizen (fallecidos, cédulas canceladas).
        excludes: bool = default,
        /// The kinds of document that only minors have (`ti`): their data is kept apart.
        minors: Vec<Key> = default,
        /// Whether one person alone may correct it; else a second one has to approve each correction.
        single_handed: bool = default,
        /// How many days after the last vote of a process its entries are deleted; never by themselves when missing.
        kept_days: Option<u16> = default,
        /// What it rests on.
        basis: Basis = default,
    }
}

words! {
    /// What the entries of a roll are.
    #[derive(Default)]
    Entries as "entries of a roll" {
        /// People, each once.
        #[default]
        People = "people",
        /// Accounts (cuentas): one person may answer for several of them, and several people for one.
        Accounts = "accounts",
    }
}

table! {
    /// A condition with a name, to which powers refer.
    EligibilityRule {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// The condition.
        condition: Condition,
        /// What it rests on.
        basis: Basis = default,
    }
}

choice! {
    /// A condition on a person.
    Condition {
        /// Always true.
        Everybody = "everybody",
        /// All of them.
        All = "all" {
            /// Which.
            of: Vec<Condition>,
        },
        /// At least one of them.
        Any = "any" {
            /// Which.
            of: Vec<Condition>,
        },
        /// Not that one.
        Not = "not" {
            /// Which.
            of: Box<Condition>,
        },
        /// An age in full years.
        Age = "age" {
            /// The least.
            at_least: Option<u8> = default,
            /// The least that is too old.
            below: Option<u8> = default,
        },
        /// A tie to the territory in question.
        Tie = "tie" {
            /// Any of these.
            any_of: Vec<Tie>,
        },
        /// Being on a roll.
        Roll = "roll" {
            /// Which.
            roll: Key,
        },
        /// A document of identity.
        Document = "document" {
            /// Any of these, by their short names (`cc`, `ti`, `ce`, `ine`).
            any_of: Vec<Key>,
        },
        /// How sure it is who they are.
        Identity = "identity" {
            /// At least that sure.
            at_least: IdentityLevel,
        },
        /// The consent of a parent or guardian (acudiente), from whoever is younger.
        GuardianConsent = "guardian_consent" {
            /// The age in full years from which none is needed.
            below: u8,
        },
        /// Speaking for an organisation.
        Organisation = "organisation" {
            /// Of any of these kinds, by their short names; of any kind when empty.
            any_of: Vec<Key> = default,
        },
        /// Speaking for a group of people.
        Group = "group" {
            /// Of at least that many.
            at_least: u16,
        },
        /// Sitting in a body.
        Member = "member" {
            /// Which.
            body: Key,
        },
    }
}

words! {
    /// A tie to a territory (vínculo).
    Tie as "tie" {
        /// Lives there.
        Resides = "resides",
        /// Works there.
        Works = "works",
        /// Studies there.
        Studies = "studies",
        /// Owns something there.
        Owns = "owns",
    }
}

words! {
    /// How sure it is who somebody is, from least to most.
    IdentityLevel as "identity level" {
        /// They say so.
        Declared = "declared",
        /// They showed a document, or an issuer of identities vouches for them.
        Document = "document",
        /// A register of the state confirmed it (Registraduría).
        Verified = "verified",
        /// The same, with biometrics.
        Biometric = "biometric",
    }
}
