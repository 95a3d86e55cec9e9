//! Paper in the act: what was found on each sheet, and what else has to be known of it.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    document::Fingerprint,
    paper::{Cause, LossCause, VoidCause, Why},
};

/// The ballots on paper of one sheet (planilla), by what they are.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct PaperSheet {
    /// Its number, which the receipts of its ballots name.
    pub number: u32,
    /// From the box of which desk.
    pub desk: String,
    /// Ballots that name projects.
    pub named: u64,
    /// Blank ones.
    pub blank: u64,
    /// Rejected ones (votos nulos), by cause.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub rejected: BTreeMap<Cause, u64>,
    /// Its photos by their SHA-256: the first one is number 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub photos: Vec<Fingerprint>,
}

/// A sheet that counts nothing (planilla anulada), as two people said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct VoidSheet {
    /// Its number.
    pub number: u32,
    /// From the box of which desk.
    pub desk: String,
    /// Why.
    pub cause: VoidCause,
    /// The same in words.
    pub reason: String,
}

/// A desk of which not as many ballots are on sheets as were handed out (diferencia), and why, as two people said.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Difference {
    /// The desk.
    pub desk: String,
    /// How many ballots were handed out.
    pub handed_out: u64,
    /// How many are on its sheets.
    pub agreed: u64,
    /// Why.
    pub why: Why,
    /// The same in words.
    pub reason: String,
}

/// Envelopes of ballots that were handed out without a network (sobres), by what became of them.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Envelopes {
    /// Their ballots went into a box.
    pub opened: u64,
    /// They stay closed: whoever got them had voted elsewhere.
    pub set_aside: u64,
    /// Nobody can open them any more (perdidos).
    pub given_up: u64,
    /// How many of these for which cause, as two people said; those that one person gave up, as it was once, have none.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub causes: BTreeMap<LossCause, u64>,
}

impl Envelopes {
    /// How many were given up without a cause from the list.
    pub fn without_cause(&self) -> u64 {
        self.given_up.saturating_sub(self.causes.values().sum())
    }
}

/// Shifts that did not close by themselves, in the whole process: somebody else ended them (turnos relevados).
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Relieved {
    /// Written by a device, which may not have sent all.
    pub devices: u64,
    /// Written by the pages.
    pub pages: u64,
}

/// What has to be known of paper and of desks besides the sheets (novedades).
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Findings {
    /// Sheets that count nothing.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub void: Vec<VoidSheet>,
    /// Desks whose figures differ.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub differences: Vec<Difference>,
    /// Envelopes with ballots of the contest.
    #[serde(default)]
    pub envelopes: Envelopes,
    /// Shifts.
    #[serde(default)]
    pub relieved: Relieved,
}

impl Findings {
    /// Whether there is nothing to tell.
    pub fn are_none(&self) -> bool {
        *self == Self::default()
    }

    /// How many sheets count nothing, by cause.
    pub fn void_by_cause(&self) -> BTreeMap<VoidCause, u64> {
        let mut causes = BTreeMap::new();
        for sheet in &self.void {
            *causes.entry(sheet.cause).or_default() += 1;
        }
        causes
    }

    /// How many ballots are missing, and how many there are too many, by cause.
    pub fn missing_and_added(&self) -> BTreeMap<Why, (u64, u64)> {
        let mut causes: BTreeMap<Why, (u64, u64)> = BTreeMap::new();
        for one in &self.differences {
            let (missing, added) = causes.entry(one.why).or_default();
            *missing += one.handed_out.saturating_sub(one.agreed);
            *added += one.agreed.saturating_sub(one.handed_out);
        }
        causes
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn totals_tell_each_cause_by_itself() {
        let difference = |handed_out, agreed, why| Difference {
            desk: "Mesa 1".to_owned(),
            handed_out,
            agreed,
            why,
            reason: "Se perdió en el camino".to_owned(),
        };
        let sheet = |number, cause| VoidSheet { number, desk: "Mesa 1".to_owned(), cause, reason: String::new() };
        let findings = Findings {
            void: vec![sheet(1, VoidCause::Twice), sheet(4, VoidCause::Twice), sheet(5, VoidCause::Mistake)],
            differences: vec![
                difference(9, 4, Why::Lost),
                difference(7, 5, Why::Lost),
                difference(3, 4, Why::Elsewhere),
                difference(3, 2, Why::Elsewhere),
            ],
            ..Findings::default()
        };
        assert!(!findings.are_none() && Findings::default().are_none());
        assert_eq!(findings.void_by_cause(), BTreeMap::from([(VoidCause::Twice, 2), (VoidCause::Mistake, 1)]));
        let expected = BTreeMap::from([(Why::Lost, (7, 0)), (Why::Elsewhere, (1, 1))]);
        assert_eq!(findings.missing_and_added(), expected);
    }

    /// Acts that were signed before envelopes had causes are read as they are, to the byte.
    #[test]
    fn envelopes_of_older_acts_have_no_causes() {
        let older = r#"{"given_up":2,"opened":5,"set_aside":1}"#;
        let read: Envelopes = serde_json::from_str(older).unwrap();
        assert_eq!((read.given_up, read.without_cause()), (2, 2));
        assert_eq!(crate::document::canonical(&read), older);
        let causes = BTreeMap::from([(LossCause::Damaged, 1)]);
        let newer = Envelopes { causes, ..read };
        assert_eq!(newer.without_cause(), 1);
        let text = crate::document::canonical(&newer);
        assert!(text.starts_with(r#"{"causes":{"damaged":1},"given_up":2"#), "{text}");
        assert_eq!(serde_json::from_str::<Envelopes>(&text).unwrap(), newer);
    }
}
