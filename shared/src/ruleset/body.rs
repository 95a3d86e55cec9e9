//! Bodies (instancias): committees, boards and offices, their seats, and how they decide.

use crate::{
    document::{Key, Share, Text, choice, table},
    ruleset::Basis,
    words::words,
};

table! {
    /// A body: who sits in it, for how long, and how it decides. What it may do is among the powers.
    Body {
        /// Its name within the document.
        id: Key,
        /// What people call it.
        name: Text,
        /// What sort of body it is.
        kind: BodyKind,
        /// How many of it there are.
        scope: Scope,
        /// Its seats.
        seats: Vec<Seats>,
        /// How long a member sits.
        term: Option<Term> = default,
        /// How many must be present.
        quorum: Quorum,
        /// How many must agree.
        majority: Majority,
        /// How the seats are shared between women and men.
        parity: Option<Parity> = default,
        /// Who may not sit in it.
        incompatible: Vec<Incompatibility> = default,
        /// The training that a member must have had.
        training: Option<Text> = default,
        /// Days between calling a session and holding it.
        notice_days: u16 = default,
        /// Whether vacant seats are filled by an election in between.
        by_election: bool = default,
        /// What it rests on.
        basis: Basis = default,
    }
}

words! {
    /// What sort of body it is.
    BodyKind as "kind of body" {
        /// Citizens chosen for it (consejo, comité ciudadano).
        Citizens = "citizens",
        /// An elected board (junta administradora local).
        Board = "board",
        /// Authorities (comité de autoridades).
        Authorities = "authorities",
        /// Officials who judge by their craft (comité técnico).
        Technical = "technical",
        /// Whoever watches (contraloría social, veeduría).
        Oversight = "oversight",
        /// An office of the administration (dependencia).
        Office = "office",
    }
}

choice! {
    /// How many of a body there are.
    Scope {
        /// One of the whole tenant.
        Tenant = "tenant",
        /// One for each process.
        Process = "process",
        /// One in each territory of a level.
        Territory = "territory" {
            /// Which level.
            level: Key,
        },
        /// One for each project that won (veeduría por proyecto).
        Project = "project",
    }
}

table! {
    /// Seats of one sector (curules).
    Seats {
        /// The sector's name within the body.
        sector: Key,
        /// What people call it.
        name: Text,
        /// The fewest of them.
        at_least: u16,
        /// The most of them.
        at_most: u16,
        /// Whether two people hold each seat together (dupla).
        pairs: bool = default,
        /// How they are filled.
        filled_by: Filling,
        /// The ages of who may sit there.
        ages: Option<Ages> = default,
        /// The kinds of territory that have these seats; all when empty.
        kinds: Vec<Key> = default,
        /// What they rest on.
        basis: Basis = default,
    }
}

words! {
    /// How a seat is filled.
    Filling as "way to fill a seat" {
        /// Chosen in an assembly.
        Assembly = "assembly",
        /// Chosen by popular vote.
        Vote = "vote",
        /// Sent by an organisation or another body.
        Delegation = "delegation",
        /// Held by whoever holds an office.
        Office = "office",
    }
}

table! {
    /// An age range, in full years.
    Ages {
        /// The least age.
        at_least: Option<u8> = default,
        /// The least age that is too old.
        below: Option<u8> = default,
    }
}

choice! {
    /// How long a member sits.
    Term {
        /// Years.
        Years = "years" {
            /// How many.
            count: u8,
        },
        /// As long as the process, its works included.
        Process = "process",
        /// As long as the office.
        Office = "office",
    }
}

choice! {
    /// How many must be present (quórum).
    Quorum {
        /// More than half of the seats.
        HalfPlusOne = "half_plus_one",
        /// A part of the seats, rounded up.
        Share = "share" {
            /// Which part.
            share: Share,
        },
        /// That many.
        Members = "members" {
            /// How many.
            count: u16,
        },
    }
}

choice! {
    /// How many must agree (mayoría).
    Majority {
        /// More yes than no.
        Simple = "simple",
        /// More than half of the members present.
        OfPresent = "of_present",
        /// More than half of the seats.
        Absolute = "absolute",
        /// A part of those who vote yes or no, rounded up (calificada).
        Qualified = "qualified" {
            /// Which part.
            share: Share,
        },
        /// Nobody says no.
        Consensus = "consensus",
    }
}

choice! {
    /// How the seats are shared between women and men (paridad).
    Parity {
        /// Women and men are each at least this part of the members, rounded down.
        Least = "least" {
            /// Which part.
            share: Share,
        },
        /// Each pair has a woman and a man.
        MixedPairs = "mixed_pairs",
        /// Half and half; one apart where the number is odd.
        Half = "half",
    }
}

words! {
    /// Who may not sit in a body.
    Incompatibility as "incompatibility" {
        /// A public servant (funcionario, servidor público).
        PublicServant = "public_servant",
        /// An officer of a party (directivo, dirigente de partido).
        PartyOfficer = "party_officer",
        /// A candidate.
        Candidate = "candidate",
        /// A contractor or supplier (contratista, proveedor).
        Contractor = "contractor",
    }
}
